//! A folded text to words and sentences. Contractions become the words they stand for, words in disguise get all their readings.

use super::{Span, Text, leet, spaced};

/// A word of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// How it may be read, in lower case; the first is as written.
    pub readings: Vec<String>,
    /// Where it stands in the original.
    pub span: Span,
    /// In which sentence, from 0.
    pub sentence: u32,
    /// Whether a comma, a colon, a dash or a bracket stands before it.
    pub is_after_break: bool,
    /// Whether a colon or a semicolon stands before it.
    pub is_after_colon: bool,
    /// Whether one blank, dot or dash at most stands before it.
    pub follows_closely: bool,
    /// Whether it was written letter by letter.
    pub is_joined: bool,
    /// Whether its first letter is a capital.
    pub is_capitalized: bool,
}

impl Word {
    /// A word by its text in lower case.
    pub(super) fn new(text: &str, span: Span, sentence: u32) -> Word {
        Word { readings: leet::readings(text), span, sentence, ..Word::default() }
    }

    /// As it is written, in lower case.
    pub fn text(&self) -> &str {
        self.readings.first().map_or("", String::as_str)
    }
}

/// Words whose point is no end of a sentence.
const ABBREVIATIONS: [&str; 17] =
    ["rs", "mr", "mrs", "ms", "dr", "no", "ltd", "pvt", "co", "inc", "st", "ref", "sec", "smt", "adv", "insp", "int"];

/// All words of a text, in order.
pub fn words(text: &Text) -> Vec<Word> {
    let mut reader = WordReader {
        text,
        words: Vec::new(),
        sentence: 0,
        is_after_break: false,
        is_after_colon: false,
        n_between: 0,
        has_other_between: false,
    };
    let mut place = 0;
    while place < text.chars.len() {
        let end = word_end(text, place);
        if end > place {
            reader.push(place, end);
            place = end;
        } else {
            reader.pass(place);
            place += 1;
        }
    }
    let mut words = spaced::join(reader.words);
    words.iter_mut().for_each(write_out);
    words
}

/// `ur` to `your`: what is short in chats is written out.
fn write_out(word: &mut Word) {
    let is_initial = word.is_capitalized && word.text().len() == 1;
    let written_out = SHORT_FORMS.iter().find(|(short, _)| *short == word.text()).map(|(_, long)| *long);
    if let Some(long) = written_out.filter(|_| !is_initial && !word.is_joined) {
        word.readings = vec![long.to_owned()];
    }
}

const SHORT_FORMS: [(&str, &str); 42] = [
    ("u", "you"),
    ("ur", "your"),
    ("r", "are"),
    ("urs", "yours"),
    ("frm", "from"),
    ("abt", "about"),
    ("pls", "please"),
    ("plz", "please"),
    ("msg", "message"),
    ("msgs", "messages"),
    ("txt", "text"),
    ("txts", "texts"),
    ("ppl", "people"),
    ("tmrw", "tomorrow"),
    ("tmrow", "tomorrow"),
    ("tmw", "tomorrow"),
    ("tomorow", "tomorrow"),
    ("2moro", "tomorrow"),
    ("2mrw", "tomorrow"),
    ("2morrow", "tomorrow"),
    ("2day", "today"),
    ("2nite", "tonight"),
    ("2night", "tonight"),
    ("tonite", "tonight"),
    ("b4", "before"),
    ("gonna", "going"),
    ("cud", "could"),
    ("wud", "would"),
    ("shud", "should"),
    ("coz", "because"),
    ("bcoz", "because"),
    ("acct", "account"),
    ("immed", "immediately"),
    ("hv", "have"),
    ("wl", "will"),
    ("bt", "but"),
    ("nite", "night"),
    ("cn", "can"),
    ("dept", "department"),
    ("payin", "paying"),
    ("chgs", "charges"),
    ("chrgs", "charges"),
];

struct WordReader<'a> {
    text: &'a Text,
    words: Vec<Word>,
    sentence: u32,
    is_after_break: bool,
    is_after_colon: bool,
    n_between: usize,
    has_other_between: bool,
}

impl WordReader<'_> {
    fn push(&mut self, start: usize, end: usize) {
        let written: String = self.text.chars[start..end].iter().collect();
        let is_capitalized = written.chars().next().is_some_and(char::is_uppercase);
        let lower = written.to_lowercase();
        let (stem, expanded) = expand(&lower);
        let span = self.text.span(start, end);
        let word = Word::new(stem, span, self.sentence);
        // Letters one by one may have more between them: `t - o - d - a - y`.
        let is_letter_by_letter = lower.chars().count() == 1 && self.words.last().is_some_and(|last| last.text().chars().count() == 1);
        let is_dashed = self.n_between == 3 && start >= 2 && matches!(self.text.at(start - 2), '-' | '.' | '_' | '*');
        let follows_closely = (self.n_between <= 1 || (is_letter_by_letter && is_dashed)) && !self.has_other_between;
        self.words.push(Word {
            is_after_break: self.is_after_break,
            is_after_colon: self.is_after_colon,
            follows_closely,
            is_capitalized,
            ..word
        });
        if let Some(expanded) = expanded {
            self.words.push(Word::new(expanded, span, self.sentence));
        }
        (self.is_after_break, self.is_after_colon, self.n_between, self.has_other_between) = (false, false, 0, false);
    }

    fn pass(&mut self, place: usize) {
        let c = self.text.at(place);
        self.n_between += 1;
        self.is_after_colon |= matches!(c, ':' | ';');
        self.has_other_between |= !(matches!(c, ' ' | '.' | '-' | '_' | '*' | '\t') || (c == '\n' && self.is_between_letters(place)));
        match c {
            // The comma of `61,500` parts nothing.
            ',' if self.text.at(place + 1).is_ascii_digit() && place > 0 && self.text.at(place - 1).is_ascii_digit() => {}
            ',' | ';' | ':' | '(' | ')' | '[' | ']' => self.is_after_break = true,
            '-' if self.text.at(place + 1) == ' ' => self.is_after_break = true,
            _ if self.ends_sentence(place) => {
                self.sentence += u32::from(self.words.last().is_some_and(|word| word.sentence == self.sentence));
                self.is_after_break = true;
            }
            _ => {}
        }
    }

    /// Whether a line ends between two single letters: a word written downwards.
    fn is_between_letters(&self, place: usize) -> bool {
        let is_letter = |place: Option<usize>| place.is_some_and(|place| self.text.at(place).is_alphabetic());
        let is_single = |at: usize| is_letter(Some(at)) && !is_letter(Some(at + 1)) && !is_letter(at.checked_sub(1));
        place.checked_sub(1).is_some_and(is_single) && is_single(place + 1)
    }

    fn ends_sentence(&self, place: usize) -> bool {
        match self.text.at(place) {
            '\n' => !self.is_between_letters(place),
            '!' | '?' | '।' | '॥' => true,
            '.' => {
                let is_abbreviation = self.words.last().is_some_and(|word| {
                    // "No. 12" goes on, "No. Thank you" does not.
                    let next = (place + 1..self.text.chars.len()).map(|place| self.text.at(place)).find(|c| *c != ' ');
                    (ABBREVIATIONS.contains(&word.text()) && (word.text() != "no" || next.is_some_and(|c| c.is_ascii_digit())))
                        || (word.text().chars().count() == 1 && !word.text().starts_with(|c: char| c.is_ascii_digit()))
                });
                !is_abbreviation && !self.text.at(place + 1).is_alphanumeric()
            }
            _ => false,
        }
    }
}

/// Where the word that begins here ends; the same place where none begins.
fn word_end(text: &Text, start: usize) -> usize {
    let starts_word = |place: usize| is_letter(text.at(place)) && place < text.chars.len();
    let leads = matches!(text.at(start), '$' | '@') && text.at(start + 1).is_ascii_alphabetic() && !is_address(text, start);
    if !starts_word(start) && !leads {
        return start;
    }
    let mut end = start + 1;
    loop {
        let c = text.at(end);
        let is_between = text.at(end - 1).is_alphanumeric() && starts_word(end + 1);
        let is_inside = starts_word(end)
            || (is_between && c == '\'')
            || (is_between && text.at(end + 1).is_ascii_alphabetic() && leet::is_letter_sign(c) && !is_address(text, end));
        if !is_inside {
            return end;
        }
        end += 1;
    }
}

/// Letters, digits and the signs that Indian scripts write around them.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || (matches!(c as u32, 0x900..=0xDFF) && !matches!(c, '।' | '॥' | '॰'))
}

/// Whether an at sign belongs to an e-mail address.
fn is_address(text: &Text, place: usize) -> bool {
    let host = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let end = (place + 1..text.chars.len()).find(|place| !host(text.at(*place))).unwrap_or(text.chars.len());
    text.at(place) == '@' && text.at(end) == '.' && text.at(end + 1).is_ascii_alphabetic()
}

/// `we'll` to `we` and `will`, `don't` to `dont`, `family's` to `family`.
fn expand(word: &str) -> (&str, Option<&'static str>) {
    let Some((stem, ending)) = word.split_once('\'') else { return (word, None) };
    match ending {
        "ll" => (stem, Some("will")),
        "re" => (stem, Some("are")),
        "ve" => (stem, Some("have")),
        "m" => (stem, Some("am")),
        "d" => (stem, Some("would")),
        "t" => (NEGATIVES.iter().find(|(written, _)| *written == word).map_or(stem, |(_, read_as)| read_as), None),
        _ => (stem, None),
    }
}

const NEGATIVES: [(&str, &str); 20] = [
    ("don't", "dont"),
    ("won't", "wont"),
    ("can't", "cant"),
    ("didn't", "didnt"),
    ("doesn't", "doesnt"),
    ("isn't", "isnt"),
    ("aren't", "arent"),
    ("wasn't", "wasnt"),
    ("weren't", "werent"),
    ("haven't", "havent"),
    ("hasn't", "hasnt"),
    ("hadn't", "hadnt"),
    ("shouldn't", "shouldnt"),
    ("wouldn't", "wouldnt"),
    ("couldn't", "couldnt"),
    ("mustn't", "mustnt"),
    ("needn't", "neednt"),
    ("shan't", "shant"),
    ("mightn't", "mightnt"),
    ("ain't", "aint"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(&Text::read(text)).iter().map(|word| word.readings.last().cloned().unwrap_or_default()).collect()
    }

    #[test]
    fn words_are_read_whatever_they_are_disguised_as() {
        assert_eq!(texts("We'll a r r e s t you"), ["we", "will", "arrest", "you"]);
        assert_eq!(texts("j-a-i-l and p.o.l.i.c.e."), ["jail", "and", "police"]);
        assert_eq!(texts("Don’t $ue, j@il!"), ["dont", "sue", "jail"]);
        assert_eq!(texts("गिरफ्तारी होगी"), ["गिरफ्तारी", "होगी"]);
        assert_eq!(texts("help@bank.in"), ["help", "bank", "in"]);
    }

    #[test]
    fn sentences_end_at_stops_but_not_at_abbreviations() {
        let sentences = |text: &str| words(&Text::read(text)).iter().map(|word| word.sentence).collect::<Vec<_>>();
        assert_eq!(sentences("Pay Rs. 500. Call us"), [0, 0, 0, 1, 1]);
        assert_eq!(sentences("Due 5.5 now। हाँ\nyes"), [0, 0, 0, 0, 1, 2]);
    }
}
