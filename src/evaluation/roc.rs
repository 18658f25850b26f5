use serde::{Deserialize, Serialize};

use crate::quantity::Probability;

/// How well scores rank and how true they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Rows with a score and a known outcome.
    pub n_rows: u64,
    /// Those that were bad.
    pub n_bad: u64,
    /// Chance that a bad row scores above a good one, ties counting half.
    pub auc: f64,
    /// Lower end of the 95 % interval of the AUC, at least 0.
    pub auc_low: f64,
    /// Upper end, at most 1.
    pub auc_high: f64,
    /// 2·AUC − 1.
    pub gini: f64,
    /// Widest gap between the shares of bad and of good rows above a score (Kolmogorov and Smirnov), 0..=1.
    pub ks: f64,
    /// The score at which the gap is widest.
    pub ks_score: f64,
    /// Mean squared difference between score and outcome (Brier 1950), 0 is perfect.
    pub brier: f64,
    /// What a constant score, the share of bad rows, would give.
    pub brier_of_base_rate: f64,
    /// The ROC curve from (0, 0) to (1, 1), about 200 points of it.
    pub roc: Vec<RocPoint>,
}

/// A point of the ROC curve: what is caught when every row from `score` up is flagged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RocPoint {
    /// Share of good rows flagged.
    pub false_positive_rate: f64,
    /// Share of bad rows flagged.
    pub true_positive_rate: f64,
    /// The lowest score flagged.
    pub score: f64,
}

impl Evaluation {
    /// Whether the data shows that the model ranks better than chance: the interval lies above 0.5.
    pub fn has_signal(&self) -> bool {
        self.auc_low > 0.5
    }
}

/// Rows with the same score.
struct Tie {
    score: f64,
    n_good: f64,
    n_bad: f64,
}

/// The figures of these scores; `None` unless both outcomes occur.
pub fn evaluate(scores: &[Probability], is_bad: &[bool]) -> Option<Evaluation> {
    let ties = descending_ties(scores, is_bad);
    let n_good: f64 = ties.iter().map(|tie| tie.n_good).sum();
    let n_bad: f64 = ties.iter().map(|tie| tie.n_bad).sum();
    if n_good == 0.0 || n_bad == 0.0 {
        return None;
    }
    let (auc, variance) = delong(&ties, n_good, n_bad);
    let half_width = 1.959_963_984_540_054 * libm::sqrt(variance);
    let curve = roc_curve(&ties, n_good, n_bad);
    let (ks, ks_score) = curve
        .iter()
        .map(|point| ((point.true_positive_rate - point.false_positive_rate).abs(), point.score))
        .fold((0.0, 1.0), |widest, gap| if gap.0 > widest.0 { gap } else { widest });
    let n_rows = n_good + n_bad;
    let base_rate = n_bad / n_rows;
    Some(Evaluation {
        n_rows: n_rows as u64,
        n_bad: n_bad as u64,
        auc,
        auc_low: (auc - half_width).max(0.0),
        auc_high: (auc + half_width).min(1.0),
        gini: 2.0 * auc - 1.0,
        ks,
        ks_score,
        brier: ties.iter().map(|tie| tie.n_bad * (1.0 - tie.score) * (1.0 - tie.score) + tie.n_good * tie.score * tie.score).sum::<f64>()
            / n_rows,
        brier_of_base_rate: base_rate * (1.0 - base_rate),
        roc: thin(&curve),
    })
}

/// The area under the ROC curve alone; `None` unless both outcomes occur.
pub fn auc_roc(scores: &[Probability], is_bad: &[bool]) -> Option<f64> {
    let ties = descending_ties(scores, is_bad);
    let n_good: f64 = ties.iter().map(|tie| tie.n_good).sum();
    let n_bad: f64 = ties.iter().map(|tie| tie.n_bad).sum();
    (n_good > 0.0 && n_bad > 0.0).then(|| delong(&ties, n_good, n_bad).0)
}

fn descending_ties(scores: &[Probability], is_bad: &[bool]) -> Vec<Tie> {
    let mut pairs: Vec<(f64, bool)> = scores.iter().map(|score| score.value()).zip(is_bad.iter().copied()).collect();
    pairs.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let mut ties: Vec<Tie> = Vec::new();
    for (score, is_bad) in pairs {
        if ties.last().is_none_or(|tie| tie.score != score) {
            ties.push(Tie { score, n_good: 0.0, n_bad: 0.0 });
        }
        if let Some(tie) = ties.last_mut() {
            *(if is_bad { &mut tie.n_bad } else { &mut tie.n_good }) += 1.0;
        }
    }
    ties
}

/// The AUC and its variance (DeLong, DeLong and Clarke-Pearson 1988), in one pass over sorted scores (Sun and Xu 2014).
fn delong(ties: &[Tie], n_good: f64, n_bad: f64) -> (f64, f64) {
    let (mut bad_above, mut good_above) = (0.0, 0.0);
    let (mut sum_bad, mut squares_bad, mut sum_good, mut squares_good) = (0.0, 0.0, 0.0, 0.0);
    for tie in ties {
        let good_beaten = (n_good - good_above - tie.n_good / 2.0) / n_good;
        let beaten_by_bad = (bad_above + tie.n_bad / 2.0) / n_bad;
        sum_bad += tie.n_bad * good_beaten;
        squares_bad += tie.n_bad * good_beaten * good_beaten;
        sum_good += tie.n_good * beaten_by_bad;
        squares_good += tie.n_good * beaten_by_bad * beaten_by_bad;
        bad_above += tie.n_bad;
        good_above += tie.n_good;
    }
    let auc = sum_bad / n_bad;
    let spread = |sum: f64, squares: f64, n: f64| if n > 1.0 { ((squares - sum * sum / n) / (n - 1.0)).max(0.0) / n } else { 0.25 };
    (auc, spread(sum_bad, squares_bad, n_bad) + spread(sum_good, squares_good, n_good))
}

fn roc_curve(ties: &[Tie], n_good: f64, n_bad: f64) -> Vec<RocPoint> {
    let mut curve = vec![RocPoint { false_positive_rate: 0.0, true_positive_rate: 0.0, score: 1.0 }];
    let (mut good_above, mut bad_above) = (0.0, 0.0);
    for tie in ties {
        good_above += tie.n_good;
        bad_above += tie.n_bad;
        curve.push(RocPoint { false_positive_rate: good_above / n_good, true_positive_rate: bad_above / n_bad, score: tie.score });
    }
    curve
}

/// Keeps both ends and about one point in each hundredth of the way along the curve.
fn thin(curve: &[RocPoint]) -> Vec<RocPoint> {
    let way = |point: &RocPoint| point.false_positive_rate + point.true_positive_rate;
    let mut kept: Vec<RocPoint> = Vec::new();
    for (idx, point) in curve.iter().enumerate() {
        let is_end = idx == 0 || idx + 1 == curve.len();
        if is_end || kept.last().is_none_or(|last| way(point) - way(last) >= 0.01) {
            kept.push(*point);
        }
    }
    kept
}
