//! What leaves the machine, before it does: which figures are told, and the request byte for byte.

use leptos::prelude::*;

use super::counsel::counsel;
use crate::advisor::gemini::{BASE, IS_OFFERED};
use crate::advisor::redaction::{FactField, SharedFact};
use crate::quantity::Currency;
use crate::quantity::format::count_text;
use crate::session::Session;
use crate::ui::app::Shared;
use crate::ui::components::{Button, ButtonKind, Card, Dialog};
use crate::ui::dynamic::{Derived, dynamic, memo};

/// What the next question would send.
#[derive(Clone, PartialEq)]
struct Shown {
    /// The body that counts its tokens, where that goes first.
    counting: Option<String>,
    /// Its own body.
    body: String,
    /// What was taken out of it.
    removed: Vec<&'static str>,
}

fn outgoing() -> Derived<Option<Shown>> {
    Shared::get().store.read(|session: &Session| {
        let outgoing = session.outgoing()?;
        let removed = outgoing.removed().iter().map(|removed| removed.kind.placeholder()).collect();
        let counting = session.counting_request(&outgoing).and_then(|request| request.body);
        Some(Shown { counting, body: outgoing.body(), removed })
    })
}

fn host() -> &'static str {
    BASE.split("//").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or(BASE)
}

fn size_words(body: &str) -> String {
    format!("{} bytes to {}", count_text(body.len() as u64, Currency::Unstated), host())
}

/// See the module.
#[component]
pub fn PayloadCard() -> impl IntoView {
    let outgoing = outgoing();
    let has_key = counsel(|counsel| counsel.key_hint().is_some());
    dynamic(move || {
        if !IS_OFFERED || !has_key.get() {
            return ().into_any();
        }
        let note = memo(move || outgoing.with(|outgoing| outgoing.as_ref().map(|shown| size_words(&shown.body))));
        view! {
            <Card title=Some("What will be sent".to_owned()) note=note.signal()>
                <Told />
                <Bytes outgoing />
            </Card>
        }
        .into_any()
    })
}

/// The figures of a borrower, each to be told or not.
#[component]
fn Told() -> impl IntoView {
    let store = Shared::get().store;
    let facts = counsel(|counsel| counsel.brief().map(|brief| brief.facts.clone()).unwrap_or_default());
    let tick = move |field: FactField, is_ticked: bool| {
        store.change_counsel(|counsel| {
            counsel.ticked.retain(|own| *own != field);
            counsel.ticked.extend(is_ticked.then_some(field));
        });
    };
    let row = move |SharedFact { field, value }: SharedFact| {
        let is_ticked = counsel(move |counsel| counsel.ticked.contains(&field));
        view! {
            <label>
                <input type="checkbox" prop:checked=is_ticked.signal() on:change:target=move |event| tick(field, event.target().checked()) />
                <span>{field.label()}</span>
                <span>{value}</span>
            </label>
        }
    };
    dynamic(move || {
        let facts = facts.get();
        (!facts.is_empty()).then(|| {
            view! {
                <fieldset class="told">
                    <legend class="field__label">"Told of the borrower, in bands; the name is another one"</legend>
                    {facts.into_iter().map(row).collect_view()}
                </fieldset>
            }
        })
    })
}

/// The request, byte for byte.
#[component]
fn Bytes(outgoing: Derived<Option<Shown>>) -> impl IntoView {
    dynamic(move || {
        let Shown { counting, body, removed } = outgoing.get()?;
        let taken_out = (!removed.is_empty()).then(|| {
            let words = format!("Taken out of it before it is sent: {}.", removed.join(", "));
            view! { <p class="chat__note" data-tone="caution">{words}</p> }
        });
        let counting = counting.map(|body| {
            let words = format!("Before it goes a request for its number of tokens, {}; it has no field “store”:", size_words(&body));
            view! {
                <p class="chat__note">{words}</p>
                <pre class="payload" tabindex="0" role="region" aria-label="The request for a number of tokens, byte for byte">{body}</pre>
                <p class="chat__note">"And when you press “Send” once more, the question:"</p>
            }
        });
        Some(view! {
            {taken_out}
            {counting}
            <pre class="payload" tabindex="0" role="region" aria-label="The request, byte for byte">{body}</pre>
            <p class="chat__note">"With it go your key, in a header, and this page's origin; no cookie. Google is told to store nothing (“store”: false)."</p>
        })
    })
}

/// Asks once a visit, and again when more is told than was agreed to.
#[component]
pub fn ConsentDialog(
    /// Whether it is open.
    is_open: RwSignal<bool>,
    /// The person agrees.
    #[prop(into)]
    on_agree: Callback<()>,
) -> impl IntoView {
    let outgoing = outgoing();
    let is_of_one = counsel(|counsel| counsel.brief().is_some_and(|brief| brief.about.is_one_borrower()));
    let words = dynamic(move || {
        let whom = if is_of_one.get() {
            "It tells of one borrower: under another name, with figures in bands, as ticked beside the draft."
        } else {
            "It tells of sums over borrowers, and of nobody on their own."
        };
        let size = outgoing.with(|outgoing| outgoing.as_ref().map(|shown| size_words(&shown.body))).unwrap_or_default();
        view! {
            <p class="prose">{format!("This question leaves your machine: {size}. {whom}")}</p>
            <p class="prose">
                "Google’s terms: what a project without billing sends may be read by people and used to improve products; in the EEA, Switzerland and the UK only paid projects may serve users. What a paid project sends is not trained on, and is kept for a limited time against abuse."
            </p>
        }
    });
    let foot = move || {
        view! {
            <Button on_click=move || is_open.set(false)>"Do not send"</Button>
            <Button kind=ButtonKind::Primary on_click=on_agree>"Send it"</Button>
        }
    };
    view! {
        <Dialog open=is_open title="Before anything leaves" on_close=move || is_open.set(false) foot>
            {words}
            <Bytes outgoing />
            <p class="prose">"You are asked once a visit, and again when more is to be told than now. What is sent stands beside the draft each time, before you press Send."</p>
        </Dialog>
    }
}
