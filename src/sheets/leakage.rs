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
    /// What they are said to be while they are left out.
    pub title: String,
    /// The same while the model uses them.
    pub title_if_used: String,
    /// All together: at most three sentences about what was found by content, one about names, and what to do.
    pub summary: String,
    /// What a person says who uses them.
    pub overrule: String,
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
    let (doubted, sure): (Vec<&Leak>, Vec<&Leak>) = leaks.iter().partition(|leak| is_doubtful(leak));
    if !leaks.is_empty() {
        sentences.push(if sure.is_empty() { CHECK } else { DECEIVES }.to_owned());
    }
    LeakWords {
        title: title(&sure, &doubted),
        title_if_used: title_if_used(&names_of(leaks.iter()), sure.is_empty(), leaks.len()),
        summary: sentences.join(" "),
        overrule: if sure.is_empty() { "It was known before: use it" } else { "I score mid-process: use them" }.to_owned(),
        columns: leaks.iter().map(text).collect(),
    }
}

const DECEIVES: &str = "A model that is given such columns looks brilliant here and fails on the first new loan.";
const CHECK: &str = "If it is written after the loan has ended, a model that uses it fails on the first new loan; if not, use it.";

/// Whether the rule knows only that one column does all the work: it may be an honest one.
fn is_doubtful(leak: &Leak) -> bool {
    matches!(leak.evidence, LeakEvidence::Dominance { .. })
}

fn names_of<'a>(leaks: impl Iterator<Item = &'a Leak>) -> String {
    list(&leaks.map(|leak| leak.column.as_str()).collect::<Vec<_>>())
}

fn title_if_used(names: &str, is_doubtful: bool, n_names: usize) -> String {
    if is_doubtful {
        return format!("{names} may give the outcome away, and the model uses it");
    }
    if n_names == 1 {
        return format!("{names} gives the outcome away, and the model uses it");
    }
    format!("{names} give the outcome away, and the model uses them")
}

fn title(sure: &[&Leak], doubted: &[&Leak]) -> String {
    let was_or_were = |leaks: &[&Leak]| if leaks.len() == 1 { "was" } else { "were" };
    let written = || format!("{} {} written after the fact", names_of(sure.iter().copied()), was_or_were(sure));
    let check = || format!("heck whether {} {} known before the outcome", names_of(doubted.iter().copied()), was_or_were(doubted));
    match (sure.is_empty(), doubted.is_empty()) {
        (true, true) => String::new(),
        (true, false) => format!("C{}", check()),
        (false, true) => written(),
        (false, false) => format!("{}; c{}", written(), check()),
    }
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
            format!("{column} alone explains nearly all that all columns together do (AUC {auc:.2} of {auc_of_all:.2}).")
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
        LeakEvidence::Dominance { auc, auc_of_all } => {
            format!("explains nearly all alone, AUC {auc:.2} of {auc_of_all:.2}: known before the outcome?")
        }
    }
}
