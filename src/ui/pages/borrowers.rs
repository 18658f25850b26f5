//! The list: the work queue first, every borrower found, sorted and filtered by questions to the data engine.

use std::ops::Range;

use crate::ui::dynamic::{Derived, memo};

use leptos::prelude::*;

use crate::ui::dynamic::dynamic;

use super::conditions::Conditions;
use super::list_filters::{ListFilters, Search, list_with, listing};
use super::parts::{ExportButton, NoModelYet};
use crate::browser::location;
use crate::data::schema::{Meaning, Role};
use crate::data::table::Kind;
use crate::jobs::protocol::{BorrowerRow, Sort, SortKey};
use crate::quantity::Money;
use crate::quantity::format::{count_text, decimal, money_in_full, money_text, number_text};
use crate::session::{Listing, Session};
use crate::ui::app::Shared;
use crate::ui::components::{
    ButtonLink, EmptyState, Headline, RowAction, RowWindow, ScoreBar, Sketch, SortDirection, SortHead, StrategyBadge, TableKeys,
    VirtualTable,
};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::route::Route;
use crate::ui::shortcuts::Shortcut;
use crate::ui::text::{collected_text, treatment_of};

/// How many columns of the file are shown beside the app's own.
const N_FILE_COLUMNS: usize = 2;

/// See the module.
#[component]
pub fn BorrowersPage() -> impl IntoView {
    let store = Shared::get().store;
    let has_model = store.read(|session| session.model().shown().is_some());
    dynamic(move || if has_model.get() { view! { <List /> }.into_any() } else { view! { <NoModelYet /> }.into_any() })
}

#[component]
fn List() -> impl IntoView {
    let shared = Shared::get();
    let store = shared.store;
    // The list as it was left, but under the cut-offs and the policy as they are now.
    store.transition(|session| {
        let columns = shown_columns(session);
        session.open_list(columns);
    });
    let is_greyed = store.read(|session| session.model().shown().is_some_and(|model| !model.evaluation.has_signal()));
    view! {
        <ListHeadline />
        <section class="card card--flush" data-state=Signal::derive(move || is_greyed.get().then_some("off"))>
            <div class="list-tools">
                <Search />
                <div class="row">
                    <ButtonLink href=Route::Mailing.href()>"Write to these…"</ButtonLink> <ExportButton />
                </div>
            </div>
            <ListFilters /> <Conditions /> <Marked /> <BorrowerTable />
        </section>
    }
}

/// Says what a key has done, which is seen only as a tick in a row.
#[component]
fn Marked() -> impl IntoView {
    let marked = Shared::get().store.read(|session| session.listing().last_marked.clone());
    let words = dynamic(move || {
        marked.get().map(|(identifier, is_done)| {
            if is_done {
                format!("{identifier} marked as done. Press e again to take it back.")
            } else {
                format!("{identifier} is still to do.")
            }
        })
    });
    view! {
        <p class="list-said" role="status">
            {words}
        </p>
    }
}

/// What the file knows that helps to tell borrowers apart: days past due first, then what the model looks at most.
fn shown_columns(session: &Session) -> Vec<String> {
    let Some(file) = session.file().shown() else { return Vec::new() };
    let past_due =
        file.schema.columns.iter().find(|column| column.meaning == Some(Meaning::DaysPastDue) && column.role != Role::Collection);
    let important = session.model().shown().map(|model| model.importance.clone()).unwrap_or_default();
    let balance = session.setup().and_then(|setup| setup.balance.clone());
    let mut columns: Vec<String> = past_due.map(|column| column.name.clone()).into_iter().collect();
    // A derived figure stands in no column of the file.
    let is_column = |name: &String| file.schema.column(name).is_some();
    let wanted = important.into_iter().map(|(name, _)| name).filter(|name| Some(name) != balance.as_ref() && is_column(name));
    for name in wanted {
        if columns.len() < N_FILE_COLUMNS && !columns.contains(&name) {
            columns.push(name);
        }
    }
    columns
}

/// How much there is to work on.
#[component]
fn ListHeadline() -> impl IntoView {
    let shared = Shared::get();
    let currency = shared.currency();
    let steps = shared.store.read(|session| session.next_steps().cloned());
    let collected = shared.store.read(Session::collected);
    let note = Signal::derive(move || collected_text(&collected.get(), currency.get()));
    let n_rows = shared.store.read(|session| session.model().shown().map_or(0, |model| model.n_rows));
    dynamic(move || {
        let (steps, currency) = (steps.get()?, currency.get());
        let (all, due) = (count_text(n_rows.get(), currency), count_text(steps.n_due(), currency));
        let are = if steps.n_due() == 1 { "is" } else { "are" };
        let money = (steps.at_risk > Money::ZERO).then(|| {
            let (owed, at_risk) = (money_text(steps.outstanding, currency), money_text(steps.at_risk, currency));
            view! {
                ": "
                <strong>{owed}</strong>
                " outstanding, "
                <strong>{at_risk}</strong>
                " at risk"
            }
        });
        Some(view! {
            <Headline note>
                <strong>{due}</strong>
                {format!(" of {all} loans {are} open")}
                {money}
                "."
            </Headline>
        })
    })
}

#[component]
fn BorrowerTable() -> impl IntoView {
    let shared = Shared::get();
    let store = shared.store;
    let listing = listing();
    let rows = Derived::new(move || {
        listing.with(|listing| RowWindow {
            view: listing.n_listed,
            n_rows: listing.n_rows.unwrap_or(0) as usize,
            start: listing.start as usize,
            rows: listing.rows.clone(),
        })
    });
    let on_window = move |range: Range<usize>| store.transition(|session| session.show_rows(range.start as u64, range.len() as u64));
    let on_row = move |action: RowAction, place: usize| {
        store.transition(|session| session.stand_at(place as u64));
        if action == RowAction::Open
            && let Some(row) = listing.with_untracked(|listing| {
                place.checked_sub(listing.start as usize).and_then(|idx| listing.rows.get(idx)).map(|row| row.row)
            })
        {
            location::set_hash(&Route::Borrower(row).href());
        }
    };
    let begin_at = store.now(|session| session.place().map(|(place, _)| place as usize));
    let keys = TableKeys::new(None);
    shared.at_keys(move |asked| match asked {
        Shortcut::Step(n_places) => {
            if let Some(press) = keys.get_value() {
                press.run((if n_places > 0 { "ArrowDown" } else { "ArrowUp" },));
            }
        }
        Shortcut::Mark => store.transition(Session::mark_here),
        _ => {}
    });
    let columns = store.now(|session| {
        let is_number = |name: &String| {
            session.file().shown().and_then(|file| file.schema.column(name)).is_some_and(|column| column.kind == Kind::Number)
        };
        session.listing().columns.iter().map(|name| (name.clone(), is_number(name))).collect::<Vec<_>>()
    });
    let are_numbers: Vec<bool> = columns.iter().map(|(_, is_number)| *is_number).collect();
    let row = move |_: usize, row: BorrowerRow| row_cells(shared, row, &are_numbers);
    let head = move || view! { <Heads columns /> };
    let is_empty = memo(move || listing.with(|listing| listing.n_rows == Some(0)));
    let error = memo(move || listing.with(|listing| listing.error.clone()));
    view! {
        <div hidden=is_empty.signal()>
            <VirtualTable label="Borrowers" rows head row on_window on_row begin_at keys />
        </div>
        {dynamic(move || error.get().map(|error| view! { <p class="table__foot">{crate::ui::text::session_error(&error).what}</p> }))}
        {dynamic(move || {
            is_empty
                .get()
                .then(|| {
                    view! {
                        <EmptyState title="Nobody matches" sketch=Sketch::NotFound>
                            "Search for less, or lift a filter."
                        </EmptyState>
                    }
                })
        })}
    }
}

#[component]
fn Heads(columns: Vec<(String, bool)>) -> impl IntoView {
    let shared = Shared::get();
    let listing = listing();
    let head = move |label: &str, key: SortKey, number: bool, descending_first: bool| {
        let wanted = key.clone();
        // The first in the queue has the least number.
        let is_place = label == "Order";
        let direction = Derived::new(move || {
            let of = |listing: &Listing| (listing.sort.key == wanted).then_some(listing.sort.descending != is_place);
            listing.with(of).map(|is_descending| if is_descending { SortDirection::Descending } else { SortDirection::Ascending })
        });
        let sort = move || {
            let key = key.clone();
            list_with(shared, move |_, sort| {
                let descending = if sort.key == key { !sort.descending } else { descending_first };
                *sort = Sort { key, descending };
            });
        };
        let label = label.to_owned();
        view! { <SortHead label number direction on_sort=sort /> }
    };
    let file_heads =
        columns.into_iter().map(|(name, is_number)| head(&name.replace('_', " "), SortKey::Column(name), is_number, true)).collect_view();
    view! {
        {head("Order", SortKey::Queue, true, true)} {head("Borrower", SortKey::Identifier, false, false)} {file_heads}
        {head("Outstanding", SortKey::Outstanding, true, true)} {head("Score", SortKey::Score, false, true)}
        {head("At risk", SortKey::AtRisk, true, true)} {head("Next step", SortKey::Queue, false, true)}
        {head("Expected value", SortKey::Expected, true, true)} {head("Band of the score", SortKey::Score, false, true)}
    }
}

fn row_cells(shared: Shared, row: BorrowerRow, are_numbers: &[bool]) -> AnyView {
    let (cut_offs, currency) = (shared.store.read(Session::cut_offs), shared.currency());
    let BorrowerRow { row, identifier, score, outstanding, cells, next_step, .. } = row;
    let at_risk = outstanding.zip(score).and_then(|(owed, score)| Money::from_major(owed.to_major() * score.value()));
    let amount = move |money: Option<Money>| move || money.map_or_else(|| "–".to_owned(), |money| money_in_full(money, currency.get()));
    let strategy = Derived::new(move || treatment_of(cut_offs.get().strategy(score)));
    let cells = cells.into_iter().zip(are_numbers.iter().copied()).map(|(cell, is_number)| {
        let text = dynamic(move || match decimal(&cell) {
            Some(value) if is_number => number_text(value, currency.get()),
            _ if cell.is_empty() => "–".to_owned(),
            _ => cell.clone(),
        });
        view! { <td class="table__quiet table__narrow-off" class:table__number=is_number>{text}</td> }
    });
    let cells = cells.collect_view();
    let order = next_step.as_ref().and_then(|step| step.place);
    let order = move || order.map_or_else(|| "–".to_owned(), |place| count_text(u64::from(place), currency.get()));
    let expected = next_step.as_ref().and_then(|step| step.expected);
    let is_held = next_step.as_ref().is_some_and(|step| step.is_held);
    let step = next_step.map(|step| {
        let marks = [
            (step.needs_review, "look first"),
            (step.is_second_choice, "second choice"),
            (step.is_beyond_means, "beyond means"),
            (step.is_written_off, "written off"),
        ];
        let marks: Vec<&str> = marks.into_iter().filter(|(is_so, _)| *is_so).map(|(_, words)| words).collect();
        let marks = (!marks.is_empty()).then(|| view! { <span class="next-marks">{marks.join(" · ")}</span> });
        view! {
            {step.words}
            " "
            {marks}
        }
    });
    let name = identifier.clone();
    let is_done = shared.store.read(move |session| session.work().is_done(&name));
    let mark = dynamic(move || {
        is_done.get().then(|| {
            view! {
                <Glyph icon=Icon::Check />
                <span class="unseen">"done: "</span>
            }
        })
    });
    view! {
        <td class="table__number table__quiet table__narrow-off">{order}</td>
        <th scope="row" data-cell="id" data-state=Signal::derive(move || is_done.get().then_some("done"))>
            {mark}
            <a class="table__link" href=Route::Borrower(row).href()>
                {identifier}
            </a>
        </th>
        {cells}
        <td class="table__number table__narrow-off">{amount(outstanding)}</td>
        <td data-cell="loan">
            <ScoreBar score=score.map_or(f64::NAN, |score| score.value()) />
        </td>
        <td class="table__number" data-cell="risk">
            {amount(at_risk)}
        </td>
        <td data-cell="next" data-state=is_held.then_some("held")>
            {step}
        </td>
        <td class="table__number table__narrow-off">{amount(expected)}</td>
        <td class="table__narrow-off">
            <StrategyBadge strategy short=true bare=true />
        </td>
    }
    .into_any()
}
