//! Columns that give the outcome away, in words.

use serde::{Deserialize, Serialize};

use super::words::{list, loans, percent};
use crate::evaluation::leakage::{Beside, Leak, LeakEvidence};

/// A column that gives the outcome away, ready to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeakText {
    /// The column.
    pub column: String,
    /// Why it is thought to, in a sentence.
    pub sentence: String,
    /// The same in the fewest words, beside the column's name.
    pub note: String,
}

/// What gives the outcome away, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeakWords {
    /// All together: at most three sentences about what was found by content, and one about names.
    pub summary: String,
    /// Each of them, in file order.
    pub columns: Vec<LeakText>,
}

/// Leaks in words.
pub fn leak_words(leaks: &[Leak]) -> LeakWords {
    let (by_name, by_content): (Vec<&Leak>, Vec<&Leak>) = leaks.iter().partition(|leak| leak.evidence == LeakEvidence::Name);
    let mut sentences: Vec<String> = by_content.into_iter().take(3).map(sentence).collect();
    let names: Vec<&str> = by_name.iter().map(|leak| leak.column.as_str()).collect();
    if !names.is_empty() {
        let (whose, is_or_are) = if names.len() == 1 { ("its", "is") } else { ("their", "are") };
        sentences.push(format!("By {whose} name, {} {is_or_are} written during or after collection.", list(&names)));
    }
    let text = |leak: &Leak| LeakText { column: leak.column.clone(), sentence: sentence(leak), note: note(leak) };
    LeakWords { summary: sentences.join(" "), columns: leaks.iter().map(text).collect() }
}

fn sentence(leak: &Leak) -> String {
    let column = &leak.column;
    match &leak.evidence {
        LeakEvidence::Name => format!("{column} is written during or after collection, by its name."),
        LeakEvidence::Purity { cell, n_rows, is_bad } => {
            format!("All {} with {column} “{cell}” {} repaid.", loans(*n_rows), if *is_bad { "were not" } else { "were" })
        }
        LeakEvidence::Missingness { bad_where_missing, bad_where_present, .. } => format!(
            "{column} is filled in by outcome: {} of the loans without it were not repaid, and {} of those with it.",
            percent(*bad_where_missing),
            percent(*bad_where_present)
        ),
        LeakEvidence::Duplicate { n_agree, n_rows } => {
            format!("{column} is the outcome under another name: both agree in {n_agree} of {}.", loans(*n_rows))
        }
        LeakEvidence::Separation { auc, beside } => {
            format!("{column}{} alone tells good from bad loans nearly perfectly (AUC {auc:.2}).", beside_words(beside.as_ref()))
        }
        LeakEvidence::Dominance { auc, auc_of_all } => {
            format!(
                "{column} alone ranks as well as all columns together (AUC {auc:.2} of {auc_of_all:.2}): nothing else matters beside it."
            )
        }
    }
}

fn beside_words(beside: Option<&Beside>) -> String {
    match beside {
        None => String::new(),
        Some(Beside::DaysSince(column)) => format!(", counted in days from {column},"),
        Some(Beside::ShareOf(column)) => format!(", as a share of {column},"),
    }
}

fn note(leak: &Leak) -> String {
    match &leak.evidence {
        LeakEvidence::Name => "written during or after collection".to_owned(),
        LeakEvidence::Purity { cell, n_rows, .. } => format!("all {} with “{cell}” ended alike", loans(*n_rows)),
        LeakEvidence::Missingness { .. } => "filled in by outcome".to_owned(),
        LeakEvidence::Duplicate { .. } => "the outcome under another name".to_owned(),
        LeakEvidence::Separation { auc, .. } => format!("tells the outcome alone, AUC {auc:.2}"),
        LeakEvidence::Dominance { auc, auc_of_all } => format!("ranks alone as well as all do, AUC {auc:.2} of {auc_of_all:.2}"),
    }
}
