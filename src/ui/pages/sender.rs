//! Who writes, by whose rules, and when it is to be sent.

use leptos::prelude::*;

use crate::advisor::conduct::{Jurisdiction, PlannedTime};
use crate::jobs::desk::Sender;
use crate::ui::app::Shared;
use crate::ui::components::unique_id::unique_id;
use crate::ui::components::{Card, Choice, Field, Select};
use crate::ui::dynamic::dynamic;

const JURISDICTIONS: [(Jurisdiction, &str, &str); 4] = [
    (Jurisdiction::India, "IN", "India"),
    (Jurisdiction::UnitedStates, "US", "United States"),
    (Jurisdiction::UnitedKingdom, "UK", "United Kingdom"),
    (Jurisdiction::Other, "Other", "Elsewhere: the strictest of all"),
];

/// See the module.
#[component]
pub fn SenderCard() -> impl IntoView {
    let store = Shared::get().store;
    let word =
        |jurisdiction: Jurisdiction| JURISDICTIONS.iter().find(|(own, ..)| *own == jurisdiction).map_or("Other", |(_, word, _)| *word);
    let jurisdiction = store.read(move |session| word(session.desk().sender.jurisdiction).to_owned());
    let options: Vec<Choice> = JURISDICTIONS.iter().map(|(_, word, label)| Choice::new(*word, *label)).collect();
    let choose = move |word: String| {
        if let Some((jurisdiction, ..)) = JURISDICTIONS.iter().find(|(_, own, _)| *own == word) {
            store.transition(|session| session.change_desk(|desk| desk.sender.jurisdiction = *jurisdiction));
        }
    };
    view! {
        <Card title=Some("Who writes".to_owned()) note=Some("stays in this tab".to_owned())>
            <Select label="The borrower lives in" options value=jurisdiction.signal() on_change=choose />
            {text_field("Lender", |sender| &mut sender.lender_name)}
            {text_field("Who signs", |sender| &mut sender.agent_name)}
            {text_field("How to reach the lender", |sender| &mut sender.contact)}
            {text_field("Where to complain", |sender| &mut sender.grievance_contact)}
            <MadeUp />
            <PlannedAt />
        </Card>
    }
}

/// The lender of the synthetic portfolio is as little real as its borrowers.
#[component]
fn MadeUp() -> impl IntoView {
    let is_made_up = Shared::get().store.read(|session| {
        let (sender, sample) = (&session.desk().sender, Sender::of_sample());
        session.file().shown().is_some_and(|file| file.is_synthetic)
            && (sender.lender_name == sample.lender_name || sender.agent_name == sample.agent_name)
    });
    dynamic(move || {
        is_made_up.get().then(|| {
            view! { <p class="field__hint">"Made up for the sample; put your own here before you send anything."</p> }
        })
    })
}

fn text_field(label: &'static str, part: fn(&mut Sender) -> &mut String) -> AnyView {
    let store = Shared::get().store;
    let id = unique_id("sender");
    let field = id.clone();
    let value = store.read(move |session| part(&mut session.desk().sender.clone()).clone());
    let set = move |text: String| store.transition(|session| session.change_desk(|desk| *part(&mut desk.sender) = text));
    view! {
        <Field id label>
            <input class="field__input" id=field autocomplete="off" prop:value=value.signal() on:change:target=move |event| set(event.target().value()) />
        </Field>
    }
    .into_any()
}

/// When it is to be sent: hours and deadlines are counted from it.
#[component]
fn PlannedAt() -> impl IntoView {
    let store = Shared::get().store;
    let id = unique_id("planned");
    let field = id.clone();
    let value = store.read(|session| session.desk().planned_at.map(PlannedTime::text).unwrap_or_default());
    let set = move |text: String| {
        // The browser gives nothing while a part is not filled in.
        if let Some(planned_at) = PlannedTime::parse(&text) {
            store.transition(|session| session.change_desk(|desk| desk.planned_at = Some(planned_at)));
        }
    };
    view! {
        <Field id label="To be sent at, by the borrower’s clock">
            <input class="field__input" id=field type="datetime-local" prop:value=value.signal() on:change:target=move |event| set(event.target().value()) />
        </Field>
    }
}
