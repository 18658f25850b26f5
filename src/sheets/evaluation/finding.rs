use crate::evaluation::{Evaluation, RocPoint};

/// What the figures allow to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finding {
    /// All rows have one score: there is nothing to rank by.
    OneScore,
    /// Bad rows score lower than good ones.
    Worse,
    /// It may be chance.
    Chance,
    /// It ranks, but little better than chance.
    Weak,
    /// It ranks.
    Signal,
}

/// Below this AUC a model is called weak.
const WEAK: f64 = 0.65;

/// See [`Finding`].
pub(super) fn finding(evaluation: &Evaluation) -> Finding {
    let ends = evaluation.deciles.first().zip(evaluation.deciles.last());
    if ends.is_some_and(|(first, last)| first.highest_score == last.lowest_score) {
        return Finding::OneScore;
    }
    match evaluation.auc {
        _ if evaluation.auc_high < 0.5 => Finding::Worse,
        _ if !evaluation.has_signal() => Finding::Chance,
        auc if auc < WEAK => Finding::Weak,
        _ => Finding::Signal,
    }
}

/// `y` where `x` first reaches `wanted` on the curve, between the two nearest of its points; 0 of no curve.
pub(super) fn height_at(roc: &[RocPoint], wanted: f64, x: impl Fn(&RocPoint) -> f64, y: impl Fn(&RocPoint) -> f64) -> f64 {
    let above = roc.iter().position(|point| x(point) >= wanted).unwrap_or(roc.len().saturating_sub(1));
    let (Some(before), Some(after)) = (roc.get(above.saturating_sub(1)), roc.get(above)) else { return 0.0 };
    let width = x(after) - x(before);
    let part = if width > 0.0 { ((wanted - x(before)) / width).clamp(0.0, 1.0) } else { 1.0 };
    y(before) + part * (y(after) - y(before))
}
