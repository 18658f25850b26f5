//! Badge: a word on a tint. A treatment is always a color, an icon and a word.
//!
//! In: a treatment or a tone, words. Out: an inline mark, never something to press.

use leptos::prelude::*;

use crate::ui::dynamic::{Derived, dynamic};

use crate::ui::components::tone::Treatment;
use crate::ui::icon::Glyph;

/// A treatment as color, icon and word.
#[component]
pub fn StrategyBadge(
    /// Which treatment.
    #[prop(into)]
    strategy: Derived<Treatment>,
    /// Whether the word is the short one, for table cells.
    #[prop(optional)]
    short: bool,
    /// Whether it stands without a tint, for lists and tables.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let content = dynamic(move || {
        let treatment = strategy.get();
        let word = if short { treatment.short_word() } else { treatment.word() };
        view! {
            <Glyph icon=treatment.icon() />
            {word}
        }
    });
    view! {
        <span class="badge" class:badge--bare=bare data-treatment=Signal::derive(move || strategy.get().name())>
            {content}
        </span>
    }
    .into_any()
}

/// A key of the keyboard.
#[component]
pub fn Key(
    /// What is printed on it.
    children: Children,
) -> impl IntoView {
    view! { <kbd class="key">{children()}</kbd> }
}
