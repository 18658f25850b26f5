//! How much of what the model reads a conversation takes, and what a long question will.

use leptos::prelude::*;

use super::counsel::counsel;
use crate::advisor::gemini::error_words;
use crate::quantity::Currency;
use crate::quantity::format::count_text;
use crate::session::{LongQuestion, Session};
use crate::ui::app::Shared;
use crate::ui::components::{Button, ButtonKind};
use crate::ui::dynamic::dynamic;

/// From here on it is time to begin anew, in per cent.
const NEARLY_FULL: u64 = 80;

/// How full the model's room is; nothing before the first answer, or where the list of models does not tell.
#[component]
pub fn Room() -> impl IntoView {
    let store = Shared::get().store;
    let share = counsel(|counsel| counsel.room().map(|(n_tokens, most)| n_tokens.saturating_mul(100).div_ceil(most)));
    dynamic(move || {
        let percent = share.get()?;
        let is_full = percent > NEARLY_FULL;
        let anew = is_full.then(|| {
            view! {
                <p class="chat__note">"What was said first is sent along with each question. An empty conversation costs less and has room again."</p>
                <Button kind=ButtonKind::Quiet on_click=move || store.transition(Session::begin_anew)>"Begin anew"</Button>
            }
        });
        let words = if percent <= 1 { "at most 1 %".to_owned() } else { format!("{percent} %") };
        Some(view! {
            <label class="chat__room" data-tone=is_full.then_some("caution")>
                <span>{format!("Context: {words} of the model’s room")}</span>
                <progress class="progress__bar" max="100" value=percent.min(100).to_string()></progress>
            </label>
            {anew}
        })
    })
}

/// What a long question takes, before it is sent.
#[component]
pub fn LongNote() -> impl IntoView {
    // In closures of this file's, not by the method's name: what they reach loads later with the page that asks.
    let long = Shared::get().store.read(|session| session.long_question());
    let most = counsel(|counsel| counsel.most_tokens());
    let words = dynamic(move || {
        let n = |n: u64| count_text(n, Currency::Unstated);
        let (words, is_caution) = match long.get() {
            LongQuestion::No => return None,
            LongQuestion::Uncounted => (
                "This is long: “Send” first asks Google how many tokens it has, and sends it only when you press once more.".to_owned(),
                false,
            ),
            LongQuestion::Counting => ("Its tokens are being counted…".to_owned(), false),
            LongQuestion::Counted(Ok(n_tokens)) => {
                let room = match most.get() {
                    Some(most) if most < n_tokens => format!("more than the model has room for ({})", n(most)),
                    Some(most) => format!("the model has room for {}", n(most)),
                    None => "how much the model has room for is not known".to_owned(),
                };
                let is_too_long = most.get().is_some_and(|most| most < n_tokens);
                (format!("About {} tokens; {room}. Press “Send” once more to send it.", n(n_tokens)), is_too_long)
            }
            LongQuestion::Counted(Err(error)) => {
                let why = error_words(&error).what;
                (format!("Its tokens could not be counted. {why} Press “Send” once more to send it all the same."), true)
            }
        };
        Some(view! { <p class="chat__note" data-tone=is_caution.then_some("caution")>{words}</p> })
    });
    view! { <div role="status">{words}</div> }
}
