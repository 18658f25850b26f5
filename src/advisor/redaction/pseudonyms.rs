//! Borrowers under other names. A pseudonym is drawn at random and not computed from an identifier, which could be tried out; it
//! holds for one conversation and stays in memory.

use super::folded::Letter;
use super::kind::{PrivateKind, Span};
use super::known_values::{comparable, for_each_run};
use crate::quantity::RandomStream;

/// The borrowers of one conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Pseudonyms {
    people: Vec<Person>,
    random: RandomStream,
}

#[derive(Clone, Debug, PartialEq)]
struct Person {
    pseudonym: String,
    /// Identifier and names, as they are compared.
    comparables: Vec<String>,
    /// Each word of the names, as it is compared.
    name_words: Vec<String>,
    identifier: String,
    shown_name: String,
}

/// Letters and digits that are not taken for one another.
const LETTERS: &[u8; 31] = b"23456789ABCDEFGHJKLMNPQRSTUVWXY";

const BEGINNING: &str = "B-";
const N_LETTERS: usize = 4;

impl Pseudonyms {
    /// None yet. The seed must be unguessable: random bits from the browser.
    pub fn new(seed: u64) -> Pseudonyms {
        Pseudonyms { people: Vec::new(), random: RandomStream::new(seed) }
    }

    /// The pseudonym of the borrower with this identifier, such as `B-7F3K`: always the same one. `names` are the other values that
    /// tell who it is; the first stands in answers in place of the pseudonym, the identifier where there is none.
    pub fn of(&mut self, identifier: &str, names: &[&str]) -> String {
        if let Some(person) = self.people.iter().find(|person| person.identifier == identifier) {
            return person.pseudonym.clone();
        }
        let pseudonym = self.draw();
        let values = std::iter::once(&identifier).chain(names);
        let words = names.iter().flat_map(|name| name.split_whitespace());
        self.people.push(Person {
            pseudonym: pseudonym.clone(),
            comparables: values.filter_map(|value| comparable(value)).collect(),
            name_words: words.filter_map(comparable).collect(),
            identifier: identifier.to_owned(),
            shown_name: (*names.first().unwrap_or(&identifier)).to_owned(),
        });
        pseudonym
    }

    fn draw(&mut self) -> String {
        loop {
            let letters = (0..N_LETTERS).map(|_| char::from(LETTERS[self.random.below(LETTERS.len() as u32) as usize]));
            let drawn: String = BEGINNING.chars().chain(letters).collect();
            if self.people.iter().all(|person| person.pseudonym != drawn) {
                return drawn;
            }
        }
    }

    /// The text with names where pseudonyms stand.
    pub fn put_back(&self, text: &str) -> String {
        let (mut put_back, mut place) = (String::new(), 0);
        for (start, _) in text.match_indices(BEGINNING) {
            let is_start = !text[..start].ends_with(|letter: char| letter.is_alphanumeric() || letter == '-');
            let person = self.people.iter().find(|person| is_start && is_whole(&text[start..], &person.pseudonym));
            if let Some(person) = person {
                put_back.push_str(&text[place..start]);
                put_back.push_str(&person.shown_name);
                place = start + person.pseudonym.len();
            }
        }
        put_back.push_str(&text[place..]);
        put_back
    }

    /// All places where a borrower of this conversation is named, be it with one name of several.
    pub(super) fn find(&self, letters: &[Letter], spans: &mut Vec<Span>) {
        let values = self.people.iter().flat_map(|person| person.comparables.iter().chain(&person.name_words));
        let longest = values.map(String::len).max().unwrap_or_default();
        for_each_run(letters, longest, &mut |start, end, text| {
            if self.person(text, letters[start].letter).is_some() {
                spans.push(Span { start, end, kind: PrivateKind::Borrower });
            }
        });
    }

    /// The pseudonym of whom this text names.
    pub(super) fn pseudonym_of(&self, text: &str) -> Option<&str> {
        self.person(&comparable(text)?, text.chars().next()?).map(|person| person.pseudonym.as_str())
    }

    /// Who is meant. One name alone must not begin small: it may be a word, such as `may` or `bill`.
    fn person(&self, comparable: &str, first: char) -> Option<&Person> {
        let is_among = |values: &[String]| values.iter().any(|value| value == comparable);
        let by_one_name = || self.people.iter().find(|person| !first.is_lowercase() && is_among(&person.name_words));
        self.people.iter().find(|person| is_among(&person.comparables)).or_else(by_one_name)
    }
}

/// Whether the text begins with this pseudonym and not with a longer word.
fn is_whole(text: &str, pseudonym: &str) -> bool {
    text.strip_prefix(pseudonym).is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric()))
}
