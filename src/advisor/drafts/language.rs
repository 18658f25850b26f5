//! The languages of drafts and where their texts lie. A language more is a folder like `en` and a row in [`Language::texts`].

pub use crate::advisor::conduct::Language;
use crate::strategy::{Archetype, Stage};

/// The files of one folder. In each, a line `## name other.name` heads a text, which goes on to the next such line.
struct Texts {
    /// What surrounds messages, and words of plans.
    shared: &'static str,
    /// What is asked or offered, by treatment.
    steps: &'static str,
    /// Messages that ask for nothing.
    care: &'static str,
    /// By archetype and stage, both in the order of their `ALL`.
    openings: [[&'static str; Stage::ALL.len()]; Archetype::ALL.len()],
}

macro_rules! by_stage {
    ($folder:literal, $archetype:literal) => {
        [
            include_str!(concat!($folder, "/", $archetype, "_current.md")),
            include_str!(concat!($folder, "/", $archetype, "_early.md")),
            include_str!(concat!($folder, "/", $archetype, "_middle.md")),
            include_str!(concat!($folder, "/", $archetype, "_late.md")),
            include_str!(concat!($folder, "/", $archetype, "_non_performing.md")),
            include_str!(concat!($folder, "/", $archetype, "_unknown.md")),
        ]
    };
}

macro_rules! texts_in {
    ($folder:literal) => {
        &Texts {
            shared: include_str!(concat!($folder, "/shared.md")),
            steps: include_str!(concat!($folder, "/steps.md")),
            care: include_str!(concat!($folder, "/care.md")),
            openings: [
                by_stage!($folder, "forgetful"),
                by_stage!($folder, "willing_unable"),
                by_stage!($folder, "able_unwilling"),
                by_stage!($folder, "overwhelmed"),
                by_stage!($folder, "unknown"),
            ],
        }
    };
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 2] = [Language::English, Language::Hindi];

    fn texts(self) -> &'static Texts {
        match self {
            Language::English => texts_in!("en"),
            Language::Hindi => texts_in!("hi"),
        }
    }

    /// A text that all archetypes and stages share; a name that no file has gives `None`.
    pub(super) fn shared(self, name: &str) -> Option<&'static str> {
        let texts = self.texts();
        [texts.shared, texts.steps, texts.care].into_iter().find_map(|file| section(file, name))
    }

    /// A text of an archetype and stage.
    pub(super) fn opening(self, archetype: Archetype, stage: Stage, name: &str) -> Option<&'static str> {
        section(self.texts().openings[archetype as usize][stage as usize], name)
    }

    /// Words that are no template; empty where there are none.
    pub(super) fn words(self, name: &str) -> &'static str {
        self.shared(name).unwrap_or_default()
    }

    /// A number and what is counted: the words are `one|many`.
    pub(super) fn counted(self, name: &str, n: u32) -> String {
        let (one, many) = self.words(name).split_once('|').unwrap_or_default();
        format!("{n} {}", if n == 1 { one } else { many })
    }

    /// The name of a month, 1 to 12.
    pub(super) fn month(self, month: u32) -> Option<&'static str> {
        self.words("calendar").split_whitespace().nth(usize::try_from(month.checked_sub(1)?).ok()?)
    }
}

/// The text below the heading that has this name.
fn section(file: &'static str, name: &str) -> Option<&'static str> {
    file.split("## ").skip(1).find_map(|section| {
        let (heading, text) = section.split_once('\n')?;
        heading.split_whitespace().any(|other| other == name).then(|| text.trim())
    })
}
