//! The turns of a conversation: questions, answers as text with names put back, what went wrong and what to do about it.

use std::sync::Arc;

use leptos::prelude::*;

use super::counsel::counsel;
use crate::advisor::counsel::{About, Brief, Manner, NotADraft, read_draft, read_markdown, untold_figures};
use crate::advisor::gemini::{Ending, NextStep, Turn, TurnEnd, ending_words, error_words};
use crate::browser::{clipboard, clock};
use crate::session::store::now_ms;
use crate::session::{Session, Talk};
use crate::sheets::Sentence;
use crate::ui::app::Shared;
use crate::ui::components::{Button, ButtonKind, PutBack, answer_view};
use crate::ui::dynamic::{Derived, dynamic};
use crate::ui::icon::Icon;

/// See the module.
#[component]
pub fn Turns(
    /// The key is to be looked at.
    #[prop(into)]
    on_key: Callback<()>,
) -> impl IntoView {
    let talk: Derived<Option<Arc<Talk>>> = counsel(|counsel| counsel.talk().cloned().map(Arc::new));
    let brief = counsel(|counsel| counsel.brief().cloned());
    let turns = dynamic(move || {
        let (talk, brief) = (talk.get()?, brief.get()?);
        let turns = talk.conversation.turns().iter().enumerate();
        Some(turns.map(|(turn_idx, turn)| turn_view(&talk, &brief, turn_idx, turn, on_key)).collect_view())
    });
    let has_turns = move || talk.with(|talk| talk.as_ref().is_some_and(|talk| !talk.conversation.turns().is_empty()));
    let foot = dynamic(move || has_turns().then(|| view! { <TurnsFoot /> }));
    view! {
        // What is said aloud is said by sentence, beside it.
        <div class="chat__log" role="log" aria-live="off" aria-label="Conversation">
            {turns}
            <Growing />
        </div>
        <Announcer />
        {foot}
    }
}

/// The answer that is under way.
#[component]
fn Growing() -> impl IntoView {
    let store = Shared::get().store;
    let text = store.read(|session| session.asking().map(|asking| asking.text().to_owned()));
    let waits = store.read(|session| session.asking().and_then(|asking| asking.waits().cloned()));
    let is_draft = counsel(|counsel| counsel.manner == Manner::Draft);
    let now = RwSignal::new(now_ms());
    Effect::new(move |_| {
        if waits.get().is_some() {
            tick(now, waits);
        }
    });
    let people = counsel(|counsel| counsel.talk().map(|talk| talk.people.clone()));
    dynamic(move || {
        let text = text.get()?;
        let waiting = waits.get().map(|(until_ms, error)| {
            let Sentence { what, .. } = error_words(&error);
            let seconds = until_ms.saturating_sub(now.get()).div_ceil(1_000);
            view! { <p class="chat__note" data-tone="caution">{format!("{what} It is asked again in {seconds} s.")}</p> }
        });
        let shown = if is_draft.get() {
            let words = if text.is_empty() {
                "Thinking…".to_owned()
            } else {
                format!("Writing the draft… {} characters so far", text.chars().count())
            };
            view! { <p class="chat__note">{words}</p> }.into_any()
        } else if text.is_empty() {
            view! { <p class="chat__note">"Thinking…"</p> }.into_any()
        } else {
            let people = people.get();
            let put_back: PutBack =
                Arc::new(move |text: &str| people.as_ref().map_or_else(|| text.to_owned(), |people| people.put_back(text)));
            answer_view(read_markdown(&text, &[]), &put_back)
        };
        Some(view! {
            <div class="chat__turn" aria-busy="true">
                {shown}
                {waiting}
            </div>
        })
    })
}

/// Counts on, each second, while there is something to wait for.
fn tick(now: RwSignal<u64>, waits: Derived<Option<(u64, crate::advisor::gemini::GeminiError)>>) {
    if now.try_set(now_ms()).is_none() && waits.with_untracked(|waits| waits.is_some()) {
        clock::after(1_000, move || tick(now, waits));
    }
}

/// Says answers aloud, a sentence at a time.
#[component]
fn Announcer() -> impl IntoView {
    let store = Shared::get().store;
    let text = store.read(|session| {
        let asking = session.asking().filter(|_| session.counsel().manner != Manner::Draft);
        let put_back = |text: &str| session.counsel().talk().map_or_else(|| text.to_owned(), |talk| talk.people.put_back(text));
        let growing = asking.map(|asking| put_back(whole_sentences(asking.text())));
        let done = || {
            let talk = session.counsel().talk()?;
            let turn = talk.conversation.turns().last()?;
            Some(match &turn.end {
                TurnEnd::Pending => String::new(),
                TurnEnd::Failed(error) => error_words(error).what,
                TurnEnd::Stopped => "Stopped.".to_owned(),
                TurnEnd::Answered(Ending::Complete) if talk.manner == Manner::Draft => "A draft has come.".to_owned(),
                TurnEnd::Answered(ending) => {
                    let words = ending_words(ending).map(|words| format!(" {}", words.what)).unwrap_or_default();
                    let said = if talk.manner == Manner::Draft { String::new() } else { put_back(turn.shown_text()) };
                    said + &words
                }
            })
        };
        let talk = session.counsel().talk().map(|talk| (talk.about, talk.manner));
        (talk, growing.or_else(done).unwrap_or_default())
    });
    // Only what is new is said: the region holds nothing else.
    let (said, fresh) = (StoredValue::new((None, String::new())), RwSignal::new(String::new()));
    Effect::new(move |_| {
        let (talk, text) = text.get();
        let new = said.with_value(|(of, said)| match *of == talk {
            true => text.strip_prefix(said.as_str()).unwrap_or(&text).to_owned(),
            // What was said before in another conversation is not said again.
            false => String::new(),
        });
        said.set_value((talk, text));
        fresh.set(new);
    });
    view! {
        <div class="unseen" role="status">
            {fresh}
        </div>
    }
}

fn whole_sentences(text: &str) -> &str {
    let end = text.rfind(['.', '!', '?', '।', '\n']).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    &text[..end]
}

fn turn_view(talk: &Arc<Talk>, brief: &Arc<Brief>, turn_idx: usize, turn: &Turn, on_key: Callback<()>) -> AnyView {
    let people = talk.people.clone();
    let put_back: PutBack = Arc::new(move |text: &str| people.put_back(text));
    let question = put_back(&turn.question);
    if turn.end == TurnEnd::Pending {
        return view! {
            <div class="chat__turn" data-from="person">
                {question}
            </div>
        }
        .into_any();
    }
    let answer = match talk.manner {
        Manner::Draft if !turn.shown_text().is_empty() => drafted_view(turn, brief, talk.about, &put_back),
        _ => said_view(talk, turn, &put_back),
    };
    let by = turn.answer().model_version().unwrap_or(turn.model.as_str()).to_owned();
    view! {
        <div class="chat__turn" data-from="person">
            {question}
        </div>
        <div class="chat__turn">
            <span class="chat__by">{by}</span>
            {answer}
            {end_view(turn, turn_idx, on_key)}
        </div>
    }
    .into_any()
}

/// An answer in Markdown; figures that nobody told are marked.
fn said_view(talk: &Talk, turn: &Turn, put_back: &PutBack) -> AnyView {
    let text = turn.shown_text();
    if text.is_empty() {
        return ().into_any();
    }
    let conversation = &talk.conversation;
    let told: Vec<&str> =
        std::iter::once(conversation.facts()).chain(conversation.turns().iter().map(|turn| turn.question.as_str())).collect();
    // Who plays a part may say what a borrower would: only answers are held against the facts.
    let untold = if talk.manner == Manner::PlayBorrower { Vec::new() } else { untold_figures(text, &told) };
    let note = match untold.len() {
        _ if talk.manner == Manner::PlayBorrower => None,
        0 => None,
        1 => Some("1 figure is not from your data: it is underlined.".to_owned()),
        n => Some(format!("{n} figures are not from your data: they are underlined.")),
    };
    let note = note.map(|words| view! { <p class="chat__note" data-tone="stop">{words}</p> });
    view! {
        {answer_view(read_markdown(text, &untold), put_back)}
        {note}
        <Copy text=put_back(text) n_untold=untold.len() />
    }
    .into_any()
}

#[component]
fn Copy(text: String, n_untold: usize) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let copy = move || {
        clipboard::write(&text, move |written| {
            said.set(match (written, n_untold) {
                (Ok(()), 0) => "Copied.".to_owned(),
                (Ok(()), _) => "Copied, with figures that are not from your data.".to_owned(),
                (Err(words), _) => format!("The browser did not copy it ({words})."),
            });
        });
    };
    view! {
        <div class="row">
            <Button kind=ButtonKind::Quiet on_click=copy>"Copy the answer"</Button>
            <span class="chat__note" role="status">
                {said}
            </span>
        </div>
    }
}

/// A draft: it stands above, with what is to be looked at here.
fn drafted_view(turn: &Turn, brief: &Brief, about: About, put_back: &PutBack) -> AnyView {
    let store = Shared::get().store;
    let text = turn.shown_text().to_owned();
    let drafted = match read_draft(&text, &brief.plans) {
        Ok(drafted) => drafted,
        Err(reason) => {
            let words = match reason {
                NotADraft::NotJson => "Gemini did not answer in the form of a draft. The draft above is as it was: ask again, or use it.",
                NotADraft::Empty => "Gemini's draft has no words. The draft above is as it was: ask again, or use it.",
            };
            return view! { <p class="chat__note" data-tone="caution">{words}</p> }.into_any();
        }
    };
    let plans = drafted.plan_ids.iter().filter_map(|id| brief.plans.iter().find(|plan| plan.id == *id)).map(|plan| plan.words.clone());
    let plans: Vec<String> = plans.collect();
    let plans = (!plans.is_empty()).then(|| view! { <p>{format!("It offers: {}.", plans.join("; "))}</p> });
    let caveats: Vec<String> = drafted.caveats.iter().map(|words| put_back(words)).collect();
    let caveats = (!caveats.is_empty()).then(|| {
        view! { <ul>{caveats.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul> }
    });
    let shown = put_back(&drafted.message);
    let use_it = move || store.transition(|session| session.use_answer_as_draft(about, &text));
    view! {
        <p>"A draft. Names, figures and dates are put into its slots here, and then it is checked like any other. What stands in your own words above stays until you put this in its place."</p>
        <blockquote>{shown}</blockquote>
        {plans}
        {caveats}
        <div class="row">
            <Button on_click=use_it>"Put it into the draft"</Button>
        </div>
    }
    .into_any()
}

/// How it ended, where there is something to say of it, and what may be done.
fn end_view(turn: &Turn, turn_idx: usize, on_key: Callback<()>) -> AnyView {
    let store = Shared::get().store;
    let (words, step) = match &turn.end {
        TurnEnd::Pending => return ().into_any(),
        TurnEnd::Stopped => {
            let what = if turn.shown_text().is_empty() { "Stopped before it began." } else { "Stopped: what came so far is kept." };
            (Some((what.to_owned(), "What was begun is charged all the same.".to_owned())), NextStep::OfferRetry)
        }
        TurnEnd::Answered(ending) => (ending_words(ending).map(|words| (words.what, words.todo)), NextStep::OfferRetry),
        TurnEnd::Failed(error) => {
            let words = error_words(error);
            (Some((words.what, words.todo)), store.now(|session| session.step_after(error)))
        }
    };
    let again = view! {
        <Button kind=ButtonKind::Quiet icon=Icon::ArrowClockwise on_click=move || store.transition(|session| session.take_question_back(turn_idx))>
            "Change and ask again"
        </Button>
    };
    let Some((what, next)) = words else {
        return view! { <div class="row">{again}</div> }.into_any();
    };
    let more = match step {
        NextStep::AskForKey | NextStep::ShowKeyHelp => Some(view! { <Button on_click=on_key>"Key and model…"</Button> }.into_any()),
        NextStep::RefreshModels | NextStep::StopForToday => Some(
            view! {
                <Button on_click=move || {
                    store.transition(Session::refresh_models);
                    on_key.run(());
                }>"Choose another model…"</Button>
            }
            .into_any(),
        ),
        _ => None,
    };
    view! {
        <p class="chat__note" data-tone="caution">
            {format!("{what} {next}")}
        </p>
        <div class="row">{more} {again}</div>
    }
    .into_any()
}

/// What may be done with the whole conversation.
#[component]
fn TurnsFoot() -> impl IntoView {
    let store = Shared::get().store;
    let save = move |as_json: bool| {
        let (day, _) = clock::local();
        let date = crate::data::table::date_text(day);
        store.transition(|session| session.save_transcript(&date, as_json));
    };
    view! {
        <div class="chat__choices">
            <div class="row">
                <Button kind=ButtonKind::Quiet icon=Icon::Download on_click=move || save(false)>"Save as text"</Button>
                <Button kind=ButtonKind::Quiet icon=Icon::Download on_click=move || save(true)>"Save as JSON"</Button>
                <Button kind=ButtonKind::Quiet on_click=move || store.transition(Session::begin_anew)>"Begin anew"</Button>
            </div>
        </div>
    }
}
