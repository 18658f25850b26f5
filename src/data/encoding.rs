//! Bytes of a file to UTF-8, piece by piece: which encoding it is in, and its text in UTF-8. How the file is cut into
//! pieces makes no difference. UTF-8 passes through as it is, damage and all: who reads the rows says where it is.

use encoding_rs::mem::{convert_latin1_to_utf8, convert_utf16_to_utf8};
use serde::{Deserialize, Serialize};

use super::byte_block::is_ascii;

/// How a file's characters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, and ASCII with it.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Windows-1252, and Latin-1 with it.
    Windows1252,
}

impl Encoding {
    /// All, the commonest first.
    pub const ALL: [Encoding; 4] = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252];

    /// Its name among those that the web knows.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Windows1252 => "windows-1252",
        }
    }
}

/// The characters of the bytes 0x80 to 0x9F in Windows-1252, by the table of the WHATWG; five stand for themselves.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', //
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// What a file's first bytes say of its encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SniffedEncoding {
    pub encoding: Encoding,
    /// Whether a later byte cannot change it: a file of ASCII so far may still turn out to be Windows-1252.
    pub is_settled: bool,
}

/// A byte order mark, or else UTF-8 where it fits, UTF-16 where nearly every second byte is zero, Windows-1252 where
/// more bytes break UTF-8 than characters fit it. `is_whole` says that `head` is all of the file.
pub(super) fn sniff_encoding(head: &[u8], is_whole: bool) -> SniffedEncoding {
    let settled = |encoding| SniffedEncoding { encoding, is_settled: true };
    if head.starts_with(b"\xef\xbb\xbf") {
        return settled(Encoding::Utf8);
    }
    if let Some(encoding) = utf16_of(head) {
        return settled(encoding);
    }
    let (mut n_fitting, mut n_broken, mut end) = (0, 0, 0);
    for chunk in head.utf8_chunks() {
        n_fitting += chunk.valid().bytes().filter(|&byte| byte >= 0xc0).count();
        end += chunk.valid().len() + chunk.invalid().len();
        // The head may end within a character.
        let is_cut = !is_whole && end == head.len() && std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
        n_broken += usize::from(!chunk.invalid().is_empty() && !is_cut);
    }
    match (n_fitting, n_broken) {
        (0, 0) => SniffedEncoding { encoding: Encoding::Utf8, is_settled: false },
        _ if n_fitting >= n_broken => settled(Encoding::Utf8),
        _ => settled(Encoding::Windows1252),
    }
}

/// UTF-16, by its byte order mark or by a zero in nearly every second place.
fn utf16_of(head: &[u8]) -> Option<Encoding> {
    if head.starts_with(b"\xff\xfe") {
        return Some(Encoding::Utf16Le);
    }
    if head.starts_with(b"\xfe\xff") {
        return Some(Encoding::Utf16Be);
    }
    let sample = &head[..head.len().min(4096)];
    let half = sample.len() / 2;
    let is_zero = |offset: usize| {
        let n_zero = sample.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
        half >= 4 && n_zero * 10 >= half * 7
    };
    match (is_zero(0), is_zero(1)) {
        (true, false) => Some(Encoding::Utf16Be),
        (false, true) => Some(Encoding::Utf16Le),
        _ => None,
    }
}

/// Turns a file that arrives in pieces into UTF-8.
#[derive(Debug)]
pub(super) struct Decoder {
    encoding: Encoding,
    is_settled: bool,
    /// Bytes of a character that is not whole yet.
    held: Vec<u8>,
    units: Vec<u16>,
    text: Vec<u8>,
    /// Bytes that have come, and where the first one beyond ASCII was, as far as it matters.
    n_bytes: u64,
    foreign_byte: Option<u64>,
}

impl Decoder {
    pub fn new(sniffed: SniffedEncoding) -> Self {
        let SniffedEncoding { encoding, is_settled } = sniffed;
        Decoder { encoding, is_settled, held: Vec::new(), units: Vec::new(), text: Vec::new(), n_bytes: 0, foreign_byte: None }
    }

    /// What the file has turned out to be in.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The text of the next piece, and the place in the file (and in its text) of the first byte that only
    /// Windows-1252 explains, once it has come.
    pub fn decode<'a>(&'a mut self, bytes: &'a [u8]) -> (&'a [u8], Option<u64>) {
        match self.encoding {
            Encoding::Utf8 if self.is_settled => return (bytes, None),
            Encoding::Utf8 if self.held.is_empty() && is_ascii(bytes) => {
                self.n_bytes += bytes.len() as u64;
                return (bytes, None);
            }
            Encoding::Utf8 => self.settle(bytes),
            Encoding::Utf16Le => self.decode_utf16(bytes, u16::from_le_bytes),
            Encoding::Utf16Be => self.decode_utf16(bytes, u16::from_be_bytes),
            Encoding::Windows1252 => self.decode_windows_1252(bytes),
        }
        (&self.text, self.foreign_byte)
    }

    /// What is left at the end: a character that was cut off.
    pub fn finish(&mut self) -> (&[u8], Option<u64>) {
        self.text.clear();
        let held = std::mem::take(&mut self.held);
        match self.encoding {
            _ if held.is_empty() => {}
            Encoding::Utf16Le | Encoding::Utf16Be => self.text.extend("\u{fffd}".bytes()),
            Encoding::Utf8 | Encoding::Windows1252 => {
                self.encoding = Encoding::Windows1252;
                self.n_bytes -= held.len() as u64;
                self.decode_windows_1252(&held);
            }
        }
        (&self.text, self.foreign_byte)
    }

    /// The first character beyond ASCII decides: all before it reads the same in UTF-8 and in Windows-1252.
    fn settle(&mut self, bytes: &[u8]) {
        let mut joined = std::mem::take(&mut self.held);
        self.n_bytes -= joined.len() as u64;
        joined.extend_from_slice(bytes);
        let n_ascii = joined.iter().position(|byte| !byte.is_ascii()).unwrap_or(joined.len());
        let sequence = &joined[n_ascii..joined.len().min(n_ascii + 4)];
        match std::str::from_utf8(sequence) {
            Err(error) if error.valid_up_to() == 0 && error.error_len().is_none() => {
                self.held = joined.split_off(n_ascii);
                self.n_bytes += (n_ascii + self.held.len()) as u64;
                self.text = joined;
            }
            Err(error) if error.valid_up_to() == 0 => {
                self.encoding = Encoding::Windows1252;
                self.is_settled = true;
                self.decode_windows_1252(&joined);
            }
            _ => {
                self.is_settled = n_ascii < joined.len();
                self.n_bytes += joined.len() as u64;
                self.text = joined;
            }
        }
    }

    fn decode_utf16(&mut self, bytes: &[u8], unit_of: fn([u8; 2]) -> u16) {
        let mut joined = std::mem::take(&mut self.held);
        joined.extend_from_slice(bytes);
        let (pairs, _) = joined.as_chunks::<2>();
        self.units.clear();
        self.units.extend(pairs.iter().map(|pair| unit_of(*pair)));
        // The first half of a pair waits for the second.
        self.units.pop_if(|unit| (0xd800..0xdc00).contains(unit));
        self.held = joined.split_off(self.units.len() * 2);
        self.text.resize(self.units.len() * 3, 0);
        let n_text = convert_utf16_to_utf8(&self.units, &mut self.text);
        self.text.truncate(n_text);
    }

    fn decode_windows_1252(&mut self, bytes: &[u8]) {
        self.text.clear();
        if self.foreign_byte.is_none() {
            self.foreign_byte = bytes.iter().position(|byte| !byte.is_ascii()).map(|place| self.n_bytes + place as u64);
            self.n_bytes += bytes.len() as u64;
        }
        let is_own = |byte: u8| (0x80..0xa0).contains(&byte);
        for run in bytes.chunk_by(|a, b| is_own(*a) == is_own(*b)) {
            if is_own(run[0]) {
                let mut utf8 = [0; 4];
                let characters = run.iter().map(|&byte| WINDOWS_1252[usize::from(byte - 0x80)]);
                characters.for_each(|character| self.text.extend(character.encode_utf8(&mut utf8).bytes()));
            } else {
                let start = self.text.len();
                self.text.resize(start + run.len() * 2, 0);
                let n_text = convert_latin1_to_utf8(run, &mut self.text[start..]);
                self.text.truncate(start + n_text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Decoder, Encoding, SniffedEncoding, sniff_encoding};

    fn decoded<'a>(pieces: impl Iterator<Item = &'a [u8]>, sniffed: SniffedEncoding) -> (String, Encoding, Option<u64>) {
        let mut decoder = Decoder::new(sniffed);
        let mut text = Vec::new();
        pieces.for_each(|piece| text.extend_from_slice(decoder.decode(piece).0));
        let (rest, foreign_byte) = decoder.finish();
        text.extend_from_slice(rest);
        (String::from_utf8(text).unwrap_or_default(), decoder.encoding(), foreign_byte)
    }

    #[test]
    fn every_encoding_is_told_and_read_in_any_pieces() {
        let text = "id,naïve \u{1f600},५€\n";
        let units: Vec<u16> = text.encode_utf16().collect();
        let files: [(Vec<u8>, Encoding, &str); 5] = [
            (text.bytes().collect(), Encoding::Utf8, text),
            (units.iter().flat_map(|unit| unit.to_le_bytes()).collect(), Encoding::Utf16Le, text),
            (units.iter().flat_map(|unit| unit.to_be_bytes()).collect(), Encoding::Utf16Be, text),
            (b"id,na\xefve,\x80\x9f\n".to_vec(), Encoding::Windows1252, "id,naïve,€Ÿ\n"),
            (b"plain".to_vec(), Encoding::Utf8, "plain"),
        ];
        for (bytes, encoding, text) in files {
            let sniffed = sniff_encoding(&bytes, true);
            assert_eq!(sniffed.encoding, encoding);
            for size in 1..8 {
                assert_eq!(decoded(bytes.chunks(size), sniffed).0, text, "{encoding:?} in pieces of {size}");
            }
        }
    }

    #[test]
    fn ascii_may_turn_out_to_be_either() {
        let unsettled = SniffedEncoding { encoding: Encoding::Utf8, is_settled: false };
        for size in 1..12 {
            let windows = decoded(b"abc,caf\xe9\n,\xe9".chunks(size), unsettled);
            assert_eq!(windows, ("abc,café\n,é".to_owned(), Encoding::Windows1252, Some(7)));
            assert_eq!(decoded("abc,café".as_bytes().chunks(size), unsettled), ("abc,café".to_owned(), Encoding::Utf8, None));
            assert_eq!(decoded(b"ab\xc3".chunks(size), unsettled), ("abÃ".to_owned(), Encoding::Windows1252, Some(2)));
        }
    }

    #[test]
    fn damaged_text_is_not_taken_for_another_encoding() {
        assert_eq!(sniff_encoding("é₹é".as_bytes(), true).encoding, Encoding::Utf8);
        assert_eq!(sniff_encoding(b"\xc3\xa9,\xc3\xa9,\xff", true).encoding, Encoding::Utf8);
        assert_eq!(sniff_encoding(b"\xe9,\xe8", true).encoding, Encoding::Windows1252);
        assert_eq!(sniff_encoding(b"a\xe0\xa4", false).encoding, Encoding::Utf8);
        assert!(!sniff_encoding(b"a\xe0\xa4", false).is_settled);
    }
}
