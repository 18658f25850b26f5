//! What is to be learned, and how: the outcome and its bad values, the money, the forest, and the button that trains.

use leptos::prelude::*;

use crate::ui::dynamic::{Derived, dynamic};

use crate::browser::location;
use crate::data::table::Kind;
use crate::features::{DerivedFeature, Ratio};
use crate::jobs::protocol::OutcomeReport;
use crate::model::{ClassWeight, ForestParams};
use crate::quantity::Currency;
use crate::quantity::format::{count_text, percent_text};
use crate::session::Setup;
use crate::ui::app::Shared;
use crate::ui::components::{Banner, Button, ButtonKind, Card, Choice, NumberField, NumberRange, Select, Tone};
use crate::ui::icon::Icon;
use crate::ui::route::Route;
use crate::ui::text::setup_problem;

/// See the module.
#[component]
pub fn SetupCard() -> impl IntoView {
    let store = Shared::get().store;
    let problem = store.read(|session| session.setup().and_then(|setup| setup.training().err()));
    let has_model = store.read(|session| session.model().shown().is_some());
    let title = Signal::derive(move || Some(if problem.get().is_some() { "Before it can learn" } else { "Ready to train" }.to_owned()));
    let train = move || {
        store.transition(|session| session.train());
        location::set_hash(&Route::Model.href());
    };
    let problem_view = dynamic(move || {
        problem.get().map(|problem| {
            let words = setup_problem(&problem);
            view! {
                <Banner tone=Tone::Caution title=words.what>
                    <p>{words.todo}</p>
                </Banner>
            }
        })
    });
    view! {
        <Card title>
            {problem_view} <OutcomePicker /> <ValuePicker /> <MoneyPicker />
            <div class="row">
                <Button kind=ButtonKind::Primary icon=Icon::ArrowRight disabled=Signal::derive(move || problem.get().is_some()) on_click=train>
                    {dynamic(move || if has_model.get() { "Train again" } else { "Train a model" })}
                </Button>
            </div>
            <details class="settings">
                <summary class="button button--quiet">"Settings…"</summary>
                <ForestSettings />
            </details>
        </Card>
    }
}

/// Which column says how each loan ended.
#[component]
fn OutcomePicker() -> impl IntoView {
    let store = Shared::get().store;
    let options = store.read(|session| {
        let columns = session.file().shown().map(|file| file.schema.columns.clone()).unwrap_or_default();
        let may_be = columns.iter().filter(|column| column.kind != Kind::Text && (2..=50).contains(&column.n_distinct));
        let mut options = vec![Choice::new("", "Choose a column…")];
        options.extend(may_be.map(|column| Choice::new(column.name.clone(), column.name.clone())));
        options
    });
    let value = store.read(|session| {
        session.setup().and_then(|setup| setup.outcome.as_ref()).map(|outcome| outcome.choice.column.clone()).unwrap_or_default()
    });
    let choose = move |column: String| {
        if !column.is_empty() {
            store.transition(|session| session.choose_outcome_column(column));
        }
    };
    view! { <Select label="How each loan ended" options value on_change=choose /> }
}

/// Which of its values are bad.
#[component]
fn ValuePicker() -> impl IntoView {
    let store = Shared::get().store;
    let outcome = store.read(|session| session.setup().and_then(|setup| setup.outcome.clone()));
    let currency = Shared::get().currency();
    let rate = dynamic(move || {
        outcome.get().filter(|outcome| outcome.problem.is_none()).map(|outcome| {
            let share = outcome.n_bad as f64 / outcome.n_known.max(1) as f64;
            format!(
                "{} of {} loans are bad: a base rate of {}.",
                count_text(outcome.n_bad, currency.get()),
                count_text(outcome.n_known, currency.get()),
                percent_text(share)
            )
        })
    });
    let rows = dynamic(move || {
        outcome.get().map(|outcome| {
            let total: u64 = outcome.values.iter().map(|(_, count)| count).sum();
            let rows = outcome.values.clone().into_iter();
            rows.map(|(value, count)| view! { <ValueRow outcome=outcome.clone() value count total /> }).collect_view()
        })
    });
    view! {
        <fieldset class="values" hidden=Signal::derive(move || outcome.with(Option::is_none))>
            <legend class="field__label">"Tick what means “not repaid”"</legend>
            {rows}
            <p class="field__hint" role="status">{rate}</p>
        </fieldset>
    }
}

#[component]
fn ValueRow(outcome: OutcomeReport, value: String, count: u64, total: u64) -> impl IntoView {
    let shared = Shared::get();
    let (store, currency) = (shared.store, shared.currency());
    let is_bad = outcome.choice.bad_values.contains(&value);
    let is_undecided = outcome.choice.undecided_values.contains(&value);
    let label = value.clone();
    let toggle = move |_| {
        let mut choice = outcome.choice.clone();
        if is_bad {
            choice.bad_values.retain(|bad| *bad != value);
        } else {
            choice.undecided_values.retain(|undecided| *undecided != value);
            choice.bad_values.push(value.clone());
        }
        store.transition(|session| session.choose_outcome(choice));
    };
    view! {
        <label class="values__row">
            <input type="checkbox" prop:checked=is_bad on:change=toggle />
            <span>{label} {is_undecided.then_some(" (not known yet, left out)")}</span>
            <span class="values__count">
                {dynamic(move || count_text(count, currency.get()))} " " <small>{percent_text(count as f64 / total.max(1) as f64)}</small>
            </span>
        </label>
    }
}

/// Which column is the money, and in which currency it is shown.
#[component]
fn MoneyPicker() -> impl IntoView {
    let store = Shared::get().store;
    let balances = store.read(|session| {
        let columns = session.file().shown().map(|file| file.schema.columns.clone()).unwrap_or_default();
        let mut options = vec![Choice::new("", "None: count borrowers only")];
        options.extend(
            columns.iter().filter(|column| column.kind == Kind::Number).map(|column| Choice::new(column.name.clone(), column.name.clone())),
        );
        options
    });
    let balance = store.read(|session| session.setup().and_then(|setup| setup.balance.clone()).unwrap_or_default());
    let choose_balance = move |name: String| {
        store.transition(|session| session.edit_setup(|setup: &mut Setup| setup.balance = (!name.is_empty()).then_some(name)));
    };
    let currencies = Derived::new(|| CURRENCIES.iter().map(|(_, word)| Choice::new(*word, *word)).collect::<Vec<_>>());
    let currency = store.read(|session| {
        let shown = session.setup().map(|setup| setup.currency).unwrap_or_default();
        CURRENCIES.iter().find(|(currency, _)| *currency == shown).map_or(String::new(), |(_, word)| (*word).to_owned())
    });
    let choose_currency = move |word: String| {
        if let Some((currency, _)) = CURRENCIES.iter().find(|(_, known)| *known == word) {
            store.transition(|session| session.change_currency(*currency));
        }
    };
    view! {
        <Select label="Money still owed" options=balances value=balance on_change=choose_balance />
        <Select label="Amounts are in" options=currencies value=currency on_change=choose_currency />
    }
}

const CURRENCIES: [(Currency, &str); 5] = [
    (Currency::Unstated, "no currency"),
    (Currency::Rupee, "rupees ₹"),
    (Currency::Dollar, "dollars $"),
    (Currency::Euro, "euros €"),
    (Currency::Pound, "pounds £"),
];

/// The forest and who grows it.
#[component]
fn ForestSettings() -> impl IntoView {
    let store = Shared::get().store;
    let n_trainers = store.read(|session| f64::from(session.n_trainers()));
    let is_training = store.read(|session| session.model().is_running());
    let field = move |label: &'static str,
                      hint: &'static str,
                      range: NumberRange,
                      get: fn(&ForestParams) -> f64,
                      set: fn(&mut ForestParams, f64)| {
        let value = store.read(move |session| session.setup().map_or(0.0, |setup| get(&setup.params)));
        let commit = move |value: f64| store.transition(|session| session.edit_setup(|setup| set(&mut setup.params, value)));
        view! { <NumberField label value range on_commit=commit hint=Some(hint.to_owned()) /> }
    };
    let whole = |min: f64, max: f64, step: f64| NumberRange { min, max, step, decimals: 0 };
    let weight = store.read(|session| {
        let balanced = session.setup().is_some_and(|setup| setup.params.class_weight == ClassWeight::Balanced);
        if balanced { "balanced" } else { "" }.to_owned()
    });
    let weigh = move |word: String| {
        let class_weight = if word.is_empty() { ClassWeight::None } else { ClassWeight::Balanced };
        store.transition(|session| session.edit_setup(|setup| setup.params.class_weight = class_weight));
    };
    view! {
        <div class="settings__fields">
            {field("Trees", "more are steadier and slower", whole(1.0, 2000.0, 50.0), |params| f64::from(params.n_trees), |params, value| params.n_trees = value as u32)}
            {field(
                "Smallest leaf",
                "loans in the smallest group a tree may form",
                whole(1.0, 10_000.0, 1.0),
                |params| f64::from(params.min_samples_leaf),
                |params, value| params.min_samples_leaf = value as u32,
            )}
            {field(
                "Greatest depth",
                "0 is unlimited",
                whole(0.0, 64.0, 1.0),
                |params| params.max_depth.map_or(0.0, f64::from),
                |params, value| params.max_depth = (value > 0.0).then_some(value as u16),
            )}
            {field(
                "Seed",
                "the same seed gives the same scores",
                whole(0.0, 9_007_199_254_740_991.0, 1.0),
                |params| params.seed as f64,
                |params, value| params.seed = value as u64,
            )}
            <Select
                label="Outcomes weigh"
                options=Derived::new(|| vec![Choice::new("", "as many as there are"), Choice::new("balanced", "the same in total")])
                value=weight
                on_change=weigh
            />
            <NumberField
                label="Trainers"
                value=n_trainers
                range=whole(1.0, 16.0, 1.0)
                on_commit=move |value: f64| store.transition(|session| session.change_n_trainers(value as u32))
                hint=Signal::derive(move || {
                    Some(if is_training.get() { "can be changed when the training has ended" } else { "workers side by side; the scores stay the same" }.to_owned())
                })
            />
        </div>
        <DerivedFigures />
    }
}

/// Which figures are worked out from the columns, each to be left out.
#[component]
fn DerivedFigures() -> impl IntoView {
    let store = Shared::get().store;
    let derived = store.read(|session| {
        let derived = session.setup().zip(session.file().shown()).map(|(setup, file)| setup.derived(&file.schema));
        let choice = |figure: DerivedFeature| Choice::new(figure.ratio.name(), figure.formula());
        derived.unwrap_or_default().into_iter().map(choice).collect::<Vec<_>>()
    });
    let rows = dynamic(move || {
        let row = |figure: Choice| {
            let ratio = Ratio::ALL.into_iter().find(|ratio| ratio.name() == figure.value)?;
            let is_used = store.read(move |session| session.setup().is_some_and(|setup| !setup.without.contains(&ratio)));
            let toggle = move |_| {
                store.transition(|session| {
                    session.edit_setup(|setup| {
                        let n_before = setup.without.len();
                        setup.without.retain(|other| *other != ratio);
                        if setup.without.len() == n_before {
                            setup.without.push(ratio);
                        }
                    });
                });
            };
            Some(view! {
                <label class="values__row">
                    <input type="checkbox" prop:checked=is_used.signal() on:change=toggle />
                    <span>{ratio.name()}</span>
                    <span class="values__count">
                        <small>{figure.label}</small>
                    </span>
                </label>
            })
        };
        derived.get().into_iter().filter_map(row).collect_view()
    });
    view! {
        <fieldset class="values" hidden=Signal::derive(move || derived.with(Vec::is_empty))>
            <legend class="field__label">"Figures worked out for the model"</legend>
            {rows}
        </fieldset>
    }
}
