//! What a plan says first: the next steps of the loans with something due, and the money in them.

use leptos::prelude::*;

use super::parts::ExportButton;
use crate::jobs::protocol::NextSteps;
use crate::quantity::Money;
use crate::quantity::format::{count_text, money_text, percent_text};
use crate::strategy::PlanTotals;
use crate::ui::app::Shared;
use crate::ui::components::{Figure, Figures, Headline};
use crate::ui::dynamic::{Derived, dynamic};
use crate::ui::text::{collected_text, steps_counted};

/// So many steps are named; the rest is added up.
const N_NAMED: usize = 4;

/// The next steps, the commonest first.
#[component]
pub fn PlanHeadline(
    /// Whether the scores say anything.
    has_signal: bool,
) -> impl IntoView {
    let shared = Shared::get();
    let currency = shared.currency();
    let steps = shared.store.read(|session| session.next_steps().cloned());
    let export_action = || view! { <ExportButton /> };
    if !has_signal {
        return view! {
            <Headline action=export_action>
                "The scores carry no information, so there is " <strong>"no plan to act on"</strong> "."
            </Headline>
        }
        .into_any();
    }
    let words = dynamic(move || {
        let Some(steps) = steps.get() else { return "The next steps are being worked out.".into_any() };
        let parts = headline_parts(&steps).into_iter().map(|(before, count, what)| {
            view! {
                {before}
                <strong>{count_text(count, currency.get())}</strong>
                {what}
            }
        });
        parts.collect_view().into_any()
    });
    let collected = shared.store.read(|session| session.collected());
    let note = Signal::derive(move || {
        let n_ended = steps.get().map_or(0, |steps| steps.n_nothing_due);
        let loans = || count_text(n_ended, currency.get());
        let ended = (n_ended > 0).then(|| format!("Nothing is due of {} other loans in the file: they get no step.", loans()));
        let collected = collected_text(&collected.get(), currency.get());
        let sentences: Vec<String> = ended.into_iter().chain(collected).collect();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    });
    view! {
        <Headline action=export_action note>
            {words}
        </Headline>
    }
    .into_any()
}

/// The sentence in parts: what stands before a number, the number, what is counted.
fn headline_parts(steps: &NextSteps) -> Vec<(String, u64, String)> {
    let n_due = steps.n_due();
    if n_due == 0 {
        return vec![("Nothing is due of all ".to_owned(), steps.n_nothing_due, " loans.".to_owned())];
    }
    let loans = if n_due == 1 { " open loan: " } else { " open loans: " };
    let mut parts = vec![("Next for ".to_owned(), n_due, loans.to_owned())];
    // One more is named rather than counted as the only other.
    let n_named = if steps.steps.len() == N_NAMED + 1 { N_NAMED + 1 } else { N_NAMED };
    let (named, others) = steps.steps.split_at(n_named.min(steps.steps.len()));
    let n_others: u64 = others.iter().map(|(_, n)| *n).sum();
    let mut counted: Vec<(u64, String)> = named.iter().map(|(step, n)| (*n, format!(" {}", steps_counted(*step, *n)))).collect();
    counted.extend((n_others > 0).then(|| (n_others, " others".to_owned())));
    let last = counted.len() - 1;
    for (place, (n, what)) in counted.into_iter().enumerate() {
        let before = match place {
            0 => "",
            _ if place == last => " and ",
            _ => ", ",
        };
        let end = if place == last { "." } else { "" };
        parts.push((before.to_owned(), n, what + end));
    }
    parts
}

/// What the loans with something due still owe, and how well the bands do.
#[component]
pub fn PlanFigures(
    /// What the bands add up to.
    totals: Derived<PlanTotals>,
    /// Whether the file says what is owed.
    has_money: bool,
) -> impl IntoView {
    let shared = Shared::get();
    let currency = shared.currency();
    let steps = shared.store.read(|session| session.next_steps().cloned());
    let due = move |pick: fn(&NextSteps) -> Money| {
        Signal::derive(move || steps.get().filter(|_| has_money).map(|steps| money_text(pick(&steps), currency.get())))
    };
    let of_all = move |pick: fn(&PlanTotals) -> Money| {
        Signal::derive(move || {
            Some(if has_money {
                format!("of open loans, of {} in the file", money_text(pick(&totals.get()), currency.get()))
            } else {
                "no column with money is named".to_owned()
            })
        })
    };
    let caught = Signal::derive(move || {
        let totals = totals.get();
        let n_bad = totals.all().n_bad.max(1);
        Some(percent_text((totals.settlement.n_bad + totals.legal.n_bad) as f64 / n_bad as f64))
    });
    let precision = Signal::derive(move || {
        let legal = totals.get().legal;
        (legal.n_known > 0).then(|| percent_text(legal.n_bad as f64 / legal.n_known as f64))
    });
    view! {
        <Figures>
            <Figure label="Outstanding" value=due(|steps| steps.outstanding) note=of_all(|totals| totals.all().outstanding) total=true />
            <Figure label="Money at risk" value=due(|steps| steps.at_risk) note=of_all(|totals| totals.all().at_risk) />
            <Figure label="Bad loans above the lower cut-off" value=caught note=Some("of all that were not repaid".to_owned()) />
            <Figure label="Not repaid above the upper cut-off" value=precision note=Some("of all with such a score".to_owned()) />
        </Figures>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strategy::Treatment;

    fn sentence(steps: &[(Treatment, u64)], n_nothing_due: u64) -> String {
        let steps = NextSteps { steps: steps.to_vec(), n_nothing_due, ..NextSteps::default() };
        headline_parts(&steps).into_iter().map(|(before, n, what)| format!("{before}{n}{what}")).collect()
    }

    #[test]
    fn the_commonest_steps_are_named_and_the_rest_is_added_up() {
        use Treatment::{Defer, FieldVisit, LegalReview, Reminder, Settlement, Wait};
        let all = [(Reminder, 665), (Settlement, 259), (LegalReview, 1), (Wait, 9), (Defer, 2), (FieldVisit, 1)];
        let named = "665 reminders, 259 settlement offers, 1 legal review";
        let six = format!("Next for 937 open loans: {named}, 9 left to pay by themselves and 3 others.");
        assert_eq!(sentence(&all, 10), six);
        let five = format!("Next for 936 open loans: {named}, 9 left to pay by themselves and 2 waited for.");
        assert_eq!(sentence(&all[..5], 0), five);
        assert_eq!(sentence(&all[2..3], 0), "Next for 1 open loan: 1 legal review.");
        assert_eq!(sentence(&[], 7), "Nothing is due of all 7 loans.");
    }
}
