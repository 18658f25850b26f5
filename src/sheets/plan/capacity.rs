//! What there is only so much of in a month: what the plan asks for and what one more would bring.

use super::money::MoneyQuestion;
use super::words::{NONE, hours};
use crate::quantity::format::{count_text, money_in_full, money_text};
use crate::quantity::{Currency, Money};
use crate::sheets::block::{Block, FigureText, TableSheet, head, number_head};
use crate::strategy::{OutcomeSums, Resource, ResourceUse};

/// Resources with what is wanted and given of each.
pub(super) fn capacity_table(question: &MoneyQuestion<'_>) -> TableSheet {
    let currency = question.currency;
    let uses = uses(question);
    let count = |n: u32| count_text(u64::from(n), currency);
    // Who had no place for the own step may ask for another's: that is not what the plan wants, but what the limits make of it.
    let has_passed_on = uses.iter().any(|used| used.n_passed_on > 0);
    let row = |(resource, used): (Resource, &ResourceUse)| {
        let mut cells = vec![resource_name(resource).to_owned(), count(used.n_wanted - used.n_passed_on)];
        cells.extend(has_passed_on.then(|| count(used.n_passed_on)));
        cells.extend([
            used.limit.map_or_else(|| "no limit".to_owned(), count),
            count(used.n_granted),
            used.value_of_one_more.map_or_else(|| NONE.to_owned(), |worth| money_in_full(worth, currency)),
        ]);
        cells
    };
    let rows = [Resource::Calls, Resource::FieldVisits, Resource::LegalSlots].map(|resource| row((resource, &uses[resource as usize])));
    let mut heads = vec![head("Resource"), number_head("Wanted")];
    heads.extend(has_passed_on.then(|| number_head("Passed on")));
    heads.extend(["Limit", "Granted", "One more brings"].map(number_head));
    let note = match question.allotment {
        None => "set limits in the policy",
        Some(_) if has_passed_on => "given to whom it brings most; passed on: their own step had no place, and this takes it",
        Some(_) => "given to whom it brings most",
    };
    TableSheet { title: "Capacity a month".to_owned(), note: note.to_owned(), heads, rows: rows.into() }
}

/// What is asked for and given out, in the order of [`Resource::ALL`].
fn uses(question: &MoneyQuestion<'_>) -> [ResourceUse; Resource::ALL.len()] {
    let all = question.sums.value().all();
    let without_limit = |resource| {
        let n = u32::try_from(all.n_using(resource)).unwrap_or(u32::MAX);
        ResourceUse { n_wanted: n, n_passed_on: 0, n_granted: n, limit: None, value_of_one_more: None }
    };
    question.allotment.map_or_else(|| Resource::ALL.map(without_limit), |allotment| *allotment.resources())
}

/// What the limits leave of the plan; nothing where there are none.
pub(super) fn within_capacity(question: &MoneyQuestion<'_>) -> Option<Block> {
    let n_without = question.allotment?.n_without() as u64;
    let (currency, all) = (question.currency, question.sums.value().all());
    let unlimited = question.cockpit.totals(question.cut_offs).all();
    let figure = |label: &str, value: String, note: String| FigureText { label: label.to_owned(), value, unit: String::new(), note };
    let lost = unlimited.net().saturating_sub(all.net());
    let (net, cost) = if all.n_valued() == 0 {
        (NONE.to_owned(), NONE.to_owned())
    } else {
        (money_text(all.net(), currency), money_text(all.cost(), currency))
    };
    let spent = |sums: &OutcomeSums| count_text(hours(sums.minutes_spent()), currency);
    Some(Block::Figures(vec![
        figure("Expected net within capacity", net, against_no_limits(lost, currency)),
        figure("Get a second choice", count_text(n_without, currency), "there is no place for the step that they should get".to_owned()),
        figure("Cost within capacity", cost, "of steps and complaints".to_owned()),
        figure("Hours of people", spent(&all), format!("{} without limits", spent(&unlimited))),
    ]))
}

/// More where the wanted steps are worth less than what takes their place: a policy may want them all the same.
fn against_no_limits(lost: Money, currency: Currency) -> String {
    if lost < Money::ZERO {
        let more = money_text(Money::ZERO.saturating_sub(lost), currency);
        format!("{more} more than without limits: the steps left out are worth less than what takes their place")
    } else {
        format!("{} less than without limits", money_text(lost, currency))
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
