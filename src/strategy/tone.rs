use serde::{Deserialize, Serialize};

/// How a borrower is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Plain words, nothing assumed.
    Plain,
    /// Light and factual, one step.
    Friendly,
    /// Helpful: asks for the reason.
    Helpful,
    /// Concerned, with a plan.
    Concerned,
    /// Formal, still with a plan.
    Formal,
    /// Warm, options first.
    Warm,
    /// Facts alone.
    Factual,
    /// Firm: facts, a date, and consequences that are true and lawful.
    Firm,
    /// Calm, short sentences, a choice, no deadline.
    Calm,
}

impl Tone {
    /// All of them.
    pub const ALL: [Tone; 9] =
        [Tone::Plain, Tone::Friendly, Tone::Helpful, Tone::Concerned, Tone::Formal, Tone::Warm, Tone::Factual, Tone::Firm, Tone::Calm];

    /// Its word in files.
    pub fn file_label(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Friendly => "friendly",
            Tone::Helpful => "helpful",
            Tone::Concerned => "concerned",
            Tone::Formal => "formal",
            Tone::Warm => "warm",
            Tone::Factual => "factual",
            Tone::Firm => "firm",
            Tone::Calm => "calm",
        }
    }
}
