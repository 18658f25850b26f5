//! Words of a model for many borrowers: how many questions that is, each byte for byte, and how far it is.

use leptos::prelude::*;

use super::counsel::counsel;
use super::counsel_key::KeyDialog;
use super::mailing::{occasion_people, occasion_title};
use crate::advisor::drafts::Occasion;
use crate::advisor::gemini::{IS_OFFERED, Outgoing, begin_words, error_words};
use crate::quantity::Currency;
use crate::quantity::format::count_text;
use crate::session::{Pace, Session, WordingRun};
use crate::ui::app::Shared;
use crate::ui::components::unique_id::unique_id;
use crate::ui::components::{Button, ButtonKind, Card, Dialog, Field, Progress};
use crate::ui::dynamic::{Derived, dynamic, memo};

/// What would be sent: of which situation, and byte for byte.
fn requests() -> Derived<Vec<(Occasion, String)>> {
    let body = |(occasion, outgoing): (Occasion, Outgoing)| (occasion, outgoing.body());
    Shared::get().store.read(move |session| session.wording_requests().into_iter().map(body).collect())
}

fn n(count: usize) -> String {
    count_text(count as u64, Currency::Unstated)
}

/// See the module. A build without Gemini has nothing of it.
#[component]
pub fn WordingCard() -> impl IntoView {
    if !IS_OFFERED {
        return ().into_any();
    }
    let is_key_open = RwSignal::new(false);
    let has_key = counsel(|counsel| counsel.key_hint().is_some());
    let body = dynamic(move || {
        if has_key.get() {
            view! { <Wording /> }.into_any()
        } else {
            view! {
                <p class="prose">
                    "With a key of your own, Gemini words each situation once, with slots that are filled here: a question a situation, not a borrower, and nothing about any borrower in it."
                </p>
            }
            .into_any()
        }
    });
    let key_words = dynamic(move || if has_key.get() { "Key and model…" } else { "Add your key…" });
    view! {
        <Card title=Some("In other words".to_owned()) note=Some("by Gemini; the templates need none of it".to_owned())>
            {body}
            <div class="row">
                <Button kind=ButtonKind::Quiet on_click=move || is_key_open.set(true)>{key_words}</Button>
            </div>
        </Card>
        <KeyDialog is_open=is_key_open />
    }
    .into_any()
}

#[component]
fn Wording() -> impl IntoView {
    let store = Shared::get().store;
    let (id, is_asked, refusal) = (unique_id("wish"), RwSignal::new(false), RwSignal::new(String::new()));
    let field = id.clone();
    let wish = store.read(|session| session.mailing().wish.clone());
    let n_requests = store.read(Session::n_wording_requests);
    let is_asking = counsel(|counsel| counsel.is_asking());
    let run = store.read(|session| session.wording_run().map(|run| (run.n_worded(), run.n_unusable(), run.n_left(), run.is_asking())));
    let error = store.read(|session| match session.wording_run().map(WordingRun::pace) {
        Some(Pace::Failed(error)) => Some(error_words(error)),
        Some(Pace::Refused(error)) => Some(begin_words(*error)),
        Some(Pace::Asking | Pace::Resting) | None => None,
    });
    let label = memo(move || match (n_requests.get(), run.get()) {
        (n_left, Some((.., left, _))) if left > 0 => format!("Go on, {} left…", n(n_left)),
        (1, _) => "Word 1 situation…".to_owned(),
        (n_all, _) => format!("Word {} situations…", n(n_all)),
    });
    let how_far = dynamic(move || {
        let (n_worded, n_unusable, n_left, is_running) = run.get()?;
        let n_all = n_worded + n_unusable + n_left;
        if is_running {
            let done = memo(move || Some((n_worded + n_unusable) as f64 / n_all.max(1) as f64));
            let detail = Signal::derive(move || Some(format!("{} of {}", n(n_worded + n_unusable), n(n_all))));
            return Some(view! { <Progress label="Asking Gemini" done detail /> }.into_any());
        }
        let unusable = match n_unusable {
            0 => String::new(),
            1 => " One answer could not be used: the template stays there.".to_owned(),
            n_unusable => format!(" {} answers could not be used: the templates stay there.", n(n_unusable)),
        };
        let words = format!("{} of {} situations are in new words.{unusable}", n(n_worded), n(n_all));
        Some(view! { <p class="prose" role="status">{words}</p> }.into_any())
    });
    let trouble = dynamic(move || {
        error
            .get()
            .map(|words| view! { <p class="chat__note" data-tone="stop" role="alert">{format!("{} {}", words.what, words.todo)}</p> })
    });
    let send = move || {
        is_asked.set(false);
        refusal.set(match store.word_mailing() {
            Ok(()) => String::new(),
            Err(error) => {
                let words = begin_words(error);
                format!("{} {}", words.what, words.todo)
            }
        });
    };
    let shut = Signal::derive(move || n_requests.get() == 0 || is_asking.get());
    let action = dynamic(move || {
        if run.get().is_some_and(|(.., is_running)| is_running) {
            view! { <Button on_click=move || store.transition(Session::stop_asking)>"Stop"</Button> }.into_any()
        } else {
            view! { <Button disabled=shut on_click=move || is_asked.set(true)>{label.signal()}</Button> }.into_any()
        }
    });
    view! {
        <Field id label="What you wish, if anything">
            <input
                class="field__input"
                id=field
                maxlength="400"
                autocomplete="off"
                placeholder="Shorter; mention our new branch"
                prop:value=wish.signal()
                on:change:target=move |event| {
                    let text = event.target().value();
                    store.transition(|session| session.change_mailing(|mailing| mailing.wish = text));
                }
            />
        </Field>
        {how_far}
        {trouble}
        <p class="chat__note" data-tone="stop" role="alert">{refusal}</p>
        <div class="row">{action}</div>
        <AskDialog is_open=is_asked on_agree=send />
    }
}

/// How many questions that is, and all of them, before the first leaves.
#[component]
fn AskDialog(
    /// Whether it is open.
    is_open: RwSignal<bool>,
    /// The person agrees.
    #[prop(into)]
    on_agree: Callback<()>,
) -> impl IntoView {
    // Made only for whoever looks: each question is some thousands of bytes.
    let body = dynamic(move || is_open.get().then(|| view! { <Requests /> }));
    let foot = move || {
        view! {
            <Button on_click=move || is_open.set(false)>"Do not send"</Button>
            <Button kind=ButtonKind::Primary on_click=on_agree>"Send them"</Button>
        }
    };
    view! {
        <Dialog open=is_open title="Before anything leaves" on_close=move || is_open.set(false) foot>
            {body}
        </Dialog>
    }
}

#[component]
fn Requests() -> impl IntoView {
    let requests = requests();
    let words = dynamic(move || {
        let (n_bodies, n_bytes) = requests.with(|all| (all.len(), all.iter().map(|(_, body)| body.len()).sum::<usize>()));
        let questions = if n_bodies == 1 { "One question".to_owned() } else { format!("{} questions", n(n_bodies)) };
        format!(
            "{questions}, {} bytes in all, one after another. They tell of situations, and of no borrower: names, figures and dates are put \
             in here afterwards, and each message is checked for its borrower. Each question counts against your key’s limits and may cost \
             money.",
            n(n_bytes)
        )
    });
    let list = dynamic(move || {
        let one = |(occasion, body): (Occasion, String)| {
            view! {
                <details class="mailing__group">
                    <summary>
                        <span class="mailing__title">{occasion_title(occasion)}</span>
                        <span class="mailing__count">{format!("{} bytes", n(body.len()))}</span>
                        <span class="mailing__who">{occasion_people(occasion)}</span>
                    </summary>
                    <pre class="payload" tabindex="0" role="region" aria-label="The request, byte for byte">{body}</pre>
                </details>
            }
        };
        requests.get().into_iter().map(one).map(|item| view! { <li>{item}</li> }).collect_view()
    });
    view! {
        <p class="prose">{words}</p>
        <ul class="mailing">{list}</ul>
    }
}
