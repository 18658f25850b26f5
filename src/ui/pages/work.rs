//! What was done about a borrower: a mark, what came of the contact, a note, and whether all of it is kept on this machine.

use leptos::prelude::*;

use crate::browser::{clock, location};
use crate::data::date::{DateOrder, parse_date};
use crate::data::table::date_text;
use crate::quantity::Money;
use crate::quantity::format::money_exact;
use crate::session::Session;
use crate::session::work_log::{ContactOutcome, WorkEntry};
use crate::sheets::treatment_name;
use crate::strategy::Treatment;
use crate::ui::app::Shared;
use crate::ui::components::field::hint_id;
use crate::ui::components::unique_id::unique_id;
use crate::ui::components::{Card, Chip, Choice, Field, Select};
use crate::ui::dynamic::{Derived, dynamic, memo};
use crate::ui::text::{contact_effect, read_amount, work_keeping};

/// See the module.
#[component]
pub fn WorkCard(
    /// Of whom.
    identifier: String,
    /// What the file says is owed.
    owed: Option<Money>,
) -> impl IntoView {
    let store = Shared::get().store;
    // One function for all changes: the page holds its code once.
    let name = StoredValue::new(identifier);
    let change = move |change: &dyn Fn(&mut WorkEntry)| {
        name.with_value(|name| store.transition(|session| session.work_on(name, |entry| change(entry))));
    };
    let entry = store.read(move |session| name.with_value(|name| session.work().entry(name).cloned().unwrap_or_default()));
    let is_done = Signal::derive(move || entry.with(|entry| entry.is_done));
    let outcome = Signal::derive(move || entry.with(|entry| entry.outcome.words().to_owned()));
    let note = Signal::derive(move || entry.with(|entry| entry.note.clone()));
    let options: Vec<Choice> = ContactOutcome::ALL.iter().map(|outcome| Choice::new(outcome.words(), outcome.words())).collect();
    let choose = move |words: String| {
        let outcome = ContactOutcome::of_words(&words).unwrap_or_default();
        name.with_value(|name| store.transition(|session| session.note_outcome(name, outcome)));
    };
    store.transition(|session| session.tell_day(clock::local().0));
    let is_nothing_due =
        store.read(|session| session.borrower_step().is_some_and(|step| step.words == treatment_name(Treatment::NothingDue)));
    let effect = Signal::derive(move || entry.with(|entry| contact_effect(entry, is_nothing_due.get(), clock::local().0)));
    let takes_amount = memo(move || entry.with(|entry| entry.takes_amount().then_some(entry.outcome)));
    let amount = Derived::new(move || entry.with(|entry| entry.amount));
    let set_amount = move |amount: Option<Money>| change(&|entry| entry.amount = amount);
    let amount_field = dynamic(move || {
        let (label, hint) = match takes_amount.get()? {
            ContactOutcome::Paid => ("Amount paid", "empty: all that was due"),
            _ => ("Amount promised", "if it is known"),
        };
        Some(view! { <AmountField label hint amount owed on_change=set_amount /> })
    });
    let is_promise = memo(move || entry.with(|entry| entry.outcome == ContactOutcome::PromiseToPay));
    let promised = Signal::derive(move || entry.with(|entry| entry.promised_on.map(date_text).unwrap_or_default()));
    let promise = move |text: String| {
        let day = parse_date(&text).and_then(|date| date.day(DateOrder::DayFirst));
        change(&|entry| entry.promised_on = day);
    };
    let day_id = unique_id("promised");
    let day_field = dynamic(move || {
        is_promise.get().then(|| {
            let id = day_id.clone();
            view! {
                <Field id=id.clone() label="Promised for">
                    <input class="field__input" type="date" id=id prop:value=promised on:change:target=move |event| promise(event.target().value()) />
                </Field>
            }
        })
    });
    let write = move |text: String| change(&|entry| entry.note = text.clone());
    let id = unique_id("note");
    let field = id.clone();
    let leave = move |event: leptos::ev::KeyboardEvent| {
        // Out of the field first: from there the same key leads back to the list.
        if event.key() == "Escape" {
            event.stop_propagation();
            location::focus("main");
        }
    };
    view! {
        <Card title=Some("What was done".to_owned())>
            <div class="work" on:keydown=leave>
                <div class="row">
                    <Chip pressed=is_done on_click=move || change(&|entry| entry.is_done = !entry.is_done)>
                        "Done"
                    </Chip>
                    <span class="export-note" role="status">
                        {dynamic(move || if is_done.get() { "Marked as done. Press e again to take it back." } else { "Still to do." })}
                    </span>
                </div>
                <div class="work__outcome">
                    <Select label="Outcome of the contact" options value=outcome on_change=choose />
                    {day_field} {amount_field}
                    <p class="field__hint" role="status">
                        {effect}
                    </p>
                </div>
                <Field id label="Note">
                    <textarea class="field__input work__note" id=field rows="2" prop:value=note on:input:target=move |event| write(event.target().value())></textarea>
                </Field>
            </div>
            <Keeping />
        </Card>
    }
}

/// An amount of money; it may be left empty.
#[component]
fn AmountField(
    /// What it is.
    label: &'static str,
    /// What an empty field means.
    hint: &'static str,
    /// The amount that is noted.
    amount: Derived<Option<Money>>,
    /// The most that it may be.
    owed: Option<Money>,
    /// Another amount was given, or none.
    #[prop(into)]
    on_change: Callback<(Option<Money>,)>,
) -> impl IntoView {
    let currency = Shared::get().currency();
    let typed = RwSignal::new(None::<String>);
    let noted = move || amount.get().map(|amount| money_exact("", amount, currency.get())).unwrap_or_default();
    let value = Signal::derive(move || typed.get().unwrap_or_else(noted));
    let error = Signal::derive(move || typed.get().and_then(|text| read_amount(&text, owed, currency.get()).err()));
    let commit = move |text: String| match read_amount(&text, owed, currency.get_untracked()) {
        Ok(amount) => {
            typed.set(None);
            on_change.run((amount,));
        }
        // What is wrong stands there with the reason, until it is put right.
        Err(_) => typed.set(Some(text)),
    };
    let id = unique_id("amount");
    view! {
        <Field id=id.clone() label hint=Some(hint.to_owned()) error>
            <input
                class="field__input field__input--number"
                id=id.clone()
                inputmode="decimal"
                autocomplete="off"
                aria-describedby=hint_id(&id)
                aria-invalid=Signal::derive(move || error.with(Option::is_some).then_some("true"))
                prop:value=value
                on:change:target=move |event| commit(event.target().value())
            />
        </Field>
    }
}

/// Whether marks and notes outlive the page.
#[component]
fn Keeping() -> impl IntoView {
    let store = Shared::get().store;
    let has_names = store.read(Session::names_borrowers);
    let is_kept = store.read(Session::is_work_kept);
    let refusal = store.read(|session| session.work_refusal().map(str::to_owned));
    let words = dynamic(move || work_keeping(has_names.get(), is_kept.get(), refusal.get().as_deref()));
    let is_nameless = memo(move || !has_names.get());
    view! {
        <div class="work__keeping">
            <label class="work__keep">
                <input
                    type="checkbox"
                    disabled=is_nameless.signal()
                    prop:checked=is_kept.signal()
                    on:change:target=move |event| {
                        let field = event.target();
                        store.transition(|session| session.keep_work(field.checked()));
                        // What is shown is what holds, also where the browser refused.
                        field.set_checked(store.now(Session::is_work_kept));
                    }
                />
                "Keep notes and marks on this machine"
            </label>
            <p class="field__hint" role="status">
                {words}
            </p>
        </div>
    }
}
