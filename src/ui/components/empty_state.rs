//! EmptyState: nothing yet, something missing, or something that failed. What it is, why, and one thing to do.
//!
//! In: a sketch, words, a button. Out: a section that is never a blank box.

use leptos::prelude::*;

use crate::ui::components::tone::Tone;

/// The small drawing over an empty state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sketch {
    /// No file yet.
    Sheet,
    /// A column is missing.
    Column,
    /// One column does as well as the model.
    Single,
    /// The ranking is chance.
    Chance,
    /// Nobody is above the cut-off.
    BandEmpty,
    /// Nothing was found.
    NotFound,
    /// Stopped before the end.
    Stopped,
    /// The engine broke down.
    Crash,
}

impl Sketch {
    fn drawing(self) -> &'static str {
        match self {
            Sketch::Sheet => {
                r#"<rect class="faint" x="14" y="6" width="60" height="44" rx="4"/><path class="faint" d="M14 17h60M34 6v44M54 6v44M14 28h60M14 39h60"/><path d="M44 20v16M38 30l6 6 6-6"/>"#
            }
            Sketch::Column => {
                r#"<rect class="faint" x="14" y="6" width="60" height="44" rx="4"/><path class="faint" d="M14 17h60M34 6v44"/><rect x="54" y="6" width="20" height="44" stroke-dasharray="3 3"/><path d="M60 28h8"/>"#
            }
            Sketch::Single => {
                r#"<path class="faint" d="M8 50h72"/><rect class="faint-fill" x="18" y="16" width="12" height="34"/><rect x="38" y="12" width="12" height="38"/><path d="M58 34h14M58 28h14"/>"#
            }
            Sketch::Chance => {
                r#"<path class="faint" d="M16 4v46h60"/><path class="faint" d="M16 50 74 6"/><path d="M16 50c10-2 12-14 24-18s20-16 34-26"/>"#
            }
            Sketch::BandEmpty => {
                r#"<path class="faint" d="M8 50h72"/><path class="faint-fill" d="M10 20h6v30h-6zM19 10h6v40h-6zM28 18h6v32h-6zM37 30h6v20h-6zM46 40h6v10h-6z"/><path d="M58 6v44" stroke-dasharray="3 3"/><rect x="60" y="38" width="20" height="12" stroke-dasharray="2 3"/>"#
            }
            Sketch::NotFound => {
                r#"<path class="faint" d="M12 12h34M12 24h26M12 36h34M12 48h44"/><circle cx="54" cy="26" r="14"/><path d="m64 36 12 12"/>"#
            }
            Sketch::Stopped => {
                r#"<path class="faint" d="M8 46h72"/><path d="M10 44c8-22 18-28 34-30"/><path class="faint" d="M44 14c12-1 22-2 34-2" stroke-dasharray="3 3"/><rect class="fill" x="40" y="10" width="8" height="8"/>"#
            }
            Sketch::Crash => {
                r#"<rect class="faint" x="26" y="10" width="36" height="36" rx="4"/><path class="faint" d="M34 4v6m10-6v6m10-6v6M34 46v6m10-6v6m10-6v6M20 18h6m-6 10h6m-6 10h6M62 18h6m-6 10h6m-6 10h6"/><path d="m38 22 12 12m0-12L38 34"/>"#
            }
        }
    }
}

/// A state that is not the normal one.
#[component]
pub fn EmptyState(
    /// What it is.
    #[prop(into)]
    title: Signal<String>,
    /// The drawing.
    sketch: Sketch,
    /// How it is meant: plain for nothing yet, caution for something missing, stop for something that failed.
    #[prop(optional)]
    tone: Tone,
    /// The one thing to do.
    #[prop(optional, into)]
    action: ViewFnOnce,
    /// Whether it is all that the page has.
    #[prop(optional)]
    page: bool,
    /// Why, and what still works.
    children: Children,
) -> impl IntoView {
    let tone = (tone != Tone::Plain).then(|| tone.name());
    view! {
        <section class="empty-state" class:empty-state--page=page data-tone=tone>
            <svg class="empty-state__sketch" viewBox="0 0 88 56" aria-hidden="true" inner_html=sketch.drawing()></svg>
            <h2 class="empty-state__title">{title}</h2>
            <p class="empty-state__text">{children()}</p>
            {action.run()}
        </section>
    }
}
