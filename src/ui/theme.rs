//! Light or dark.

use leptos::prelude::*;

use crate::browser::css_tokens;

/// The theme that is shown.
#[derive(Clone, Copy)]
pub struct Theme {
    n_changes: RwSignal<u32>,
}

impl Theme {
    /// Follows the system until the person decides.
    pub fn follow() -> Theme {
        let theme = Theme { n_changes: RwSignal::new(0) };
        css_tokens::on_system_theme(move || theme.n_changes.update(|n_changes| *n_changes += 1));
        theme
    }

    /// The other theme.
    pub fn toggle(self) {
        css_tokens::set_dark(!css_tokens::is_dark());
        self.n_changes.update(|n_changes| *n_changes += 1);
    }

    /// Makes the caller anew when the theme changes.
    pub fn track(self) {
        self.n_changes.track();
    }
}
