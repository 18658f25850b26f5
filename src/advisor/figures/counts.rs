//! Per cents, and numbers of months, instalments, days, weeks and hours.

use super::pieces::Pieces;
use super::{FigureValue, Unit};

/// `12.5%`, `12 per cent`, `बारह प्रतिशत`.
pub(super) fn percent_at(pieces: &Pieces, start: usize) -> Option<(FigureValue, usize)> {
    let (value, end) = pieces.number_at(start)?;
    let n_pieces = match (pieces.sign(end), pieces.word(end), pieces.word(end + 1)) {
        (Some('%'), _, _) => 1,
        (_, "percent" | "pct" | "percentage" | "प्रतिशत" | "pratishat" | "फीसदी" | "fisdi" | "feesdi" | "pc", _) => {
            1
        }
        (_, "per", "cent") => 2,
        _ => return None,
    };
    Some((FigureValue::Percent(value), end + n_pieces))
}

/// `6 equal monthly instalments`, `12-month`, `45 days past due`, `within 7 working days`.
pub(super) fn count_at(pieces: &Pieces, start: usize) -> Option<(FigureValue, usize)> {
    let (value, mut end) = pieces.number_at(start)?;
    if pieces.is_sign(end, '(') && pieces.number_at(end + 1).is_some() {
        // `seven (7) days`
        end = pieces.number_at(end + 1).map_or(end, |(_, behind)| behind);
        end += usize::from(pieces.is_sign(end, ')'));
    }
    end += usize::from(pieces.is_sign(end, '-'));
    for _ in 0..3 {
        let is_between = matches!(
            pieces.word(end),
            "equal"
                | "equated"
                | "monthly"
                | "weekly"
                | "easy"
                | "more"
                | "smaller"
                | "calendar"
                | "working"
                | "business"
                | "additional"
                | "further"
                | "remaining"
                | "missed"
                | "unpaid"
                | "overdue"
                | "full"
                | "clear"
                | "consecutive"
                | "fixed"
                | "बराबर"
                | "मासिक"
                | "आसान"
                | "masik"
                | "aasan"
                | "barabar"
        );
        end += usize::from(is_between);
    }
    let unit = unit_of(pieces.word(end))?;
    end += 1;
    if unit == Unit::Days && is_past_due(pieces, start, end) {
        return Some((FigureValue::Count { value, unit: Unit::DaysPastDue }, past_due_end(pieces, end)));
    }
    Some((FigureValue::Count { value, unit }, end))
}

fn unit_of(word: &str) -> Option<Unit> {
    Some(match word {
        "month" | "months" | "mths" | "mth" | "mahine" | "mahina" | "mahino" | "maheene" | "महीने" | "महीना" | "महीनों" | "माह" => {
            Unit::Months
        }
        "instalment"
        | "instalments"
        | "installment"
        | "installments"
        | "emi"
        | "emis"
        | "payments"
        | "kist"
        | "kisht"
        | "kisten"
        | "kishten"
        | "kiston"
        | "kishto"
        | "किस्त"
        | "किश्त"
        | "किस्तों"
        | "किश्तों"
        | "किस्तें"
        | "किश्तें"
        | "ईएमआई" => Unit::Instalments,
        "day" | "days" | "din" | "dino" | "dinon" | "दिन" | "दिनों" | "dpd" => Unit::Days,
        "week" | "weeks" | "hafte" | "hafta" | "हफ्ते" | "सप्ताह" | "fortnight" => Unit::Weeks,
        "hour" | "hours" | "hrs" | "ghante" | "ghanta" | "ghanton" | "घंटे" | "घंटों" | "घण्टे" => Unit::Hours,
        "minute" | "minutes" | "mins" | "मिनट" => Unit::Minutes,
        _ => return None,
    })
}

fn is_past_due(pieces: &Pieces, start: usize, end: usize) -> bool {
    let after = |n: usize| pieces.word(end + n);
    let is_after = (after(0) == "past" && after(1) == "due")
        || (after(0) == "past" && after(1) == "the" && after(2) == "due")
        || matches!(after(0), "overdue" | "late" | "delinquent" | "dpd")
        || (after(0) == "in" && after(1) == "arrears")
        || (after(0) == "behind")
        || (matches!(after(0), "se" | "से") && matches!(after(1), "bakaya" | "बकाया" | "overdue" | "late" | "atka" | "pending" | "लंबित"))
        || pieces.word(end.saturating_sub(1)) == "dpd";
    let before = |n: usize| pieces.word_before(start, n);
    let is_before = matches!((before(2), before(1)), ("overdue" | "late" | "delayed" | "due" | "behind", "by" | "for" | "since"));
    is_after || is_before
}

fn past_due_end(pieces: &Pieces, end: usize) -> usize {
    match (pieces.word(end), pieces.word(end + 1)) {
        ("past", "due") => end + 2,
        ("overdue" | "late", _) => end + 1,
        _ => end,
    }
}
