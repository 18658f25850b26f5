//! Whether a draft is finished and in the language chosen (C21): placeholders, what a model says about itself, links in markup.

use super::case::Case;
use super::draft::{Channel, Language};
use super::lexicon::Group;
use super::reasons::Reason;
use super::rule::Rule;

/// The longest placeholder in brackets.
const LONGEST_PLACEHOLDER: usize = 60;
/// Too few letters tell no language.
const LEAST_LETTERS: usize = 12;
const LEAST_WORDS: usize = 6;

pub(super) fn check(case: &mut Case) {
    placeholders(case);
    for claim in case.find(Group::ModelTalk) {
        if !case.is_denied_before(claim) {
            case.block(Rule::C21, claim.span, Reason::ModelTalk);
        }
    }
    chosen_language(case);
}

/// `{name}`, `{{name}}`, `[Name]`, `<name>`, `[text](address)`.
fn placeholders(case: &mut Case) {
    let text = &case.text;
    let mut found = Vec::new();
    let mut place = 0;
    while place < text.chars.len() {
        let close = match text.at(place) {
            '{' => '}',
            '[' => ']',
            '<' => '>',
            '}' => {
                found.push((place, place + 1, Reason::Placeholder));
                place += 1;
                continue;
            }
            _ => {
                place += 1;
                continue;
            }
        };
        let end = (place + 1..(place + LONGEST_PLACEHOLDER).min(text.chars.len())).find(|end| text.at(*end) == close);
        let Some(mut end) = end else {
            if text.at(place) == '{' {
                found.push((place, place + 1, Reason::Placeholder));
            }
            place += 1;
            continue;
        };
        let inside = &text.chars[place + 1..end];
        let has_letters = inside.iter().any(|c| c.is_alphabetic());
        let is_link = close == ']' && text.at(end + 1) == '(';
        let is_address = inside.iter().any(|c| matches!(c, '@' | '/' | '.'));
        let is_placeholder = match close {
            '}' => true,
            ']' => has_letters && (case.draft.channel != Channel::CallScript || is_field(case, place + 1, end)),
            _ => has_letters && !is_address && inside.iter().all(|c| c.is_alphanumeric() || matches!(c, '_' | ' ' | '-')),
        };
        if is_link || is_placeholder {
            while text.at(end + 1) == '}' && close == '}' {
                end += 1;
            }
            found.push((place, end + 1, if is_link { Reason::Link } else { Reason::Placeholder }));
        }
        place = end + 1;
    }
    for (start, end, reason) in found {
        let span = case.text.span(start, end);
        case.block(Rule::C21, span, reason);
    }
}

/// `[Name]`, `[insert amount]`: only names of fields. `[Pause]` in a call script is a direction to who reads it.
fn is_field(case: &Case, start: usize, end: usize) -> bool {
    let span = case.text.span(start, end);
    let words: Vec<usize> =
        (case.word_at(span.start)..case.words.len()).take_while(|word| case.words[*word].span.start < span.end).collect();
    words.iter().all(|word| case.pack.lexicon.begins(Group::FieldName, &case.words, *word))
}

fn chosen_language(case: &mut Case) {
    let letters = case.text.chars.iter().filter(|c| c.is_alphabetic());
    let (mut n_latin, mut n_devanagari, mut n_other) = (0usize, 0usize, 0usize);
    for c in letters {
        match *c as u32 {
            0..=0x24F => n_latin += 1,
            0x900..=0x97F => n_devanagari += 1,
            _ => n_other += 1,
        }
    }
    let n_letters = n_latin + n_devanagari + n_other;
    if n_letters < LEAST_LETTERS {
        return;
    }
    let n_words = case.words.iter().filter(|word| word.text().chars().all(|c| c.is_ascii_alphabetic())).count();
    let (n_english, n_hinglish, n_foreign) =
        (case.find(Group::English).len(), case.find(Group::Hinglish).len(), case.find(Group::OtherLanguage).len());
    let is_foreign =
        n_other * 5 > n_letters || (n_words >= LEAST_WORDS && n_foreign >= 3 && n_foreign > 2 * n_english && n_foreign > n_hinglish);
    let is_wrong = match case.draft.language {
        Language::English => n_devanagari * 5 > n_letters || (n_words >= LEAST_WORDS && n_hinglish >= 4 && n_hinglish > 2 * n_english),
        Language::Hindi => n_devanagari * 4 < n_letters && n_words >= LEAST_WORDS && n_hinglish * 12 < n_words && n_english > n_hinglish,
    };
    if is_wrong || is_foreign {
        let whole = case.text.whole();
        case.block(Rule::C21, whole, Reason::WrongLanguage);
    }
}
