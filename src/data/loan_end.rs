//! What an outcome's words say of the end of a loan. Comes in: the name of an outcome column and its values. Goes out: how the loan
//! ended, or nothing where the words do not say that it has: "good" is said of loans that still run.

use super::loan_facts::LoanEnd;
use super::loan_words::flag_of;
use super::phrase::{holds_any, phrase_of};

/// Values that say that nothing is owed any more, whole.
#[rustfmt::skip]
const CLEARED: &[&str] = &[
    "fully recovered", "recovered", "recovered in full", "paid", "paid off", "paidoff", "fully paid", "fully repaid", "repaid", "repayed",
    "paid in full", "paid back", "fully paid back", "p i f", "pif", "prepaid", "prepaid fully", "preclosed", "pre closed", "closed",
    "loan closed", "account closed", "closed paid", "paid closed", "closed paid in full", "completed", "settled", "settled in full",
    "fully settled", "settled closed", "closed settled", "does not meet the credit policy status fully paid", "bezahlt", "abbezahlt",
    "getilgt", "zurückgezahlt", "pagado", "pagada", "pago", "cancelado por pago", "liquidado", "remboursé", "rembourse", "soldé", "solde",
];
/// Words in values that say that the loan was given up: it stands in no book, but it is owed.
const WRITTEN_OFF: &[&str] =
    &["written off", "write off", "writeoff", "charged off", "charge off", "chargeoff", "chargedoff", "chgoff", "chg off"];
/// Names of columns that ask whether nothing is owed any more, whole.
#[rustfmt::skip]
const CLEARED_NAMES: &[&str] = &[
    "fully paid", "is fully paid", "fully repaid", "fully recovered", "recovered", "repaid", "is repaid", "repaid flag", "loan repaid",
    "loan repaid flag", "paid back", "loan paid back", "loan paid", "paid off", "is paid off",
];
/// Names of columns that ask whether something is still owed, whole.
const OWED_NAMES: &[&str] = &["not fully paid", "not repaid", "not paid back", "not recovered"];

/// What a value says.
pub(super) fn loan_end_of(value: &str) -> Option<LoanEnd> {
    let phrase = phrase_of(value);
    if holds_any(&phrase, WRITTEN_OFF) {
        return Some(LoanEnd::WrittenOff);
    }
    CLEARED.contains(&phrase.as_str()).then_some(LoanEnd::Cleared)
}

/// Which answer to a column's name says that nothing is owed any more; `None` of a name that does not ask.
pub(super) fn cleared_answer(name: &str) -> Option<bool> {
    let phrase = phrase_of(name);
    let is_in = |names: &[&str]| names.contains(&phrase.as_str());
    is_in(CLEARED_NAMES).then_some(true).or_else(|| is_in(OWED_NAMES).then_some(false))
}

/// What a value says under a column's name, where the name asks and the value answers.
pub(super) fn answered_end(cleared_answer: Option<bool>, value: &str) -> Option<LoanEnd> {
    let answer = flag_of(value).filter(|_| !value.trim().is_empty())?;
    (cleared_answer? == answer).then_some(LoanEnd::Cleared)
}
