use serde::{Deserialize, Serialize};

use super::assumptions::N_TREATMENTS;
use super::proportion_test::{ProportionTest, compare_shares};
use super::treatment::Treatment;
use crate::evaluation::auc_roc;
use crate::quantity::Probability;

/// Of a smaller group nothing is said.
pub const LEAST_OF_A_GROUP: u64 = 30;
/// A group that is favored less than this share of the best is flagged (four-fifths rule, 29 CFR 1607.4(D)).
pub const FOUR_FIFTHS: f64 = 0.8;

/// One column of groups and what was done about each row. All slices have one entry a row.
#[derive(Clone, Copy, Debug)]
pub struct TreatedGroups<'a> {
    /// The group, below `n_groups`; `None` where the cell is empty.
    pub groups: &'a [Option<u16>],
    /// How many groups there are.
    pub n_groups: u16,
    /// What is done.
    pub treatments: &'a [Treatment],
    /// Whether the score lies above the upper cut-off.
    pub is_above: &'a [bool],
    /// The score.
    pub scores: &'a [Option<Probability>],
    /// The outcome, where it is known.
    pub is_bad: &'a [Option<bool>],
}

/// How groups are treated, side by side. The favorable outcome is **not to be sent to legal review**. These measures conflict with
/// each other where groups differ in risk: all are shown, none is promised.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TreatmentFairness {
    /// By group.
    pub groups: Vec<GroupTreatment>,
    /// The group with the highest favorable share, of those that are large enough; of equals the largest.
    pub best_group: Option<u16>,
    /// The widest difference between the shares of bad borrowers above the upper cut-off.
    pub true_positive_gap: Option<f64>,
    /// The widest difference between the shares of good borrowers above the upper cut-off.
    pub false_positive_gap: Option<f64>,
    /// Scored rows without a group.
    pub n_without_group: u64,
    /// Scored rows of any group whose loan has ended.
    pub n_ended: u64,
}

/// How one group is treated. Rates are `None` below [`LEAST_OF_A_GROUP`] rows of what they are rates of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupTreatment {
    /// Scored rows with a step. Those whose loan has ended count for the score alone: for its AUC, its calibration, its mean, and
    /// whether it lies above the upper cut-off.
    pub n_rows: u64,
    /// By treatment, in the order of [`Treatment::ALL`].
    pub by_treatment: [u64; N_TREATMENTS],
    /// The share that is not sent to legal review.
    pub favorable_share: Option<f64>,
    /// That share against the best group's.
    pub ratio_to_best: Option<f64>,
    /// Whether the difference to the best group is more than chance; `None` of the best group itself.
    pub against_best: Option<ProportionTest>,
    /// Rows whose outcome is known.
    pub n_known: u64,
    /// Those of them that were bad.
    pub n_bad: u64,
    /// Of the bad, the share above the upper cut-off. Of the score and not of what is done next: whoever has repaid gets no step, so
    /// among those with one nearly all whose outcome is known are bad.
    pub true_positive_rate: Option<f64>,
    /// Of the good, the share above the upper cut-off.
    pub false_positive_rate: Option<f64>,
    /// Of those above the upper cut-off whose outcome is known, the share that were bad (predictive parity).
    pub precision: Option<f64>,
    /// How well the score ranks within the group.
    pub auc: Option<f64>,
    /// The mean score of rows whose outcome is known, less the share of bad ones (calibration in the large); above 0 the score is too
    /// high for this group.
    pub calibration_gap: Option<f64>,
    /// The mean score.
    pub mean_score: Option<f64>,
    /// The mean score less that of the best group, in pooled standard deviations; `None` where all scores are equal.
    pub standardized_difference: Option<f64>,
}

impl GroupTreatment {
    /// Whether the group is favored less than four fifths as often as the best.
    pub fn is_below_four_fifths(&self) -> bool {
        self.ratio_to_best.is_some_and(|ratio| ratio < FOUR_FIFTHS)
    }

    /// Below four fifths, and more than chance.
    pub fn is_flagged(&self) -> bool {
        self.is_below_four_fifths() && self.against_best.is_some_and(|test| test.is_significant())
    }

    fn n_legal(&self) -> u64 {
        self.by_treatment[Treatment::LegalReview as usize]
    }

    fn n_favorable(&self) -> u64 {
        self.n_rows - self.n_legal()
    }
}

/// How each group is treated. Rows without a score are left out: nothing is proposed for them.
pub fn treatment_fairness(rows: &TreatedGroups<'_>) -> TreatmentFairness {
    let ended = |((_, treatment), score): &((_, &Treatment), &Option<Probability>)| score.is_some() && !treatment.is_due();
    let n_ended = rows.groups.iter().zip(rows.treatments).zip(rows.scores).filter(ended).count() as u64;
    let groups: Vec<(GroupTreatment, f64)> = (0..rows.n_groups).map(|group| rows.group(Some(group))).collect();
    let moments: Vec<f64> = groups.iter().map(|(_, variance)| *variance).collect();
    let mut groups: Vec<GroupTreatment> = groups.into_iter().map(|(group, _)| group).collect();
    let best = best_group(&groups);
    if let Some(best) = best {
        let (reference, reference_variance) = (groups[best].clone(), moments[best]);
        for (idx, group) in groups.iter_mut().enumerate() {
            compare(group, moments[idx], &reference, reference_variance, idx == best);
        }
    }
    TreatmentFairness {
        best_group: best.map(|best| best as u16),
        true_positive_gap: gap(groups.iter().filter_map(|group| group.true_positive_rate)),
        false_positive_gap: gap(groups.iter().filter_map(|group| group.false_positive_rate)),
        groups,
        n_without_group: rows.group(None).0.n_rows,
        n_ended,
    }
}

fn best_group(groups: &[GroupTreatment]) -> Option<usize> {
    let judged = (0..groups.len()).filter_map(|idx| Some((idx, groups[idx].favorable_share?)));
    let better = |a: &(usize, f64), b: &(usize, f64)| b.1 > a.1 || (b.1 == a.1 && groups[b.0].n_rows > groups[a.0].n_rows);
    judged.reduce(|best, other| if better(&best, &other) { other } else { best }).map(|(idx, _)| idx)
}

fn compare(group: &mut GroupTreatment, variance: f64, best: &GroupTreatment, best_variance: f64, is_best: bool) {
    let (Some(share), Some(best_share)) = (group.favorable_share, best.favorable_share) else {
        return;
    };
    group.ratio_to_best = (best_share > 0.0).then(|| share / best_share);
    let spread = libm::sqrt((variance + best_variance) / 2.0);
    let means = group.mean_score.zip(best.mean_score);
    group.standardized_difference = means.filter(|_| spread > 0.0).map(|(mean, best_mean)| (mean - best_mean) / spread);
    if !is_best {
        group.against_best = compare_shares((group.n_favorable(), group.n_rows), (best.n_favorable(), best.n_rows));
    }
}

fn gap(rates: impl Iterator<Item = f64>) -> Option<f64> {
    let ends = rates.fold(None, |ends: Option<(f64, f64, u32)>, rate| {
        let (low, high, n) = ends.unwrap_or((rate, rate, 0));
        Some((low.min(rate), high.max(rate), n + 1))
    });
    ends.filter(|(_, _, n)| *n > 1).map(|(low, high, _)| high - low)
}

/// A share of enough rows.
fn rate(hits: u64, n: u64) -> Option<f64> {
    (n >= LEAST_OF_A_GROUP).then(|| hits as f64 / n as f64)
}

impl TreatedGroups<'_> {
    /// One group alone, and the variance of its scores.
    fn group(&self, wanted: Option<u16>) -> (GroupTreatment, f64) {
        let mut group = GroupTreatment::default();
        let (mut scores, mut outcomes) = (Vec::new(), Vec::new());
        let (mut n_scored, mut n_above_bad, mut n_above_good) = (0, 0, 0);
        // Scores lie on a grid of a millionth: their sums are exact in whole numbers, in any order.
        let (mut sum, mut sum_of_squares, mut sum_of_known) = (0u64, 0u128, 0u64);
        let rows = self.groups.iter().zip(self.treatments).zip(self.scores.iter().zip(self.is_bad).zip(self.is_above));
        for ((_, treatment), ((score, is_bad), is_above)) in rows.filter(|((of, _), _)| **of == wanted) {
            let Some(score) = *score else {
                continue;
            };
            let millionths = (score.value() * 1e6).round() as u64;
            n_scored += 1;
            if treatment.is_due() {
                group.n_rows += 1;
                group.by_treatment[*treatment as usize] += 1;
            }
            sum += millionths;
            sum_of_squares += u128::from(millionths) * u128::from(millionths);
            if let Some(is_bad) = *is_bad {
                *(if is_bad { &mut n_above_bad } else { &mut n_above_good }) += u64::from(*is_above);
                sum_of_known += millionths;
                group.n_bad += u64::from(is_bad);
                scores.push(score);
                outcomes.push(is_bad);
            }
        }
        group.n_known = outcomes.len() as u64;
        group.favorable_share = rate(group.n_favorable(), group.n_rows);
        group.true_positive_rate = rate(n_above_bad, group.n_bad);
        group.false_positive_rate = rate(n_above_good, group.n_known - group.n_bad);
        group.precision = rate(n_above_bad, n_above_bad + n_above_good);
        group.mean_score = rate(sum, n_scored).map(|mean| mean / 1e6);
        let mean_of_known = rate(sum_of_known, group.n_known).map(|mean| mean / 1e6);
        group.calibration_gap = mean_of_known.zip(rate(group.n_bad, group.n_known)).map(|(mean, bad_rate)| mean - bad_rate);
        if group.n_known >= LEAST_OF_A_GROUP {
            group.auc = auc_roc(&scores, &outcomes);
        }
        let variance = variance(n_scored, sum, sum_of_squares);
        (group, variance)
    }
}

/// Of a sample, in squared units of the score; from sums in millionths.
fn variance(n: u64, sum: u64, sum_of_squares: u128) -> f64 {
    if n < 2 {
        return 0.0;
    }
    let of_sum = u128::from(sum) * u128::from(sum);
    (u128::from(n) * sum_of_squares - of_sum) as f64 / (n as f64 * (n - 1) as f64) / 1e12
}
