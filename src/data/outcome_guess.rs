//! Which column tells how the loan ended, and which of its values mean "not repaid": guessed from its name and its
//! values, so that the person has only to agree. Never from a name that merely holds "status".

use super::outcome::outcome_values;
use super::phrase::{holds_any, phrase_of};
use super::schema::{OutcomeChoice, Role, Schema};
use super::table::{Kind, Table};

/// Names of outcome columns, whole, the surest first.
const NAMES: &[&str] = &[
    "recovery status",
    "loan status",
    "repayment status",
    "loan outcome",
    "payment outcome",
    "repayment outcome",
    "outcome",
    "final status",
    "loan result",
    "target",
    "default payment next month",
    "default payment",
    "default next month",
    "loan default",
    "is default",
    "default flag",
    "default ind",
    "default status",
    "loan default flag",
    "good bad flag",
    "mis status",
    "defaulted",
    "default",
    "creditability",
    "credit risk",
    "kredit",
    "charged off",
    "charge off",
    "chargeoff",
    "written off",
    "write off",
    "serious dlqin2yrs",
    "serious delinquency",
    "delinquent",
    "is delinquent",
    "npa",
    "npa flag",
    "is npa",
    "bad flag",
    "is bad",
    "bad loan",
    "good bad",
    "gb flag",
    "bad",
    "not fully paid",
    "fully paid",
    "fully repaid",
    "fully recovered",
    "recovered",
    "repaid",
    "not repaid",
    "loan repaid",
    "paid back",
    "loan paid",
    "paid",
    "risk flag",
    "risk",
    "loan condition",
    "credit status",
    "account status",
    "class",
    "label",
    "status",
    "response",
    "y",
];
/// Values that mean "repaid", whole.
const GOOD_VALUES: &[&str] = &[
    "fully recovered",
    "recovered",
    "good",
    "good loan",
    "good risk",
    "good credit",
    "paid",
    "paid off",
    "paidoff",
    "fully paid",
    "fully repaid",
    "repaid",
    "paid in full",
    "paid back",
    "p i f",
    "pif",
    "closed",
    "completed",
    "performing",
    "standard",
    "non default",
    "no default",
    "not default",
    "not defaulted",
    "non npa",
    "not delinquent",
    "non delinquent",
    "low risk",
    "no risk",
    "low",
    "on time",
    "paid on time",
    "cured",
    "settled in full",
    "healthy",
    "does not meet the credit policy status fully paid",
    "approved",
    "regular",
];
/// Words and phrases in values that mean "not repaid".
const BAD_PARTS: &[&str] = &[
    "charged off",
    "charge off",
    "chargeoff",
    "chargedoff",
    "chgoff",
    "chg off",
    "default",
    "defaulted",
    "defaulter",
    "written off",
    "write off",
    "writeoff",
    "bad",
    "collection",
    "collections",
    "late",
    "delinquent",
    "npa",
    "npl",
    "loss",
    "unpaid",
    "not paid",
    "not fully paid",
    "not repaid",
    "not recovered",
    "partially recovered",
    "partially paid",
    "partially repaid",
    "foreclosed",
    "foreclosure",
    "repossessed",
    "high risk",
    "high",
    "overdue",
    "past due",
    "doubtful",
    "substandard",
    "sub standard",
    "settled",
    "rejected",
    "bankruptcy",
];
/// Values that mean that nobody knows yet, whole.
const UNDECIDED_VALUES: &[&str] = &[
    "current",
    "active",
    "open",
    "ongoing",
    "in progress",
    "issued",
    "in grace period",
    "running",
    "pending",
    "unknown",
    "in repayment",
    "live",
    "outstanding",
    "not yet due",
    "new",
    "disbursed",
    "cancelled",
    "canceled",
    "final payment in progress",
];
/// In names: the outcome that the larger or affirming value of two stands for.
const NEGATED_PARTS: &[&str] = &["not fully paid", "not repaid", "not paid", "not recovered", "unpaid", "non performing"];
const GOOD_NAME_PARTS: &[&str] = &[
    "good",
    "repaid",
    "paid",
    "paid back",
    "recovered",
    "recovery",
    "creditability",
    "kredit",
    "fully paid",
    "performing",
    "success",
    "good credit",
];

/// The most different values that an outcome of texts has.
const MOST_VALUES: usize = 12;

/// The outcome column and its bad values, where name and values leave no doubt that it is one; the person may change
/// both. A column whose values are words of good and bad outcomes is found whatever its name.
pub fn guess_outcome(table: &Table, schema: &Schema) -> Option<OutcomeChoice> {
    find_outcome(table, schema)
}

pub(super) fn find_outcome(table: &Table, schema: &Schema) -> Option<OutcomeChoice> {
    let mut best: Option<(usize, OutcomeChoice)> = None;
    for column in &schema.columns {
        let phrase = phrase_of(&column.name);
        let rank = NAMES.iter().position(|name| *name == phrase);
        let is_mostly_missing = column.n_missing * 2 > table.n_rows() as u64;
        let may_be = match (column.role, column.kind) {
            (Role::OwnExport | Role::Identifier | Role::Ignored, _) => false,
            (Role::Collection, _) if rank.is_none() => false,
            (_, Kind::Category) => (2..=MOST_VALUES as u64).contains(&column.n_distinct),
            (_, Kind::Number) => column.n_distinct == 2 && rank.is_some(),
            (_, Kind::Date | Kind::Text) => false,
        };
        if !may_be || is_mostly_missing {
            continue;
        }
        let Some(choice) = read_values(&column.name, &phrase, rank.is_some(), &outcome_values(table, &column.name)) else { continue };
        let rank = rank.unwrap_or(NAMES.len());
        // Of two as good, the later: outcomes mostly stand at the end.
        if best.as_ref().is_none_or(|(best_rank, _)| rank <= *best_rank) {
            best = Some((rank, choice));
        }
    }
    best.map(|(_, choice)| choice)
}

/// How this column would be read as the outcome. Where its values do not tell, no value is bad: the person must say.
pub fn choice_for(table: &Table, column: &str) -> OutcomeChoice {
    let values = outcome_values(table, column);
    read_values(column, &phrase_of(column), true, &values).unwrap_or_else(|| OutcomeChoice::new(column, Vec::new()))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Good,
    Bad,
    Undecided,
    Unknown,
}

fn verdict_of(value: &str) -> Verdict {
    let phrase = phrase_of(value);
    if GOOD_VALUES.contains(&phrase.as_str()) {
        Verdict::Good
    } else if UNDECIDED_VALUES.contains(&phrase.as_str()) {
        Verdict::Undecided
    } else if holds_any(&phrase, BAD_PARTS) {
        Verdict::Bad
    } else {
        Verdict::Unknown
    }
}

/// Which values are bad. With a good one known, all others are bad but the undecided ones; with only bad ones known, all
/// others are good. Yes and no, 1 and 0 are read by the column's name. `None` where the values do not tell, or where the
/// name is no outcome's and not every value is known.
fn read_values(name: &str, phrase: &str, is_known_name: bool, values: &[(String, u64)]) -> Option<OutcomeChoice> {
    let verdicts: Vec<Verdict> = values.iter().map(|(value, _)| verdict_of(value)).collect();
    let has = |verdict: Verdict| verdicts.contains(&verdict);
    let with = |is_bad: &dyn Fn(Verdict) -> bool| {
        let pick = |test: &dyn Fn(Verdict) -> bool| -> Vec<String> {
            values.iter().zip(&verdicts).filter(|(_, verdict)| test(**verdict)).map(|((value, _), _)| value.clone()).collect()
        };
        let bad_values = pick(is_bad);
        let undecided_values = pick(&|verdict| verdict == Verdict::Undecided);
        let n_good = values.len() - bad_values.len() - undecided_values.len();
        (!bad_values.is_empty() && n_good > 0).then(|| OutcomeChoice { column: name.to_owned(), bad_values, undecided_values })
    };
    if !is_known_name {
        let is_certain = has(Verdict::Good) && has(Verdict::Bad) && !has(Verdict::Unknown);
        return if is_certain { with(&|verdict| verdict == Verdict::Bad) } else { None };
    }
    if has(Verdict::Good) {
        return with(&|verdict| matches!(verdict, Verdict::Bad | Verdict::Unknown));
    }
    if has(Verdict::Bad) {
        return with(&|verdict| verdict == Verdict::Bad);
    }
    let bad_value = bad_of_two(phrase, values)?;
    Some(OutcomeChoice::new(name, vec![bad_value]))
}

/// The bad one of yes and no, 1 and 0, or 2 and 1.
fn bad_of_two(phrase: &str, values: &[(String, u64)]) -> Option<String> {
    const PAIRS: [(&str, &str); 5] = [("1", "0"), ("yes", "no"), ("y", "n"), ("true", "false"), ("t", "f")];
    let [(first, _), (second, _)] = values else { return None };
    let find = |wanted: &str| [first, second].into_iter().find(|value| value.eq_ignore_ascii_case(wanted)).cloned();
    // Statlog's coding: 1 is good, 2 is bad.
    if let (Some(_), Some(bad)) = (find("1"), find("2")) {
        return Some(bad);
    }
    let (yes, no) = PAIRS.into_iter().find_map(|(yes, no)| Some((find(yes)?, find(no)?)))?;
    let is_negated = holds_any(phrase, NEGATED_PARTS);
    let is_good_name = !is_negated && holds_any(phrase, GOOD_NAME_PARTS);
    // A status of Y or N says whether a loan was granted or paid; one of 1 or 0 counts defaults.
    let is_status_of_words = phrase.split(' ').next_back() == Some("status") && yes != "1" && !phrase.starts_with("default");
    Some(if is_good_name || is_status_of_words { no } else { yes })
}
