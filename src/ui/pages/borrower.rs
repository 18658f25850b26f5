//! One borrower: the next step, the score and how sure it is, and what the file says.

use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::dynamic::{Derived, dynamic};

use super::parts::{FailureBanner, NoModelYet, NoSignalBanner, failure_of};
use super::sheet::{SheetView, chart_view};
use super::walk::{Walk, borrower_keys};
use super::what_if::WhatIfCard;
use super::work::WorkCard;
use crate::data::schema::{ColumnSchema, Role};
use crate::data::table::Kind;
use crate::jobs::protocol::{BorrowerDetail, Standing, Topic};
use crate::quantity::Currency;
use crate::quantity::format::{decimal, money_text, number_text, percent_text};
use crate::session::Session;
use crate::strategy::Strategy;
use crate::ui::app::Shared;
use crate::ui::components::{ButtonKind, ButtonLink, Figure, Figures, Headline, NumberCell, StrategyBadge, TableCard, heads};
use crate::ui::icon::Icon;
use crate::ui::route::Route;
use crate::ui::text::{role_word, strategy_in_sentence, treatment_of};

/// See the module.
#[component]
pub fn BorrowerPage(
    /// The transition that looks at the borrower.
    look: Box<dyn FnOnce(&mut Session) + Send>,
) -> impl IntoView {
    let store = Shared::get().store;
    let has_model = store.read(|session| session.model().shown().is_some());
    if store.now(|session| session.model().shown().is_some()) {
        store.transition(look);
    }
    on_cleanup(move || store.transition(|session| session.look_away()));
    borrower_keys(Shared::get());
    let failure = store.read(|session| failure_of(session.borrower()));
    let detail = store.read(|session| session.borrower().shown().cloned());
    dynamic(move || {
        if !has_model.get() {
            return view! { <NoModelYet /> }.into_any();
        }
        let shown = detail.get().map(|detail| view! { <Borrower detail /> });
        view! {
            <FailureBanner failure />
            {shown}
        }
        .into_any()
    })
}

#[component]
fn Borrower(detail: Arc<BorrowerDetail>) -> impl IntoView {
    let shared = Shared::get();
    let store = shared.store;
    let currency = shared.currency();
    let cut_offs = store.read(|session| session.cut_offs());
    let summary = detail.summary.clone();
    let score = summary.score;
    let strategy = Derived::new(move || cut_offs.get().strategy(score));
    let n_rows = store.now(|session| session.file().shown().map_or(0, |file| file.n_rows));
    let model = store.now(|session| session.model().shown().cloned());
    let crumb = Some(("#/borrowers".to_owned(), "Borrowers".to_owned()));
    let identifier = summary.identifier.clone();
    let name = identifier.clone();
    let step = store.read(|session| session.borrower_step().cloned());
    let headline_words = dynamic(move || match (strategy.get(), score) {
        (Strategy::NotScored, _) | (_, None) => " has no score: every part of the model has seen this borrower.".to_owned(),
        (_, Some(score)) => {
            let step = step.get().map(|step| step.words.to_lowercase() + ". ").unwrap_or_default();
            format!(": {step}Score {:.2}, in the band for {}.", score.value(), strategy_in_sentence(strategy.get()))
        }
    });
    let step_words = Signal::derive(move || step.get().map(|step| step.words));
    let step_note = Signal::derive(move || step.get().filter(|step| step.needs_review).map(|_| "a person looks first".to_owned()));
    let sure = detail.votes.as_ref().map(|votes| format!("±{:.2}", 1.96 * votes.standard_error));
    let judges = match &detail.votes {
        Some(votes) => format!("95% interval from the {} trees that had not seen this borrower", votes.n_trees),
        None => "how sure is not known: this model’s parts are too few to tell".to_owned(),
    };
    let votes = detail.votes.as_ref().map(|votes| chart_view(votes.chart.clone()));
    let outcome = match summary.is_bad {
        Some(true) => "not repaid",
        Some(false) => "repaid",
        None => "not known yet",
    };
    let named = summary.cells.iter().zip(store.now(roles)).find(|(cell, role)| *role == Role::Outcome && !cell.is_empty());
    let outcome = named.map_or_else(|| outcome.to_owned(), |(words, _)| format!("{words} ({outcome})"));
    let owed = summary.outstanding;
    let outstanding = Signal::derive(move || owed.map(|owed| money_text(owed, currency.get())));
    let to_desk = Route::Messages(Some(summary.row)).href();
    let write = move || view! { <ButtonLink href=to_desk kind=ButtonKind::Primary icon=Icon::ChatText>"Write a message"</ButtonLink> };
    let standing = format!("{} of borrowers score lower; {judges}", percent_text(detail.n_below as f64 / n_rows.max(1) as f64));
    view! {
        <Headline crumb action=write>
            <strong>{identifier}</strong>
            {headline_words}
        </Headline>
        <Walk />
        {model.map(|model| view! { <NoSignalBanner model /> })}
        <Figures>
            <Figure label="Next step" value=step_words note=step_note />
            <Figure label="Score" value=score.map(|score| format!("{:.2}", score.value())) unit=sure note=Some(standing) />
            <Figure label="Band of the score" note=Some(format!("the loan’s outcome in the file: {outcome}"))>
                <StrategyBadge strategy=Derived::new(move || treatment_of(strategy.get())) />
            </Figure>
            <Figure label="Outstanding" value=outstanding />
        </Figures>
        <WorkCard identifier=name owed />
        <SheetView topic=Topic::BorrowerPlan { row: detail.summary.row } />
        <div class="columns columns--wide-first">
            <div class="stack">
                <SheetView topic=Topic::Explanation { row: detail.summary.row } />
                {votes}
            </div>
            <WhatIfCard score />
        </div>
        <ValuesCard detail />
    }
}

/// The roles of all columns, in file order.
fn roles(session: &Session) -> Vec<Role> {
    let (file, setup) = (session.file().shown(), session.setup());
    let columns = file.map(|file| file.schema.columns.iter()).into_iter().flatten();
    columns.map(|column| setup.map_or(column.role, |setup| setup.role(&column.name))).collect()
}

/// What the file says, and where it stands among all.
#[component]
fn ValuesCard(detail: Arc<BorrowerDetail>) -> impl IntoView {
    let shared = Shared::get();
    let currency = shared.currency();
    let columns = shared.store.now(|session| session.file().shown().map(|file| file.schema.columns.clone()).unwrap_or_default());
    let rows = columns.into_iter().zip(detail.summary.cells.clone()).zip(detail.standing.clone());
    let rows = rows.map(|((column, cell), standing)| value_row(shared, column, cell, standing, currency)).collect_view();
    let words = ["Column", "Value", "Median", "Others lower", "Role"];
    view! {
        <TableCard title="In the file" heads=heads(&words, |idx| (1..=3).contains(&idx)) dense=true>
            {rows}
        </TableCard>
    }
}

fn value_row(shared: Shared, column: ColumnSchema, cell: String, standing: Option<Standing>, currency: Derived<Currency>) -> impl IntoView {
    let name = column.name.clone();
    let role = shared.store.read(move |session| session.setup().map(|setup| role_word(setup.role(&name)).to_owned()));
    let is_number = column.kind == Kind::Number;
    let value = dynamic(move || match decimal(&cell) {
        _ if cell.is_empty() => "–".to_owned(),
        Some(value) if is_number => number_text(value, currency.get()),
        _ => cell.clone(),
    });
    // Half a cent, where the middle lies between two amounts, says nothing.
    let cents = |value: f64| if value.abs() < 100.0 { value } else { (value * 100.0).round() / 100.0 };
    let median = dynamic(move || standing.map(|standing| number_text(cents(standing.median), currency.get())));
    let share = standing.map(|standing| percent_text(standing.share_below));
    view! {
        <tr>
            <th scope="row">{column.name}</th>
            <td class="table__number" class:table__words=!is_number>
                {value}
            </td>
            <NumberCell>
                <span class="table__quiet">{median}</span>
            </NumberCell>
            <NumberCell>
                <span class="table__quiet">{share}</span>
            </NumberCell>
            <td class="table__quiet">{role.signal()}</td>
        </tr>
    }
}
