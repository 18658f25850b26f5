//! Digits and signs in the place of letters (`arr3st`, `j@il`, `po1ice`): a word to all that it may be read as.

/// Signs that may stand in the place of a letter inside a word.
pub(super) fn is_letter_sign(c: char) -> bool {
    matches!(c, '@' | '$' | '!' | '|' | '+' | '€')
}

/// What a lower-case word may be read as: itself, and with its digits and signs as letters, once with 1 as `i` and once as `l`.
/// Words without letters, and letters alone, are only themselves.
pub(super) fn readings(word: &str) -> Vec<String> {
    let is_mixed = word.chars().any(char::is_alphabetic) && word.chars().any(|c| c.is_ascii_digit() || is_letter_sign(c));
    let mut all = vec![word.to_owned()];
    if is_mixed {
        for stroke in ['i', 'l'] {
            let reading: String = word.chars().map(|c| letter(c, stroke)).collect();
            if !all.contains(&reading) {
                all.push(reading);
            }
        }
    }
    all
}

fn letter(c: char, stroke: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' | '|' => stroke,
        '2' => 'z',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '6' | '9' => 'g',
        '7' | '+' => 't',
        '8' => 'b',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::readings;

    #[test]
    fn a_word_with_digits_is_also_read_with_letters() {
        assert!(readings("arr3st").contains(&"arrest".to_owned()));
        assert!(readings("po1ice").contains(&"police".to_owned()) && readings("cr1minal").contains(&"criminal".to_owned()));
        assert!(readings("$ue").contains(&"sue".to_owned()) && readings("j@!l").contains(&"jail".to_owned()));
        assert_eq!(readings("1380"), ["1380"]);
        assert_eq!(readings("court"), ["court"]);
    }
}
