//! Which column tells how the loan ended, and which of its values mean "not repaid": guessed from its name and its
//! values, so that the person has only to agree. Never from a name that merely holds "status".

use serde::{Deserialize, Serialize};

use super::outcome::outcome_values;
use super::outcome_words::{
    APPROVAL_VALUES, BAD_NAME_PARTS, BAD_PARTS, GOOD_NAME_PARTS, GOOD_VALUES, NAMES, NEGATED_PARTS, NOT_OF_THIS_LOAN, UNDECIDED_VALUES,
};
use super::phrase::{holds_any, phrase_of};
use super::schema::{OutcomeChoice, Role, Schema};
use super::table::{Kind, Table};

/// The most different values that an outcome of texts has.
const MOST_VALUES: usize = 12;
/// Of a column that only its values betray.
const RANK_OF_VALUES: usize = 1_000;
/// Of a column whose name only holds a word of bad outcomes, such as `default_12m`.
const RANK_OF_PARTS: usize = 2_000;
/// From this share of affirmed rows on, what a name without direction affirms is taken to be good: most loans are repaid.
const MOSTLY: f64 = 0.6;
/// Above this share of bad rows a name without direction leaves a doubt.
const HARDLY: f64 = 0.4;

/// Why an outcome may be read wrongly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutcomeDoubt {
    /// Neither name nor values say which of two values is bad.
    Coding,
    /// It may say whether a loan was granted, not whether it was repaid.
    Approval,
    /// Most loans would be bad.
    MostlyBad,
    /// No value says "repaid": what is still running stands for it.
    NoneRepaid,
}

/// The outcome column and its bad values, where name and values leave no doubt that it is one; the person may change
/// both. A column whose values are words of good and bad outcomes is found whatever its name.
pub fn guess_outcome(table: &Table, schema: &Schema) -> Option<OutcomeChoice> {
    find_outcome(table, schema)
}

pub(super) fn find_outcome(table: &Table, schema: &Schema) -> Option<OutcomeChoice> {
    let mut best: Option<(usize, OutcomeChoice)> = None;
    for column in &schema.columns {
        let phrase = phrase_of(&column.name);
        let rank = name_rank(&phrase);
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
        let rank = rank.unwrap_or(RANK_OF_VALUES);
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
        let bad_only = || pick_bad(name, values, &verdicts);
        return with(&|verdict| verdict == Verdict::Bad).or_else(bad_only);
    }
    let bad_value = bad_of_two(phrase, values)?;
    Some(OutcomeChoice::new(name, vec![bad_value]))
}

/// With no value that is good, what is still running counts as good.
fn pick_bad(name: &str, values: &[(String, u64)], verdicts: &[Verdict]) -> Option<OutcomeChoice> {
    let bad = values.iter().zip(verdicts).filter(|(_, verdict)| **verdict == Verdict::Bad);
    let bad_values: Vec<String> = bad.map(|((value, _), _)| value.clone()).collect();
    (bad_values.len() < values.len()).then(|| OutcomeChoice::new(name, bad_values))
}

/// How surely a name is an outcome's, 0 the surest.
fn name_rank(phrase: &str) -> Option<usize> {
    let holds_bad = || holds_any(phrase, BAD_NAME_PARTS) && !holds_any(phrase, NOT_OF_THIS_LOAN);
    NAMES.iter().position(|name| *name == phrase).or_else(|| holds_bad().then_some(RANK_OF_PARTS))
}

/// What a name says of its larger or affirming value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Good,
    Bad,
    /// The value says whether a loan was granted or paid.
    Status,
    Unknown,
}

fn direction_of(phrase: &str, yes: &str) -> Direction {
    if holds_any(phrase, NEGATED_PARTS) {
        Direction::Bad
    } else if holds_any(phrase, GOOD_NAME_PARTS) {
        Direction::Good
    } else if holds_any(phrase, BAD_NAME_PARTS) {
        Direction::Bad
    } else if phrase.split(' ').next_back() == Some("status") && yes != "1" {
        Direction::Status
    } else {
        Direction::Unknown
    }
}

/// The affirming and the other of two values.
fn yes_and_no(values: &[(String, u64)]) -> Option<[&(String, u64); 2]> {
    const PAIRS: [(&str, &str); 14] = [
        ("1", "0"),
        ("yes", "no"),
        ("y", "n"),
        ("true", "false"),
        ("t", "f"),
        ("2", "1"),
        ("1", "-1"),
        ("b", "g"),
        ("ja", "nein"),
        ("ja", "nej"),
        ("oui", "non"),
        ("si", "no"),
        ("sim", "não"),
        ("sim", "nao"),
    ];
    let [first, second] = values else { return None };
    let find = |wanted: &str| [first, second].into_iter().find(|(value, _)| value.eq_ignore_ascii_case(wanted));
    PAIRS.into_iter().find_map(|(yes, no)| Some([find(yes)?, find(no)?]))
}

/// The bad one of yes and no, 1 and 0, or 2 and 1.
fn bad_of_two(phrase: &str, values: &[(String, u64)]) -> Option<String> {
    let [yes, no] = yes_and_no(values)?;
    // Statlog's coding: 1 is good, 2 is bad. G and B speak for themselves.
    let is_yes_bad = match direction_of(phrase, &yes.0) {
        _ if matches!(yes.0.as_str(), "2" | "b" | "B") => true,
        Direction::Bad => true,
        Direction::Good | Direction::Status => false,
        Direction::Unknown => (yes.1 as f64) < MOSTLY * (yes.1 + no.1) as f64,
    };
    Some(if is_yes_bad { yes.0.clone() } else { no.0.clone() })
}

/// Why this choice may be wrong; `values` are those of its column, with their counts.
pub fn outcome_doubt(choice: &OutcomeChoice, values: &[(String, u64)]) -> Option<OutcomeDoubt> {
    let is_in = |list: &[String], value: &String| list.contains(value);
    let sum = |test: &dyn Fn(&String) -> bool| values.iter().filter(|(value, _)| test(value)).map(|(_, count)| *count).sum::<u64>() as f64;
    let n_bad = sum(&|value| is_in(&choice.bad_values, value));
    let n_known = sum(&|value| !is_in(&choice.undecided_values, value));
    if n_bad == 0.0 || n_bad == n_known {
        return Some(OutcomeDoubt::Coding);
    }
    let phrase = phrase_of(&choice.column);
    let pair = yes_and_no(values);
    let direction = pair.map(|[yes, _]| direction_of(&phrase, &yes.0));
    let is_approval = |(value, _): &(String, u64)| APPROVAL_VALUES.contains(&phrase_of(value).as_str());
    let is_running = |(value, _): &(String, u64)| verdict_of(value) == Verdict::Undecided && !is_in(&choice.undecided_values, value);
    if direction == Some(Direction::Status) || values.iter().any(is_approval) {
        return Some(OutcomeDoubt::Approval);
    }
    if direction == Some(Direction::Unknown) && n_bad > HARDLY * n_known {
        return Some(OutcomeDoubt::Coding);
    }
    let is_turned = pair.is_some_and(|[yes, _]| direction == Some(Direction::Unknown) && !is_in(&choice.bad_values, &yes.0));
    if is_turned {
        return Some(OutcomeDoubt::Coding);
    }
    if n_bad > n_known / 2.0 {
        return Some(OutcomeDoubt::MostlyBad);
    }
    values.iter().any(is_running).then_some(OutcomeDoubt::NoneRepaid)
}

/// The same column read the other way round: what was bad is good.
pub fn turned(choice: &OutcomeChoice, values: &[(String, u64)]) -> OutcomeChoice {
    let was_good = |value: &String| !choice.bad_values.contains(value) && !choice.undecided_values.contains(value);
    let bad_values = values.iter().map(|(value, _)| value.clone()).filter(was_good).collect();
    OutcomeChoice { bad_values, ..choice.clone() }
}
