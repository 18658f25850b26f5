use serde::{Deserialize, Serialize};

use super::archetype::Archetype;
use super::archetype_sign::{Axis, FULL, Sign, each_sign};
use crate::data::loan_facts::LoanFacts;

/// The least weight of known facts, in per cents, with which an axis has a score: the instalment by the income alone, or the
/// payment history alone.
const LEAST_WEIGHT: i32 = 35;
/// How far the cut may follow the portfolio's median, in thousandths. Beyond it the absolute signs decide: where everybody's
/// instalment is above half of the income the better half does not become able, and where everybody pays on time the worse half
/// does not become unwilling.
const FARTHEST_CUT: i32 = 250;
/// Scores lie on a grid of a thousandth.
const N_SCORES: usize = 2 * FULL as usize + 1;

/// How able and how ready a borrower is, in thousandths from −1 000 to 1 000; `None` where too few facts are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AxisScores {
    /// Financial capacity.
    pub capacity: Option<i32>,
    /// Psychological readiness.
    pub readiness: Option<i32>,
}

/// What an archetype was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchetypeReading {
    /// Who it is.
    pub archetype: Archetype,
    /// Both scores.
    pub scores: AxisScores,
    /// The facts that spoke.
    pub signs: Vec<Sign>,
}

/// Where a portfolio is cut into able and unable, ready and not ready: at the median of each score, but never beyond ±0.25, where
/// absolute signs decide. A score on the cut counts as high.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchetypeScale {
    /// The lowest score that is able, in thousandths.
    pub capacity_cut: i32,
    /// The lowest score that is ready, in thousandths.
    pub readiness_cut: i32,
    /// The median of all scores of capacity; `None` where nobody has one.
    pub capacity_median: Option<i32>,
    /// The median of all scores of readiness; `None` where nobody has one.
    pub readiness_median: Option<i32>,
}

/// Counts of scores, from which the medians are read: constant memory, any order, mergeable.
#[derive(Clone, Debug)]
pub struct ArchetypeScaleFit {
    capacity: Vec<u32>,
    readiness: Vec<u32>,
}

impl Default for ArchetypeScaleFit {
    fn default() -> Self {
        ArchetypeScaleFit { capacity: vec![0; N_SCORES], readiness: vec![0; N_SCORES] }
    }
}

impl ArchetypeScaleFit {
    /// Takes one loan.
    pub fn push(&mut self, facts: &LoanFacts) {
        let scores = axis_scores(facts);
        for (counts, score) in [(&mut self.capacity, scores.capacity), (&mut self.readiness, scores.readiness)] {
            if let Some(score) = score {
                counts[(score + FULL) as usize] += 1;
            }
        }
    }

    /// The scale of all loans taken.
    pub fn finish(&self) -> ArchetypeScale {
        let (capacity_median, readiness_median) = (median(&self.capacity), median(&self.readiness));
        let cut = |median: Option<i32>| median.unwrap_or_default().clamp(-FARTHEST_CUT, FARTHEST_CUT);
        ArchetypeScale { capacity_cut: cut(capacity_median), readiness_cut: cut(readiness_median), capacity_median, readiness_median }
    }
}

/// The lower of the two middle scores where there are two.
fn median(counts: &[u32]) -> Option<i32> {
    let n: u64 = counts.iter().map(|&count| u64::from(count)).sum();
    let mut seen = 0;
    let place = counts.iter().position(|&count| {
        seen += u64::from(count);
        n > 0 && seen * 2 >= n
    });
    place.map(|place| place as i32 - FULL)
}

/// The weighted mean of the signs of each axis.
pub fn axis_scores(facts: &LoanFacts) -> AxisScores {
    let mut sums = [(0, 0); 2];
    each_sign(facts, &mut |sign| {
        let (weight, sum) = &mut sums[usize::from(sign.axis == Axis::Readiness)];
        *weight += sign.weight;
        *sum += sign.weight * sign.points;
    });
    let score = |(weight, sum): (i32, i32)| (weight >= LEAST_WEIGHT).then(|| (f64::from(sum) / f64::from(weight)).round() as i32);
    AxisScores { capacity: score(sums[0]), readiness: score(sums[1]) }
}

impl ArchetypeScale {
    /// The scale of these loans.
    pub fn of_loans<'a>(loans: impl IntoIterator<Item = &'a LoanFacts>) -> ArchetypeScale {
        let mut fit = ArchetypeScaleFit::default();
        loans.into_iter().for_each(|facts| fit.push(facts));
        fit.finish()
    }

    /// Who a borrower is.
    pub fn archetype(&self, facts: &LoanFacts) -> Archetype {
        self.archetype_of(axis_scores(facts))
    }

    /// Who a borrower with these scores is.
    pub fn archetype_of(&self, scores: AxisScores) -> Archetype {
        let (Some(capacity), Some(readiness)) = (scores.capacity, scores.readiness) else { return Archetype::Unknown };
        match (capacity >= self.capacity_cut, readiness >= self.readiness_cut) {
            (true, true) => Archetype::Forgetful,
            (false, true) => Archetype::WillingUnable,
            (true, false) => Archetype::AbleUnwilling,
            (false, false) => Archetype::Overwhelmed,
        }
    }

    /// Who a borrower is, with scores and reasons.
    pub fn read(&self, facts: &LoanFacts) -> ArchetypeReading {
        let scores = axis_scores(facts);
        let mut signs = Vec::new();
        each_sign(facts, &mut |sign| signs.push(sign));
        ArchetypeReading { archetype: self.archetype_of(scores), scores, signs }
    }
}
