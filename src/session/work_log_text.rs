//! A log of work as a text to keep, and back. One line a borrower: identifier, `done`, `open` or `gone`, what came of the contact, the
//! note, the promised day or the file that a payment is news of, the number of the change, and the amount paid or promised in hundredths,
//! with tabs between; in them `\t`, `\n`, `\r` and `\\` stand for what would break the lines. The forms before had the first four and the
//! first six.

use super::work_log::{ContactOutcome, WorkEntry, WorkLog};
use crate::data::date::{DateOrder, parse_date};
use crate::data::table::date_text;
use crate::quantity::Money;

/// The first line: what it is, and in which form.
const FORM: &str = "smart-loan-recovery work 3";
const FORMS_BEFORE: [&str; 2] = ["smart-loan-recovery work 1", "smart-loan-recovery work 2"];

/// The log as a text.
pub fn work_log_text(log: &WorkLog) -> String {
    let mut text = FORM.to_owned();
    for (identifier, change) in log.changes() {
        let entry = log.entry(identifier);
        let state = entry.map_or("gone", |entry| if entry.is_done { "done" } else { "open" });
        let entry = entry.cloned().unwrap_or_default();
        let of = entry.promised_on.map(date_text).or_else(|| entry.paid_in.map(|file| format!("{file:016x}"))).unwrap_or_default();
        let amount = entry.amount.map(|amount| amount.minor_units().to_string()).unwrap_or_default();
        let cells = [identifier, state, entry.outcome.words(), &entry.note, &of, &change.to_string(), &amount];
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
    if !lines.next().is_some_and(|form| form == FORM || FORMS_BEFORE.contains(&form)) {
        return None;
    }
    let mut log = WorkLog::default();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let (of, change, amount) = match cells[..] {
            [_, _, _, _] => ("", 1, ""),
            [_, _, _, _, of, change] => (of, change.parse().unwrap_or(1), ""),
            [_, _, _, _, of, change, amount] => (of, change.parse().unwrap_or(1), amount),
            _ => continue,
        };
        let [identifier, state @ ("done" | "open" | "gone"), outcome, note, ..] = cells[..] else { continue };
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
            let amount = amount.parse().ok().filter(|amount| *amount > 0).map(Money::from_minor_units);
            entry.amount = amount.filter(|_| entry.takes_amount());
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
