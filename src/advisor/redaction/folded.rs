//! A text as it is searched: what is invisible left out, digits of all scripts as 0 to 9, full-width letters, dashes and blanks as
//! the plain ones. Each letter knows where it stands in the text.

use std::ops::Range;

/// A letter that is searched.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    /// As folded.
    pub letter: char,
    /// Its first byte in the text.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
}

/// The letters of a text.
pub(super) fn folded(text: &str) -> Vec<Letter> {
    let visible = text.char_indices().filter(|(_, letter)| !is_invisible(*letter));
    visible.map(|(start, letter)| Letter { letter: fold(letter), start, end: start + letter.len_utf8() }).collect()
}

/// Where letters stand in the text. `letters` is not empty.
pub(super) fn bytes_of(letters: &[Letter]) -> Range<usize> {
    let first = letters.first().map_or(0, |letter| letter.start);
    first..letters.last().map_or(first, |letter| letter.end)
}

/// Whether there is no letter or digit before this place.
pub(super) fn is_start(letters: &[Letter], at: usize) -> bool {
    at == 0 || !letters[at - 1].letter.is_alphanumeric()
}

/// Whether there is no letter or digit at this place.
pub(super) fn is_end(letters: &[Letter], at: usize) -> bool {
    letters.get(at).is_none_or(|letter| !letter.letter.is_alphanumeric())
}

/// What nobody sees, but a search would stumble over: soft hyphens, accents that stand alone, zero-width and bidirectional marks,
/// variation selectors, tags.
pub(super) fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{feff}'
        | '\u{300}'..='\u{36f}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}

/// The zero of each script that has its own digits: Arabic-Indic, Persian, N'Ko, the scripts of India, Thai, Lao, Tibetan, Burmese,
/// Khmer, full width.
const ZEROS: [u32; 19] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0xff10,
];

fn fold(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    let code = letter as u32;
    if let Some(digit) = ZEROS.iter().filter_map(|zero| code.checked_sub(*zero)).find(|digit| *digit < 10) {
        return char::from(b'0' + digit as u8);
    }
    match letter {
        // Mathematical digits in five styles.
        '\u{1d7ce}'..='\u{1d7ff}' => char::from(b'0' + ((code - 0x1d7ce) % 10) as u8),
        '\u{ff01}'..='\u{ff5e}' => char::from((code - 0xff01) as u8 + b'!'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{2024}' | '\u{3002}' => '.',
        '\u{fe6b}' => '@',
        other => other,
    }
}
