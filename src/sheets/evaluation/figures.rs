use super::Judgement;
use super::finding::{Finding, finding};
use super::words::{FEW_ROWS, out_of, score_text};
use crate::evaluation::ReliabilityBin;
use crate::quantity::format::percent_text;
use crate::sheets::FigureText;

/// Scores that an example is given of, where they occur.
const ROUND_SCORES: [f64; 9] = [0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02];

/// The four figures that a page begins with.
pub(super) fn figures(judgement: &Judgement) -> Vec<FigureText> {
    let evaluation = judgement.evaluation;
    let figure =
        |label: &str, value: String, unit: &str, note: String| FigureText { label: label.to_owned(), value, unit: unit.to_owned(), note };
    let interval = format!("{:.2}–{:.2}", evaluation.auc_low, evaluation.auc_high);
    let chance = if evaluation.has_signal() { "" } else { "; 0.50 is chance" };
    let auc_note = format!("95% interval, {}{chance}", judgement.loans());
    let ks_note = match finding(evaluation) {
        Finding::OneScore => "all loans have one score".to_owned(),
        _ => format!("widest gap, at score {}", score_text(evaluation.ks_score)),
    };
    let riskiest = evaluation.deciles.first();
    let caught = percent_text(riskiest.map_or(0.0, |row| row.cumulative_share_of_bad));
    vec![
        figure(&format!("AUC, {}", judgement.unseen()), format!("{:.2}", evaluation.auc), &interval, auc_note),
        figure("KS", format!("{:.2}", evaluation.ks), "", ks_note),
        figure("Calibration error", format!("{:.1}", evaluation.ece * 100.0), "points", meaning_of_a_score(judgement)),
        figure("Riskiest tenth", percent_text(riskiest.map_or(0.0, |row| row.share_bad)), "bad", format!("{caught} of all bad loans")),
    ]
}

/// What a score among those that occur turned out to mean: 0.70, or the next round one below it near which loans lie.
fn meaning_of_a_score(judgement: &Judgement) -> String {
    let bins = &judgement.evaluation.reliability;
    let (Some(first), Some(last)) = (bins.first(), bins.last()) else { return String::new() };
    if judgement.evaluation.n_rows < FEW_ROWS {
        return format!("mostly noise with {}", judgement.loans());
    }
    let occurs =
        |score: &f64| (first.mean_score..=last.mean_score).contains(score) && bins.iter().any(|bin| (bin.mean_score - score).abs() <= 0.05);
    let score = ROUND_SCORES.into_iter().find(occurs).unwrap_or(last.mean_score);
    format!("a score of {} means {}", score_text(score), out_of(share_at(bins, score)))
}

/// The share of bad loans at a score, between the two nearest bins.
fn share_at(bins: &[ReliabilityBin], score: f64) -> f64 {
    let above = bins.iter().position(|bin| bin.mean_score >= score).unwrap_or(bins.len().saturating_sub(1));
    let (Some(before), Some(after)) = (bins.get(above.saturating_sub(1)), bins.get(above)) else { return 0.0 };
    let width = after.mean_score - before.mean_score;
    let part = if width > 0.0 { ((score - before.mean_score) / width).clamp(0.0, 1.0) } else { 1.0 };
    before.share_bad + part * (after.share_bad - before.share_bad)
}
