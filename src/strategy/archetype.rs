use serde::{Deserialize, Serialize};

/// Financial capacity × psychological readiness: who can pay, and who wants to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Archetype {
    /// Able and willing: forgot, or something went wrong on the way.
    Forgetful,
    /// Willing but not able.
    WillingUnable,
    /// Able but not willing.
    AbleUnwilling,
    /// Neither.
    Overwhelmed,
    /// The file says too little.
    Unknown,
}

impl Archetype {
    /// All of them.
    pub const ALL: [Archetype; 5] =
        [Archetype::Forgetful, Archetype::WillingUnable, Archetype::AbleUnwilling, Archetype::Overwhelmed, Archetype::Unknown];

    /// Its word in files.
    pub fn file_label(self) -> &'static str {
        match self {
            Archetype::Forgetful => "forgetful",
            Archetype::WillingUnable => "willing_unable",
            Archetype::AbleUnwilling => "able_unwilling",
            Archetype::Overwhelmed => "overwhelmed",
            Archetype::Unknown => "unknown",
        }
    }
}
