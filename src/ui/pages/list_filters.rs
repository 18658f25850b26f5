//! What narrows the list of borrowers: words, strategies, next steps, and what is done already.

use leptos::prelude::*;

use crate::jobs::protocol::{Filter, Sort, SortKey};
use crate::quantity::format::count_text;
use crate::session::Listing;
use crate::sheets::treatment_name;
use crate::strategy::{CutOffTable, Strategy, Treatment as NextStep};
use crate::ui::app::Shared;
use crate::ui::components::{Chip, Choice, SearchField, Select, Treatment};
use crate::ui::dynamic::{Derived, dynamic, memo};
use crate::ui::text::treatment_of;

/// The list as the page holds it.
pub fn listing() -> Derived<Listing> {
    Shared::get().store.read(|session| session.listing().clone())
}

/// Lists anew with a changed filter or order.
pub fn list_with(shared: Shared, change: impl FnOnce(&mut Filter, &mut Sort)) {
    shared.store.transition(|session| {
        let Listing { mut filter, mut sort, columns, .. } = session.listing().clone();
        change(&mut filter, &mut sort);
        session.list(filter, sort, columns);
    });
}

/// Words to look for.
#[component]
pub fn Search() -> impl IntoView {
    let shared = Shared::get();
    let listing = listing();
    let value = Signal::derive(move || listing.with(|listing| listing.filter.search.clone()));
    let on_input = move |search: String| list_with(shared, |filter, _| filter.search = search);
    view! { <SearchField label="Find a borrower, a loan or a word" value on_input id="search" key="/" /> }
}

/// By strategy, by next step, by who looks at it and by what is done; and how many are left.
#[component]
pub fn ListFilters() -> impl IntoView {
    let shared = Shared::get();
    let currency = shared.currency();
    let listing = listing();
    let cut_offs = shared.store.read(|session| session.cut_offs());
    let model = shared.store.read(|session| session.model().shown().cloned());
    let totals = memo(move || model.get().map(|model| CutOffTable::new(&model.cut_off_steps).totals(cut_offs.get())).unwrap_or_default());
    let steps = shared.store.read(|session| session.next_steps().cloned());
    let leaves_out = memo(move || listing.with(Listing::leaves_not_due_out));
    let chip = move |strategy: Strategy| {
        let count = Signal::derive(move || {
            let n_due = steps.get().filter(|_| leaves_out.get()).map(|steps| steps.by_band[strategy as usize]);
            Some(count_text(n_due.unwrap_or_else(|| totals.get().of(strategy).n_rows), currency.get()))
        });
        let pressed = Signal::derive(move || listing.with(|listing| listing.filter.strategy.is_some_and(|(chosen, _)| chosen == strategy)));
        let treatment: Treatment = treatment_of(strategy);
        let toggle = move || {
            let wanted = (!pressed.get_untracked()).then(|| (strategy, cut_offs.get_untracked()));
            list_with(shared, |filter, _| filter.strategy = wanted);
        };
        view! { <Chip pressed count treatment on_click=toggle /> }
    };
    let chips = Strategy::BANDS.map(chip);
    let is_review = memo(move || listing.with(|listing| listing.filter.needs_review));
    let review = move || list_with(shared, |filter, _| filter.needs_review = !is_review.get_untracked());
    let is_limited = shared.store.read(|session| session.policy().is_some_and(|policy| policy.is_limited));
    let is_without = memo(move || listing.with(|listing| listing.filter.without_place));
    let without = move || list_with(shared, |filter, _| filter.without_place = !is_without.get_untracked());
    let without_chip = dynamic(move || {
        // A filter that was chosen can be lifted though nothing is limited any more.
        (is_limited.get() || is_without.get()).then(|| {
            view! {
                <Chip pressed=is_without.signal() on_click=without>
                    "Second choice this month"
                </Chip>
            }
        })
    });
    let hides_not_due = memo(move || listing.with(|listing| listing.hides_not_due));
    let hide_not_due = move || shared.store.transition(|session| session.hide_not_due(!hides_not_due.get_untracked()));
    let n_not_due = memo(move || steps.get().map_or(0, |steps| steps.n_nothing_due));
    let not_due_chip = dynamic(move || {
        let count = Signal::derive(move || Some(count_text(n_not_due.get(), currency.get())));
        (n_not_due.get() > 0).then(|| {
            view! {
                <Chip pressed=Signal::derive(move || !hides_not_due.get()) count on_click=hide_not_due>
                    "Also with nothing due"
                </Chip>
            }
        })
    });
    let hides_done = memo(move || listing.with(|listing| listing.hides_done));
    let hide_done = move || shared.store.transition(|session| session.hide_done(!hides_done.get_untracked()));
    view! {
        <div class="list-chips" role="group" aria-label="Filter the list">
            <span class="list-chips__label">"Band of the score"</span> {chips} <Chip pressed=is_review.signal() on_click=review>
                "For a person to look at"
            </Chip> {without_chip} {not_due_chip} <Chip pressed=hides_done.signal() on_click=hide_done>
                "Still to do"
            </Chip> <NextStepSelect /> <Count />
        </div>
    }
}

/// One next step, or any.
#[component]
fn NextStepSelect() -> impl IntoView {
    let shared = Shared::get();
    let listing = listing();
    let step = |(place, step): (usize, &NextStep)| Choice::new(place.to_string(), treatment_name(*step));
    let options: Vec<Choice> =
        std::iter::once(Choice::new("", "Any next step")).chain(NextStep::ALL.iter().enumerate().map(step)).collect();
    let place_of = |step: NextStep| NextStep::ALL.iter().position(|other| *other == step);
    let value = memo(move || {
        let place = listing.with(|listing| listing.filter.treatment.and_then(place_of));
        place.map(|place| place.to_string()).unwrap_or_default()
    });
    let choose = move |value: String| {
        let wanted = value.parse().ok().and_then(|place: usize| NextStep::ALL.get(place).copied());
        list_with(shared, |filter, _| filter.treatment = wanted);
    };
    view! { <Select label="Next step" options value on_change=choose bare=true /> }
}

/// How many are listed, and how many of the file's borrowers are done with.
#[component]
fn Count() -> impl IntoView {
    let shared = Shared::get();
    let currency = shared.currency();
    let listing = listing();
    let n_all = shared.store.read(|session| session.file().shown().map_or(0, |file| file.n_rows));
    let n_done = shared.store.read(|session| session.work().done().count() as u64);
    let is_queue = memo(move || listing.with(|listing| listing.sort.key == SortKey::Queue));
    let words = dynamic(move || {
        let n_rows = listing.with(|listing| listing.n_rows)?;
        let count = |n| count_text(n, currency.get());
        let of_all = if n_rows < n_all.get() { format!(" of {}", count(n_all.get())) } else { String::new() };
        let done = match n_done.get() {
            0 => String::new(),
            n_done => format!(" · {} done", count(n_done)),
        };
        let order = if is_queue.get() {
            " · decisions first, by what is at stake; then by what the next step brings beyond a cheaper one"
        } else {
            ""
        };
        Some(format!("{}{of_all} loans{done}{order}", count(n_rows)))
    });
    view! {
        <span class="list-chips__count" role="status">
            {words}
        </span>
    }
}
