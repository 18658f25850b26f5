//! What there is only so much of in a month: what the plan asks for and what one more would bring.

use super::money::MoneyQuestion;
use super::words::NONE;
use crate::quantity::format::{count_text, money_in_full};
use crate::sheets::block::{TableSheet, head, number_head};
use crate::strategy::{Resource, ResourceUse};

/// Resources with what is wanted and given of each.
pub(super) fn capacity_table(question: &MoneyQuestion<'_>) -> TableSheet {
    let currency = question.currency;
    let uses = question.sums.resources(&question.assumptions.capacity);
    let count = |n: u32| count_text(u64::from(n), currency);
    let row = |(resource, used): (Resource, &ResourceUse)| {
        vec![
            resource_name(resource).to_owned(),
            count(used.n_wanted),
            used.limit.map_or_else(|| "no limit".to_owned(), count),
            count(used.n_granted),
            used.value_of_one_more.map_or_else(|| NONE.to_owned(), |worth| money_in_full(worth, currency)),
        ]
    };
    let rows = [Resource::Calls, Resource::FieldVisits, Resource::LegalSlots].map(|resource| row((resource, &uses[resource as usize])));
    let is_limited = uses.iter().any(|used| used.limit.is_some());
    TableSheet {
        title: "Capacity a month".to_owned(),
        note: if is_limited { "given to whom it brings most" } else { "set limits in the policy" }.to_owned(),
        heads: std::iter::once(head("Resource")).chain(["Wanted", "Limit", "Granted", "One more brings"].map(number_head)).collect(),
        rows: rows.into(),
    }
}

/// What it is called.
pub(super) fn resource_name(resource: Resource) -> &'static str {
    match resource {
        Resource::LegalSlots => "Legal slots",
        Resource::FieldVisits => "Visits",
        Resource::Calls => "Calls, plans and settlements",
    }
}
