use super::Judgement;
use super::cut_off_path::path_on_axis;
use super::finding::{Finding, finding};
use super::words::{FEW_ROWS, csv, out_of, percent_cell, score_cell, score_text};
use crate::charts::reliability_plot;
use crate::evaluation::ReliabilityBin;
use crate::quantity::format::percent_text;
use crate::sheets::block::{ChartSheet, TableSheet, head, number_head};
use crate::sheets::drawn;

/// What became of loans against what their scores said.
pub(super) fn reliability_chart(judgement: &Judgement) -> ChartSheet {
    let bins = &judgement.evaluation.reliability;
    let title = title(judgement);
    let bins_text = match bins.len() {
        1 => "one bin of the score".to_owned(),
        10 => "ten equal bins of the score".to_owned(),
        n => format!("{n} bins of the score"),
    };
    let subtitle = format!("Share of bad loans in {bins_text}, {}", judgement.n_rows());
    let label = format!("Reliability of scores: {title}. Expected calibration error {:.3}.", judgement.evaluation.ece);
    let row = |bin: &ReliabilityBin| {
        let interval = format!("{}–{}", percent_cell(bin.low), percent_cell(bin.high));
        vec![score_cell(bin.mean_score), percent_cell(bin.share_bad), interval, judgement.count(bin.n_rows)]
    };
    let line = |bin: &ReliabilityBin| {
        format!("{:.6},{:.6},{:.6},{:.6},{},{}", bin.mean_score, bin.share_bad, bin.low, bin.high, bin.n_rows, bin.n_bad)
    };
    ChartSheet {
        table: TableSheet {
            title: "What scores mean".to_owned(),
            heads: vec![head("Mean score"), number_head("Share bad"), number_head("95% interval"), number_head("Loans")],
            rows: bins.iter().map(row).collect(),
            ..TableSheet::default()
        },
        csv: csv("mean_score,share_bad,low,high,loans,bad", bins.iter().map(line)),
        file_name: "reliability".to_owned(),
        cut_off_path: path_on_axis(),
        ..drawn(&reliability_plot(bins), title, subtitle, label)
    }
}

fn title(judgement: &Judgement) -> String {
    let evaluation = judgement.evaluation;
    let bins = &evaluation.reliability;
    let (Some(first), Some(last)) = (bins.first(), bins.last()) else { return "There are no scores to compare".to_owned() };
    let base_rate = evaluation.n_bad as f64 / evaluation.n_rows.max(1) as f64;
    if finding(evaluation) == Finding::OneScore {
        return format!("All loans have one score, {}, and {} are bad", score_text(first.mean_score), percent_text(base_rate));
    }
    if evaluation.n_rows < FEW_ROWS {
        return format!("{} are too few to tell what scores mean", judgement.loans());
    }
    let tolerance = (0.15 * base_rate).min(0.02);
    if evaluation.ece > tolerance && is_more_than_chance(bins) {
        return miscalibration(bins, tolerance);
    }
    format!("Scores mean what they say, from {} to {}", score_text(first.mean_score), score_text(last.mean_score))
}

/// Whether the bins lie farther from their scores than those of true probabilities do in 19 of 20 cases: the statistic of
/// Hosmer and Lemeshow (1980) with as many degrees of freedom as bins, as no row has been judged by what it was fitted on.
fn is_more_than_chance(bins: &[ReliabilityBin]) -> bool {
    let term = |bin: &ReliabilityBin| {
        let (n, distance) = (bin.n_rows as f64, bin.share_bad - bin.mean_score);
        // A bin whose scores are 0 or 1 would have no variance at all.
        let variance = (bin.mean_score * (1.0 - bin.mean_score)).max(0.25 / n);
        n * distance * distance / variance
    };
    let degrees = bins.len() as f64;
    // Near the 0.95 quantile of the chi-squared distribution, for 1 to 10 degrees within 0.3.
    bins.iter().map(term).sum::<f64>() > degrees + 1.9 * libm::sqrt(2.0 * degrees)
}

/// In which way scores are off.
fn miscalibration(bins: &[ReliabilityBin], tolerance: f64) -> String {
    let (lower, upper) = bins.split_at(bins.len() / 2);
    // What lies within half the tolerance is not called off.
    let lean = |bins: &[ReliabilityBin]| match excess(bins) {
        excess if excess > tolerance / 2.0 => 1,
        excess if excess < -tolerance / 2.0 => -1,
        _ => 0,
    };
    match (lean(lower), lean(upper)) {
        (1, -1) => "High scores claim too much, low ones too little".to_owned(),
        (-1, 1) => "High scores claim too little, low ones too much".to_owned(),
        _ => {
            let is_low = excess(bins) > 0.0;
            // The example is one of what is said of all: others may be off in the other way.
            let alike = bins.iter().filter(|bin| (bin.share_bad > bin.mean_score) == is_low);
            let farthest = alike.max_by(|a, b| distance(a).total_cmp(&distance(b)));
            let example = farthest.map(|bin| (score_text(bin.mean_score), out_of(bin.share_bad)));
            let (score, share) = example.unwrap_or_default();
            if is_low {
                format!("Scores are too low: at {score}, {share} are bad")
            } else {
                format!("Scores are too high: at {score}, only {share} are bad")
            }
        }
    }
}

/// By how much more loans were bad than their scores said.
fn excess(bins: &[ReliabilityBin]) -> f64 {
    let n_rows: u64 = bins.iter().map(|bin| bin.n_rows).sum();
    bins.iter().map(|bin| bin.n_rows as f64 * (bin.share_bad - bin.mean_score)).sum::<f64>() / n_rows.max(1) as f64
}

fn distance(bin: &ReliabilityBin) -> f64 {
    (bin.share_bad - bin.mean_score).abs() * bin.n_rows as f64
}

#[cfg(test)]
mod tests {
    use super::{ReliabilityBin, miscalibration};

    #[test]
    fn the_example_is_off_in_the_way_that_is_said() {
        let bin = |n_rows: u64, mean_score: f64, share_bad: f64| ReliabilityBin {
            n_rows,
            n_bad: (n_rows as f64 * share_bad) as u64,
            mean_score,
            share_bad,
            low: share_bad,
            high: share_bad,
        };
        // The farthest of all bins is too low, while all together are too high.
        let bins = [bin(500, 0.1, 0.096), bin(500, 0.2, 0.196), bin(100, 0.6, 0.65), bin(100, 0.8, 0.755)];
        assert_eq!(miscalibration(&bins, 0.006), "Scores are too high: at 0.80, only 76 in 100 are bad");
    }
}
