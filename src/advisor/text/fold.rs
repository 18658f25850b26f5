//! One character to how it is read: what looks like a Latin letter is one, every script's digits are ASCII, what is not seen is
//! gone. In the place of the tables of NFKC, which weigh more than all the rest, ranges: what people disguise words with.

/// Letters that look like Latin ones: each followed by the letter it looks like. Cyrillic, Greek, Latin with hooks, small capitals.
const LOOK_ALIKES: &str = "аaеeоoрpсcуyхxіiїiјjѕsһhԁdԛqԝwвbнhкkмmтtгrпnиuзeьbёe\
АAВBЕEКKМMНHОOРPСCТTХXУYІIЇIЈJЅSԜWЗEГRПN\
αaεeοoρpνvτtυuκkιiχxηnωwγyσsςsμuβbίiόoέeάaύu\
ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX\
ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz\
ɑaɡgıiɩiəeɛeƖlØOøoĐDđdŁLłlƒfꞬG\
ℂCℊgℋHℌHℍHℎhℐIℑIℒLℓlℕNℙPℚQℛRℜRℝRℤZℬBℭCℯeℰEℱFℳMℴoℹiK\u{4b}ÅA\
ⅠIⅤVⅩXⅬLⅭCⅮDⅯMⅰiⅴvⅹxⅼlⅽcⅾdⅿmªaºo";

/// U+0100 to U+017F without their marks.
const LATIN_EXTENDED: &str =
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

/// Where a script's ten digits begin.
const ZEROS: [u32; 36] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0,
    0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xAA50, 0xABF0, 0x104A0,
    0x11066,
];

/// Hands over what a character is read as: nothing, one character, or the letters of a ligature.
pub(super) fn fold(c: char, push: &mut impl FnMut(char)) {
    if c.is_ascii() {
        return push(c);
    }
    if is_unseen(c) {
        return;
    }
    if let Some(letters) = ligature(c) {
        return letters.chars().for_each(push);
    }
    push(plain(c));
}

/// Zero-width characters, marks of direction, variation selectors, tags, and marks drawn over the letter before them.
fn is_unseen(c: char) -> bool {
    matches!(c as u32,
        0xAD | 0x34F | 0x61C | 0x115F | 0x1160 | 0x3164 | 0xFFA0 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E
        | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF | 0xFFF9..=0xFFFB | 0xE0000..=0xE0FFF
        | 0x300..=0x36F | 0x483..=0x489 | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F
        // The dot that tells Devanagari letters of foreign sounds: many leave it out.
        | 0x93C)
}

fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        'Æ' => "AE",
        'æ' => "ae",
        'Œ' => "OE",
        'œ' => "oe",
        'ß' => "ss",
        'Ĳ' => "IJ",
        'ĳ' => "ij",
        '₨' => "Rs",
        '№' => "No",
        '½' => " 1/2",
        '…' => "...",
        _ => return None,
    })
}

fn plain(c: char) -> char {
    by_range(c).or_else(|| digit(c)).or_else(|| look_alike(c)).unwrap_or(c)
}

/// The letter of an alphabet that begins at `first`.
fn letter(code: u32, first: u32, alphabet: char) -> Option<char> {
    char::from_u32(alphabet as u32 + (code - first))
}

fn by_range(c: char) -> Option<char> {
    let code = c as u32;
    match code {
        // Blanks and line ends
        0xA0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 => Some(' '),
        0x85 | 0x2028 | 0x2029 => Some('\n'),
        // Punctuation
        0x2018..=0x201B | 0x2BC | 0x2B9 | 0x2032 | 0xB4 => Some('\''),
        0x201C..=0x201F | 0xAB | 0xBB | 0x2033 => Some('"'),
        0x2010..=0x2015 | 0x2212 | 0xFE58 | 0xFE63 => Some('-'),
        0x2044 | 0x2215 => Some('/'),
        0xFFE1 => Some('£'),
        0x3002 => Some('.'),
        // Full width
        0xFF01..=0xFF5E => letter(code, 0xFF01, '!'),
        // Mathematical letters and digits
        0x1D400..=0x1D6A3 => in_alphabets((code - 0x1D400) % 52),
        0x1D7CE..=0x1D7FF => letter((code - 0x1D7CE) % 10, 0, '0'),
        // Circled, bracketed, squared
        0x2460..=0x2468 => letter(code, 0x2460, '1'),
        0x2474..=0x247C => letter(code, 0x2474, '1'),
        0x2488..=0x2490 => letter(code, 0x2488, '1'),
        0x2776..=0x277E => letter(code, 0x2776, '1'),
        0x24EA | 0x24FF => Some('0'),
        0x249C..=0x24B5 => letter(code, 0x249C, 'a'),
        0x24B6..=0x24CF => letter(code, 0x24B6, 'A'),
        0x24D0..=0x24E9 => letter(code, 0x24D0, 'a'),
        0x1F110..=0x1F129 => letter(code, 0x1F110, 'A'),
        0x1F130..=0x1F149 => letter(code, 0x1F130, 'A'),
        0x1F150..=0x1F169 => letter(code, 0x1F150, 'A'),
        0x1F170..=0x1F189 => letter(code, 0x1F170, 'A'),
        0x1F1E6..=0x1F1FF => letter(code, 0x1F1E6, 'A'),
        // Latin with marks
        0xC0..=0xFF => latin(c),
        0x100..=0x17F => LATIN_EXTENDED.chars().nth((code - 0x100) as usize),
        // Devanagari letters of foreign sounds, and the two ways of writing a nasal vowel
        0x929 => Some('न'),
        0x931 => Some('र'),
        0x934 => Some('ळ'),
        0x958..=0x95F => "कखगजडढफय".chars().nth((code - 0x958) as usize),
        0x901 => Some('\u{902}'),
        _ => None,
    }
}

fn in_alphabets(place: u32) -> Option<char> {
    if place < 26 { letter(place, 0, 'A') } else { letter(place, 26, 'a') }
}

fn latin(c: char) -> Option<char> {
    Some(match c {
        'À'..='Å' => 'A',
        'Ç' => 'C',
        'È'..='Ë' => 'E',
        'Ì'..='Ï' => 'I',
        'Ñ' => 'N',
        'Ò'..='Ö' | 'Ø' => 'O',
        'Ù'..='Ü' => 'U',
        'Ý' => 'Y',
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        _ => return None,
    })
}

fn digit(c: char) -> Option<char> {
    let code = c as u32;
    let of_script = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| code - zero);
    let value = of_script.or(match c {
        '⁰' => Some(0),
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁴'..='⁹' => Some(code - '⁰' as u32),
        '₀'..='₉' => Some(code - '₀' as u32),
        _ => None,
    });
    value.and_then(|value| char::from_digit(value, 10))
}

fn look_alike(c: char) -> Option<char> {
    let mut letters = LOOK_ALIKES.chars();
    while let (Some(found), Some(read_as)) = (letters.next(), letters.next()) {
        if found == c {
            return Some(read_as);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::Text;

    fn folded(text: &str) -> String {
        Text::read(text).chars.iter().collect()
    }

    #[test]
    fn disguised_letters_are_read_as_what_they_look_like() {
        for disguise in [
            "ａｒｒｅｓｔ",
            "𝐚𝐫𝐫𝐞𝐬𝐭",
            "𝓪𝓻𝓻𝓮𝓼𝓽",
            "ⓐⓡⓡⓔⓢⓣ",
            "аrrеst",
            "a\u{200b}r\u{200d}r\u{ad}est",
            "a\u{336}r\u{336}r\u{336}est",
            "árrést",
            "ᴀʀʀᴇsᴛ",
        ] {
            assert_eq!(folded(disguise), "arrest", "{disguise}");
        }
        assert_eq!(folded("🄰🅁🅁🄴🅂🅃 ŠŽŘŻž ﬁnal"), "ARREST SZRZz final");
    }

    #[test]
    fn digits_of_any_script_are_ascii() {
        assert_eq!(folded("१२३४५ ١٢٣ ௧௨ 𝟙𝟚 ①② ²₃ ４５"), "12345 123 12 12 12 23 45");
    }

    #[test]
    fn devanagari_keeps_its_letters_but_not_the_dots_that_many_leave_out() {
        assert_eq!(folded("गिरफ़्तार"), folded("गिरफ्तार"));
        assert_eq!(folded("आएँगे"), folded("आएंगे"));
        assert_eq!(folded("क़र्ज़"), "कर्ज");
    }
}
