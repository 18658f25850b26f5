//! How much of what the model reads a conversation takes.

use leptos::prelude::*;

use super::counsel::counsel;
use crate::session::Session;
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
