//! Texts to small numbers: each different text once, in order of first appearance. A column of a million cells and
//! three values costs three texts. Knows nothing of what the texts mean.

use super::byte_words::{low_bytes, word_at, words_of};
use super::plain_rows::PlainCells;

/// Different texts and their codes, counted from 1.
#[derive(Clone, Debug)]
pub struct TextDictionary {
    /// Open addressing. The length is a power of two.
    slots: Vec<Slot>,
    text: String,
    ends: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    key: Key,
    /// 0 where the slot is free.
    code: u32,
}

/// A text of at most [`SHORT`] bytes itself with its length, or the hash of a longer one. For tables in memory only: never
/// for keys that leave it.
type Key = [u64; 2];

/// The key of a text of more bytes is no copy of it.
const SHORT: usize = 15;
/// From here on a dictionary is large.
const MANY: usize = 1 << 8;
/// Marks keys of longer texts.
const IS_HASH: u64 = 1 << 63;
/// No text has this key.
const FREE: Slot = Slot { key: [u64::MAX; 2], code: 0 };
/// The bytes of a short text among sixteen, by its length.
const SHORT_BYTES: [Key; SHORT + 1] = {
    let mut masks = [[0; 2]; SHORT + 1];
    let mut n_bytes = 1;
    while n_bytes <= SHORT {
        masks[n_bytes] = if n_bytes <= 8 { [low_bytes(n_bytes), 0] } else { [u64::MAX, low_bytes(n_bytes - 8)] };
        n_bytes += 1;
    }
    masks
};

impl Default for TextDictionary {
    fn default() -> Self {
        TextDictionary { slots: vec![FREE; 64], text: String::new(), ends: Vec::new() }
    }
}

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
        self.code_of_bytes(text.as_bytes())
    }

    /// Adds the code of each cell from the row `first` on, 0 for an empty one. Stops when there are `most` texts, and
    /// returns the row behind the last one that was looked at.
    #[inline(never)]
    pub fn push_codes(&mut self, cells: &PlainCells<'_>, first: usize, most: usize, codes: &mut Vec<u32>) -> usize {
        codes.reserve(cells.n_rows() - first);
        let mut row = first;
        loop {
            row = self.push_known_codes(cells, row, codes);
            if row == cells.n_rows() {
                return row;
            }
            codes.push(self.code_of_cell(cells, row));
            row += 1;
            if self.len() >= most {
                return row;
            }
        }
    }

    /// The same up to a cell that is long, new, or has blanks around it; returns its row.
    #[inline(always)]
    fn push_known_codes(&self, cells: &PlainCells<'_>, first: usize, codes: &mut Vec<u32>) -> usize {
        for row in first..cells.n_rows() {
            let (start, end) = cells.span(row);
            let n_bytes = end - start;
            if n_bytes == 0 {
                codes.push(0);
                continue;
            }
            let Some(sixteen) = cells.bytes().get(start..).and_then(<[u8]>::first_chunk::<16>) else { return row };
            if n_bytes > SHORT {
                return row;
            }
            let code = self.find(short_key(sixteen, n_bytes), |_| true);
            if code == 0 {
                return row;
            }
            codes.push(code);
        }
        cells.n_rows()
    }

    #[inline(never)]
    fn code_of_cell(&mut self, cells: &PlainCells<'_>, row: usize) -> u32 {
        let (mut start, mut end) = cells.span(row);
        if !(is_visible(cells.bytes()[start]) & is_visible(cells.bytes()[end - 1])) {
            (start, end) = cells.trimmed_span(row);
        }
        if start < end { self.code_of_bytes(&cells.bytes()[start..end]) } else { 0 }
    }

    #[inline(never)]
    fn code_of_bytes(&mut self, text: &[u8]) -> u32 {
        let is_short = text.len() <= SHORT;
        let key = if is_short { short_key(&padded(text), text.len()) } else { [hash_of(text), IS_HASH] };
        let code = self.find(key, |code| is_short || self.text(code).as_bytes() == text);
        if code > 0 { code } else { self.add(key, std::str::from_utf8(text).unwrap_or_default()) }
    }

    /// The code of the text that is looked for, among those with this key; 0 if there is none.
    #[inline(always)]
    fn find(&self, key: Key, is_text: impl Fn(u32) -> bool) -> u32 {
        let last = self.slots.len() - 1;
        let mut place = self.place_of(key);
        loop {
            let Slot { key: [low, high], code } = &self.slots[place & last];
            // As arrays the keys would be compared in memory.
            let is_same = (low ^ key[0]) | (high ^ key[1]) == 0;
            if is_same && is_text(*code) || *code == 0 {
                return *code;
            }
            place += 1;
        }
    }

    #[cold]
    fn add(&mut self, key: Key, text: &str) -> u32 {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        let code = self.len() as u32;
        // Small tables may be nearly empty, so that the first look finds nearly all.
        if self.slots.len() < self.len() * if self.len() < MANY { 4 } else { 2 } {
            let slots = vec![FREE; self.slots.len() * 2];
            let taken = std::mem::replace(&mut self.slots, slots).into_iter().filter(|slot| slot.code != 0);
            taken.for_each(|slot| self.put(slot));
        }
        self.put(Slot { key, code });
        code
    }

    fn put(&mut self, slot: Slot) {
        let last = self.slots.len() - 1;
        let mut place = self.place_of(slot.key);
        while self.slots[place & last].code != 0 {
            place += 1;
        }
        self.slots[place & last] = slot;
    }

    /// Where a key is looked for first: the highest bits of a product depend on all bits of the key.
    #[inline(always)]
    fn place_of(&self, key: Key) -> usize {
        let product = (key[0] ^ key[1].wrapping_mul(FACTOR)).wrapping_mul(FACTOR);
        (product >> (self.slots.len().leading_zeros() + 64 - usize::BITS + 1)) as usize
    }
}

#[inline(always)]
fn short_key(bytes: &[u8; 16], n_bytes: usize) -> Key {
    let ([low, high], [low_mask, high_mask]) = (words_of(bytes), SHORT_BYTES[n_bytes]);
    [low & low_mask, high & high_mask | (n_bytes as u64) << 56]
}

/// A text of at most sixteen bytes, with zeros behind it.
fn padded(text: &[u8]) -> [u8; 16] {
    let mut padded = [0; 16];
    padded.iter_mut().zip(text).for_each(|(place, byte)| *place = *byte);
    padded
}

/// A character that is neither a blank nor beyond ASCII.
#[inline(always)]
fn is_visible(byte: u8) -> bool {
    byte.wrapping_sub(b'!') < b'\x7f' - b'!'
}

/// Eight bytes a step.
fn hash_of(text: &[u8]) -> u64 {
    let mut hash = text.len() as u64;
    for place in (0..text.len()).step_by(8) {
        hash = (hash.rotate_left(23) ^ word_at(text, place, (text.len() - place).min(8))).wrapping_mul(FACTOR);
    }
    hash ^ (hash >> 32)
}

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

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
    fn texts_that_differ_by_a_zero_or_by_their_last_byte_are_different() {
        let mut dictionary = TextDictionary::default();
        let long = "abcdefghijklmnopq";
        let mut texts =
            vec!["a\0", "\0a", "abcdefg\0", "", "ba", "\u{e9}", "\u{e9}\u{e9}\u{e9}\u{e9}", "abcdefghijklmno\0", "abcdefghijklmnoq"];
        texts.extend((1..=long.len()).map(|n_bytes| &long[..n_bytes]));
        for round in 0..2 {
            for (place, text) in texts.iter().enumerate() {
                assert_eq!(dictionary.code_of(text) as usize, place + 1, "round {round}, {text:?}");
            }
        }
    }
}
