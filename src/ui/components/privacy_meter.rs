//! PrivacyMeter: how many requests have left the tab, as the browser counted them.
//!
//! In: the count and since when. Out: one line of the top bar. It does not count.

use leptos::prelude::*;

use crate::ui::dynamic::{Derived, dynamic};

use crate::ui::icon::{Glyph, Icon};

/// The count of requests. Any request turns it from calm to caution.
#[component]
pub fn PrivacyMeter(
    /// How many requests the browser saw.
    #[prop(into)]
    n_requests: Derived<usize>,
    /// Since when: "since your file was opened".
    #[prop(into)]
    since: Signal<String>,
) -> impl IntoView {
    let noun = dynamic(move || if n_requests.get() == 1 { " request" } else { " requests" });
    let tone = Signal::derive(move || (n_requests.get() > 0).then_some("caution"));
    view! {
        <span class="privacy-meter top-bar__fact" data-tone=tone>
            <Glyph icon=Icon::ShieldCheck />
            <span>
                <b>{Signal::derive(move || n_requests.get().to_string())}</b>
                {noun}
                <span class="top-bar__long">" " {since}</span>
            </span>
        </span>
    }
}
