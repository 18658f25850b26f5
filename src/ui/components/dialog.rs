//! Dialog: something that has to be read or answered before going on.
//!
//! In: whether it is open, a title, what it holds. Out: `on_close`, by its button, by Esc, or by a click beside it.

use leptos::{html, prelude::*};

use crate::ui::components::button::IconButton;
use crate::ui::components::unique_id::unique_id;
use crate::ui::icon::Icon;

/// A sheet over the page; the browser keeps the focus in it and gives it back.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// It was closed, or is to be.
    #[prop(into)]
    on_close: Callback<()>,
    /// Buttons at its foot.
    #[prop(optional, into)]
    foot: Option<ViewFnOnce>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let title_id = unique_id("dialog");
    let labelled_by = title_id.clone();
    Effect::new(move || {
        let Some(element) = dialog.get() else { return };
        if open.get() && !element.open() {
            let _ = element.show_modal();
        } else if !open.get() && element.open() {
            element.close();
        }
    });
    let closed = move |_| {
        if open.get_untracked() {
            on_close.run(());
        }
    };
    view! {
        <dialog class="dialog" node_ref=dialog closedby="any" aria-labelledby=labelled_by on:close=closed>
            <header class="dialog__head">
                <h2 class="dialog__title" id=title_id>
                    {title}
                </h2>
                <IconButton label="Close" icon=Icon::Close on_click=on_close />
            </header>
            <div class="dialog__body">{children()}</div>
            {foot.map(|foot| view! { <footer class="dialog__foot">{foot.run()}</footer> })}
        </dialog>
    }
}
