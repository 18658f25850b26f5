//! What has an `@` in it: e-mail addresses, and addresses of the Unified Payments Interface.

use super::folded::Letter;
use super::kind::{PrivateKind, Span};

/// All such addresses.
pub(super) fn find_addresses(letters: &[Letter], spans: &mut Vec<Span>) {
    for at in (0..letters.len()).filter(|at| letters[*at].letter == '@') {
        spans.extend(address_around(letters, at));
    }
}

fn address_around(letters: &[Letter], at: usize) -> Option<Span> {
    let is_blank = |place: usize| letters.get(place).is_some_and(|letter| letter.letter == ' ');
    let before_end = if at > 0 && is_blank(at - 1) { at - 1 } else { at };
    let after_start = if is_blank(at + 1) { at + 2 } else { at + 1 };
    let is_spaced = before_end < at || after_start > at + 1;

    let n_before = letters[..before_end].iter().rev().take_while(|letter| is_local(letter.letter)).count();
    let start = before_end - n_before;
    let after = letters.get(after_start..).unwrap_or_default();
    let n_domain = after.iter().take_while(|letter| is_domain(letter.letter)).count();
    let n_dots = after[..n_domain].iter().rev().take_while(|letter| matches!(letter.letter, '.' | '-')).count();
    let domain = &after[..n_domain - n_dots];
    let end = after_start + domain.len();
    let last = domain.iter().rposition(|letter| letter.letter == '.').map(|dot| &domain[dot + 1..]);
    let is_word = |letters: &[Letter]| letters.len() >= 2 && letters.iter().all(|letter| letter.letter.is_alphabetic());
    let kind = match last {
        _ if n_before == 0 => return None,
        Some(last) if is_word(last) => PrivateKind::Email,
        None if !is_spaced && n_before >= 2 && domain.first().is_some_and(|letter| letter.letter.is_alphabetic()) && domain.len() >= 2 => {
            PrivateKind::Upi
        }
        _ => return None,
    };
    Some(Span { start, end, kind })
}

fn is_local(letter: char) -> bool {
    letter.is_alphanumeric() || "._%+-'&!#$*/=?^`{|}~".contains(letter)
}

fn is_domain(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '.' | '-')
}
