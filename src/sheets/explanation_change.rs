use super::explanation_words::{CellValue, FeatureWords};
use crate::quantity::Probability;

/// A cell that would be another.
pub struct ChangedCell {
    /// The column.
    pub words: FeatureWords,
    /// As it is.
    pub before: CellValue,
    /// As it would be.
    pub after: CellValue,
}

/// What the smallest change does, or that there is none; `score` is as it is.
pub fn change_sentence(changes: &[ChangedCell], score: Option<Probability>, after: Option<Probability>, below: Probability) -> String {
    let cut_off = below.value();
    if score.is_some_and(|score| score < below) {
        return format!("The score is below {cut_off:.2} already.");
    }
    let Some(after) = after.filter(|_| !changes.is_empty()) else {
        return format!("No change of one or two values brings the score below {cut_off:.2}.");
    };
    let change =
        |cell: &ChangedCell| format!("{} instead of {}", cell.words.changed_phrase(&cell.after), cell.words.value_text(&cell.before));
    let changed = changes.iter().map(change).collect::<Vec<_>>().join(", and ");
    format!("With {changed}, the score would be {}. This is the model’s answer, not a promise.", score_text(after, below))
}

/// In two decimals, but never the cut-off itself for a score below it.
fn score_text(score: Probability, below: Probability) -> String {
    let text = format!("{:.2}", score.value());
    if text == format!("{:.2}", below.value()) { format!("just below {text}") } else { text }
}
