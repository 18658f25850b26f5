//! A log of work as a text to keep, and back. One line a borrower: identifier, `done`, `open` or `gone`, what came of the contact, the
//! note, the promised day or the file that a payment is news of, and the number of the change, with tabs between; in them `\t`, `\n`,
//! `\r` and `\\` stand for what would break the lines. The form before had the first four.

use super::work_log::{ContactOutcome, WorkEntry, WorkLog};
use crate::data::date::{DateOrder, parse_date};
use crate::data::table::date_text;

/// The first line: what it is, and in which form.
const FORM: &str = "smart-loan-recovery work 2";
const FORM_BEFORE: &str = "smart-loan-recovery work 1";

/// The log as a text.
pub fn work_log_text(log: &WorkLog) -> String {
    let mut text = FORM.to_owned();
    for (identifier, change) in log.changes() {
        let entry = log.entry(identifier);
        let state = entry.map_or("gone", |entry| if entry.is_done { "done" } else { "open" });
        let entry = entry.cloned().unwrap_or_default();
        let of = entry.promised_on.map(date_text).or_else(|| entry.paid_in.map(|file| format!("{file:016x}"))).unwrap_or_default();
        let cells = [identifier, state, entry.outcome.words(), &entry.note, &of, &change.to_string()];
        for (before, cell) in std::iter::once("\n").chain(std::iter::repeat("\t")).zip(cells) {
            text.push_str(before);
            cell.chars().for_each(|letter| push_escaped(&mut text, letter));
        }
    }
    text
}

/// The log of a text; `None` where it is in another form. Lines that are none of it are passed over.
pub fn work_log_of_text(text: &str) -> Option<WorkLog> {
    let mut lines = text.split('\n');
    if !matches!(lines.next(), Some(FORM | FORM_BEFORE)) {
        return None;
    }
    let mut log = WorkLog::default();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let (cells, of, change) = match cells[..] {
            [identifier, state, outcome, note] => ([identifier, state, outcome, note], "", 1),
            [identifier, state, outcome, note, of, change] => ([identifier, state, outcome, note], of, change.parse().unwrap_or(1)),
            _ => continue,
        };
        let [identifier, state @ ("done" | "open" | "gone"), outcome, note] = cells else { continue };
        let mut entry = WorkEntry::default();
        if state != "gone" {
            entry.is_done = state == "done";
            entry.outcome = ContactOutcome::of_words(outcome).unwrap_or_default();
            entry.note = unescaped(note);
            match entry.outcome {
                ContactOutcome::PromiseToPay => entry.promised_on = parse_date(of).and_then(|date| date.day(DateOrder::DayFirst)),
                ContactOutcome::Paid => entry.paid_in = u64::from_str_radix(of, 16).ok(),
                _ => {}
            }
        }
        log.put(&unescaped(identifier), entry, change);
    }
    Some(log)
}

/// What is to be kept where this is kept already: both, and of what both say of a borrower the later.
pub fn merged_work_text(kept: Option<&str>, own: String) -> String {
    match kept.and_then(work_log_of_text).zip(work_log_of_text(&own)) {
        Some((kept, mut log)) => {
            log.merge(&kept);
            work_log_text(&log)
        }
        None => own,
    }
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
