//! What differs between jurisdictions, from dated data files: hours, caps, wordings, severities, words. Rules are code; words and
//! numbers are data that a person can read, save, edit and load.

use serde::{Deserialize, Serialize};

use super::lexicon::{Group, Lexicon};
use super::limits::Limits;
use super::pattern::Pattern;
use super::rule::Severity;
use super::zones::Zone;
use crate::advisor::figures::DayOrder;

/// Where the borrower lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Jurisdiction {
    /// India.
    #[default]
    India,
    /// The United States.
    UnitedStates,
    /// The United Kingdom.
    UnitedKingdom,
    /// Anywhere else: the strictest of all.
    Other,
}

impl Jurisdiction {
    /// The jurisdiction of a code: `IN`, `US`, `UK` or `GB`, `Other`.
    pub fn of(code: &str) -> Option<Jurisdiction> {
        match code.trim().to_uppercase().as_str() {
            "IN" | "IND" | "INDIA" => Some(Jurisdiction::India),
            "US" | "USA" => Some(Jurisdiction::UnitedStates),
            "UK" | "GB" => Some(Jurisdiction::UnitedKingdom),
            "OTHER" => Some(Jurisdiction::Other),
            _ => None,
        }
    }

    /// Its code in data files: `IN`.
    pub fn code(self) -> &'static str {
        match self {
            Jurisdiction::India => "IN",
            Jurisdiction::UnitedStates => "US",
            Jurisdiction::UnitedKingdom => "UK",
            Jurisdiction::Other => "Other",
        }
    }

    /// Where it is, within a sentence: `in the United Kingdom`.
    pub fn place(self) -> &'static str {
        match self {
            Jurisdiction::India => "in India",
            Jurisdiction::UnitedStates => "in the United States",
            Jurisdiction::UnitedKingdom => "in the United Kingdom",
            Jurisdiction::Other => "elsewhere",
        }
    }

    /// The built-in rules, as a file that a person can edit.
    pub fn file(self) -> &'static str {
        match self {
            Jurisdiction::India => include_str!("packs/india.json"),
            Jurisdiction::UnitedStates => include_str!("packs/united_states.json"),
            Jurisdiction::UnitedKingdom => include_str!("packs/united_kingdom.json"),
            Jurisdiction::Other => include_str!("packs/other.json"),
        }
    }
}

/// Hours in which a borrower may be reached, in minutes since midnight: from the first, up to but without the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactWindow {
    /// The first minute within.
    pub from: u32,
    /// The first minute no longer within.
    pub to: u32,
}

/// What a rule does that differs between jurisdictions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It does not apply.
    Off,
    /// A person looks.
    Warn,
    /// The draft may not be copied.
    Block,
}

impl Effect {
    /// The severity of a finding; `None` where there is to be none.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Effect::Off => None,
            Effect::Warn => Some(Severity::Warn),
            Effect::Block => Some(Severity::Block),
        }
    }
}

/// The rules whose effect differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effects {
    /// C10.
    pub debt_notice: Effect,
    /// C11.
    pub opt_out: Effect,
    /// C12.
    pub grievance: Effect,
    /// C20.
    pub time_barred: Effect,
}

/// Where a rule comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it says.
    pub what: String,
    /// Where it stands.
    pub place: String,
    /// Its date, as `2022-08-12`.
    pub dated: String,
    /// The same in days since 1970-01-01.
    pub dated_day: i32,
}

/// All that differs between jurisdictions.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Whose it is.
    pub jurisdiction: Jurisdiction,
    /// Its name for people.
    pub name: String,
    /// On which day somebody last looked at it, as `2026-11-20`.
    pub as_of: String,
    /// The same in days since 1970-01-01.
    pub as_of_day: i32,
    /// Hours of contact.
    pub contact_window: ContactWindow,
    /// Hours for lenders of a profile: (`mfi`, hours).
    pub profile_windows: Vec<(String, ContactWindow)>,
    /// How dates are written.
    pub day_order: DayOrder,
    /// The country's zones.
    pub zones: Vec<Zone>,
    /// Effects of rules.
    pub effects: Effects,
    /// Numbers.
    pub limits: Limits,
    /// The notice of a first letter: each part must be said.
    pub first_notice: Vec<Vec<Pattern>>,
    /// The notice of later ones.
    pub later_notice: Vec<Vec<Pattern>>,
    /// Phone numbers of help that any draft may name.
    pub helplines: Vec<String>,
    /// Where to turn at once when someone speaks of self-harm.
    pub crisis_help: String,
    /// Where the rules come from.
    pub sources: Vec<Source>,
    /// Its own words.
    pub own_words: Vec<OwnPhrase>,
    /// All words: those that all share, and its own.
    pub lexicon: Lexicon,
}

/// A phrase of a jurisdiction's own.
#[derive(Clone, Debug)]
pub struct OwnPhrase {
    /// What it is a phrase of.
    pub(super) group: Group,
    /// As it is written.
    pub(super) text: String,
    /// As it is looked for.
    pub(super) pattern: Pattern,
}

impl Pack {
    /// The hours of a lender of this profile.
    pub fn window(&self, profile: Option<&str>) -> ContactWindow {
        let of_profile = self.profile_windows.iter().find(|(name, _)| profile.is_some_and(|profile| profile.eq_ignore_ascii_case(name)));
        of_profile.map_or(self.contact_window, |(_, window)| *window)
    }
}
