//! Drawer: one thing of a list, beside the list.
//!
//! In: a title, what it holds. Out: `on_close`, by its button or by Esc. It does not take the focus from the list.

use leptos::{ev, prelude::*};

use crate::ui::dynamic::dynamic;

use crate::ui::components::button::IconButton;
use crate::ui::icon::Icon;

/// A sheet beside a list.
#[component]
pub fn Drawer(
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// A line beneath the title.
    #[prop(optional, into)]
    sub: Signal<Option<String>>,
    /// It is to be closed.
    #[prop(into)]
    on_close: Callback<()>,
    /// Buttons at its foot.
    #[prop(optional, into)]
    foot: Option<ViewFnOnce>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let close_by_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            on_close.run(());
        }
    };
    let sub = dynamic(move || sub.get().map(|words| view! { <p class="drawer__sub">{words}</p> }));
    view! {
        <aside class="drawer" aria-label=title on:keydown=close_by_key>
            <header class="drawer__head">
                <div>
                    <h2 class="drawer__title">{title}</h2>
                    {sub}
                </div>
                <IconButton label="Close" icon=Icon::Close on_click=on_close />
            </header>
            {children()}
            {foot.map(|foot| view! { <footer class="drawer__foot">{foot.run()}</footer> })}
        </aside>
    }
}
