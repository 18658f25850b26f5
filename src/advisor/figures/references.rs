//! Digits that name something: the shown end of a loan's or an account's number, and phone numbers.

use super::FigureValue;
use super::pieces::Pieces;

/// The longest that is taken for the shown end of a number; longer ones are whole numbers.
const LONGEST_FRAGMENT: usize = 8;

/// `XX1234`, `****1234`, `ending in 1234`, `loan no. LN-1234`.
pub(super) fn account_at(pieces: &Pieces, start: usize) -> Option<(FigureValue, usize)> {
    let (place, is_sure) = account_digits(pieces, start)?;
    let numeral = pieces.numeral(place).filter(|numeral| numeral.is_plain)?;
    let n_digits = numeral.digits.len();
    let is_amount = matches!(pieces.sign(place + 1), Some('%')) || (pieces.is_tight(place + 1) && pieces.is_sign(place + 1, ','));
    let is_fragment = (if is_sure { 2..=LONGEST_FRAGMENT } else { 4..=LONGEST_FRAGMENT }).contains(&n_digits);
    (is_fragment && !is_amount).then(|| (FigureValue::Account(numeral.digits.clone()), place + 1))
}

/// Where the digits of an account that begins here stand, and whether they can be nothing else.
fn account_digits(pieces: &Pieces, start: usize) -> Option<(usize, bool)> {
    let unmasked = behind_mask(pieces, start);
    if unmasked > start {
        return Some((unmasked, true));
    }
    if let Some(place) = last_digits(pieces, start) {
        return Some((place, true));
    }
    match pieces.word(start) {
        "ending" | "ends" | "end" => {
            let place = start + 1 + usize::from(matches!(pieces.word(start + 1), "in" | "with" | "wid" | "on" | "digits"));
            return Some((behind_mask(pieces, place), true));
        }
        "account" | "acct" | "ac" | "a" | "loan" | "ref" | "reference" | "agreement" | "card" | "lan" | "खाता" | "खाते" | "लोन" | "ऋण"
        | "संदर्भ" | "khata" | "khate" | "sandarbh" | "case" | "file" => {}
        _ => return None,
    }
    let mut place = start + 1;
    let mut has_label = matches!(pieces.word(start), "ref" | "reference" | "lan" | "संदर्भ" | "sandarbh");
    for _ in 0..9 {
        let is_named = matches!(
            pieces.word(place),
            "no" | "number"
                | "nos"
                | "id"
                | "ref"
                | "reference"
                | "संख्या"
                | "नंबर"
                | "नं"
                | "क्रमांक"
                | "number's"
                | "num"
                | "ending"
                | "sankhya"
        );
        let is_sign = matches!(pieces.sign(place), Some('.' | ':' | '#' | '-' | '/' | '(' | '*' | '•' | '…' | '●'));
        let is_joining = matches!(
            pieces.word(place),
            "c" | "is"
                | "account"
                | "ac"
                | "in"
                | "with"
                | "the"
                | "your"
                | "x"
                | "xx"
                | "xxx"
                | "xxxx"
                | "xxxxx"
                | "xxxxxx"
                | "a"
                | "loan"
                | "agreement"
        );
        // `LN-1234`: letters tight before the digits
        let is_prefix = pieces.word(place).chars().count() <= 4
            && !pieces.word(place).is_empty()
            && (pieces.is_tight(place + 1))
            && (pieces.numeral(place + 1).is_some() || pieces.is_sign(place + 1, '-') || pieces.is_sign(place + 1, '/'));
        if !(is_named || is_sign || is_joining || is_prefix) || pieces.is_on_new_line(place) {
            break;
        }
        has_label |= is_named
            || pieces.is_sign(place, '#')
            || pieces.is_sign(place, '*')
            || pieces.is_sign(place, ':')
            || is_prefix
            || pieces.word(place).starts_with("xx");
        place += 1;
    }
    // `LN-2023-004821`: the last of the numbers is the one that ends the reference.
    while has_label
        && pieces.numeral(place).is_some()
        && pieces.is_tight(place + 1)
        && matches!(pieces.sign(place + 1), Some('-' | '/'))
        && pieces.is_tight(place + 2)
        && pieces.numeral(place + 2).is_some()
    {
        place += 2;
    }
    let is_account_word =
        matches!(pieces.word(start), "account" | "acct" | "खाता" | "खाते" | "khata" | "khate" | "agreement") && place == start + 1;
    let is_plain_four = pieces.numeral(place).is_some_and(|numeral| numeral.is_plain && numeral.digits.len() >= 4);
    ((has_label || is_account_word) && is_plain_four).then_some((place, has_label))
}

/// `jiske last me 6119 hai`, `akhri char ank 6119`: where the last digits of an account stand. "In the end 2750" are none.
fn last_digits(pieces: &Pieces, start: usize) -> Option<usize> {
    if !matches!(pieces.word(start), "last" | "akhri" | "aakhri" | "antim" | "ant" | "आखिरी" | "अंतिम" | "अंत") {
        return None;
    }
    let is_digit_word = |word: &str| matches!(word, "digit" | "digits" | "ank" | "anko" | "अंक" | "नंबर" | "number");
    let is_joining = |word: &str| {
        is_digit_word(word)
            || matches!(word, "me" | "mein" | "में" | "के" | "ke" | "char" | "chaar" | "चार" | "four" | "hai" | "hain" | "हैं" | "है" | "are")
    };
    let is_four = |place: usize| pieces.numeral(place).is_some_and(|numeral| numeral.is_plain && numeral.digits.len() == 4);
    let is_count = |place: usize| pieces.numeral(place).is_some_and(|numeral| numeral.digits == "4");
    let place = (start + 1..start + 7).find(|place| !is_joining(pieces.word(*place)) && !is_count(*place))?;
    let says_digits = (start + 1..place).any(|place| is_digit_word(pieces.word(place)));
    let is_there = matches!(pieces.word(place + 1), "hai" | "h" | "he" | "है" | "aata" | "wala" | "wale" | "वाला" | "वाले");
    (is_four(place) && place > start + 1 && (says_digits || is_there)).then_some(place)
}

/// The first piece behind signs that stand for hidden digits: `XX`, `****`, `xxxx-xxxx-`.
fn behind_mask(pieces: &Pieces, start: usize) -> usize {
    let is_mask = |place: usize| {
        let word = pieces.word(place);
        (word.len() > 1 && word.chars().all(|c| c == 'x')) || matches!(pieces.sign(place), Some('*' | '•' | '●' | '#' | '…'))
    };
    let mut place = start;
    let mut n_masks = 0;
    while is_mask(place) || (n_masks > 0 && matches!(pieces.sign(place), Some('-')) && pieces.is_tight(place)) {
        n_masks += 1;
        place += 1;
    }
    let is_word = n_masks > 0 && !pieces.word(start).is_empty();
    if is_word || n_masks > 1 { place } else { start }
}

/// A phone number: at least ten digits (seven after a word that asks to call), perhaps in groups.
pub(super) fn phone_at(pieces: &Pieces, start: usize) -> Option<(FigureValue, usize)> {
    let has_plus = pieces.is_sign(start, '+');
    let has_bracket = pieces.is_sign(start + usize::from(has_plus), '(');
    let mut place = start + usize::from(has_plus) + usize::from(has_bracket);
    let (mut digits, mut end, mut n_groups) = (String::new(), place, 0);
    while let Some(numeral) = pieces.numeral(place).filter(|numeral| numeral.is_plain) {
        let is_other = is_other_figure(pieces, place);
        if n_groups > 0
            && (is_other
                || digits.len() + numeral.digits.len() > 13
                || (numeral.digits.len() < 2 && !digits.starts_with('1'))
                || pieces.is_on_new_line(place))
        {
            break;
        }
        digits.push_str(&numeral.digits);
        n_groups += 1;
        end = place + 1;
        place = end;
        let may_join = |place: usize| match pieces.sign(place) {
            Some('-' | ')' | '(') => true,
            Some('.') => pieces.is_tight(place + 1),
            _ => false,
        };
        while place < end + 2 && may_join(place) {
            place += 1;
        }
    }
    let is_called = (1..=3).any(|back| {
        matches!(
            pieces.word_before(start, back),
            "call"
                | "calling"
                | "phone"
                | "tel"
                | "telephone"
                | "mobile"
                | "whatsapp"
                | "helpline"
                | "dial"
                | "ring"
                | "text"
                | "sms"
                | "कॉल"
                | "फोन"
                | "हेल्पलाइन"
                | "ph"
                | "mob"
                | "contact"
                | "number"
        )
    });
    let is_free = digits.starts_with("1800") || digits.starts_with("0") || digits.starts_with("800") || digits.starts_with("1860");
    let is_mobile = digits.len() == 10 && digits.starts_with(['6', '7', '8', '9']) && n_groups <= 2;
    let is_grouped = n_groups >= 3 && (10..=11).contains(&digits.len());
    let is_long = (10..=13).contains(&digits.len()) && (has_plus || has_bracket || is_free || is_called || is_mobile || is_grouped);
    let is_aadhaar = digits.len() == 12 && !has_plus && !is_free && !is_called;
    let is_short = (7..=9).contains(&digits.len()) && (is_free || (is_called && n_groups > 1)) && digits.len() > 7;
    let is_account = matches!(pieces.word_before(start, 1), "account" | "ac" | "card" | "aadhaar" | "loan")
        || pieces.is_tight(start) && !pieces.word_before(start, 1).is_empty();
    ((is_long || is_short) && !is_aadhaar && !is_account).then_some((FigureValue::Phone(digits), end))
}

/// Whether a number belongs to a time, a date or a per cent and not to the phone number before it.
fn is_other_figure(pieces: &Pieces, place: usize) -> bool {
    matches!(pieces.word(place + 1), "am" | "pm" | "baje" | "बजे" | "hrs" | "days" | "percent" | "months")
        || matches!(pieces.sign(place + 1), Some(':' | '%' | '/'))
}
