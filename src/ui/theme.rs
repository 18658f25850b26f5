//! Light or dark, and the palette that the charts draw with.

use leptos::prelude::*;

use crate::browser::css_tokens;
use crate::charts::Palette;

/// The theme that is shown.
#[derive(Clone, Copy)]
pub struct Theme {
    palette: RwSignal<Palette>,
}

impl Theme {
    /// Follows the system until the person decides.
    pub fn follow() -> Theme {
        let theme = Theme { palette: RwSignal::new(read_palette()) };
        css_tokens::on_system_theme(move || theme.palette.set(read_palette()));
        theme
    }

    /// The other theme.
    pub fn toggle(self) {
        css_tokens::set_dark(!css_tokens::is_dark());
        self.palette.set(read_palette());
    }

    /// The charts' colors.
    pub fn palette(self) -> Signal<Palette> {
        self.palette.into()
    }
}

fn read_palette() -> Palette {
    Palette::new(css_tokens::values(&Palette::TOKENS))
}
