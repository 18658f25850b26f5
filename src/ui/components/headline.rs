//! Headline: the one sentence that a page says, made from the data.
//!
//! In: the sentence, with its facts in `<strong>`. Out: the page's only `h1`.

use leptos::prelude::*;

use crate::ui::dynamic::{Derived, dynamic};

use crate::ui::icon::{Glyph, Icon};

/// The sentence at the head of a page.
#[component]
pub fn Headline(
    /// How the sentence is to be read, in smaller type.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// The page above: its address and words, "Borrowers · 2,042 of 5,000".
    #[prop(optional, into)]
    crumb: Derived<Option<(String, String)>>,
    /// The one thing to do next.
    #[prop(optional, into)]
    action: Option<ViewFnOnce>,
    /// The sentence.
    children: Children,
) -> impl IntoView {
    let crumb = dynamic(move || {
        crumb.get().map(|(href, words)| {
            view! {
                <a class="headline__crumb" href=href>
                    <Glyph icon=Icon::ArrowLeft />
                    {words}
                </a>
            }
        })
    });
    let note = dynamic(move || note.get().map(|words| view! { <p class="headline__note">{words}</p> }));
    view! {
        <div class="headline">
            {crumb} <h1 class="headline__text">{children()}</h1> {note}
            {action.map(|action| view! { <div class="headline__action">{action.run()}</div> })}
        </div>
    }
}
