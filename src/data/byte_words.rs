//! Bytes eight at a time. Comes in: bytes and a place among them. Goes out: up to eight of them as one number, the first
//! one lowest. Knows nothing of what they mean.

/// How many bytes are looked at together.
pub const BLOCK: usize = 64;
/// The same byte eight times, times this.
pub const EACH_BYTE: u64 = 0x0101_0101_0101_0101;

/// The `n_bytes` lowest bytes set, at most eight.
#[inline(always)]
pub fn low_bytes(n_bytes: usize) -> u64 {
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

#[cold]
fn short_word(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |word, &byte| (word << 8) | u64::from(byte))
}

/// A bit for each byte of a block that holds. Its loop is one that compilers turn into vector instructions.
#[inline(always)]
pub fn bits_where(block: &[u8; BLOCK], holds: impl Fn(u8) -> bool) -> u64 {
    let marks = block.map(|byte| if holds(byte) { u8::MAX } else { 0 });
    let (words, _) = marks.as_chunks::<8>();
    // Of each byte another bit is kept, and the sum of all bytes is the highest one of the product.
    let bits = words.iter().map(|word| ((u64::from_le_bytes(*word) & 0x8040_2010_0804_0201).wrapping_mul(EACH_BYTE)) >> 56);
    bits.enumerate().fold(0, |all, (place, bits)| all | bits << (place * 8))
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, bits_where, word_at};

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

    #[test]
    fn each_byte_has_its_bit() {
        let mut block = [b'x'; BLOCK];
        let places = [0, 1, 7, 8, 30, 31, 32, 55, 62, 63];
        places.iter().for_each(|place| block[*place] = b',');
        let bits = bits_where(&block, |byte| byte == b',');
        assert_eq!((0..BLOCK).filter(|place| bits >> place & 1 == 1).collect::<Vec<_>>(), places);
    }
}
