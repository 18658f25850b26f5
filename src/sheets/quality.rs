//! Findings about a file in words: what is so, why it matters, and what one click does about it.

use serde::{Deserialize, Serialize};

use super::words::{count, list, loans, percent, rows};
use crate::data::quality::{Finding, Flaw, Remedy, Severity};
use crate::data::schema::{OutcomeChoice, OutcomeDoubt, OutcomeError};

/// A finding, ready to read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindingText {
    /// How grave it is.
    pub severity: Severity,
    /// What is so: a phrase without a period.
    pub title: String,
    /// Why it matters: one or two sentences.
    pub why: String,
    /// What a button says, and what it does; `None` where nothing needs to be done.
    pub remedy: Option<(String, Remedy)>,
}

/// Findings in words, in their order.
pub fn finding_texts(findings: &[Finding]) -> Vec<FindingText> {
    findings.iter().map(finding_text).collect()
}

fn finding_text(finding: &Finding) -> FindingText {
    let (title, why) = match &finding.flaw {
        Flaw::Empty { .. } | Flaw::Constant { .. } | Flaw::MostlyMissing { .. } | Flaw::NearUnique { .. } => of_columns(&finding.flaw),
        Flaw::DuplicateRows { .. } | Flaw::SeveralRowsABorrower { .. } | Flaw::RepeatedLoans { .. } => of_rows(&finding.flaw),
        Flaw::Outliers { .. } | Flaw::TellingGaps { .. } => of_cells(&finding.flaw),
        _ => of_outcome(&finding.flaw),
    };
    let remedy = finding.remedy.clone().map(|remedy| (remedy_label(&finding.flaw, &remedy), remedy));
    FindingText { severity: finding.severity, title, why, remedy }
}

fn of_columns(flaw: &Flaw) -> (String, String) {
    match flaw {
        Flaw::Empty { columns } => (
            format!("{} no cell at all", has_or_have(columns.iter())),
            "An empty column tells nothing; it stays out of the model.".to_owned(),
        ),
        Flaw::Constant { columns } => {
            let cells: Vec<String> = columns.iter().take(3).map(|(name, value)| format!("{name} is “{value}” everywhere")).collect();
            (
                format!("{} the same in every row", is_or_are(columns.iter().map(|(name, _)| name))),
                format!("{}. What does not differ tells no borrowers apart; it stays out of the model.", cells.join(", ")),
            )
        }
        Flaw::MostlyMissing { columns, n_rows } => {
            let share = |n_missing: &u64| percent(*n_missing as f64 / (*n_rows).max(1) as f64);
            let most =
                columns.first().map(|(name, n_missing)| format!("{name} lacks {} of its cells", share(n_missing))).unwrap_or_default();
            (
                format!("{} mostly or often missing", is_or_are(columns.iter().map(|(name, _)| name))),
                format!(
                    "{most}. The model takes “missing” as a value of its own, which is safe only if next month’s file has the same gaps."
                ),
            )
        }
        Flaw::NearUnique { columns } => (
            format!("{} nearly as many values as rows", has_or_have(columns.iter().map(|(name, _)| name))),
            "What hardly ever repeats cannot be learned from: it would only be learned by heart.".to_owned(),
        ),
        _ => (String::new(), String::new()),
    }
}

fn of_rows(flaw: &Flaw) -> (String, String) {
    match flaw {
        Flaw::DuplicateRows { n_copies, n_rows } => (
            format!("{} {} a copy of another", rows(*n_copies), if *n_copies == 1 { "is" } else { "are" }),
            format!("The same in every cell, among {}. Copies count their borrower several times.", rows(*n_rows)),
        ),
        Flaw::SeveralRowsABorrower { column, n_borrowers, n_rows } => (
            format!("{} belong to {} borrowers", rows(*n_rows), count(*n_borrowers)),
            format!(
                "{column} repeats. All rows of one borrower stay on one side of every split, so that nobody is judged by a model that knows them."
            ),
        ),
        Flaw::RepeatedLoans { column, n_loans, n_rows } => (
            format!("{column} names {} loans in {}", count(*n_loans), rows(*n_rows)),
            "A loan that stands in several rows counts several times. They stay on one side of every split.".to_owned(),
        ),
        _ => (String::new(), String::new()),
    }
}

fn of_cells(flaw: &Flaw) -> (String, String) {
    match flaw {
        Flaw::Outliers { column, n_cells, farthest, middle_half } => (
            format!("{column} goes as far as {farthest}"),
            format!(
                "{} {} far from all others: half of them lie between {} and {}. It may be a slip, or a code for “unknown”.",
                rows(*n_cells),
                if *n_cells == 1 { "lies" } else { "lie" },
                middle_half.0,
                middle_half.1
            ),
        ),
        Flaw::TellingGaps { column, n_missing, bad_where_missing, bad_where_present } => (
            format!("{column} tells most by being missing"),
            format!(
                "Of the {} without it {} were not repaid, of the others {}. That helps the model, unless it is only filled in once the outcome is known.",
                loans(*n_missing),
                percent(*bad_where_missing),
                percent(*bad_where_present)
            ),
        ),
        _ => (String::new(), String::new()),
    }
}

fn of_outcome(flaw: &Flaw) -> (String, String) {
    match flaw {
        Flaw::NoOutcome => (
            "No column tells how the loans ended".to_owned(),
            "Choose one if there is one. Without it, charts, segments and a saved model’s scores still work; a new model cannot be trained.".to_owned(),
        ),
        Flaw::NothingToLearn(error) => ("Nothing can be learned from this outcome".to_owned(), problem(error)),
        Flaw::FewRows { n_known, n_rarer } => (
            format!("Few loans to learn from: {}, {} of the rarer outcome", count(*n_known), count(*n_rarer)),
            "All figures are rough; look at their intervals before believing a difference.".to_owned(),
        ),
        Flaw::Imbalance { n_bad, n_known } => (
            if *n_bad * 2 < *n_known {
                format!("Only {} of the loans are bad", percent(*n_bad as f64 / *n_known as f64))
            } else {
                format!("Only {} of the loans are good", percent(1.0 - *n_bad as f64 / (*n_known).max(1) as f64))
            },
            "Calling all loans alike would be right nearly always and worth nothing: look at AUC and precision, not at accuracy.".to_owned(),
        ),
        Flaw::Doubtful { doubt, choice, bad_share } => doubt_text(*doubt, choice, *bad_share),
        _ => (String::new(), String::new()),
    }
}

fn doubt_text(doubt: OutcomeDoubt, choice: &OutcomeChoice, bad_share: f64) -> (String, String) {
    let bad: Vec<&str> = choice.bad_values.iter().map(String::as_str).collect();
    let bad = list(&bad);
    let column = &choice.column;
    match doubt {
        OutcomeDoubt::Coding if bad.is_empty() => {
            (format!("Which value of {column} means “not repaid”?"), "Neither its name nor its values say. Tick what is bad.".to_owned())
        }
        OutcomeDoubt::Coding => (
            format!("Does {column} = {bad} mean “not repaid”?"),
            format!("Its name does not say which value is the bad one. As it is read now, {} of the loans are bad.", percent(bad_share)),
        ),
        OutcomeDoubt::Approval => (
            format!("{column} may say whether a loan was granted"),
            "A model would then learn how applications were decided, not who repays.".to_owned(),
        ),
        OutcomeDoubt::MostlyBad => (
            format!("Most loans would be bad: {}", percent(bad_share)),
            format!("“Not repaid” is read from {column} = {bad}. If those were repaid, turn it round."),
        ),
        OutcomeDoubt::NoneRepaid => (
            format!("No value of {column} says “repaid”"),
            "Loans that are still running stand for repaid ones; some of them will yet go bad.".to_owned(),
        ),
    }
}

fn problem(error: &OutcomeError) -> String {
    match error {
        OutcomeError::TooFewRows { n_rows } => format!("It is known for {} only; 50 are the least.", loans(*n_rows)),
        OutcomeError::OneClass { is_bad: true } => "Every loan is bad as it is read now.".to_owned(),
        OutcomeError::OneClass { is_bad: false } => "No loan is bad as it is read now.".to_owned(),
        OutcomeError::TooFewOfAClass { n_good, n_bad } => {
            format!("{n_good} loans are good and {n_bad} bad; at least 10 of each are needed.")
        }
        OutcomeError::UnknownColumn { name, .. } => format!("There is no column {name}."),
        OutcomeError::UnknownValue { value, .. } => format!("The column has no value “{value}”."),
    }
}

fn remedy_label(flaw: &Flaw, remedy: &Remedy) -> String {
    match remedy {
        Remedy::LeaveOut(columns) if columns.len() == 1 => format!("Leave {} out", columns[0]),
        Remedy::LeaveOut(columns) => format!("Leave {} columns out", columns.len()),
        Remedy::TreatAsMissing { value, .. } => format!("Take {value} as missing"),
        Remedy::GiveRole { column, .. } if matches!(flaw, Flaw::Doubtful { .. }) => format!("{column} is not the outcome"),
        Remedy::GiveRole { column, .. } => format!("Change {column}"),
        Remedy::DropDuplicateRows => "Count each copy once".to_owned(),
        Remedy::ReadOutcome(_) => "Read it the other way round".to_owned(),
    }
}

fn names<'a>(columns: impl Iterator<Item = &'a String>) -> (String, usize) {
    let names: Vec<&str> = columns.map(String::as_str).collect();
    (list(&names), names.len())
}

fn is_or_are<'a>(columns: impl Iterator<Item = &'a String>) -> String {
    let (names, n) = names(columns);
    format!("{names} {}", if n == 1 { "is" } else { "are" })
}

fn has_or_have<'a>(columns: impl Iterator<Item = &'a String>) -> String {
    let (names, n) = names(columns);
    format!("{names} {}", if n == 1 { "has" } else { "have" })
}
