//! Numbers of people, by their length, grouping and check digit: Aadhaar, cards, telephones, social security, and whatever else is
//! too long to be an amount.

use super::check_digits::{is_luhn, is_verhoeff};
use super::folded::Letter;
use super::kind::{PrivateKind, Span};

/// No number of a person has more digits.
const MOST_DIGITS: usize = 24;

/// From this length on, digits without a separator are no amount.
const LONG_NUMBER: usize = 11;

/// Digits in groups, as they are written.
#[derive(Default)]
struct Number {
    has_plus: bool,
    has_dot: bool,
    has_bracket: bool,
    digits: Vec<u8>,
    /// How many digits each group has.
    groups: Vec<usize>,
}

/// All such numbers. They may overlap.
pub(super) fn find_numbers(letters: &[Letter], spans: &mut Vec<Span>) {
    for at in 0..letters.len() {
        let is_first = at == 0 || !letters[at - 1].letter.is_ascii_digit();
        if letters[at].letter.is_ascii_digit() && is_first {
            find_at(letters, at, spans);
        }
    }
}

/// The longest number that begins with the digit at this place.
fn find_at(letters: &[Letter], at: usize, spans: &mut Vec<Span>) {
    let mut number = Number { has_plus: at > 0 && letters[at - 1].letter == '+', ..Number::default() };
    let mut longest = None;
    let mut place = at;
    loop {
        let n_digits = letters[place..].iter().take_while(|letter| letter.letter.is_ascii_digit()).count();
        number.digits.extend(letters[place..place + n_digits].iter().map(|letter| letter.letter as u8 - b'0'));
        number.groups.push(n_digits);
        place += n_digits;
        if let Some(kind) = number.kind() {
            let opens = number.has_bracket && at > 0 && letters[at - 1].letter == '(';
            let start = at - usize::from(number.has_plus || opens);
            longest = Some(Span { start, end: place, kind });
        }
        let n_separators = letters[place..].iter().take(3).take_while(|letter| " -_.()/".contains(letter.letter)).count();
        let separators = &letters[place..place + n_separators];
        let goes_on = letters.get(place + n_separators).is_some_and(|letter| letter.letter.is_ascii_digit());
        if !goes_on || n_separators == 0 || number.digits.len() > MOST_DIGITS {
            break;
        }
        number.has_dot |= separators.iter().any(|letter| letter.letter == '.');
        number.has_bracket |= separators.iter().any(|letter| letter.letter == ')');
        place += n_separators;
    }
    spans.extend(longest);
}

impl Number {
    fn kind(&self) -> Option<PrivateKind> {
        let n_digits = self.digits.len();
        // Groups of two are dates.
        let has_wide_groups = self.groups.iter().rev().skip(1).all(|n_digits| *n_digits >= 3);
        match n_digits {
            13..=19 if has_wide_groups && is_luhn(&self.digits) => Some(PrivateKind::Card),
            // In groups of four these are no amounts, whatever their check digit says.
            12 if self.groups == [4, 4, 4] && !self.has_plus => Some(PrivateKind::Aadhaar),
            16 if self.groups == [4, 4, 4, 4] && !self.has_plus => Some(PrivateKind::Card),
            12 | 16 if has_wide_groups && self.digits[0] > 1 && !self.has_plus && is_verhoeff(&self.digits) => Some(PrivateKind::Aadhaar),
            _ if self.is_phone() => Some(PrivateKind::Phone),
            9 if self.groups == [3, 2, 4] => Some(PrivateKind::SocialSecurity),
            LONG_NUMBER.. if self.groups.len() == 1 => Some(PrivateKind::AccountNumber),
            _ => None,
        }
    }

    fn is_phone(&self) -> bool {
        let n_digits = self.digits.len();
        // A decimal number.
        if self.has_dot && self.groups.len() == 2 && !self.has_plus {
            return false;
        }
        (self.has_plus && (8..=15).contains(&n_digits))
            || (self.digits.starts_with(&[0, 0]) && (11..=17).contains(&n_digits))
            || self.is_indian_phone()
            || self.is_american_phone()
            || self.is_british_phone()
    }

    /// Ten digits from 6, 7, 8 or 9, perhaps after 91 or 0.
    fn is_indian_phone(&self) -> bool {
        let n_before = match self.digits[..] {
            [9, 1, _, _, _, _, _, _, _, _, _, _] => 2,
            [0, _, _, _, _, _, _, _, _, _, _] => 1,
            [_, _, _, _, _, _, _, _, _, _] => 0,
            _ => return false,
        };
        let own = if n_before > 0 && self.groups[0] == n_before { &self.groups[1..] } else { &self.groups[..] };
        self.digits[n_before] >= 6 && own.iter().all(|n_digits| *n_digits >= 2)
    }

    /// Three, three and four digits, perhaps after 1; neither of the first two begins with 0 or 1.
    fn is_american_phone(&self) -> bool {
        let n_before = match self.digits[..] {
            [1, _, _, _, _, _, _, _, _, _, _] => 1,
            [_, _, _, _, _, _, _, _, _, _] => 0,
            _ => return false,
        };
        let own = if n_before > 0 && self.groups[0] == 1 { &self.groups[1..] } else { &self.groups[..] };
        let is_grouped = matches!(own, [3, 3, 4] | [3, 7] | [6, 4] | [10] | [11]);
        is_grouped && self.digits[n_before] > 1 && self.digits[n_before + 3] > 1
    }

    /// Ten or eleven digits from 0.
    fn is_british_phone(&self) -> bool {
        let has_wide_groups = self.groups.iter().all(|n_digits| *n_digits >= 3);
        has_wide_groups && self.digits[0] == 0 && matches!(self.digits.len(), 10 | 11)
    }
}
