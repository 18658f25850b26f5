//! How it reads: protected attributes (C23), length of sentences and grade (C24), a machine that talks (C25).

use super::case::{Case, NOWHERE};
use super::draft::{Channel, Language};
use super::lexicon::Group;
use super::reasons::Reason;
use super::rule::Rule;
use crate::advisor::text::words::Word;

/// Fewer words tell no grade.
const LEAST_WORDS: usize = 30;

pub(super) fn check(case: &mut Case) {
    for claim in case.find(Group::Protected) {
        case.warn(Rule::C23, claim.span, Reason::Protected);
    }
    sentences(case);
    grade(case);
    let is_machine = case.draft.channel == Channel::Chat || case.facts.flag("customer_facing");
    if is_machine && !case.says(Group::MachineNotice) {
        case.warn(Rule::C25, NOWHERE, Reason::MachineNotDisclosed);
    }
}

fn sentences(case: &mut Case) {
    let longest = case.pack.limits.longest_sentence;
    let n_sentences = case.words.last().map_or(0, |word| word.sentence + 1);
    let mut found = Vec::new();
    for sentence in 0..n_sentences {
        let words = case.sentence(sentence);
        if let (Some(first), Some(last)) = (words.first(), words.last())
            && words.len() > longest
        {
            found.push((first.span.joined(last.span), words.len()));
        }
    }
    found.into_iter().for_each(|(span, n_words)| case.warn(Rule::C24, span, Reason::LongSentence(n_words)));
}

/// The grade of Flesch and Kincaid (1975), for English: 0.39 words a sentence + 11.8 syllables a word − 15.59.
fn grade(case: &mut Case) {
    let words: Vec<&Word> = case.words.iter().filter(|word| word.text().chars().all(|c| c.is_ascii_alphabetic())).collect();
    if case.draft.language != Language::English || words.len() < LEAST_WORDS {
        return;
    }
    let mut n_sentences = 0.0;
    let mut last = None;
    for word in &words {
        if last != Some(word.sentence) {
            (n_sentences, last) = (n_sentences + 1.0, Some(word.sentence));
        }
    }
    let n_words = words.len() as f64;
    let n_syllables: f64 = words.iter().map(|word| syllables(word.text())).sum();
    let grade = 0.39 * n_words / n_sentences + 11.8 * n_syllables / n_words - 15.59;
    if grade > case.pack.limits.highest_grade {
        case.warn(Rule::C24, NOWHERE, Reason::HardToRead(grade));
    }
}

/// Groups of vowels; a silent `e` at the end is none.
fn syllables(word: &str) -> f64 {
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut n_groups = 0.0;
    let mut was_vowel = false;
    for c in word.chars() {
        n_groups += if is_vowel(c) && !was_vowel { 1.0 } else { 0.0 };
        was_vowel = is_vowel(c);
    }
    let is_silent = word.ends_with('e') && !word.ends_with("le") && n_groups > 1.0;
    if is_silent { n_groups - 1.0 } else { f64::max(n_groups, 1.0) }
}
