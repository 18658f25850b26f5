//! A policy against the one that was kept: who changes, what it brings, what it asks for.

use super::capacity::resource_name;
use super::words::{NONE, OVER_WAITING, borrowers, hours, signed_count, signed_in_full, signed_short};
use crate::quantity::format::{count_text, money_in_full, percent_text};
use crate::quantity::order::sort_by;
use crate::quantity::{Currency, Money};
use crate::sheets::block::{Block, FigureText, Sheet, TableSheet, head, number_head};
use crate::sheets::treatment_name;
use crate::strategy::{HandWork, OutcomeSums, PolicyContrast, Resource, Treatment, ValidPolicy};

/// Two policies on the same borrowers.
#[derive(Clone, Copy, Debug)]
pub struct ContrastQuestion<'a> {
    /// What they add up to.
    pub contrast: &'a PolicyContrast,
    /// The policy that was kept, with its own cut-offs.
    pub champion: &'a ValidPolicy,
    /// The policy as it is now.
    pub challenger: &'a ValidPolicy,
    /// How amounts are written.
    pub currency: Currency,
}

/// More changes than these are added up.
const MOST_CHANGES: usize = 15;

/// Why there is nothing to compare with.
pub fn no_champion_sheet() -> Sheet {
    let text = "There is no champion yet. Keep the policy as champion first; then change it here, and this part shows who would be \
        treated otherwise, what that brings, and what it asks of your team.";
    Sheet { blocks: vec![Block::Text(text.to_owned())] }
}

/// Who changes, what it brings and what it asks for.
pub fn contrast_sheet(question: &ContrastQuestion<'_>) -> Sheet {
    let contrast = question.contrast;
    let mut blocks = vec![Block::Text(sentence(question))];
    if contrast.n_all_changed() > 0 {
        blocks.push(Block::Figures(figures(question)));
        blocks.push(Block::Table(changes_table(question)));
    }
    blocks.push(Block::Table(sums_table(question)));
    let note = "Both are valued by the assumptions of the policy as it is now, so another assumption alone brings no money. All amounts \
        are estimates, and each policy shares out its own capacity.";
    blocks.push(Block::Text(note.to_owned()));
    Sheet { blocks }
}

/// A policy's name and where its bands end.
fn named(policy: &ValidPolicy) -> String {
    let (settlement, legal): (u16, u16) = policy.cut_offs().into();
    let score = |step: u16| format!("{:.2}", f64::from(step) / 1e4);
    format!("“{}” with cut-offs {} and {}", policy.policy().name, score(settlement), score(legal))
}

fn sentence(question: &ContrastQuestion<'_>) -> String {
    let ContrastQuestion { contrast, champion, challenger, currency } = *question;
    let n_rows = contrast.champion.n_rows();
    let policies = format!("Champion: {}. Now: {}.", named(champion), named(challenger));
    match u64::from(contrast.n_all_changed()) {
        0 => format!("Both policies treat all {} alike. {policies}", borrowers(n_rows, currency)),
        n => format!("{} of {} get another next step. {policies}", count_text(n, currency), borrowers(n_rows, currency)),
    }
}

fn figures(question: &ContrastQuestion<'_>) -> Vec<FigureText> {
    let ContrastQuestion { contrast, currency, .. } = *question;
    let (champion, challenger) = (&contrast.champion, &contrast.challenger);
    let figure = |label: &str, value: String, note: String| FigureText { label: label.to_owned(), value, unit: String::new(), note };
    let n_changed = u64::from(contrast.n_all_changed());
    let money = |amount: Money| if has_money(question) { signed_short(amount, currency) } else { NONE.to_owned() };
    let share = percent_text(n_changed as f64 / champion.n_rows().max(1) as f64);
    let legal = |sums: &OutcomeSums| sums.n_treated(Treatment::LegalReview);
    vec![
        figure("Get another next step", count_text(n_changed, currency), format!("{share} of all")),
        figure("Expected net", money(contrast.net_gain()), "now, against the champion".to_owned()),
        figure(
            OVER_WAITING,
            if has_money(question) { signed_short(challenger.over_waiting(), currency) } else { NONE.to_owned() },
            format!(
                "now; {} by the champion",
                if has_money(question) { signed_short(champion.over_waiting(), currency) } else { NONE.to_owned() }
            ),
        ),
        figure("Legal review", signed_count(legal(champion), legal(challenger), currency), "borrowers".to_owned()),
    ]
}

fn has_money(question: &ContrastQuestion<'_>) -> bool {
    question.contrast.champion.n_valued() + question.contrast.challenger.n_valued() > 0
}

/// Changes of the next step, the most frequent first.
fn changes_table(question: &ContrastQuestion<'_>) -> TableSheet {
    let ContrastQuestion { contrast, currency, .. } = *question;
    let pairs = Treatment::ALL.into_iter().flat_map(|from| Treatment::ALL.into_iter().map(move |to| (from, to)));
    let mut changes: Vec<(Treatment, Treatment, u32)> = pairs
        .filter(|(from, to)| from != to)
        .map(|(from, to)| (from, to, contrast.n_changed(from, to)))
        .filter(|(_, _, n)| *n > 0)
        .collect();
    sort_by(&mut changes, |a, b| b.2.cmp(&a.2));
    let row = |(from, to, n): &(Treatment, Treatment, u32)| {
        vec![treatment_name(*from).to_owned(), treatment_name(*to).to_owned(), count_text(u64::from(*n), currency)]
    };
    let mut rows: Vec<Vec<String>> = changes.iter().take(MOST_CHANGES).map(row).collect();
    let n_others: u64 = changes.iter().skip(MOST_CHANGES).map(|(_, _, n)| u64::from(*n)).sum();
    if n_others > 0 {
        rows.push(vec!["Other changes".to_owned(), NONE.to_owned(), count_text(n_others, currency)]);
    }
    TableSheet {
        title: "Who changes from what to what".to_owned(),
        note: "largest first".to_owned(),
        heads: vec![head("Champion"), head("Now"), number_head("Borrowers")],
        rows,
    }
}

/// What both add up to, and the difference.
fn sums_table(question: &ContrastQuestion<'_>) -> TableSheet {
    let ContrastQuestion { contrast, currency, .. } = *question;
    let (before, after) = (&contrast.champion, &contrast.challenger);
    let money = |name: &str, of: fn(&OutcomeSums) -> Money| {
        let cells = [money_in_full(of(before), currency), money_in_full(of(after), currency)];
        let cells = if has_money(question) { cells } else { [NONE; 2].map(str::to_owned) };
        let difference = of(after).saturating_sub(of(before));
        let difference = if has_money(question) { signed_in_full(difference, currency) } else { NONE.to_owned() };
        [name.to_owned()].into_iter().chain(cells).chain([difference]).collect::<Vec<_>>()
    };
    let counted = |name: &str, before: u64, after: u64| {
        vec![name.to_owned(), count_text(before, currency), count_text(after, currency), signed_count(before, after, currency)]
    };
    let worked = |name: &str, of: fn(&HandWork) -> u64| counted(name, of(&contrast.champion_work), of(&contrast.challenger_work));
    let number = |name: &str, of: &dyn Fn(&OutcomeSums) -> u64| counted(name, of(before), of(after));
    let mut rows = vec![
        money("Expected recovery", OutcomeSums::recovered),
        money("Cost", OutcomeSums::cost),
        money("Net", OutcomeSums::net),
        money(OVER_WAITING, OutcomeSums::over_waiting),
        worked("Next step needs no human", |work| work.n_without_human),
        worked("Hours of people", |work| hours(work.minutes_spent)),
        number("Worth keeping, treated harshly", &OutcomeSums::n_harsh),
    ];
    for resource in [Resource::Calls, Resource::FieldVisits, Resource::LegalSlots] {
        let limit = |policy: &ValidPolicy| resource.limit(&policy.policy().assumptions.capacity);
        let name = match limit(question.challenger) {
            Some(limit) => format!("{}, limit {}", resource_name(resource), count_text(u64::from(limit), currency)),
            None => resource_name(resource).to_owned(),
        };
        rows.push(number(&name, &|sums| sums.n_using(resource)));
    }
    TableSheet {
        title: "What the change brings and asks for".to_owned(),
        note: "estimates".to_owned(),
        heads: std::iter::once(head("")).chain(["Champion", "Now", "Difference"].map(number_head)).collect(),
        rows,
    }
}
