//! Keys of services, which a person may paste by mistake and which an error may repeat.

use super::folded::{Letter, folded, is_start};
use super::kind::{PrivateKind, Span};
use super::scrubber::replaced;

/// How a key of one service looks.
struct Form {
    beginning: &'static str,
    /// How many letters follow at least.
    least: usize,
    /// Without it a word with hyphens would be one.
    needs_digit: bool,
    /// Whether a word may stand right before it.
    may_follow: bool,
}

const FORMS: [Form; 4] = [
    Form { beginning: "AIza", least: 20, needs_digit: false, may_follow: true },
    Form { beginning: "AQ.", least: 16, needs_digit: false, may_follow: false },
    Form { beginning: "sk-", least: 16, needs_digit: true, may_follow: false },
    Form { beginning: "auth_tokens/", least: 8, needs_digit: false, may_follow: false },
];

/// All keys.
pub(super) fn find_api_keys(letters: &[Letter], spans: &mut Vec<Span>) {
    for start in 0..letters.len() {
        let at_start = is_start(letters, start);
        for form in FORMS.iter().filter(|form| at_start || form.may_follow) {
            spans.extend(key_end(letters, start, form).map(|end| Span { start, end, kind: PrivateKind::ApiKey }));
        }
    }
}

fn key_end(letters: &[Letter], start: usize, form: &Form) -> Option<usize> {
    let rest = &letters[start..];
    let begins = form.beginning.chars().enumerate().all(|(place, wanted)| rest.get(place).is_some_and(|letter| letter.letter == wanted));
    let after = if begins { rest.get(form.beginning.len()..)? } else { return None };
    let is_key = |letter: &&Letter| letter.letter.is_ascii_alphanumeric() || matches!(letter.letter, '_' | '-');
    let n_letters = after.iter().take_while(is_key).count();
    let has_digit = after[..n_letters].iter().any(|letter| letter.letter.is_ascii_digit());
    (n_letters >= form.least && (has_digit || !form.needs_digit)).then_some(start + form.beginning.len() + n_letters)
}

/// The text with a placeholder for each key in it.
pub fn without_api_keys(text: &str) -> String {
    let letters = folded(text);
    let mut spans = Vec::new();
    find_api_keys(&letters, &mut spans);
    replaced(text, &letters, spans, &|span| span.kind.placeholder().to_owned()).0
}
