//! A pack's data file to a [`Pack`], or to all that is wrong with it. Places in a list count from 1, as people count.

use serde_json::Value;

use super::lexicon::{Group, Lexicon, OwnWords};
use super::limits::Limits;
use super::pack::{ContactWindow, Effect, Effects, Jurisdiction, OwnPhrase, Pack, Source};
use super::pack_fields::{Fields, PackError, Problems, Range};
use super::pattern::{Classes, Pattern};
use super::zones::{Daylight, Zone};
use crate::advisor::figures::DayOrder;
use crate::advisor::text::Text;
use crate::advisor::text::words::words;
use crate::strategy::policy::repeated_fields;

/// More bytes than any pack has.
const MOST_BYTES: usize = 1 << 20;
/// The most phrases of one file: each is looked for at each letter that a person writes.
const MOST_PHRASES: usize = 2_000;
/// The most letters of a phrase.
const LONGEST_PHRASE: usize = 200;
/// The most gaps of a phrase: each multiplies the ways in which it can be found.
const MOST_GAPS: usize = 3;
const LONGEST_NAME: usize = 80;
const LONGEST_TEXT: usize = 500;

const FIELDS: [&str; 15] = [
    "jurisdiction",
    "name",
    "as_of",
    "contact_window",
    "profile_windows",
    "day_order",
    "zones",
    "effects",
    "limits",
    "first_notice",
    "later_notice",
    "helplines",
    "crisis_help",
    "words",
    "sources",
];
const EFFECTS: [(&str, Effect); 3] = [("off", Effect::Off), ("warn", Effect::Warn), ("block", Effect::Block)];
const DAY_ORDERS: [(&str, DayOrder); 3] =
    [("day_first", DayOrder::DayFirst), ("month_first", DayOrder::MonthFirst), ("either", DayOrder::Either)];
const DAYLIGHTS: [(&str, Daylight); 3] =
    [("none", Daylight::None), ("united_states", Daylight::UnitedStates), ("europe", Daylight::Europe)];
const LANGUAGES: [&str; 4] = ["en", "hi", "hinglish", "other"];

/// A data file that was read: what could be, and what is wrong with the rest.
pub(super) struct PackFile {
    pack: Option<Pack>,
    jurisdiction: Option<Jurisdiction>,
    pub(super) problems: Problems,
}

impl PackFile {
    /// Reads a file. No date may be later than `latest`.
    pub(super) fn read(text: &str, classes: &Classes, latest: i32) -> PackFile {
        let mut problems = Problems::default();
        let value = value_of(text, &mut problems);
        let fields = value.as_ref().and_then(|value| problems.fields(value, ""));
        let mut reader = Reader { problems, classes, latest, n_phrases: 0 };
        let (pack, jurisdiction) = fields.map(|fields| reader.pack(&fields)).unzip();
        let mut problems = reader.problems;
        repeated_fields(text).into_iter().for_each(|field| problems.say(field, "is there more than once"));
        PackFile { pack, jurisdiction: jurisdiction.flatten(), problems }
    }

    /// Whose it is, as it says.
    pub(super) fn jurisdiction(&self) -> Option<Jurisdiction> {
        self.jurisdiction
    }

    /// What was read, for a look at it whether or not something is wrong.
    pub(super) fn shown(&self) -> Option<&Pack> {
        self.pack.as_ref()
    }

    /// The pack is one of another jurisdiction than the one that is asked for.
    pub(super) fn refuse_other_than(&mut self, wanted: Jurisdiction, found: Jurisdiction) {
        let problem = format!("these are rules for borrowers {}, and the borrower lives {}", found.place(), wanted.place());
        self.problems.0.insert(0, PackError { field: "jurisdiction".to_owned(), problem });
    }

    /// The pack, without the words that all share.
    pub(super) fn pack(self) -> Result<Pack, Vec<PackError>> {
        match self.pack {
            Some(pack) if self.problems.0.is_empty() => Ok(pack),
            _ => Err(self.problems.0),
        }
    }
}

fn value_of(text: &str, problems: &mut Problems) -> Option<Value> {
    if text.len() > MOST_BYTES {
        problems.say("file", "is larger than a mebibyte: no rules are");
        return None;
    }
    // Editors of one system put a mark before the text.
    let value = serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    value.map_err(|error| problems.say("file", format!("is no JSON from line {}, column {} on", error.line(), error.column()))).ok()
}

struct Reader<'a> {
    problems: Problems,
    classes: &'a Classes,
    latest: i32,
    n_phrases: usize,
}

impl Reader<'_> {
    fn pack(&mut self, file: &Fields<'_>) -> (Pack, Option<Jurisdiction>) {
        file.refuse_others(&FIELDS, &mut self.problems);
        let codes = Jurisdiction::ALL.map(|jurisdiction| (jurisdiction.code(), jurisdiction));
        let jurisdiction = self.choice(file, "jurisdiction", &codes);
        let name = self.text(file, "name", LONGEST_NAME);
        let (as_of, as_of_day) = self.date(file, "as_of");
        let contact_window = file.get("contact_window", &mut self.problems);
        let pack = Pack {
            jurisdiction: jurisdiction.unwrap_or_default(),
            name,
            as_of,
            as_of_day,
            contact_window: self.window(contact_window),
            profile_windows: self.profile_windows(file),
            day_order: self.choice(file, "day_order", &DAY_ORDERS).unwrap_or_default(),
            zones: self.zones(file, jurisdiction),
            effects: self.effects(file),
            limits: {
                let limits = self.inner(file, "limits");
                limits.map_or_else(Limits::default, |limits| Limits::read(&limits, &mut self.problems))
            },
            first_notice: self.notice(file, "first_notice"),
            later_notice: self.notice(file, "later_notice"),
            helplines: self.helplines(file),
            crisis_help: self.text(file, "crisis_help", LONGEST_TEXT),
            own_words: self.words(file),
            sources: self.sources(file),
            lexicon: Lexicon::default(),
        };
        self.check_notices(&pack);
        if self.n_phrases > MOST_PHRASES {
            self.problems.say("file", format!("has more than {MOST_PHRASES} phrases"));
        }
        (pack, jurisdiction)
    }

    fn inner<'a>(&mut self, fields: &Fields<'a>, name: &str) -> Option<Fields<'a>> {
        let (value, path) = fields.get(name, &mut self.problems)?;
        self.problems.fields(value, &path)
    }

    fn text(&mut self, fields: &Fields<'_>, name: &str, most: usize) -> String {
        fields.get(name, &mut self.problems).map(|(value, path)| self.problems.text(value, &path, most)).unwrap_or_default()
    }

    fn date(&mut self, fields: &Fields<'_>, name: &str) -> (String, i32) {
        fields.get(name, &mut self.problems).map(|(value, path)| self.problems.date(value, &path, self.latest)).unwrap_or_default()
    }

    fn choice<T: Copy>(&mut self, fields: &Fields<'_>, name: &str, known: &[(&str, T)]) -> Option<T> {
        fields.get(name, &mut self.problems).and_then(|(value, path)| self.problems.choice(value, &path, known))
    }

    fn list<'a>(&mut self, fields: &Fields<'a>, name: &str) -> Vec<(String, &'a Value)> {
        fields.get(name, &mut self.problems).map(|(value, path)| self.problems.list(value, &path)).unwrap_or_default()
    }

    fn window(&mut self, found: Option<(&Value, String)>) -> ContactWindow {
        let window = found.and_then(|(value, path)| self.problems.fields(value, &path));
        let Some(window) = window else { return ContactWindow { from: 0, to: 0 } };
        window.refuse_others(&["from", "to"], &mut self.problems);
        let (from, to) = (self.clock(&window, "from"), self.clock(&window, "to"));
        if let (Some(from), Some(to)) = (from, to)
            && from >= to
        {
            self.problems.say(window.path("to"), "must be later than from");
        }
        ContactWindow { from: from.unwrap_or_default(), to: to.unwrap_or_default() }
    }

    /// `08:00` in minutes since midnight.
    fn clock(&mut self, fields: &Fields<'_>, name: &str) -> Option<u32> {
        let (value, path) = fields.get(name, &mut self.problems)?;
        let text = self.problems.text(value, &path, LONGEST_NAME);
        let number = |digits: &str| digits.parse::<u32>().ok().filter(|_| digits.len() == 2 && !digits.starts_with('+'));
        let minutes = text.split_once(':').and_then(|(hour, minute)| Some(number(hour)? * 60 + number(minute).filter(|n| *n < 60)?));
        let minutes = minutes.filter(|minutes| *minutes <= 24 * 60);
        if minutes.is_none() && !self.problems.is_about(&path) {
            self.problems.say(path, format!("“{text}” is no time as 08:00"));
        }
        minutes
    }

    fn profile_windows(&mut self, file: &Fields<'_>) -> Vec<(String, ContactWindow)> {
        let Some(profiles) = self.inner(file, "profile_windows") else { return Vec::new() };
        profiles.all().map(|(name, value, path)| (name.to_owned(), self.window(Some((value, path))))).collect()
    }

    fn zones(&mut self, file: &Fields<'_>, jurisdiction: Option<Jurisdiction>) -> Vec<Zone> {
        let listed = self.list(file, "zones");
        if listed.is_empty() && jurisdiction != Some(Jurisdiction::Other) && !self.problems.is_about("zones") {
            self.problems.say("zones", "needs at least one: hours of contact are those of the borrower’s clock");
        }
        let fields: Vec<Fields<'_>> = listed.iter().filter_map(|(path, value)| self.problems.fields(value, path)).collect();
        fields.iter().map(|zone| self.zone(zone)).collect()
    }

    fn zone(&mut self, zone: &Fields<'_>) -> Zone {
        zone.refuse_others(&["name", "aliases", "utc_offset_minutes", "daylight"], &mut self.problems);
        let name = self.text(zone, "name", LONGEST_NAME);
        let aliases = self.list(zone, "aliases");
        let aliases = aliases.iter().map(|(path, value)| self.problems.text(value, path, LONGEST_NAME)).collect();
        let range = Range { least: -720.0, most: 840.0, is_whole: true };
        let offset = zone.get("utc_offset_minutes", &mut self.problems);
        let offset = offset.map_or(0.0, |(value, path)| self.problems.number(value, &path, range));
        let daylight = self.choice(zone, "daylight", &DAYLIGHTS).unwrap_or(Daylight::None);
        Zone { name, aliases, utc_offset_minutes: offset as i32, daylight }
    }

    fn effects(&mut self, file: &Fields<'_>) -> Effects {
        let effects = self.inner(file, "effects");
        if let Some(effects) = &effects {
            effects.refuse_others(&Effects::NAMES, &mut self.problems);
        }
        let [debt_notice, opt_out, grievance, time_barred] =
            Effects::NAMES.map(|name| effects.as_ref().and_then(|effects| self.choice(effects, name, &EFFECTS)).unwrap_or(Effect::Off));
        Effects { debt_notice, opt_out, grievance, time_barred }
    }

    /// A list of parts, each a list of phrases of which one must be said.
    fn notice(&mut self, file: &Fields<'_>, name: &str) -> Vec<Vec<Pattern>> {
        let mut parts = Vec::new();
        for (path, part) in self.list(file, name) {
            let phrases = self.problems.list(part, &path);
            if phrases.is_empty() && !self.problems.is_about(&path) {
                self.problems.say(path, "needs at least one phrase: without one it can never be said");
            }
            parts.push(phrases.iter().filter_map(|(path, phrase)| self.phrase(phrase, path)).map(|(_, pattern)| pattern).collect());
        }
        parts
    }

    /// A notice that is asked for can be said.
    fn check_notices(&mut self, pack: &Pack) {
        for (name, notice) in [("first_notice", &pack.first_notice), ("later_notice", &pack.later_notice)] {
            if pack.effects.debt_notice != Effect::Off && notice.is_empty() && !self.problems.is_about(name) {
                self.problems.say(name, "needs at least one part while effects.debt_notice is not off");
            }
        }
    }

    fn helplines(&mut self, file: &Fields<'_>) -> Vec<String> {
        let mut numbers = Vec::new();
        for (path, value) in self.list(file, "helplines") {
            let number = self.problems.text(value, &path, 30);
            let n_digits = number.chars().filter(char::is_ascii_digit).count();
            let is_number =
                (3..=15).contains(&n_digits) && number.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+' | '(' | ')'));
            if !is_number && !self.problems.is_about(&path) {
                self.problems.say(path, format!("“{number}” is no phone number"));
            }
            numbers.push(number);
        }
        numbers
    }

    fn words(&mut self, file: &Fields<'_>) -> Vec<OwnPhrase> {
        let Some(groups) = self.inner(file, "words") else { return Vec::new() };
        let mut all = Vec::new();
        for (name, value, path) in groups.all() {
            let Some(group) = Group::of(name) else {
                self.problems.say(path, "is no group of words");
                continue;
            };
            if group.own_words() == OwnWords::Refused {
                self.problems.say(path, "are words that all rules share: a file cannot add to them");
                continue;
            }
            let Some(languages) = self.problems.fields(value, &path) else { continue };
            languages.refuse_others(&LANGUAGES, &mut self.problems);
            for (_, list, path) in languages.all() {
                let list = self.problems.list(list, &path);
                let phrases = list.iter().filter_map(|(path, phrase)| self.phrase(phrase, path));
                all.extend(phrases.map(|(text, pattern)| OwnPhrase { group, text, pattern }));
            }
        }
        all
    }

    fn phrase(&mut self, value: &Value, path: &str) -> Option<(String, Pattern)> {
        self.n_phrases += 1;
        let text = self.problems.text(value, path, LONGEST_PHRASE);
        if self.problems.is_about(path) {
            return None;
        }
        let pattern = read_phrase(&text, self.classes);
        pattern.map_err(|problem| self.problems.say(path, format!("“{text}” {problem}"))).ok().map(|pattern| (text, pattern))
    }

    fn sources(&mut self, file: &Fields<'_>) -> Vec<Source> {
        let listed = self.list(file, "sources");
        if listed.is_empty() && !self.problems.is_about("sources") {
            self.problems.say("sources", "needs at least one: where the rules come from");
        }
        let fields: Vec<Fields<'_>> = listed.iter().filter_map(|(path, value)| self.problems.fields(value, path)).collect();
        let mut source = |source: &Fields<'_>| {
            source.refuse_others(&["what", "place", "dated"], &mut self.problems);
            let (what, place) = (self.text(source, "what", LONGEST_TEXT), self.text(source, "place", LONGEST_TEXT));
            let (dated, dated_day) = self.date(source, "dated");
            Source { what, place, dated, dated_day }
        };
        fields.iter().map(&mut source).collect()
    }
}

/// A phrase that can be found, and in few ways.
fn read_phrase(text: &str, classes: &Classes) -> Result<Pattern, String> {
    let is_gap = |part: &&str| matches!(*part, ".." | "..." | "....");
    let (gaps, found): (Vec<&str>, Vec<&str>) = text.split_whitespace().partition(is_gap);
    if gaps.len() > MOST_GAPS {
        return Err(format!("has more than {MOST_GAPS} gaps"));
    }
    if found.iter().all(|word| word.ends_with('?')) {
        return Err("needs a word that may not be missing".to_owned());
    }
    for choice in found.iter().flat_map(|word| word.strip_suffix('?').unwrap_or(word).split('|')).filter(|choice| !choice.starts_with('@'))
    {
        let word = choice.strip_suffix('*').unwrap_or(choice);
        // As the words of a draft are read: what is two words there, or none, or others, would never be found.
        let read = words(&Text::read(word));
        let is_found = Pattern::read(word, classes).is_ok_and(|pattern| pattern.at(&read, 0).is_some());
        if read.len() != 1 || !is_found {
            return Err(format!("cannot be found: “{choice}” is not one word of letters or digits"));
        }
    }
    Pattern::read(text, classes).map_err(|class| format!("names a class of words that is not there: {class}"))
}
