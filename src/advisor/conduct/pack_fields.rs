//! The fields of a person's JSON file, read one by one, with all that is wrong with them. Comes in: values. Goes out: what they stand
//! for, or something in their place and a problem with the field's name.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::advisor::figures::calendar::day_of;

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
        PackError { field: field.to_owned(), problem: "is missing".to_owned() }
    }
}

/// What is wrong, in the order in which it was found.
#[derive(Debug, Default)]
pub(super) struct Problems(pub Vec<PackError>);

/// An object with its place in the file.
#[derive(Clone, Debug)]
pub(super) struct Fields<'a> {
    object: &'a Map<String, Value>,
    path: String,
}

/// Numbers that a field may hold, both ends among them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    pub least: f64,
    pub most: f64,
    pub is_whole: bool,
}

impl Problems {
    /// Something is wrong with a field.
    pub(super) fn say(&mut self, field: impl Into<String>, problem: impl Into<String>) {
        self.0.push(PackError { field: field.into(), problem: problem.into() });
    }

    /// Whether something is wrong with a field, or with one within it.
    pub(super) fn is_about(&self, field: &str) -> bool {
        self.0.iter().any(|problem| problem.field.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '['])))
    }

    /// The fields of a value that must be an object; the whole file has no path.
    pub(super) fn fields<'a>(&mut self, value: &'a Value, path: &str) -> Option<Fields<'a>> {
        let object = value.as_object();
        if object.is_none() {
            self.wrong_type(if path.is_empty() { "file" } else { path }, "fields in braces", value);
        }
        object.map(|object| Fields { object, path: path.to_owned() })
    }

    fn wrong_type(&mut self, path: &str, expected: &str, found: &Value) {
        let found = match found {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::Array(_) => "a list",
            Value::Object(_) => "fields in braces",
        };
        self.say(path, format!("must be {expected}, not {found}"));
    }

    /// A text of at most so many characters, and not empty.
    pub(super) fn text(&mut self, value: &Value, path: &str, most: usize) -> String {
        let Some(text) = value.as_str() else {
            self.wrong_type(path, "a text", value);
            return String::new();
        };
        let n_characters = text.trim().chars().count();
        if n_characters == 0 || n_characters > most {
            self.say(path, format!("must have from 1 to {most} characters"));
        }
        text.to_owned()
    }

    /// A day as `2026-11-20`, no later than `latest`; days since 1970-01-01.
    pub(super) fn date(&mut self, value: &Value, path: &str, latest: i32) -> (String, i32) {
        let Some(text) = value.as_str() else {
            self.wrong_type(path, "a date as 2026-11-20", value);
            return Default::default();
        };
        match day_of_text(text) {
            None => self.say(path, format!("“{text}” is no date as 2026-11-20")),
            Some(day) if day > latest => self.say(path, format!("{text} is still to come")),
            Some(day) => return (text.to_owned(), day),
        }
        Default::default()
    }

    /// One of the words in a list.
    pub(super) fn choice<T: Copy>(&mut self, value: &Value, path: &str, known: &[(&str, T)]) -> Option<T> {
        let Some(text) = value.as_str() else {
            self.wrong_type(path, "a text", value);
            return None;
        };
        let found = known.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
            self.say(path, format!("may not be “{text}”; it may be {}", words.join(", ")));
        }
        found
    }

    /// A number of a range; no number where it is none of it.
    pub(super) fn number(&mut self, value: &Value, path: &str, range: Range) -> f64 {
        let Some(number) = value.as_f64() else {
            self.wrong_type(path, "a number", value);
            return f64::NAN;
        };
        let Range { least, most, is_whole } = range;
        if !(least..=most).contains(&number) {
            self.say(path, format!("must be from {least} to {most}"));
        } else if is_whole && number.fract() != 0.0 {
            self.say(path, "must be a whole number");
        } else {
            return number;
        }
        f64::NAN
    }

    /// The values of a list, each with its path.
    pub(super) fn list<'a>(&mut self, value: &'a Value, path: &str) -> Vec<(String, &'a Value)> {
        match value.as_array() {
            Some(values) => values.iter().enumerate().map(|(place, value)| (format!("{path}[{}]", place + 1), value)).collect(),
            None => {
                self.wrong_type(path, "a list", value);
                Vec::new()
            }
        }
    }
}

impl<'a> Fields<'a> {
    /// Where a field stands.
    pub(super) fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// A field that must be there, with its path.
    pub(super) fn get(&self, name: &str, problems: &mut Problems) -> Option<(&'a Value, String)> {
        let (value, path) = (self.object.get(name), self.path(name));
        if value.is_none() {
            problems.say(path.clone(), "is missing");
        }
        value.map(|value| (value, path))
    }

    /// All fields with their names and paths.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'a str, &'a Value, String)> {
        self.object.iter().map(|(name, value)| (name.as_str(), value, self.path(name)))
    }

    /// Names that no field has.
    pub(super) fn refuse_others(&self, known: &[&str], problems: &mut Problems) {
        let unknown = self.all().filter(|(name, ..)| !known.contains(name));
        unknown.for_each(|(_, _, path)| problems.say(path, "is unknown"));
    }
}

/// `2026-11-20` in days since 1970-01-01.
pub(super) fn day_of_text(text: &str) -> Option<i32> {
    let mut parts = text.split('-');
    let mut number = |n_digits: usize| {
        let part = parts.next().filter(|part| part.len() == n_digits && part.bytes().all(|byte| byte.is_ascii_digit()))?;
        part.parse::<u32>().ok()
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    if parts.next().is_some() { None } else { day_of(year as i32, month, day) }
}
