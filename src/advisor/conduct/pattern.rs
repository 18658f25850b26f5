//! Phrases as data: a small language for what people write, and where a text says it.
//!
//! ```text
//! legal action        these words, one after the other
//! sue|sued|suing      one of these words
//! arrest*             words that begin so
//! the?                a word that may be missing
//! ..  ...  ....       up to two, four, eight words of any kind
//! @we                 one of the words of a class
//! ```
//!
//! A phrase never crosses the end of a sentence, and what stands between its words never crosses `if` or `us`: "tell us if your
//! family" tells no family.

use std::collections::BTreeMap;

use crate::advisor::text::Span;
use crate::advisor::text::words::Word;

/// What a gap never holds.
pub(super) const NEVER_BETWEEN: [&str; 9] = ["if", "whether", "unless", "us", "me", "agar", "अगर", "यदि", "yadi"];
/// The words that deny.
const DENIALS: [&str; 12] = ["not", "never", "nahi", "nahin", "nhi", "na", "naheen", "mat", "नहीं", "नही", "न", "मत"];
/// Words of so many letters are also found within words written letter by letter; longer ones also where a blank splits them.
const LEAST_SPLIT: usize = 5;
/// An ending that may follow the beginning of a word split by a blank.
const LONGEST_ENDING: usize = 3;

/// A phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    items: Vec<Item>,
    /// The letters that its first word may begin with, a bit each: most phrases are ruled out by it.
    initials: u64,
    /// Whether one of its own words denies: `nobody will .. lend`, `zindagi bhar .... nahi`.
    says_not: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    Word { choices: Vec<Choice>, initials: u64, is_optional: bool },
    Gap(usize),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Choice {
    text: String,
    is_prefix: bool,
}

/// Where a phrase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Its first word.
    pub start: usize,
    /// The first word behind it.
    pub end: usize,
    /// Its place in the original.
    pub span: Span,
    /// Whether the phrase itself denies: what it says is meant as it is.
    pub says_not: bool,
}

/// Names of classes and their words.
pub type Classes = BTreeMap<String, String>;

impl Pattern {
    /// Reads a phrase; `Err` is the name of a class that is not there, or the phrase if it is empty.
    pub fn read(text: &str, classes: &Classes) -> Result<Pattern, String> {
        let mut items = Vec::new();
        for part in text.split_whitespace() {
            items.push(match part {
                ".." => Item::Gap(2),
                "..." => Item::Gap(4),
                "...." => Item::Gap(8),
                _ => {
                    let (word, is_optional) = part.strip_suffix('?').map_or((part, false), |word| (word, true));
                    let choices = choices(word, classes, 0)?;
                    let initials = choices.iter().fold(0, |bits, choice| bits | initial(&choice.text));
                    Item::Word { choices, initials, is_optional }
                }
            });
        }
        let initials = match items.first() {
            Some(Item::Word { initials, is_optional: false, .. }) => *initials,
            Some(_) => u64::MAX,
            None => return Err(text.to_owned()),
        };
        let is_denial = |choice: &Choice| DENIALS.contains(&choice.text.as_str());
        let says_not = items.iter().any(|item| matches!(item, Item::Word { choices, .. } if choices.iter().all(is_denial)));
        Ok(Pattern { items, initials, says_not })
    }

    /// Whether its first word may begin with one of these letters.
    pub(super) fn may_begin_with(&self, initials: u64) -> bool {
        self.initials & initials != 0
    }

    /// All places where a text says it, each start once.
    pub fn find_in(&self, words: &[Word]) -> Vec<Match> {
        (0..words.len()).filter_map(|start| self.at(words, start)).collect()
    }

    /// Whether a text says it from this word on.
    pub fn at(&self, words: &[Word], start: usize) -> Option<Match> {
        let first = words.get(start)?;
        if !first.is_joined && initials_of(first) & self.initials == 0 {
            return None;
        }
        let end = match_items(&self.items, words, start, first.sentence)?;
        let last = words.get(end.checked_sub(1)?)?;
        (end > start).then(|| Match { start, end, span: first.span.joined(last.span), says_not: self.says_not })
    }
}

fn choices(word: &str, classes: &Classes, depth: usize) -> Result<Vec<Choice>, String> {
    let mut all = Vec::new();
    for choice in word.split('|').filter(|choice| !choice.is_empty()) {
        match choice.strip_prefix('@') {
            Some(name) => {
                let class = classes.get(name).filter(|_| depth < 4).ok_or_else(|| name.to_owned())?;
                all.extend(choices(&class.split_whitespace().collect::<Vec<_>>().join("|"), classes, depth + 1)?);
            }
            None => {
                let (text, is_prefix) = choice.strip_suffix('*').map_or((choice, false), |text| (text, true));
                all.push(Choice { text: folded(text), is_prefix });
            }
        }
    }
    Ok(all)
}

/// A word's first letter as a bit; letters may share one.
fn initial(word: &str) -> u64 {
    word.chars().next().map_or(0, |c| 1 << (c as u32 % 64))
}

/// The first letters of all that a word may be read as.
pub(super) fn initials_of(word: &Word) -> u64 {
    word.readings.iter().fold(0, |bits, reading| bits | initial(reading))
}

/// As a text's words are written: without the marks that folding drops.
fn folded(text: &str) -> String {
    crate::advisor::text::Text::read(text).chars.iter().collect::<String>().to_lowercase()
}

fn match_items(items: &[Item], words: &[Word], place: usize, sentence: u32) -> Option<usize> {
    let Some((item, rest)) = items.split_first() else { return Some(place) };
    match item {
        Item::Gap(most) => {
            for skipped in 0..=*most {
                if let Some(end) = match_items(rest, words, place + skipped, sentence) {
                    return Some(end);
                }
                let is_passable =
                    words.get(place + skipped).is_some_and(|word| word.sentence == sentence && !NEVER_BETWEEN.contains(&word.text()));
                if !is_passable {
                    return None;
                }
            }
            None
        }
        Item::Word { choices, initials, is_optional } => {
            let may_match = words.get(place).is_some_and(|word| word.is_joined || initials_of(word) & initials != 0);
            let n_words = if may_match { words_matched(choices, words, place, sentence) } else { None };
            let taken = n_words.and_then(|n_words| match_items(rest, words, place + n_words, sentence));
            taken.or_else(|| if *is_optional { match_items(rest, words, place, sentence) } else { None })
        }
    }
}

/// How many words one of the choices takes: one, or the two halves of a split word.
fn words_matched(choices: &[Choice], words: &[Word], place: usize, sentence: u32) -> Option<usize> {
    let word = words.get(place).filter(|word| word.sentence == sentence)?;
    if choices.iter().any(|choice| is_word(choice, word)) {
        return Some(1);
    }
    let next = words.get(place + 1).filter(|next| next.sentence == sentence && next.follows_closely)?;
    let (first, second) = (word.readings.last()?, next.readings.last()?);
    let is_split = first.len().min(second.len()) <= 4 && first.is_ascii() && second.is_ascii();
    let halves = is_split.then(|| format!("{first}{second}"))?;
    let fits = |choice: &Choice| {
        choice.text.len() > LEAST_SPLIT
            && first.len() < choice.text.len()
            && if choice.is_prefix {
                halves.starts_with(&choice.text) && halves.len() <= choice.text.len() + LONGEST_ENDING
            } else {
                halves == choice.text
            }
    };
    choices.iter().any(fits).then_some(2)
}

fn is_word(choice: &Choice, word: &Word) -> bool {
    word.readings.iter().any(|reading| {
        // `a j.a.i.l` is read as one word.
        let is_behind_article = || reading.strip_prefix('a').is_some_and(|rest| rest == choice.text);
        let is_inside = word.is_joined
            && (choice.text.len() >= LEAST_SPLIT && reading.contains(&choice.text) || choice.text.len() > 3 && is_behind_article());
        is_inside || if choice.is_prefix { reading.starts_with(&choice.text) } else { *reading == choice.text }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advisor::text::Text;
    use crate::advisor::text::words::words;

    fn says(pattern: &str, text: &str) -> bool {
        let classes = Classes::from([("we".to_owned(), "we i our".to_owned())]);
        Pattern::read(pattern, &classes).is_ok_and(|pattern| !pattern.find_in(&words(&Text::read(text))).is_empty())
    }

    #[test]
    fn phrases_find_what_they_mean() {
        assert!(says("@we will? arrest*", "We will a r r e s t you") && says("@we will? arrest*", "our arrests"));
        assert!(says("tell ... employer", "tell them and your employer") && !says("tell ... employer", "tell us about your employer"));
        assert!(!says("legal action", "It is legal. Action follows") && says("police", "call the pol ice") && says("police", "p0l1ce"));
        assert!(says("गिरफ़्तार*", "गिरफ्तारी") && !says("court", "courtesy"));
        assert_eq!(Pattern::read("@nobody", &Classes::new()), Err("nobody".to_owned()));
    }
}
