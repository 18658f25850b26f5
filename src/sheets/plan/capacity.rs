//! What there is only so much of in a month: what the plan asks for and what one more would bring.

use super::money::MoneyQuestion;
use super::words::{NONE, OVER_WAITING, borrowers, hours};
use crate::quantity::format::{count_text, money_in_full, money_text, percent_text};
use crate::quantity::{Currency, Money};
use crate::sheets::block::{Block, FigureText, TableSheet, head, number_head};
use crate::strategy::{Resource, ResourceUse};

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

/// What the plan brings within the limits, each figure with what it would be without them; nothing where there are no limits.
pub(super) fn within_capacity(question: &MoneyQuestion<'_>) -> Vec<Block> {
    let Some(allotment) = question.allotment else { return Vec::new() };
    let (currency, all) = (question.currency, question.sums.value().all());
    let free = question.cockpit.totals(question.cut_offs).all();
    let count = |n: u64| count_text(n, currency);
    let figure = |label: &str, value: String, note: String| FigureText { label: label.to_owned(), value, unit: String::new(), note };
    let short = |money: Money| money_text(money, currency);
    let mut figures = Vec::new();
    if all.n_valued() > 0 {
        let waiting = format!("waiting would bring {}; without limits: {}", short(all.waiting()), short(free.over_waiting()));
        figures.push(figure(OVER_WAITING, short(all.over_waiting()), waiting));
        let cost = format!("recovered less cost ({}); {}", short(all.cost()), without_limits(all.net(), free.net(), currency));
        figures.push(figure("Expected net", short(all.net()), cost));
    }
    figures.push(figure(
        "Next step needs no human",
        question.sums.work().share_without_human().map_or_else(|| NONE.to_owned(), percent_text),
        format!("{} h remain for people, looking first among them", count(hours(question.sums.work().minutes_spent))),
    ));
    figures.push(figure(
        "Worth keeping, treated harshly",
        count(all.n_harsh()),
        format!("of {} customers worth keeping; without limits: {}", count(all.n_worth_keeping()), count(free.n_harsh())),
    ));
    let second = match allotment.n_without() as u64 {
        0 => "There is a place for every step: nobody gets a second choice.".to_owned(),
        n => {
            let get = if n == 1 { "gets" } else { "get" };
            format!("{} {get} a second choice: there is no place for the step that the policy would take.", borrowers(n, currency))
        }
    };
    vec![Block::Figures(figures), Block::Text(second)]
}

/// More where the wanted steps are worth less than what takes their place: a policy may want them all the same.
fn without_limits(net: Money, free: Money, currency: Currency) -> String {
    let free_text = money_text(free, currency);
    if net > free {
        format!("without limits: {free_text}, as the steps left out are worth less than what takes their place")
    } else {
        format!("without limits: {free_text}")
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
