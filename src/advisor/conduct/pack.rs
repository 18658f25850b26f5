//! What differs between jurisdictions, from dated data files: hours, caps, wordings, severities, words. Rules are code; words and
//! numbers are data that a person can read and edit.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::lexicon::Lexicon;
use super::pattern::{Classes, Pattern};
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

    fn file(self) -> &'static str {
        match self {
            Jurisdiction::India => include_str!("packs/india.json"),
            Jurisdiction::UnitedStates => include_str!("packs/united_states.json"),
            Jurisdiction::UnitedKingdom => include_str!("packs/united_kingdom.json"),
            Jurisdiction::Other => include_str!("packs/other.json"),
        }
    }
}

/// A data file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct PackError {
    /// Which field: `contact_window.from`, `groups.threat.en`.
    pub field: String,
    /// What is wrong with it.
    pub problem: String,
}

impl PackError {
    pub(super) fn missing(field: &str) -> PackError {
        PackError { field: field.to_owned(), problem: "missing".to_owned() }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
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
#[derive(Clone, Copy, Debug, Deserialize)]
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

/// Numbers of a jurisdiction.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Limits {
    /// The least days to a deadline.
    pub least_deadline_days: i32,
    /// The least days to a deadline of a vulnerable borrower.
    pub vulnerable_deadline_days: i32,
    /// Calls within seven days that are too many.
    pub calls_per_week: f64,
    /// Messages within seven days that are too many.
    pub messages_per_week: f64,
    /// The largest part of the disposable income that an instalment may take.
    pub most_of_income: f64,
    /// The most words of a sentence.
    pub longest_sentence: usize,
    /// The highest school grade (Flesch and Kincaid).
    pub highest_grade: f64,
    /// So many code points a locked screen shows.
    pub preview_length: u32,
    /// The largest part of capital letters.
    pub most_capitals: f64,
    /// The most exclamation marks.
    pub most_exclamations: usize,
}

/// Where a rule comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// What it says.
    pub what: String,
    /// Where it stands.
    pub place: String,
    /// Its date, as `2022-08-12`.
    pub dated: String,
}

/// All that differs between jurisdictions.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Whose it is.
    pub jurisdiction: Jurisdiction,
    /// Its name for people.
    pub name: String,
    /// On which day somebody last looked at it.
    pub as_of: String,
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
    /// The words.
    pub lexicon: Lexicon,
}

impl Pack {
    /// Loads a jurisdiction's pack. The files are part of the program, so that an error is one of its authors.
    pub fn load(jurisdiction: Jurisdiction) -> Result<Pack, PackError> {
        // The strictest of all knows the words of all.
        let others: Vec<Map<String, Value>> = match jurisdiction {
            Jurisdiction::Other => {
                let all = [Jurisdiction::India, Jurisdiction::UnitedStates, Jurisdiction::UnitedKingdom];
                all.into_iter().map(|other| object(other.file())).collect::<Result<_, _>>()?
            }
            _ => Vec::new(),
        };
        Pack::read(jurisdiction, jurisdiction.file(), include_str!("packs/words.json"), &others)
    }

    /// Reads a pack and the shared words; the words of `others` belong to it too.
    pub fn read(jurisdiction: Jurisdiction, pack: &str, shared: &str, others: &[Map<String, Value>]) -> Result<Pack, PackError> {
        let (pack, shared) = (object(pack)?, object(shared)?);
        let own_words: Vec<&Map<String, Value>> =
            std::iter::once(&pack).chain(others).filter_map(|file| file.get("words").and_then(Value::as_object)).collect();
        let window: WindowText = field(&pack, "contact_window")?;
        let profiles: std::collections::BTreeMap<String, WindowText> = field(&pack, "profile_windows")?;
        let profile_windows =
            profiles.into_iter().map(|(name, window)| Ok((name.clone(), window.read(&format!("profile_windows.{name}"))?)));
        Ok(Pack {
            jurisdiction,
            name: field(&pack, "name")?,
            as_of: field(&pack, "as_of")?,
            contact_window: window.read("contact_window")?,
            profile_windows: profile_windows.collect::<Result<_, PackError>>()?,
            day_order: field(&pack, "day_order")?,
            zones: field(&pack, "zones")?,
            effects: field(&pack, "effects")?,
            limits: field(&pack, "limits")?,
            first_notice: notice(&pack, "first_notice")?,
            later_notice: notice(&pack, "later_notice")?,
            helplines: field(&pack, "helplines")?,
            crisis_help: field(&pack, "crisis_help")?,
            sources: field(&pack, "sources")?,
            lexicon: Lexicon::read(&shared, &own_words)?,
        })
    }

    /// The hours of a lender of this profile.
    pub fn window(&self, profile: Option<&str>) -> ContactWindow {
        let of_profile = self.profile_windows.iter().find(|(name, _)| profile.is_some_and(|profile| profile.eq_ignore_ascii_case(name)));
        of_profile.map_or(self.contact_window, |(_, window)| *window)
    }
}

fn object(text: &str) -> Result<Map<String, Value>, PackError> {
    serde_json::from_str(text).map_err(|error| PackError { field: "file".to_owned(), problem: error.to_string() })
}

fn field<T: DeserializeOwned>(pack: &Map<String, Value>, name: &str) -> Result<T, PackError> {
    let value = pack.get(name).ok_or_else(|| PackError::missing(name))?;
    serde_json::from_value(value.clone()).map_err(|error| PackError { field: name.to_owned(), problem: error.to_string() })
}

/// A list of parts, each a list of phrases of which one must be said.
fn notice(pack: &Map<String, Value>, name: &str) -> Result<Vec<Vec<Pattern>>, PackError> {
    let parts: Vec<Vec<String>> = field(pack, name)?;
    let read = |text: &String| Pattern::read(text, &Classes::new()).map_err(|problem| PackError { field: name.to_owned(), problem });
    parts.iter().map(|part| part.iter().map(read).collect()).collect()
}

/// Hours as a person writes them.
#[derive(Deserialize)]
struct WindowText {
    from: String,
    to: String,
}

impl WindowText {
    fn read(&self, field: &str) -> Result<ContactWindow, PackError> {
        let minutes = |text: &str, part: &str| {
            let (hour, minute) = text.split_once(':').unwrap_or_default();
            let minutes = hour.parse::<u32>().ok().zip(minute.parse::<u32>().ok()).filter(|(hour, minute)| *hour <= 24 && *minute < 60);
            let problem = || PackError { field: format!("{field}.{part}"), problem: format!("\"{text}\" is no time as 08:00") };
            minutes.map(|(hour, minute)| hour * 60 + minute).ok_or_else(problem)
        };
        Ok(ContactWindow { from: minutes(&self.from, "from")?, to: minutes(&self.to, "to")? })
    }
}
