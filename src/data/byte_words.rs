//! Bytes eight at a time. Comes in: bytes and a place among them. Goes out: up to eight of them as one number, the first
//! one lowest. Knows nothing of what they mean.

/// The same byte eight times, times this.
pub const EACH_BYTE: u64 = 0x0101_0101_0101_0101;

/// The `n_bytes` lowest bytes set, at most eight.
#[inline(always)]
pub const fn low_bytes(n_bytes: usize) -> u64 {
    if n_bytes < 8 { (1 << (8 * n_bytes)) - 1 } else { u64::MAX }
}

/// The `n_bytes` bytes from `start` on, at most eight; zeros above them and for bytes beyond the end.
#[inline(always)]
pub fn word_at(bytes: &[u8], start: usize, n_bytes: usize) -> u64 {
    let rest = bytes.get(start..).unwrap_or_default();
    match rest.first_chunk::<8>() {
        Some(chunk) => u64::from_le_bytes(*chunk) & low_bytes(n_bytes),
        None => short_word(&rest[..n_bytes.min(rest.len())]),
    }
}

/// Sixteen bytes as two numbers.
#[inline(always)]
pub fn words_of(bytes: &[u8; 16]) -> [u64; 2] {
    let (words, _) = bytes.as_chunks();
    [u64::from_le_bytes(words[0]), u64::from_le_bytes(words[1])]
}

#[cold]
fn short_word(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |word, &byte| (word << 8) | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::word_at;

    #[test]
    fn words_are_the_same_at_the_end_of_the_bytes() {
        let bytes = b"abcdefghijkl";
        for start in 0..=bytes.len() {
            for n_bytes in 0..=8.min(bytes.len() - start) {
                let mut own = [0; 8];
                own[..n_bytes].copy_from_slice(&bytes[start..start + n_bytes]);
                assert_eq!(word_at(bytes, start, n_bytes), u64::from_le_bytes(own));
                assert_eq!(word_at(&bytes[..start + n_bytes], start, n_bytes), u64::from_le_bytes(own));
            }
        }
    }
}
