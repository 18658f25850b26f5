//! The last look at a text before it is sent: whatever names a person or opens a door is replaced. Patterns find what has a form;
//! the values of the file find the rest, and are the stronger part.

use super::addresses::find_addresses;
use super::api_keys::find_api_keys;
use super::codes::find_codes;
use super::folded::{Letter, bytes_of, folded};
use super::kind::{PrivateKind, Span};
use super::known_values::KnownValues;
use super::numbers::find_numbers;
use super::pseudonyms::Pseudonyms;

/// What is looked for beyond what has a form.
#[derive(Clone, Copy, Debug)]
pub struct Scrubber<'a> {
    /// The values of the file's columns that identify people.
    pub known: &'a KnownValues,
    /// The borrowers that are talked about: their pseudonyms take their places.
    pub people: &'a Pseudonyms,
}

/// A text without what may not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scrubbed {
    /// The text, with placeholders and pseudonyms.
    pub text: String,
    /// What was removed, in the order of the text.
    pub removed: Vec<Removed>,
}

/// Something that was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// What it was.
    pub kind: PrivateKind,
    /// What stands in its place.
    pub placeholder: String,
}

impl Scrubber<'_> {
    /// The text without what may not leave. A second time it changes nothing.
    pub fn scrub(&self, text: &str) -> Scrubbed {
        let letters = folded(text);
        let mut spans = Vec::new();
        self.people.find(&letters, &mut spans);
        find_api_keys(&letters, &mut spans);
        find_addresses(&letters, &mut spans);
        find_codes(&letters, &mut spans);
        find_numbers(&letters, &mut spans);
        self.known.find(&letters, &mut spans);
        let placeholder = |span: &Span| {
            let pseudonym = match span.kind {
                PrivateKind::Borrower => self.people.pseudonym_of(&text[bytes_of(&letters[span.start..span.end])]),
                _ => None,
            };
            pseudonym.unwrap_or(span.kind.placeholder()).to_owned()
        };
        let (text, removed) = replaced(text, &letters, spans, &placeholder);
        Scrubbed { text, removed }
    }
}

/// The text with each span replaced. Spans that overlap become one, of the kind of the longest: nothing of any of them stays.
pub(super) fn replaced(
    text: &str,
    letters: &[Letter],
    mut spans: Vec<Span>,
    placeholder: &dyn Fn(&Span) -> String,
) -> (String, Vec<Removed>) {
    spans.sort_by_key(|span| (span.start, span.end));
    let mut whole: Vec<(Span, usize)> = Vec::new();
    for span in spans {
        let length = span.end - span.start;
        match whole.last_mut() {
            Some((before, longest)) if span.start < before.end => {
                if length > *longest || (length == *longest && span.kind < before.kind) {
                    (before.kind, *longest) = (span.kind, length);
                }
                before.end = before.end.max(span.end);
            }
            _ => whole.push((span, length)),
        }
    }
    let (mut clean, mut removed, mut place) = (String::new(), Vec::new(), 0);
    for (span, _) in whole {
        let bytes = bytes_of(&letters[span.start..span.end]);
        let placeholder = placeholder(&span);
        clean.push_str(&text[place..bytes.start]);
        clean.push_str(&placeholder);
        removed.push(Removed { kind: span.kind, placeholder });
        place = bytes.end;
    }
    clean.push_str(&text[place..]);
    (clean, removed)
}
