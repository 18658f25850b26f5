//! The values of columns that identify people, to find them in a text whatever their case, blanks, accents and punctuation.

use serde::{Deserialize, Serialize};

use super::folded::{Letter, folded};
use super::kind::{PrivateKind, Span};
use crate::quantity::hash_bytes;

/// Shorter values are words of any text, and are not looked for.
const LEAST_LETTERS: usize = 3;

/// Shorter numbers are figures of any text, and are not looked for.
const LEAST_DIGITS: usize = 4;

/// Values to look for. Only their hashes are kept: of two texts with one hash, which hardly ever are, both would be found. So the
/// worker, which has the table, can hand them to the page, which has it not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownValues {
    /// In order, each once.
    hashes: Vec<(u64, PrivateKind)>,
    /// How many bytes the longest has.
    longest: usize,
}

/// Collects values, column by column.
#[derive(Clone, Debug, Default)]
pub struct ValueCollector {
    collected: KnownValues,
}

impl ValueCollector {
    /// Adds what stands in a column of names; a name is found with its last word first, and without those in the middle, too.
    pub fn add_name(&mut self, name: &str) {
        self.add(name, PrivateKind::Name);
        let words: Vec<&str> = name.split_whitespace().collect();
        if let [first, middle @ .., last] = &words[..] {
            self.add(&format!("{last} {first} {}", middle.join(" ")), PrivateKind::Name);
            if !middle.is_empty() {
                self.add(&format!("{first} {last}"), PrivateKind::Name);
                self.add(&format!("{last} {first}"), PrivateKind::Name);
            }
        }
    }

    /// Adds what stands in another column that identifies borrowers or loans.
    pub fn add_identifier(&mut self, value: &str) {
        self.add(value, PrivateKind::Identifier);
    }

    fn add(&mut self, value: &str, kind: PrivateKind) {
        if let Some(text) = comparable(value) {
            self.collected.longest = self.collected.longest.max(text.len());
            self.collected.hashes.push((hash_bytes(text.as_bytes()), kind));
        }
    }

    /// All that were added, ready to be looked for.
    pub fn finish(mut self) -> KnownValues {
        self.collected.hashes.sort_unstable();
        self.collected.hashes.dedup_by_key(|(hash, _)| *hash);
        self.collected
    }
}

impl KnownValues {
    /// How many there are.
    pub fn n_values(&self) -> usize {
        self.hashes.len()
    }

    /// All places where a whole run of words is one of the values.
    pub(super) fn find(&self, letters: &[Letter], spans: &mut Vec<Span>) {
        for_each_run(letters, self.longest, &mut |start, end, text| {
            let hash = hash_bytes(text.as_bytes());
            if let Ok(place) = self.hashes.binary_search_by_key(&hash, |(hash, _)| *hash) {
                spans.push(Span { start, end, kind: self.hashes[place].1 });
            }
        });
    }
}

/// A value as it is compared: letters and digits only, small, without accents. `None` where it is too short to be looked for.
pub(super) fn comparable(value: &str) -> Option<String> {
    let text: String = words_of(&folded(value)).into_iter().map(|word| word.text).collect();
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let least = if is_number { LEAST_DIGITS } else { LEAST_LETTERS };
    (text.chars().count() >= least).then_some(text)
}

/// Calls for each run of whole words that has at most `longest` bytes: its first letter, the letter after it, its text.
pub(super) fn for_each_run(letters: &[Letter], longest: usize, on_run: &mut dyn FnMut(usize, usize, &str)) {
    let words = words_of(letters);
    for (first, word) in words.iter().enumerate() {
        let mut text = String::new();
        for last in &words[first..] {
            text.push_str(&last.text);
            if text.len() > longest {
                break;
            }
            on_run(word.start, last.end, &text);
        }
    }
}

/// Letters or digits that stand together.
struct Word {
    start: usize,
    end: usize,
    text: String,
}

/// The words of a text. A word ends where letters become digits, too: `ACC 0012` is `ACC0012`.
fn words_of(letters: &[Letter]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut kind_before = None;
    for (place, letter) in letters.iter().enumerate() {
        let kind = letter.letter.is_alphanumeric().then(|| letter.letter.is_ascii_digit());
        if kind.is_some() {
            if kind != kind_before {
                words.push(Word { start: place, end: place, text: String::new() });
            }
            if let Some(word) = words.last_mut() {
                word.end = place + 1;
                letter.letter.to_lowercase().for_each(|small| push_base(&mut word.text, small));
            }
        }
        kind_before = kind;
    }
    words
}

/// The letter without its accent, for the accents of western Europe.
fn push_base(text: &mut String, small: char) {
    text.push(match small {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' => 'o',
        'ù'..='ü' | 'ū' | 'ů' => 'u',
        'ý' | 'ÿ' => 'y',
        'ś' | 'š' | 'ş' => 's',
        'ź' | 'ż' | 'ž' => 'z',
        'ł' => 'l',
        // What capital I with a dot becomes, and combining marks.
        '\u{300}'..='\u{36f}' => return,
        other => other,
    });
}
