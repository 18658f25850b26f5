//! Button: something to do, in a verb.
//!
//! In: its kind, icon, words. Out: a button, or a link that looks like one. It does not know what it starts.

use leptos::prelude::*;

use crate::ui::icon::{Glyph, Icon};

/// How loud a button is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The one thing to do; at most one on a page.
    Primary,
    /// Another thing to do.
    #[default]
    Secondary,
    /// A thing that few do.
    Quiet,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            ButtonKind::Primary => "button button--primary",
            ButtonKind::Secondary => "button",
            ButtonKind::Quiet => "button button--quiet",
        }
    }
}

/// A button. In a card's head or foot, a banner or the tools of a list it is smaller by itself.
#[component]
pub fn Button(
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// Whether its work is under way: it turns, and cannot be pressed again.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Whether it cannot be pressed now; say why beside it.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// It was pressed.
    #[prop(into)]
    on_click: Callback<()>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let press = move |_| {
        if !busy.get_untracked() {
            on_click.run(());
        }
    };
    view! {
        <button
            class=kind.class()
            type="button"
            aria-busy=Signal::derive(move || busy.get().then_some("true"))
            aria-disabled=Signal::derive(move || busy.get().then_some("true"))
            disabled=disabled
            on:click=press
        >
            {icon.map(|icon| view! { <Glyph icon=icon /> })}
            {children()}
        </button>
    }
    .into_any()
}

/// A link that looks like a button: it leads somewhere, it does nothing.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! {
        <a class=kind.class() href=href>
            {icon.map(|icon| view! { <Glyph icon=icon /> })}
            {children()}
        </a>
    }
    .into_any()
}

/// A button that is only an icon; its label is read aloud and shown on hover.
#[component]
pub fn IconButton(
    /// What it does.
    #[prop(into)]
    label: Signal<String>,
    /// The icon.
    icon: Icon,
    /// It was pressed.
    #[prop(into)]
    on_click: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            class="button button--icon"
            type="button"
            aria-label=label
            title=label
            on:click=move |_| on_click.run(())
        >
            <Glyph icon=icon />
        </button>
    }
    .into_any()
}
