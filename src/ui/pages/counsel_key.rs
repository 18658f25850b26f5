//! The person's own key: where it is kept, whether Google takes it, and which model is asked.

use leptos::prelude::*;

use super::counsel::counsel;
use super::counsel_limits::Limits;
use crate::advisor::gemini::{FALLBACK_MODELS, GeminiModel, ModelName, key_check_words, key_words};
use crate::quantity::Currency;
use crate::quantity::format::count_text;
use crate::session::{KeyCheck, Session};
use crate::ui::app::Shared;
use crate::ui::components::field::hint_id;
use crate::ui::components::unique_id::unique_id;
use crate::ui::components::{Button, ButtonKind, Choice, Dialog, Field, Select};
use crate::ui::dynamic::{dynamic, memo};

/// Where keys are made.
const KEY_PAGE: &str = "https://aistudio.google.com/apikey";

/// See the module.
#[component]
pub fn KeyDialog(
    /// Whether it is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let store = Shared::get().store;
    let (typed, refusal) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let is_kept = counsel(|counsel| counsel.is_key_kept);
    let hint = counsel(|counsel| counsel.key_hint().map(str::to_owned));
    let check = counsel(|counsel| Some(counsel.key_check.clone()));
    let n_models = counsel(|counsel| counsel.models.len());
    let is_trying = memo(move || check.get() == Some(KeyCheck::Trying));
    let use_key = move || {
        // With nothing typed the key at hand is tried again.
        if typed.with_untracked(|typed| typed.trim().is_empty()) && hint.get_untracked().is_some() {
            refusal.set(None);
            return store.transition(Session::refresh_models);
        }
        let mut used = Ok(());
        typed.with_untracked(|typed| store.transition(|session| used = session.use_key(typed, is_kept.get_untracked())));
        refusal.set(used.err().map(|error| {
            let words = key_words(error);
            format!("{} {}", words.what, words.todo)
        }));
        if refusal.with_untracked(Option::is_none) {
            typed.set(String::new());
        }
    };
    let state = dynamic(move || {
        let words = match check.get().unwrap_or_default() {
            KeyCheck::Untried if hint.get().is_some() => "This tab has kept a key. It is asked with when you send something.".to_owned(),
            KeyCheck::Untried => String::new(),
            KeyCheck::Trying => "Google is asked for its list of models; nothing of your file goes along.".to_owned(),
            KeyCheck::Accepted => match n_models.get() {
                1 => "Google takes this key: 1 model can be asked.".to_owned(),
                n => format!("Google takes this key: {n} models can be asked."),
            },
            KeyCheck::Refused(error) => {
                let words = key_check_words(&error);
                format!("{} {}", words.what, words.todo)
            }
        };
        let tone = match check.get() {
            Some(KeyCheck::Refused(_)) => Some("stop"),
            _ => None,
        };
        view! { <p class="chat__note" data-tone=tone>{words}</p> }
    });
    let key_label = memo(move || match hint.get() {
        Some(hint) if !hint.is_empty() => format!("Another key (the one in use ends in {hint})"),
        Some(_) => "Another key".to_owned(),
        None => "Key".to_owned(),
    });
    let foot = move || {
        let forget = dynamic(move || {
            hint.get().map(|_| {
                view! { <Button kind=ButtonKind::Quiet on_click=move || store.transition(Session::forget_key)>"Forget the key"</Button> }
            })
        });
        view! {
            {forget}
            <Button kind=ButtonKind::Primary busy=is_trying.signal() on_click=use_key>"Test and use"</Button>
        }
    };
    let id = unique_id("key");
    let (field, described) = (id.clone(), hint_id(&id));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        use_key();
    };
    view! {
        <Dialog open=is_open title="Your Gemini key" on_close=move || is_open.set(false) foot>
            <p class="prose">
                "Google gives one in "
                <a href=KEY_PAGE target="_blank" rel="noreferrer">
                    "Google AI Studio"
                </a>
                ". It goes from this page to Google and to nobody else. Anyone who sees it can spend with it: restrict it to the Generative Language API and to this page’s address, and set a budget."
            </p>
            <form on:submit=submit>
                <Field id label=key_label.signal() error=refusal>
                    <input
                        class="field__input"
                        id=field
                        type="password"
                        autocomplete="off"
                        spellcheck="false"
                        aria-describedby=described
                        prop:value=typed
                        on:input:target=move |event| typed.set(event.target().value())
                    />
                </Field>
            </form>
            <label class="field__tick">
                <input type="checkbox" prop:checked=is_kept.signal() on:change:target=move |event| store.transition(|session| session.keep_key(event.target().checked())) />
                <span>"Keep it until this tab is closed (else it is gone with a reload)"</span>
            </label>
            <div role="status">{state}</div>
            <Tier />
            <Model />
            <Limits />
        </Dialog>
    }
}

/// Whether the project is paid for, which Google's interface does not tell.
#[component]
fn Tier() -> impl IntoView {
    let store = Shared::get().store;
    let value = counsel(|counsel| if counsel.is_paid { "paid" } else { "free" }.to_owned());
    let options = vec![Choice::new("free", "Free, or I do not know"), Choice::new("paid", "Paid: billing is switched on")];
    let choose = move |word: String| store.change_counsel(|counsel| counsel.is_paid = word == "paid");
    view! {
        <Select
            label="The key’s project is"
            options
            value=value.signal()
            on_change=choose
            hint=Some("What free projects send may be read by people at Google: with one, only sums over borrowers are sent.".to_owned())
        />
    }
}

/// The model: of the list, or by its name.
#[component]
fn Model() -> impl IntoView {
    let store = Shared::get().store;
    let (id, list) = (unique_id("model"), unique_id("models"));
    let (field, named) = (id.clone(), list.clone());
    let refusal = RwSignal::new(None::<String>);
    let value = counsel(|counsel| counsel.model().map(|model| model.to_string()).unwrap_or_default());
    let models = counsel(|counsel| {
        // Whoever looks for one that reads more sees which does.
        let reads = |n_tokens: u64| (n_tokens > 0).then(|| format!(", reads {} tokens", count_text(n_tokens, Currency::Unstated)));
        let label = |model: &GeminiModel| model.display_name.clone() + &reads(model.input_tokens).unwrap_or_default();
        let listed = counsel.models.iter().map(|model| (model.name.to_string(), label(model)));
        let listed: Vec<(String, String)> = listed.collect();
        if listed.is_empty() { FALLBACK_MODELS.iter().map(|name| ((*name).to_owned(), String::new())).collect() } else { listed }
    });
    let options =
        dynamic(move || models.get().into_iter().map(|(name, label)| view! { <option value=name>{label}</option> }).collect_view());
    let set = move |text: String| match ModelName::new(&text) {
        Ok(name) => {
            refusal.set(None);
            store.change_counsel(|counsel| counsel.chosen_model = Some(name));
        }
        Err(_) => refusal.set(Some("A model’s name has small letters, digits, dots and dashes, such as gemini-3.8-flash.".to_owned())),
    };
    view! {
        <Field id label="Model" error=refusal>
            <input class="field__input" id=field list=list autocomplete="off" spellcheck="false" prop:value=value.signal() on:change:target=move |event| set(event.target().value()) />
            <datalist id=named>{options}</datalist>
        </Field>
    }
}
