//! A log of work as a text to keep, and back. One line an entry: identifier, `done` or `open`, what came of the contact, the note,
//! with tabs between; in them `\t`, `\n`, `\r` and `\\` stand for what would break the lines.

use super::work_log::{ContactOutcome, WorkEntry, WorkLog};

/// The first line: what it is, and in which form.
const FORM: &str = "smart-loan-recovery work 1";

/// The log as a text.
pub fn work_log_text(log: &WorkLog) -> String {
    let mut text = FORM.to_owned();
    for (identifier, WorkEntry { is_done, outcome, note }) in log.entries() {
        let state = if *is_done { "done" } else { "open" };
        for (before, cell) in [("\n", identifier.as_str()), ("\t", state), ("\t", outcome.words()), ("\t", note.as_str())] {
            text.push_str(before);
            cell.chars().for_each(|letter| push_escaped(&mut text, letter));
        }
    }
    text
}

/// The log of a text; `None` where it is in another form. Lines that are none of it are passed over.
pub fn work_log_of_text(text: &str) -> Option<WorkLog> {
    let mut lines = text.split('\n');
    if lines.next() != Some(FORM) {
        return None;
    }
    let mut log = WorkLog::default();
    for line in lines {
        if let [identifier, state @ ("done" | "open"), outcome, note] = line.split('\t').collect::<Vec<_>>()[..] {
            let outcome = ContactOutcome::of_words(outcome).unwrap_or_default();
            log.set(&unescaped(identifier), WorkEntry { is_done: state == "done", outcome, note: unescaped(note) });
        }
    }
    Some(log)
}

fn push_escaped(text: &mut String, letter: char) {
    match letter {
        '\t' => text.push_str("\\t"),
        '\n' => text.push_str("\\n"),
        '\r' => text.push_str("\\r"),
        '\\' => text.push_str("\\\\"),
        other => text.push(other),
    }
}

fn unescaped(cell: &str) -> String {
    let mut text = String::new();
    let mut letters = cell.chars();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\\' => match letters.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                other => other.unwrap_or('\\'),
            },
            other => other,
        });
    }
    text
}
