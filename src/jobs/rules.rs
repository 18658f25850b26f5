//! The rules of conduct at work: the built-in ones, or a person's own file in their place. Each is read once, not at each letter.

use serde::{Deserialize, Serialize};

use super::protocol::JobError;
use crate::advisor::conduct::{Jurisdiction, Pack, PackError, Source, hours_text};
use crate::advisor::desk::date_text;

/// Which rules are asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesQuestion {
    /// Where the borrower lives.
    pub jurisdiction: Jurisdiction,
    /// The person's own file, checked or not; `None` for the built-in rules.
    pub own: Option<String>,
    /// In days since 1970-01-01: no date may be later.
    pub today: i32,
}

/// Rules of conduct, ready to read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesText {
    /// Where the borrower lives.
    pub jurisdiction: Jurisdiction,
    /// What they are called.
    pub name: String,
    /// On which day somebody last looked at them, in words.
    pub as_of: String,
    /// The same in days since 1970-01-01.
    pub as_of_day: i32,
    /// Hours of contact, each with whom they are for.
    pub hours: Vec<(String, String)>,
    /// What they say, each with where it stands and since when.
    pub sources: Vec<(String, String)>,
    /// The file.
    pub json: String,
    /// Whether they are a person's own.
    pub is_own: bool,
    /// What is wrong with the person's file, each with its field; nothing else is filled where there is something.
    pub problems: Vec<(String, String)>,
}

/// By which rules of the person's own a message was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRules {
    /// What they are called.
    pub name: String,
    /// On which day somebody last looked at them, in words.
    pub as_of: String,
    /// What of them is laxer than the built-in ones.
    pub laxer: Vec<String>,
}

/// The rules that were asked for last, one of each jurisdiction.
#[derive(Debug, Default)]
pub(super) struct Rulebook {
    read: Vec<ReadRules>,
}

/// A pack with what it was read from.
#[derive(Debug)]
pub(super) struct ReadRules {
    own: Option<String>,
    /// What messages are held against.
    pub(super) pack: Pack,
    /// Where they are a person's own.
    pub(super) note: Option<OwnRules>,
}

impl Rulebook {
    /// The rules of a jurisdiction; those of a person were checked when they were loaded.
    pub(super) fn rules(&mut self, jurisdiction: Jurisdiction, own: Option<&str>) -> Result<&ReadRules, JobError> {
        let place = match self.read.iter().position(|rules| rules.pack.jurisdiction == jurisdiction && rules.own.as_deref() == own) {
            Some(place) => place,
            None => {
                let rules = ReadRules::of(jurisdiction, own, i32::MAX).map_err(|_| JobError::Garbled)?;
                self.read.retain(|other| other.pack.jurisdiction != jurisdiction);
                self.read.push(rules);
                self.read.len() - 1
            }
        };
        self.read.get(place).ok_or(JobError::Garbled)
    }
}

impl ReadRules {
    fn of(jurisdiction: Jurisdiction, own: Option<&str>, today: i32) -> Result<ReadRules, Vec<PackError>> {
        let built_in = Pack::load(jurisdiction).map_err(|error| vec![error])?;
        let Some(text) = own else { return Ok(ReadRules { own: None, pack: built_in, note: None }) };
        let pack = Pack::read(jurisdiction, text, today)?;
        let note = OwnRules { name: pack.name.clone(), as_of: date_text(pack.as_of_day), laxer: pack.laxer_than(&built_in) };
        Ok(ReadRules { own: Some(text.to_owned()), pack, note: Some(note) })
    }
}

/// Rules as a page shows them, or what is wrong with them.
pub(super) fn rules_text(question: &RulesQuestion) -> RulesText {
    let RulesQuestion { jurisdiction, ref own, today } = *question;
    let pack = match ReadRules::of(jurisdiction, own.as_deref(), today) {
        Ok(rules) => rules.pack,
        Err(problems) => {
            let problems = problems.into_iter().map(|PackError { field, problem }| (field, problem)).collect();
            return RulesText { jurisdiction, is_own: own.is_some(), problems, ..RulesText::default() };
        }
    };
    let in_general = ("May be contacted".to_owned(), hours_text(pack.contact_window));
    let of_profile = |(name, window): &(String, _)| (format!("For lenders of the profile {name}"), hours_text(*window));
    let source = |Source { what, place, dated_day, .. }: &Source| (what.clone(), format!("{place}, {}", date_text(*dated_day)));
    RulesText {
        jurisdiction,
        as_of: date_text(pack.as_of_day),
        as_of_day: pack.as_of_day,
        hours: std::iter::once(in_general).chain(pack.profile_windows.iter().map(of_profile)).collect(),
        sources: pack.sources.iter().map(source).collect(),
        json: own.clone().unwrap_or_else(|| jurisdiction.file().to_owned()),
        is_own: own.is_some(),
        problems: Vec::new(),
        name: pack.name,
    }
}
