//! The icons: one name for each thing that the page shows, and its drawing.
//!
//! In: a name. Out: an svg that takes the color and the size of the words beside it. An icon never stands without a word,
//! seen or read aloud, so it is hidden from screen readers.
//!
//! NOTICE: the drawings are Phosphor Icons (phosphoricons.com), copyright Phosphor Icons, under the MIT license. They are
//! written out in index.html because the crate that holds them brings six weights of each icon and this page uses one, and
//! because drawings are no code: they do not wait for it.

use leptos::prelude::*;

/// What an icon stands for; the drawing follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// The reminder.
    Bell,
    /// The settlement offer.
    Handshake,
    /// The legal review.
    Scales,
    /// Held for a person.
    HandPalm,
    /// Not scored.
    MinusCircle,
    /// Data, or a table.
    Table,
    /// The model.
    TreeStructure,
    /// The plan, or settings.
    Sliders,
    /// Groups of borrowers.
    UsersThree,
    /// The borrowers.
    ListSearch,
    /// Messages.
    ChatText,
    /// A CSV file.
    FileCsv,
    /// Privacy.
    ShieldCheck,
    /// Light or dark.
    CircleHalf,
    /// Help.
    Question,
    /// Done.
    Check,
    /// Failed.
    Cross,
    /// Close.
    Close,
    /// More.
    Dots,
    /// A picture.
    Image,
    /// A chart.
    ChartBar,
    /// What the file shows.
    ChartScatter,
    /// Find.
    Search,
    /// Descending.
    CaretDown,
    /// Ascending.
    CaretUp,
    /// Sortable.
    CaretUpDown,
    /// Choose a file.
    Upload,
    /// Save.
    Download,
    /// The sample.
    Play,
    /// Go on.
    ArrowRight,
    /// Go back.
    ArrowLeft,
    /// Again.
    ArrowClockwise,
    /// Knows the outcome, left out.
    EyeSlash,
    /// Caution.
    Warning,
    /// Stop.
    WarningOctagon,
    /// Plain information.
    Info,
    /// Good.
    CheckCircle,
    /// A number.
    NumberSquare,
    /// A category or text.
    TextAa,
    /// A date.
    Calendar,
    /// Stop and keep.
    Stop,
}

impl Icon {
    /// Where its drawing is in index.html.
    fn href(self) -> &'static str {
        match self {
            Icon::Bell => "#icon-bell",
            Icon::Handshake => "#icon-handshake",
            Icon::Scales => "#icon-scales",
            Icon::HandPalm => "#icon-hand-palm",
            Icon::MinusCircle => "#icon-minus-circle",
            Icon::Table => "#icon-table",
            Icon::TreeStructure => "#icon-tree-structure",
            Icon::Sliders => "#icon-sliders",
            Icon::UsersThree => "#icon-users-three",
            Icon::ListSearch => "#icon-list-search",
            Icon::ChatText => "#icon-chat-text",
            Icon::FileCsv => "#icon-file-csv",
            Icon::ShieldCheck => "#icon-shield-check",
            Icon::CircleHalf => "#icon-circle-half",
            Icon::Question => "#icon-question",
            Icon::Check => "#icon-check",
            Icon::Cross => "#icon-cross",
            Icon::Close => "#icon-close",
            Icon::Dots => "#icon-dots",
            Icon::Image => "#icon-image",
            Icon::ChartBar => "#icon-chart-bar",
            Icon::ChartScatter => "#icon-chart-scatter",
            Icon::Search => "#icon-search",
            Icon::CaretDown => "#icon-caret-down",
            Icon::CaretUp => "#icon-caret-up",
            Icon::CaretUpDown => "#icon-caret-up-down",
            Icon::Upload => "#icon-upload",
            Icon::Download => "#icon-download",
            Icon::Play => "#icon-play",
            Icon::ArrowRight => "#icon-arrow-right",
            Icon::ArrowLeft => "#icon-arrow-left",
            Icon::ArrowClockwise => "#icon-arrow-clockwise",
            Icon::EyeSlash => "#icon-eye-slash",
            Icon::Warning => "#icon-warning",
            Icon::WarningOctagon => "#icon-warning-octagon",
            Icon::Info => "#icon-info",
            Icon::CheckCircle => "#icon-check-circle",
            Icon::NumberSquare => "#icon-number-square",
            Icon::TextAa => "#icon-text-aa",
            Icon::Calendar => "#icon-calendar",
            Icon::Stop => "#icon-stop",
        }
    }
}

/// Draws an icon, as high as the line that it stands in.
#[component]
pub fn Glyph(
    /// Which icon.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=icon.href()></use>
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_icon_has_its_drawing_and_every_drawing_its_icon() {
        let ids = |text: &str, before: &str| -> std::collections::BTreeSet<String> {
            let after = |(_, rest): (&str, &str)| rest.split('"').next().unwrap_or_default().to_owned();
            text.match_indices(before).map(|(at, _)| after(text.split_at(at + before.len()))).collect()
        };
        let named = ids(include_str!("icon.rs"), "=> \"#icon-");
        let drawn = ids(include_str!("../../index.html"), "<symbol id=\"icon-");
        assert_eq!(named, drawn);
        assert!(named.len() > 30);
    }
}
