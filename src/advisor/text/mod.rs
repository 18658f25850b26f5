//! A text as the checkers see it: written plainly, while every place can be found again in the original. Comes in: any
//! Unicode text. Goes out: folded characters with where they came from, and words. Knows no rules.
//!
//! ```text
//! original ─▶ fold ─▶ Text (characters, origins) ─▶ words (leet ─▶ spaced) ─▶ Word
//! ```

mod fold;
mod leet;
mod spaced;
pub mod words;

use serde::{Deserialize, Serialize};

/// A part of the original text. Both ends count Unicode scalar values (code points) from the text's start, as Python's `str`
/// does; `end` is the first one behind the part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The first code point.
    pub start: u32,
    /// The first code point that no longer belongs to it.
    pub end: u32,
}

impl Span {
    /// Whether two parts share a code point.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The least part that holds both.
    pub fn joined(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A folded text: one character for each that is seen, and where each stands in the original.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The folded characters; letters keep their case.
    pub chars: Vec<char>,
    /// For each of them the code point of the original that it came from; never falls.
    origins: Vec<u32>,
    /// How many code points the original has.
    n_original: u32,
}

impl Text {
    /// Folds a text. What is beyond 2³² code points is left out.
    pub fn read(original: &str) -> Text {
        let mut text = Text::default();
        for (place, c) in (0..u32::MAX).zip(original.chars()) {
            fold::fold(c, &mut |folded| {
                text.chars.push(folded);
                text.origins.push(place);
            });
            text.n_original = place + 1;
        }
        text
    }

    /// Where a range of folded characters stands in the original. An empty range has an empty span.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let origin = |place: usize| self.origins.get(place).copied().unwrap_or(self.n_original);
        let first = origin(start);
        let last = if end > start { origin(end - 1).saturating_add(1).min(self.n_original) } else { first };
        Span { start: first, end: last.max(first) }
    }

    /// The whole original.
    pub fn whole(&self) -> Span {
        Span { start: 0, end: self.n_original }
    }

    /// The character at a place; a line end behind the last one.
    pub fn at(&self, place: usize) -> char {
        self.chars.get(place).copied().unwrap_or('\n')
    }

    /// The folded characters of the original's first `n` code points.
    pub fn n_folded_before(&self, n: u32) -> usize {
        self.origins.partition_point(|origin| *origin < n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_folded_text_is_found_again_in_the_original() {
        let text = Text::read("a\u{200b}ﬁ𝐱!");
        assert_eq!(text.chars.iter().collect::<String>(), "afix!");
        assert_eq!(text.span(1, 3), Span { start: 2, end: 3 });
        assert_eq!(text.span(3, 5), Span { start: 3, end: 5 });
        assert_eq!(text.span(9, 12), Span { start: 5, end: 5 });
        assert_eq!(text.whole(), Span { start: 0, end: 5 });
        assert_eq!(text.n_folded_before(3), 3);
    }
}
