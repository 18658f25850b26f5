//! What a color means: the treatments, and the tones of a message.
//!
//! In: nothing. Out: names for `data-treatment` and `data-tone`, and the icon and word that always stand beside the color.
//! It does not know which borrower gets which treatment.

use crate::ui::icon::Icon;

/// What is done about a borrower, as the page shows it: a color, an icon and a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Treatment {
    /// A reminder.
    Reminder,
    /// A settlement offer.
    Settlement,
    /// A review for legal action.
    Legal,
    /// Held until a person decides.
    Hold,
    /// No score, so no treatment.
    #[default]
    NotScored,
}

impl Treatment {
    /// The value of `data-treatment`.
    pub fn name(self) -> &'static str {
        match self {
            Treatment::Reminder => "reminder",
            Treatment::Settlement => "settlement",
            Treatment::Legal => "legal",
            Treatment::Hold => "hold",
            Treatment::NotScored => "not-scored",
        }
    }

    /// The word in full.
    pub fn word(self) -> &'static str {
        match self {
            Treatment::Reminder => "Reminder",
            Treatment::Settlement => "Settlement offer",
            Treatment::Legal => "Legal review",
            Treatment::Hold => "Hold for a person",
            Treatment::NotScored => "Not scored",
        }
    }

    /// The word where there is little room: table cells and chips.
    pub fn short_word(self) -> &'static str {
        match self {
            Treatment::Settlement => "Settlement",
            Treatment::Hold => "Hold",
            other => other.word(),
        }
    }

    /// The icon.
    pub fn icon(self) -> Icon {
        match self {
            Treatment::Reminder => Icon::Bell,
            Treatment::Settlement => Icon::Handshake,
            Treatment::Legal => Icon::Scales,
            Treatment::Hold => Icon::HandPalm,
            Treatment::NotScored => Icon::MinusCircle,
        }
    }
}

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// All is well.
    Good,
    /// Something to know before going on.
    Caution,
    /// Something that stops the work, or changes what the page means.
    Stop,
    /// No judgment.
    #[default]
    Plain,
}

impl Tone {
    /// The value of `data-tone`.
    pub fn name(self) -> &'static str {
        match self {
            Tone::Good => "good",
            Tone::Caution => "caution",
            Tone::Stop => "stop",
            Tone::Plain => "plain",
        }
    }

    /// The icon of a message in this tone.
    pub fn icon(self) -> Icon {
        match self {
            Tone::Good => Icon::CheckCircle,
            Tone::Caution => Icon::Warning,
            Tone::Stop => Icon::WarningOctagon,
            Tone::Plain => Icon::Info,
        }
    }
}
