//! Names across scripts: whether a draft says a name, in Latin letters or in Devanagari, with or without its legal form.
//!
//! Both are reduced to the consonants that are heard: `Sahyog Finance` and `सहयोग फाइनेंस` both give `shg fnns`.

use crate::advisor::text::Text;
use crate::advisor::text::words::{Word, words};

/// Words of a name that may be left out.
const LEGAL_FORMS: [&str; 24] = [
    "ltd",
    "limited",
    "pvt",
    "private",
    "inc",
    "llc",
    "llp",
    "plc",
    "corp",
    "corporation",
    "co",
    "company",
    "the",
    "and",
    "of",
    "लिमिटेड",
    "प्राइवेट",
    "लि",
    "कंपनी",
    "प्रा",
    "एंड",
    "public",
    "group",
    "incorporated",
];

/// The words of a name that must be said: without its legal form, or all if there is nothing else.
fn wanted_words(name: &str) -> Vec<String> {
    let all: Vec<String> = words(&Text::read(name)).iter().map(|word| word.text().to_owned()).collect();
    let own: Vec<String> = all.iter().filter(|word| !LEGAL_FORMS.contains(&word.as_str())).cloned().collect();
    if own.is_empty() { all } else { own }
}

/// Whether the words of a name stand in a text, in order and near each other.
pub(super) fn says_name(text: &[Word], name: &str) -> bool {
    let wanted = wanted_words(name);
    !wanted.is_empty() && ((0..text.len()).any(|start| end_of_name(text, start, &wanted).is_some()) || says_joined(text, &wanted))
}

/// The places of all words that say a name.
pub(super) fn name_places(text: &[Word], name: &str) -> Vec<usize> {
    let wanted = wanted_words(name);
    if wanted.is_empty() {
        return Vec::new();
    }
    (0..text.len()).filter_map(|start| Some(start..end_of_name(text, start, &wanted)?)).flatten().collect()
}

/// The first word behind a name that begins here.
fn end_of_name(text: &[Word], start: usize, wanted: &[String]) -> Option<usize> {
    let mut place = start;
    for (nth, part) in wanted.iter().enumerate() {
        let reach = if nth == 0 { 1 } else { 3 };
        place = (place..(place + reach).min(text.len())).find(|place| is_same(text[*place].text(), part))? + 1;
    }
    Some(place)
}

/// `SahyogFinance` for `Sahyog Finance`, and the other way round.
fn says_joined(text: &[Word], wanted: &[String]) -> bool {
    let joined = wanted.concat();
    text.iter().any(|word| word.text() == joined)
        || (wanted.len() == 1 && text.windows(2).any(|pair| format!("{}{}", pair[0].text(), pair[1].text()) == joined))
}

/// The same word, or two that sound alike in two scripts.
fn is_same(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    if a.is_ascii() == b.is_ascii() {
        return false;
    }
    // `z` and `s` are one: "Rise" and `राइज़`.
    let (a, b) = (sounds(a), sounds(b));
    if a.replace('j', "s") == b.replace('j', "s") {
        return true;
    }
    let longest = a.chars().count().max(b.chars().count());
    a == b || (longest >= 4 && differs_by_one(&a, &b))
}

fn sounds(word: &str) -> String {
    let mut sounds = String::new();
    let letters: Vec<char> = word.chars().collect();
    for (place, c) in letters.iter().enumerate() {
        let next = letters.get(place + 1).copied().unwrap_or(' ');
        let sound = match c {
            'c' if matches!(next, 'e' | 'i' | 'y') => 's',
            'c' if next == 'h' => 'C',
            // `Max` and `मैक्स`, `Quick` and `क्विक`.
            'x' => {
                sounds.push_str(if sounds.ends_with('k') { "s" } else { "ks" });
                continue;
            }
            'q' if next == 'u' => {
                sounds.push_str("kv");
                continue;
            }
            'c' | 'k' | 'q' | 'क' | 'ख' => 'k',
            // `Light`, `Knight`.
            'g' if next == 'h' && letters.get(place + 2) == Some(&'t') => continue,
            'g' if matches!(next, 'e') => 'j',
            'g' | 'ग' | 'घ' => 'g',
            'च' | 'छ' => 'C',
            'j' | 'z' | 'ज' | 'झ' => 'j',
            't' if letters[place..].starts_with(&['t', 'u', 'r', 'e']) => 'C',
            't' | 'ट' | 'ठ' | 'त' | 'थ' => 't',
            'd' | 'ड' | 'ढ' | 'द' | 'ध' => 'd',
            'n' | 'ण' | 'न' | 'ङ' | 'ञ' | '\u{902}' => 'n',
            'p' if next == 'h' => 'f',
            'f' | 'फ' => 'f',
            'p' | 'प' => 'p',
            'b' | 'ब' | 'भ' => 'b',
            'm' | 'म' => 'm',
            'r' | 'र' | 'ऋ' | '\u{943}' => 'r',
            'l' | 'ल' | 'ळ' => 'l',
            // `Meadow`, `Growth`: a `w` behind a vowel and before no other is not heard.
            'w' if place > 0 && matches!(letters[place - 1], 'a' | 'e' | 'o') && !matches!(next, 'a' | 'e' | 'i' | 'o' | 'u' | 'y') => {
                continue;
            }
            'v' | 'w' | 'व' => 'v',
            's' | 'श' | 'ष' | 'स' => 's',
            'ह' => 'h',
            'h' if place == 0 || matches!(letters[place - 1], 'a' | 'e' | 'i' | 'o' | 'u') => 'h',
            _ => continue,
        };
        if !sounds.ends_with(sound) {
            sounds.push(sound);
        }
    }
    sounds
}

/// One letter more, less or other.
fn differs_by_one(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let n_same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let rest = |word: &[char], skipped: usize| word.get(n_same + skipped..).unwrap_or_default().to_vec();
    (a.len() == b.len() && rest(&a, 1) == rest(&b, 1))
        || (a.len() == b.len() + 1 && rest(&a, 1) == rest(&b, 0))
        || (a.len() + 1 == b.len() && rest(&a, 0) == rest(&b, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(text: &str, name: &str) -> bool {
        says_name(&words(&Text::read(text)), name)
    }

    #[test]
    fn a_name_is_known_in_either_script_and_without_its_legal_form() {
        assert!(says("This is Sahyog Finance.", "Sahyog Finance Ltd") && says("सहयोग फाइनेंस की ओर से", "Sahyog Finance Ltd"));
        assert!(
            says("Jeevan Microfinance Limited", "Jeevan Microfinance Pvt. Ltd.") && says("जीवन माइक्रोफाइनेंस", "Jeevan Microfinance Pvt Ltd")
        );
        assert!(says("अमृत मीडो फाइनेंस", "Amrit Meadow Finance") && says("मैक्स राइज़ क्विक लाइट", "Max Rise Quick Light"));
        assert!(says("उदय कैपिटल बैंक", "Uday Capital Bank") && says("from SahyogFinance", "Sahyog Finance"));
        assert!(!says("This is Sahara Finance", "Sahyog Finance Ltd") && !says("Finance team", "Sahyog Finance") && !says("", "Sahyog"));
    }
}
