//! The plan's money in figures, and what looking at groups of people is worth to the model.

use std::sync::Arc;

use leptos::prelude::*;

use super::study::StudyCard;
use crate::data::schema::Meaning;
use crate::jobs::protocol::Study;
use crate::quantity::Money;
use crate::quantity::format::{count_text, money_text, percent_text};
use crate::sheets::plan::hours;
use crate::strategy::{CockpitTable, CutOffs, OutcomeSums};
use crate::ui::app::Shared;
use crate::ui::components::{Figure, Figures};
use crate::ui::dynamic::{Derived, dynamic, memo};

/// What the plan adds up to under any cut-offs, once it is known.
pub type SharedCockpit = Derived<Option<Arc<CockpitTable>>>;

/// Builds the table once for all parts of the page.
pub fn provide_cockpit_table() {
    let steps = Shared::get().store.read(|session| session.cockpit().cloned());
    let table: SharedCockpit = memo(move || steps.get().map(|steps| Arc::new(CockpitTable::new(&steps))));
    provide_context(table);
}

/// From the context.
pub fn cockpit_table() -> SharedCockpit {
    expect_context::<SharedCockpit>()
}

/// What the plan is expected to bring, moving with the cut-offs: two subtractions of each sum.
#[component]
pub fn MoneyFigures(
    /// Where the bands end.
    cut_offs: Derived<CutOffs>,
    /// Whether the file says what is owed.
    has_money: bool,
) -> impl IntoView {
    let shared = Shared::get();
    let currency = shared.currency();
    let count = move |n: u64| count_text(n, currency.get());
    let is_limited = shared.store.read(|session| session.policy().is_some_and(|policy| policy.is_limited));
    let table = cockpit_table();
    let steps = shared.store.read(|session| session.next_steps().cloned());
    dynamic(move || {
        // Within limits these figures stand at the head of the plan's money: sums over any cut-offs know no limits.
        let table = table.get().filter(|_| !is_limited.get())?;
        let all = Derived::new(move || table.totals(cut_offs.get()).all());
        let money = move |pick: fn(&OutcomeSums) -> Money| Signal::derive(move || Some(money_text(pick(&all.get()), currency.get())));
        // Who looks first hangs on the cut-offs: no sum over any of them knows it.
        let alone = Signal::derive(move || steps.get()?.work.share_without_human().map(percent_text));
        let hours_words = Signal::derive(move || {
            let steps = steps.get()?;
            let (saved, spent) = (hours(steps.work.minutes_saved), hours(steps.work.minutes_spent));
            Some(format!("{} hours saved, {} h remain for people, looking first among them", count(saved), count(spent)))
        });
        let harsh = Signal::derive(move || Some(count(all.get().n_harsh())));
        let kept = Signal::derive(move || Some(format!("of {} customers worth keeping", count(all.get().n_worth_keeping()))));
        let net = has_money.then(|| {
            let words = move |pick: fn(&OutcomeSums) -> Money| money_text(pick(&all.get()), currency.get());
            let note = Signal::derive(move || Some(format!("waiting on the same loans would bring {}", words(OutcomeSums::waiting))));
            let net_note = Signal::derive(move || {
                Some(format!("recovered less cost ({}): an estimate, by the policy’s assumptions", words(OutcomeSums::cost)))
            });
            view! {
                <Figure label="Over doing nothing" value=money(OutcomeSums::over_waiting) note total=true />
                <Figure label="Expected net" value=money(OutcomeSums::net) note=net_note />
            }
        });
        Some(view! {
            <Figures>
                {net} <Figure label="Next step needs no human" value=alone note=hours_words />
                <Figure label="Worth keeping, treated harshly" value=harsh note=kept />
            </Figures>
        })
    })
}

/// What the model would gain, or gains, by looking at the groups that are compared.
#[component]
pub fn GroupPrice() -> impl IntoView {
    let group = Shared::get().store.read(|session| {
        let columns = session.file().shown().map(|file| file.schema.columns.as_slice()).unwrap_or_default();
        columns.iter().position(|column| column.meaning == Some(Meaning::Group))
    });
    dynamic(move || {
        let column_idx = group.get()? as u32;
        Some(view! {
            <StudyCard
                study=Study::Without { column_idx }
                title="What looking at the group is worth"
                words="Grows the forest with the group's column and without it, and compares their AUC on the same loans."
                action="Compare with and without"
            />
        })
    })
}
