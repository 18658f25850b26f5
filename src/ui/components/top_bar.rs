//! TopBar: which file is open, how good the model is, what has left the tab; then theme and help.
//!
//! In: facts as slots, two callbacks. Out: the header. It does not know which theme is on.

use leptos::prelude::*;

use crate::ui::dynamic::dynamic;

use crate::ui::components::button::IconButton;
use crate::ui::icon::{Glyph, Icon};

/// The header of every page.
#[component]
pub fn TopBar(
    /// Where the brand leads: the address of the first page.
    home: &'static str,
    /// The theme button was pressed.
    #[prop(into)]
    on_theme: Callback<()>,
    /// The help button was pressed.
    #[prop(into)]
    on_help: Callback<()>,
    /// More tools, before theme and help.
    #[prop(optional, into)]
    tools: ViewFnOnce,
    /// The facts: `FileFact`, `ModelFact`, `PrivacyMeter`.
    children: Children,
) -> impl IntoView {
    view! {
        <header class="top-bar">
            <a class="top-bar__brand" href=home aria-label="Smart Loan Recovery, start page">
                <svg class="top-bar__mark" viewBox="0 0 20 20" aria-hidden="true">
                    <path
                        d="M2 16.5h16M2 19h16"
                        stroke="currentColor"
                        stroke-width="1.2"
                    ></path>
                    <path
                        d="M3.5 14V9.5M8 14V4M12.5 14V7M17 14v-3"
                        stroke="currentColor"
                        stroke-width="2.4"
                        stroke-linecap="round"
                    ></path>
                </svg>
                <span>"Smart Loan Recovery"</span>
            </a>
            {children()}
            <span class="top-bar__tools">
                {tools.run()} <IconButton label="Change theme" icon=Icon::CircleHalf on_click=on_theme />
                <IconButton label="Help and keyboard map" icon=Icon::Question on_click=on_help />
            </span>
        </header>
    }
}

/// The open file.
#[component]
pub fn FileFact(
    /// The file's name.
    #[prop(into)]
    name: Signal<String>,
    /// Its size: "5,000 loans · 1.6 MB".
    #[prop(optional, into)]
    detail: Signal<Option<String>>,
    /// Whether the loans are made up.
    #[prop(optional, into)]
    synthetic: Signal<bool>,
) -> impl IntoView {
    let badge = dynamic(move || synthetic.get().then(|| view! { <span class="badge badge--outline top-bar__optional">"Synthetic"</span> }));
    view! {
        <span class="top-bar__fact top-bar__fact--file">
            <Glyph icon=Icon::FileCsv />
            <b title=name>{name}</b>
            <span class="top-bar__quiet top-bar__long">{detail}</span>
            {badge}
        </span>
    }
}

/// How good the model is.
#[component]
pub fn ModelFact(
    /// The figure: "0.80".
    #[prop(into)]
    auc: Signal<String>,
    /// Its interval, or that it is not final: "0.79–0.81", "so far".
    #[prop(optional, into)]
    detail: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <span class="top-bar__fact top-bar__fact--model">
            <Glyph icon=Icon::TreeStructure />
            <span>"AUC " <b>{auc}</b></span>
            <span class="top-bar__quiet">{detail}</span>
        </span>
    }
}
