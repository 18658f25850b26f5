use serde::{Deserialize, Serialize};

use crate::quantity::Probability;
use crate::quantity::Z_95;
use crate::quantity::order::sort_numbers;

/// Two AUCs of the same rows, and how far they lie apart.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AucContrast {
    /// The first scores' AUC.
    pub first: f64,
    /// The second scores' AUC.
    pub second: f64,
    /// First less second.
    pub difference: f64,
    /// Lower end of the difference's 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl AucContrast {
    /// Whether the interval leaves no place for 0.
    pub fn is_beyond_chance(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// Compares two scores of the same rows by the structural components of their AUCs (DeLong, DeLong and Clarke-Pearson
/// 1988), which take into account that both judge the same loans. `None` unless all are as long and each outcome occurs
/// at least twice.
pub fn auc_contrast(first: &[Probability], second: &[Probability], is_bad: &[bool]) -> Option<AucContrast> {
    if first.len() != is_bad.len() || second.len() != is_bad.len() {
        return None;
    }
    let (first, second) = (beaten_shares(first, is_bad), beaten_shares(second, is_bad));
    let of = |shares: &[f64], wanted: bool| -> Vec<f64> {
        shares.iter().zip(is_bad).filter(|(_, is_bad)| **is_bad == wanted).map(|(share, _)| *share).collect()
    };
    let (mut variance, mut aucs) = (0.0, [0.0; 2]);
    for wanted in [true, false] {
        let (of_first, of_second) = (of(&first, wanted), of(&second, wanted));
        let n = of_first.len() as f64;
        if n < 2.0 {
            return None;
        }
        let mean = |shares: &[f64]| shares.iter().sum::<f64>() / n;
        aucs = [mean(&of_first), mean(&of_second)];
        let gap = aucs[0] - aucs[1];
        let squares: f64 = of_first.iter().zip(&of_second).map(|(a, b)| (a - b - gap) * (a - b - gap)).sum();
        variance += squares / (n - 1.0) / n;
    }
    let difference = aucs[0] - aucs[1];
    let half_width = Z_95 * libm::sqrt(variance);
    Some(AucContrast { first: aucs[0], second: aucs[1], difference, low: difference - half_width, high: difference + half_width })
}

/// For each bad row the share of good rows that score lower, for each good row the share of bad rows that score higher;
/// ties count half.
fn beaten_shares(scores: &[Probability], is_bad: &[bool]) -> Vec<f64> {
    let sorted = |wanted: bool| {
        let mut of: Vec<f64> = scores.iter().zip(is_bad).filter(|(_, is_bad)| **is_bad == wanted).map(|(score, _)| score.value()).collect();
        sort_numbers(&mut of);
        of
    };
    let (good, bad) = (sorted(false), sorted(true));
    let share = |(score, is_bad): (&Probability, &bool)| {
        let others = if *is_bad { &good } else { &bad };
        let n_below = others.partition_point(|other| *other < score.value()) as f64;
        let n_not_above = others.partition_point(|other| *other <= score.value()) as f64;
        let share_below = (n_below + n_not_above) / 2.0 / others.len().max(1) as f64;
        if *is_bad { share_below } else { 1.0 - share_below }
    };
    scores.iter().zip(is_bad).map(share).collect()
}
