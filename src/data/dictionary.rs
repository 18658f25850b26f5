//! Texts to small numbers: each different text once, in order of first appearance. A column of a million cells and
//! three values costs three texts. Knows nothing of what the texts mean.

use super::byte_words::word_at;
use super::plain_rows::PlainCells;

/// Different texts and their codes, counted from 1.
#[derive(Clone, Debug, Default)]
pub struct TextDictionary {
    /// Open addressing; code 0 is free. The length is a power of two.
    slots: Vec<Slot>,
    text: String,
    ends: Vec<usize>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// See [`short_key`].
    key: u64,
    code: u32,
}

/// The key of a text of more bytes is no copy of it.
const SHORT: usize = 7;
/// From here on a dictionary is large.
const MANY: usize = 1 << 8;
/// Marks keys of longer texts.
const IS_HASH: u64 = 1 << 63;

impl TextDictionary {
    /// How many different texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a code from 1 to [`Self::len`]; empty for any other.
    pub fn text(&self, code: u32) -> &str {
        let Some(place) = (code as usize).checked_sub(1) else { return "" };
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(place).copied().unwrap_or(start);
        self.text.get(start..end).unwrap_or_default()
    }

    /// All texts, the one of code 1 first.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        (1..=self.len() as u32).map(|code| self.text(code))
    }

    /// The code of a text; a new one if it is new.
    pub fn code_of(&mut self, text: &str) -> u32 {
        self.code_at(text.as_bytes(), 0, text.len())
    }

    /// Adds the code of each cell from the row `first` on, 0 for an empty one. Stops when there are `most` texts, and
    /// returns the row behind the last one that was looked at.
    pub fn push_codes(&mut self, cells: &PlainCells<'_>, first: usize, most: usize, codes: &mut Vec<u32>) -> usize {
        codes.reserve(cells.n_rows() - first);
        for row in first..cells.n_rows() {
            let (start, end) = cells.span(row);
            let n_bytes = end - start;
            let code = if n_bytes == 0 {
                0
            } else if n_bytes <= SHORT {
                self.code_of_short(cells, row, start, n_bytes)
            } else {
                self.code_of_long(cells, row)
            };
            codes.push(code);
            if code as usize >= most {
                return row + 1;
            }
        }
        cells.n_rows()
    }

    #[inline(always)]
    fn code_of_short(&mut self, cells: &PlainCells<'_>, row: usize, start: usize, n_bytes: usize) -> u32 {
        let word = word_at(cells.bytes(), start, n_bytes);
        if !(is_visible(word as u8) & is_visible((word >> (8 * n_bytes - 8)) as u8)) {
            return self.code_of_long(cells, row);
        }
        let key = short_key(word, n_bytes);
        let slot = self.slot_of(key, |_| true);
        if slot.code > 0 { slot.code } else { self.add(key, cells.text(row)) }
    }

    #[inline(never)]
    fn code_of_long(&mut self, cells: &PlainCells<'_>, row: usize) -> u32 {
        let (mut start, mut end) = cells.span(row);
        if !(is_visible(cells.bytes()[start]) & is_visible(cells.bytes()[end - 1])) {
            (start, end) = cells.trimmed_span(row);
        }
        if start < end { self.code_at(cells.bytes(), start, end) } else { 0 }
    }

    fn code_at(&mut self, bytes: &[u8], start: usize, end: usize) -> u32 {
        let n_bytes = end - start;
        let is_short = n_bytes <= SHORT;
        let key = if is_short { short_key(word_at(bytes, start, n_bytes), n_bytes) } else { hash_of(bytes, start, end) | IS_HASH };
        let slot = self.slot_of(key, |code| is_short || self.text(code).as_bytes() == &bytes[start..end]);
        if slot.code > 0 { slot.code } else { self.add(key, std::str::from_utf8(&bytes[start..end]).unwrap_or_default()) }
    }

    /// The slot with this key whose text is the one that is looked for, or an empty one.
    #[inline(always)]
    fn slot_of(&self, key: u64, is_text: impl Fn(u32) -> bool) -> Slot {
        let mask = self.slots.len().wrapping_sub(1);
        let mut place = place_of(key);
        while let Some(slot) = self.slots.get(place & mask)
            && slot.code != 0
        {
            if slot.key == key && is_text(slot.code) {
                return *slot;
            }
            place += 1;
        }
        Slot::default()
    }

    #[cold]
    fn add(&mut self, key: u64, text: &str) -> u32 {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        let code = self.len() as u32;
        // Small tables may be nearly empty, so that the first look finds nearly all.
        if self.slots.len() < self.len() * if self.len() < MANY { 4 } else { 2 } {
            let slots = vec![Slot::default(); (self.slots.len() * 2).max(64)];
            let taken = std::mem::replace(&mut self.slots, slots).into_iter().filter(|slot| slot.code != 0);
            taken.for_each(|slot| self.put(slot));
        }
        self.put(Slot { key, code });
        code
    }

    fn put(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut place = place_of(slot.key) & mask;
        while self.slots[place].code != 0 {
            place = (place + 1) & mask;
        }
        self.slots[place] = slot;
    }
}

/// A short text itself with its length; of a longer one the key is a hash. For tables in memory only: never for keys that
/// leave it.
#[inline(always)]
fn short_key(word: u64, n_bytes: usize) -> u64 {
    word | (n_bytes as u64) << 56
}

/// A character that is neither a blank nor beyond ASCII.
#[inline(always)]
fn is_visible(byte: u8) -> bool {
    byte.wrapping_sub(b'!') < b'\x7f' - b'!'
}

/// Eight bytes a step.
fn hash_of(bytes: &[u8], start: usize, end: usize) -> u64 {
    let mut hash = (end - start) as u64;
    for place in (start..end).step_by(8) {
        hash = (hash.rotate_left(23) ^ word_at(bytes, place, (end - place).min(8))).wrapping_mul(FACTOR);
    }
    hash ^ (hash >> 32)
}

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

#[inline(always)]
fn place_of(key: u64) -> usize {
    (key.wrapping_mul(FACTOR) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::TextDictionary;

    #[test]
    fn equal_texts_share_a_code_and_different_ones_do_not() {
        let mut dictionary = TextDictionary::default();
        for round in 0..2 {
            for number in 0..10_000u32 {
                assert_eq!(dictionary.code_of(&format!("text {number}")), number + 1, "round {round}");
            }
        }
        assert_eq!(dictionary.len(), 10_000);
        assert_eq!(dictionary.text(1), "text 0");
        assert_eq!(dictionary.texts().last(), Some("text 9999"));
    }

    #[test]
    fn texts_that_differ_by_a_zero_or_by_a_byte_of_eight_are_different() {
        let mut dictionary = TextDictionary::default();
        let texts =
            ["a", "a\0", "\0a", "abcdefg", "abcdefg\0", "abcdefgh", "abcdefghi", "", "ab", "ba", "\u{e9}", "\u{e9}\u{e9}\u{e9}\u{e9}"];
        for round in 0..2 {
            for (place, text) in texts.iter().enumerate() {
                assert_eq!(dictionary.code_of(text) as usize, place + 1, "round {round}, {text:?}");
            }
        }
    }
}
