//! Talking with Gemini beside the draft: in which manner, about what, the questions and the answers.

use leptos::prelude::*;

use super::counsel_key::KeyDialog;
use super::counsel_payload::ConsentDialog;
use super::counsel_room::{LongNote, Room};
use super::counsel_turns::Turns;
use crate::advisor::conduct::Language;
use crate::advisor::counsel::{DraftTone, Manner, quick_questions};
use crate::advisor::gemini::{BeginError, IS_OFFERED, begin_words};
use crate::quantity::Currency;
use crate::quantity::format::count_text;
use crate::session::{Counsel, Obstacle, SentKind, Session, TalkScope};
use crate::sheets::treatment_name;
use crate::strategy::Treatment;
use crate::ui::app::Shared;
use crate::ui::components::unique_id::unique_id;
use crate::ui::components::{Button, ButtonKind, Choice, Segmented, Select};
use crate::ui::dynamic::{Derived, dynamic, memo};

/// A part of what is known of the talks.
pub(super) fn counsel<T: PartialEq + Send + Sync + 'static>(part: impl Fn(&Counsel) -> T + Send + Sync + 'static) -> Derived<T> {
    Shared::get().store.read(move |session| part(session.counsel()))
}

/// See the module. A build without Gemini has nothing of it.
#[component]
pub fn CounselSection() -> impl IntoView {
    if !IS_OFFERED {
        return ().into_any();
    }
    let store = Shared::get().store;
    store.recall_key();
    store.change_counsel(|_| {});
    let is_key_open = RwSignal::new(false);
    let has_key = counsel(|counsel| counsel.key_hint().is_some());
    let model = counsel(|counsel| counsel.model().map(|model| model.to_string()).unwrap_or_default());
    let head_note = dynamic(move || has_key.get().then(|| view! { <span class="card__note">{model.get()}</span> }));
    let key_words = dynamic(move || if has_key.get() { "Key and model…" } else { "Add your key…" });
    let body = dynamic(move || {
        if has_key.get() {
            view! {
                <Choices />
                <Turns on_key=move || is_key_open.set(true) />
                <Foot on_key=move || is_key_open.set(true) />
            }
            .into_any()
        } else {
            view! {
                <div class="chat__intro">
                    <p class="prose">
                        "With a key of your own, Gemini drafts in other words, answers questions and practices calls with you. Names stay here, figures leave in bands, and you see every byte before it is sent. The drafts above need none of it."
                    </p>
                </div>
            }
            .into_any()
        }
    });
    view! {
        <section class="chat" aria-label="Ask Gemini" on:keydown=stop_at_escape>
            <header class="chat__head">
                <h2 class="chat__title">"Ask Gemini"</h2>
                <div class="row">
                    {head_note} <Button kind=ButtonKind::Quiet on_click=move || is_key_open.set(true)>{key_words}</Button>
                </div>
            </header>
            {body}
        </section>
        <KeyDialog is_open=is_key_open />
    }
    .into_any()
}

fn stop_at_escape(event: leptos::ev::KeyboardEvent) {
    let store = Shared::get().store;
    if event.key() == "Escape" && store.now(|session| session.asking().is_some()) {
        event.stop_propagation();
        store.transition(Session::stop_asking);
    }
}

const MANNERS: [(Manner, &str, &str); 4] = [
    (Manner::Draft, "draft", "Draft"),
    (Manner::Ask, "ask", "Ask"),
    (Manner::PlayBorrower, "borrower", "Practice a call"),
    (Manner::PlayCollector, "collector", "Watch a call"),
];

const TONES: [(DraftTone, &str); 4] = [
    (DraftTone::AsPlanned, "As the plan says"),
    (DraftTone::Warmer, "Warmer"),
    (DraftTone::Neutral, "Neutral"),
    (DraftTone::Firmer, "Firmer"),
];

/// In which tone drafts are to be.
#[component]
fn Tone() -> impl IntoView {
    let store = Shared::get().store;
    let label = |tone: DraftTone| TONES.iter().find(|(own, _)| *own == tone).map_or("", |(_, label)| *label).to_owned();
    let tone = counsel(move |counsel| label(counsel.draft_tone));
    let options: Vec<Choice> = TONES.iter().map(|(_, label)| Choice::new(*label, *label)).collect();
    let set_tone = move |label: String| {
        if let Some((tone, _)) = TONES.iter().find(|(_, own)| *own == label) {
            store.change_counsel(|counsel| counsel.draft_tone = *tone);
        }
    };
    view! { <Select label="Tone" options value=tone.signal() on_change=set_tone /> }
}

fn scope_word(scope: TalkScope) -> String {
    match scope {
        TalkScope::Borrower => "borrower".to_owned(),
        TalkScope::Portfolio => "all".to_owned(),
        TalkScope::Group(step) => format!("step:{}", treatment_name(step)),
    }
}

/// In which manner, and about what.
#[component]
fn Choices() -> impl IntoView {
    let store = Shared::get().store;
    let word = |manner: Manner| MANNERS.iter().find(|(own, ..)| *own == manner).map_or("", |(_, word, _)| *word).to_owned();
    let manner = counsel(move |counsel| word(counsel.manner));
    let manners: Vec<Choice> = MANNERS.iter().map(|(_, word, label)| Choice::new(*word, *label)).collect();
    let set_manner = move |word: String| {
        if let Some((manner, ..)) = MANNERS.iter().find(|(_, own, _)| *own == word) {
            store.change_counsel(|counsel| counsel.manner = *manner);
        }
    };
    let scopes: Vec<TalkScope> =
        [TalkScope::Borrower, TalkScope::Portfolio].into_iter().chain(Treatment::ALL.into_iter().map(TalkScope::Group)).collect();
    let scope_label = |scope: TalkScope| match scope {
        TalkScope::Borrower => "This borrower".to_owned(),
        TalkScope::Portfolio => "All borrowers, as sums".to_owned(),
        TalkScope::Group(step) => format!("Next step {}, as sums", treatment_name(step).to_lowercase()),
    };
    let options: Vec<Choice> = scopes.iter().map(|scope| Choice::new(scope_word(*scope), scope_label(*scope))).collect();
    let scope = counsel(|counsel| scope_word(counsel.scope));
    let set_scope = move |word: String| {
        if let Some(scope) = scopes.iter().find(|scope| scope_word(**scope) == word) {
            store.change_counsel(|counsel| counsel.scope = *scope);
        }
    };
    let is_about_one = counsel(|counsel| counsel.manner.needs_borrower());
    let set_scope = Callback::from(set_scope);
    let about = dynamic(move || {
        (!is_about_one.get()).then(|| {
            let options = options.clone();
            view! { <Select label="About" options value=scope.signal() on_change=set_scope /> }
        })
    });
    let tone = dynamic(move || (manner.get() == "draft").then(|| view! { <Tone /> }));
    let hint = dynamic(move || {
        let words = match manner.get().as_str() {
            "draft" => "Gemini writes the words; names, figures and dates are put in here, and the draft is checked like any other.",
            "ask" => "Ask why, what next, or what to say.",
            "borrower" => "You are the collector, Gemini the borrower. Say “stop” to hear what went well and what did not.",
            _ => "Gemini is the collector, you the borrower. Say “stop” to hear why it led the call so.",
        };
        view! { <p class="chat__note">{words}</p> }
    });
    view! {
        <div class="chat__choices">
            <Segmented label="What Gemini does" options=manners value=manner.signal() on_change=set_manner />
            {about}
            {tone}
            {hint}
        </div>
    }
}

/// The field for the next question, and what it costs.
#[component]
fn Foot(
    /// The key is to be looked at.
    #[prop(into)]
    on_key: Callback<()>,
) -> impl IntoView {
    let store = Shared::get().store;
    let (id, refusal, is_consent_open) = (unique_id("question"), RwSignal::new(String::new()), RwSignal::new(false));
    let field = id.clone();
    let question = counsel(|counsel| counsel.question.clone());
    let is_asking = counsel(|counsel| counsel.is_asking() || counsel.is_counting());
    let obstacle = counsel(Counsel::obstacle);
    let chips = dynamic(move || {
        let known = store.now(|session| session.counsel().brief().map(|brief| brief.about));
        // Heard of as manner and brief change.
        let manner = store.read(|session| Some(session.counsel().manner)).get().unwrap_or_default();
        let about = store.read(|session| session.counsel().brief().map(|brief| brief.about)).get().or(known)?;
        let chip = |(label, words): &(&'static str, &'static str)| {
            let words = *words;
            view! {
                <button class="chip" type="button" on:click=move |_| store.change_counsel(|counsel| counsel.question = words.to_owned())>
                    {*label}
                </button>
            }
        };
        Some(quick_questions(manner, about).iter().map(chip).collect_view())
    });
    let other_language = store.read(|session| session.other_language());
    let translate = dynamic(move || {
        let words = match other_language.get()? {
            Language::English => "Say it in English",
            Language::Hindi => "Say it in Hindi",
        };
        Some(view! {
            <button class="chip" type="button" on:click=move |_| store.transition(Session::say_in_other_language)>
                {words}
            </button>
        })
    });
    let send = move || {
        refusal.set(String::new());
        if store.now(|session| session.counsel().question.trim().is_empty()) {
            return refusal.set("There is no question yet: write one, or choose one above.".to_owned());
        }
        if store.now(|session| session.counsel().needs_consent()) {
            return is_consent_open.set(true);
        }
        let sent = match store.ask_gemini() {
            Err(BeginError::NotCounted) => {
                let mut begun = Ok(());
                store.transition(|session| begun = session.count_tokens());
                begun
            }
            sent => sent,
        };
        if let Err(error) = sent {
            let words = begin_words(error);
            refusal.set(format!("{} {}", words.what, words.todo));
        }
    };
    let agree = move || {
        is_consent_open.set(false);
        store.transition(Session::agree_to_send);
        send();
    };
    let at_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            if !is_asking.get_untracked() && obstacle.get_untracked().is_none() {
                send();
            }
        }
    };
    let is_stopped = memo(move || obstacle.get().is_some());
    // One button for both: whoever has pressed it by keyboard stays on it.
    let press = move || if is_asking.get_untracked() { store.transition(Session::stop_asking) } else { send() };
    let label = dynamic(move || if is_asking.get() { "Stop" } else { "Send" });
    let is_shut = Signal::derive(move || !is_asking.get() && is_stopped.get());
    let button = view! { <Button kind=ButtonKind::Primary disabled=is_shut on_click=press>{label}</Button> };
    let why_not = dynamic(move || {
        match obstacle.get()? {
        Obstacle::NotPaid => Some(
            view! {
                <p class="chat__note" data-tone="caution">
                    "What a free key sends may be read by people at Google and used to improve its products, so nothing about one borrower is sent with it. Say in “Key and model” that the project is paid, or ask about all borrowers as sums. "
                    <button class="button button--quiet" type="button" on:click=move |_| on_key.run(())>
                        "Key and model…"
                    </button>
                </p>
            }
            .into_any(),
        ),
        Obstacle::NeedsBorrower => Some(view! { <p class="chat__note">"This is about one borrower: choose “This borrower”."</p> }.into_any()),
        Obstacle::NoBrief => Some(view! { <p class="chat__note">"What may be told is being put together."</p> }.into_any()),
        Obstacle::NoKey => None,
    }
    });
    let cost = counsel(|counsel| {
        let n = |n: u64| count_text(n, Currency::Unstated);
        let n_bytes: u64 = counsel.sent.iter().map(|sent| sent.n_bytes as u64).sum();
        let n_of = |kind: SentKind| counsel.sent.iter().filter(|sent| sent.kind == kind).count() as u64;
        let some = |n_sent: u64, one: &str, more: &str| match n_sent {
            0 => None,
            1 => Some(format!("1 {one}")),
            _ => Some(format!("{} {more}", n(n_sent))),
        };
        let questions = some(n_of(SentKind::Question), "question", "questions");
        let counts = some(n_of(SentKind::Count), "count of tokens", "counts of tokens");
        let sent: Vec<String> = questions.into_iter().chain(counts).collect();
        let usage = counsel.talk().and_then(|talk| talk.conversation.turns().last()).map(|turn| turn.answer().usage());
        let last = usage.filter(|usage| usage.total > 0);
        let last = last.map(|usage| format!("{} in, {} out", n(usage.prompt), n(usage.answer + usage.thoughts)));
        let sent = match sent.is_empty() {
            true => "Nothing sent in this visit".to_owned(),
            false => format!("{} sent in this visit, {} bytes", sent.join(" and "), n(n_bytes)),
        };
        (last, format!("{sent}, {} tokens", n(counsel.n_tokens())))
    });
    let cost = dynamic(move || {
        cost.with(|(last, all)| {
            Some(view! {
                <span>{last.clone()}</span>
                <span>{all.clone()}</span>
            })
        })
    });
    view! {
        <div class="chat__foot">
            <div class="chat__actions" role="group" aria-label="Questions often asked">
                {chips} {translate}
            </div>
            <div class="chat__ask">
                <textarea
                    class="field__input"
                    id=field
                    rows="1"
                    aria-label="Question to Gemini"
                    placeholder="Write to Gemini, or choose above"
                    prop:value=question.signal()
                    on:input:target=move |event| {
                        let text = event.target().value();
                        store.change_counsel(|counsel| counsel.question = text);
                    }
                    on:keydown=at_key
                ></textarea>
                {button}
            </div>
            {why_not}
            <LongNote />
            <p class="chat__note" data-tone="stop" role="alert">
                {refusal}
            </p>
            <Room />
            <div class="chat__cost">{cost}</div>
        </div>
        <ConsentDialog is_open=is_consent_open on_agree=agree />
    }
}
