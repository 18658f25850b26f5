//! Words written letter by letter: `a r r e s t`, `j-a-i-l`, `p.o.l.i.c.e` become one word.

use super::words::Word;

/// So many letters in a row are a word; so many Devanagari ones, where many words are short.
const LEAST_LETTERS: usize = 3;
const LEAST_DEVANAGARI: usize = 4;

/// Joins runs of single letters of one sentence.
pub(super) fn join(words: Vec<Word>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    let mut run: Vec<Word> = Vec::new();
    for word in words {
        let continues = run.last().is_none_or(|last: &Word| word.follows_closely && word.sentence == last.sentence);
        if !(is_single(&word) && continues) {
            flush(&mut run, &mut joined);
        }
        if is_single(&word) { run.push(word) } else { joined.push(word) }
    }
    flush(&mut run, &mut joined);
    joined
}

fn flush(run: &mut Vec<Word>, joined: &mut Vec<Word>) {
    let is_latin = run.iter().all(|word| word.text().is_ascii());
    let least = if is_latin { LEAST_LETTERS } else { LEAST_DEVANAGARI };
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
    if run.len() < least {
        return joined.append(run);
    }
    let text: String = run.iter().map(Word::text).collect();
    let word = Word { is_joined: true, ..Word::new(&text, first.span.joined(last.span), first.sentence) };
    joined.push(Word { is_after_break: first.is_after_break, ..word });
    run.clear();
}

/// One letter, or one Devanagari consonant and its vowel.
fn is_single(word: &Word) -> bool {
    let text = word.text();
    let n_letters = text.chars().filter(|c| c.is_alphanumeric() && !matches!(c, '\u{93e}'..='\u{94f}' | '\u{900}'..='\u{903}')).count();
    let is_lone = n_letters == 1 && text.chars().all(|c| !c.is_ascii_digit() || text.len() > 1);
    is_lone || (text.len() == 1 && matches!(text, "0" | "1" | "3" | "4" | "5"))
}
