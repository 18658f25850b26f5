//! Texts to small numbers: each different text once, in order of first appearance. A column of a million cells and
//! three values costs three texts. Knows nothing of what the texts mean.

/// Different texts and their codes, counted from 1.
#[derive(Clone, Debug, Default)]
pub(super) struct TextDictionary {
    /// Open addressing; 0 is free. The length is a power of two.
    slots: Vec<u32>,
    hashes: Vec<u64>,
    text: String,
    ends: Vec<usize>,
    last_code: u32,
}

impl TextDictionary {
    /// How many different texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
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
        // Neighboring rows often hold the same text.
        if self.last_code > 0 && self.text(self.last_code) == text {
            return self.last_code;
        }
        if self.slots.len() < (self.len() + 1) * 2 {
            self.grow();
        }
        let hash = quick_hash(text.as_bytes());
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let code = self.slots[slot];
            if code == 0 {
                break;
            }
            if self.hashes[code as usize - 1] == hash && self.text(code) == text {
                self.last_code = code;
                return code;
            }
            slot = (slot + 1) & mask;
        }
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.hashes.push(hash);
        let code = self.len() as u32;
        self.slots[slot] = code;
        self.last_code = code;
        code
    }

    fn grow(&mut self) {
        let n_slots = (self.slots.len() * 2).max(16);
        self.slots = vec![0; n_slots];
        for (place, &hash) in self.hashes.iter().enumerate() {
            let mut slot = hash as usize & (n_slots - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (n_slots - 1);
            }
            self.slots[slot] = place as u32 + 1;
        }
    }
}

/// Eight bytes a step, for tables in memory only: never for keys that leave it.
fn quick_hash(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = (bytes.len() as u64).wrapping_mul(FACTOR);
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        hash = (hash.rotate_left(23) ^ u64::from_le_bytes(word)).wrapping_mul(FACTOR);
    }
    let rest = chunks.remainder().iter().rev().fold(0u64, |word, &byte| (word << 8) | u64::from(byte));
    hash = (hash.rotate_left(23) ^ rest).wrapping_mul(FACTOR);
    hash ^ (hash >> 32)
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
}
