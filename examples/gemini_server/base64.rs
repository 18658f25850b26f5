//! Bytes that JSON cannot hold, written as letters (RFC 4648).

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The bytes, or nothing where a letter is none of base64's.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let letters = text.trim_end_matches('=').as_bytes();
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3 + 2);
    for group in letters.chunks(4) {
        let mut bits = 0;
        for letter in group {
            bits = bits << 6 | LETTERS.iter().position(|known| known == letter)?;
        }
        // Four letters are three bytes; three are two, and two are one, with zeros after them.
        bits <<= 6 * (4 - group.len());
        let three = [(bits >> 16) as u8, (bits >> 8) as u8, bits as u8];
        bytes.extend_from_slice(three.get(..group.len() - 1)?);
    }
    Some(bytes)
}
