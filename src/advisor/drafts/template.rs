//! A template language as small as what messages need. Comes in: a text with slots. Goes out: the text with what is known, without
//! what is not.
//!
//! ```text
//! {slot}      a fact; outside of brackets it must be known
//! [[ … ]]     vanishes as a whole where one of its own slots is not known; brackets within it vanish on their own
//! [[~2 … ]]   the same, and kept only where the channel has room; 1 is kept first, then 2, then 3
//! <piece>     another text, put in as it stands
//! ```

use std::borrow::Cow;

use super::slot::Slot;

/// How deep texts may hold texts.
const MOST_DEPTH: usize = 6;

/// A text in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Slot(Slot),
    Optional { rank: Option<u8>, parts: Vec<Part> },
}

/// A text with its facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filled {
    /// The text.
    pub text: String,
    /// Which facts it states.
    pub stated: Vec<Slot>,
    /// Which facts it cannot do without and has not.
    pub missing: Vec<Slot>,
}

impl Template {
    /// Reads a text, with other texts put in.
    pub fn read<'a>(text: &'a str, piece: &dyn Fn(&str) -> Option<Cow<'a, str>>) -> Template {
        let whole = expanded(text, piece, 0);
        let mut rest = whole.as_str();
        Template { parts: read_parts(&mut rest) }
    }

    /// The ranks of the sentences that need room, in the order of the text.
    pub fn ranks(&self) -> Vec<u8> {
        let mut ranks = Vec::new();
        collect_ranks(&self.parts, &mut ranks);
        ranks
    }

    /// Fills the slots. `is_kept` tells of each sentence that needs room, in the order of the text, whether it has it.
    pub fn fill(&self, value: &dyn Fn(Slot) -> Option<String>, is_kept: &[bool]) -> Filled {
        let mut filling = Filling { value, is_kept, next_ranked: 0 };
        let mut filled = Filled::default();
        filling.fill(&self.parts, &mut filled);
        filled.text = tidied(&filled.text);
        filled
    }
}

struct Filling<'a> {
    value: &'a dyn Fn(Slot) -> Option<String>,
    is_kept: &'a [bool],
    next_ranked: usize,
}

impl Filling<'_> {
    fn fill(&mut self, parts: &[Part], filled: &mut Filled) {
        for part in parts {
            match part {
                Part::Text(text) => filled.text.push_str(text),
                Part::Slot(slot) => match (self.value)(*slot) {
                    Some(text) => {
                        filled.text.push_str(&text);
                        filled.stated.push(*slot);
                    }
                    None => filled.missing.push(*slot),
                },
                Part::Optional { rank, parts } => {
                    let mut own = Filled::default();
                    let has_room = rank.is_none_or(|_| self.next_has_room());
                    self.fill(parts, &mut own);
                    if has_room && own.missing.is_empty() {
                        filled.text.push_str(&own.text);
                        filled.stated.extend(own.stated);
                    }
                }
            }
        }
    }

    fn next_has_room(&mut self) -> bool {
        let has_room = self.is_kept.get(self.next_ranked).copied().unwrap_or(true);
        self.next_ranked += 1;
        has_room
    }
}

fn collect_ranks(parts: &[Part], ranks: &mut Vec<u8>) {
    for part in parts {
        if let Part::Optional { rank, parts } = part {
            ranks.extend(rank);
            collect_ranks(parts, ranks);
        }
    }
}

/// The text with all pieces in it. A name that nobody knows stays, so that it is seen.
fn expanded<'a>(text: &str, piece: &dyn Fn(&str) -> Option<Cow<'a, str>>, depth: usize) -> String {
    let mut whole = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        whole.push_str(before);
        let named = after.split_once('>').and_then(|(name, behind)| piece(name).map(|piece| (piece, behind)));
        match named.filter(|_| depth < MOST_DEPTH) {
            Some((inner, behind)) => {
                whole.push_str(&expanded(&inner, piece, depth + 1));
                rest = behind;
            }
            None => {
                whole.push('<');
                rest = after;
            }
        }
    }
    whole + rest
}

/// Reads up to the brackets that close, or to the end.
fn read_parts(rest: &mut &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text = String::new();
    while let Some(c) = rest.chars().next() {
        if let Some(behind) = rest.strip_prefix("]]") {
            *rest = behind;
            break;
        }
        let inner = rest.strip_prefix("[[");
        let slot =
            rest.strip_prefix('{').and_then(|after| after.split_once('}')).and_then(|(name, behind)| Some((Slot::of(name)?, behind)));
        if inner.is_some() || slot.is_some() {
            parts.extend((!text.is_empty()).then(|| Part::Text(std::mem::take(&mut text))));
        }
        if let Some(inner) = inner {
            let (rank, behind) = read_rank(inner);
            *rest = behind;
            parts.push(Part::Optional { rank, parts: read_parts(rest) });
        } else if let Some((slot, behind)) = slot {
            *rest = behind;
            parts.push(Part::Slot(slot));
        } else {
            text.push(c);
            *rest = &rest[c.len_utf8()..];
        }
    }
    parts.extend((!text.is_empty()).then_some(Part::Text(text)));
    parts
}

/// `~2 …`: the rank and what follows it.
fn read_rank(inner: &str) -> (Option<u8>, &str) {
    let ranked = inner.strip_prefix('~').and_then(|after| {
        let (digit, behind) = after.split_once(' ')?;
        Some((digit.parse().ok()?, behind))
    });
    ranked.map_or((None, inner), |(rank, behind)| (Some(rank), behind))
}

/// One blank between words, none at the ends of lines, one empty line between paragraphs.
fn tidied(text: &str) -> String {
    let mut tidy = String::new();
    let mut n_empty = 0;
    for line in text.lines() {
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        if words.is_empty() {
            n_empty += 1;
            continue;
        }
        if !tidy.is_empty() {
            tidy.push_str(if n_empty > 0 { "\n\n" } else { "\n" });
        }
        n_empty = 0;
        tidy.push_str(&words.join(" "));
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(text: &str, is_kept: &[bool]) -> Filled {
        let piece = |name: &str| (name == "who").then_some(Cow::Borrowed("from {lender_name}"));
        let value = |slot| match slot {
            Slot::LenderName => Some("Alpha".to_owned()),
            Slot::AmountDue => Some("5".to_owned()),
            _ => None,
        };
        Template::read(text, &piece).fill(&value, is_kept)
    }

    #[test]
    fn a_sentence_without_its_fact_vanishes_as_a_whole() {
        assert_eq!(fill("A [[on {due_date}.]] B [[{amount_due}[[ since {due_date}]].]]", &[]).text, "A B 5.");
        assert_eq!(fill("[[{due_date}[[ {amount_due}]]]]", &[]), Filled::default());
        assert_eq!(fill("Hello[[ {borrower_name}]], it is <who>.", &[]).text, "Hello, it is from Alpha.");
    }

    #[test]
    fn what_stands_outside_of_brackets_is_asked_for() {
        let filled = fill("{contact} {lender_name}", &[]);
        assert_eq!((filled.missing, filled.stated), (vec![Slot::Contact], vec![Slot::LenderName]));
    }

    #[test]
    fn sentences_that_need_room_can_be_left_out_one_by_one() {
        let text = "A [[~2 b [[{due_date}]]]] [[~1 c]]";
        assert_eq!(Template::read(text, &|_| None).ranks(), [2, 1]);
        assert_eq!(fill(text, &[true, true]).text, "A b c");
        assert_eq!(fill(text, &[false, true]).text, "A c");
    }

    #[test]
    fn what_nobody_knows_stays_to_be_seen() {
        assert_eq!(fill("{nothing} <nothing> a < b ]", &[]).text, "{nothing} <nothing> a < b ]");
    }

    #[test]
    fn paragraphs_that_are_left_empty_leave_no_gap() {
        assert_eq!(fill("A\n\n[[{due_date}]]\n\n\nB  c \nd\n", &[]).text, "A\n\nB c\nd");
    }
}
