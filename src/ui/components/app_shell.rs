//! AppShell: the top bar over the rail and the page. On a narrow screen the rail goes to the foot.
//!
//! In: the bar, the rail and the page as slots. Out: the landmarks, and a link that skips to the page.

use leptos::{ev, html, prelude::*};

/// The frame of every page. The page lies in `main`, which has the id "main" and can be focused.
#[component]
pub fn AppShell(
    /// The top bar.
    #[prop(into)]
    bar: ViewFnOnce,
    /// The steps.
    #[prop(into)]
    rail: ViewFnOnce,
    /// The page.
    children: Children,
) -> impl IntoView {
    let main = NodeRef::<html::Main>::new();
    // Following the link would change the address, which names the page.
    let skip = move |event: ev::MouseEvent| {
        event.prevent_default();
        if let Some(element) = main.get_untracked() {
            let _ = element.focus();
        }
    };
    view! {
        <a class="skip-link" href="#main" on:click=skip>
            "Skip to the page"
        </a>
        <div class="app-shell">
            {bar.run()} {rail.run()} <main class="app-shell__main" id="main" tabindex="-1" node_ref=main>
                <div class="page">{children()}</div>
            </main>
        </div>
    }
}
