//! How the person would like answers to be.

/// In which tone a draft is to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DraftTone {
    /// In the tone that the plan gives the borrower.
    #[default]
    AsPlanned,
    /// Warmer than that.
    Warmer,
    /// In no particular one.
    Neutral,
    /// Firmer than the plan's.
    Firmer,
}

impl DraftTone {
    /// All of them.
    pub const ALL: [DraftTone; 4] = [DraftTone::AsPlanned, DraftTone::Warmer, DraftTone::Neutral, DraftTone::Firmer];
}

/// How long an answer may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AnswerLength {
    /// A few sentences.
    Short,
    /// A message, or a page.
    #[default]
    Usual,
    /// Several pages.
    Long,
}

impl AnswerLength {
    /// All of them.
    pub const ALL: [AnswerLength; 3] = [AnswerLength::Short, AnswerLength::Usual, AnswerLength::Long];

    /// The longest answer in tokens, without thoughts.
    pub fn n_tokens(self) -> u32 {
        match self {
            AnswerLength::Short => 500,
            AnswerLength::Usual => 1_500,
            AnswerLength::Long => 4_000,
        }
    }
}
