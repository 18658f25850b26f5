use serde::{Deserialize, Serialize};

use super::archetype::Archetype;
use super::archetype_sign::{Axis, FULL, Sign, each_sign};
use crate::data::loan_facts::LoanFacts;
use crate::quantity::Money;

/// The least weight of known facts, in per cents, with which an axis has a score: the instalment by the income alone, or the
/// payment history alone.
const LEAST_WEIGHT: i32 = 35;
/// How far the cut may follow the portfolio's median, in thousandths. Beyond it the absolute signs decide: where everybody's
/// instalment is above half of the income the better half does not become able, and where everybody pays on time the worse half
/// does not become unwilling.
const FARTHEST_CUT: i32 = 250;
/// Scores lie on a grid of a thousandth.
const N_SCORES: usize = 2 * FULL as usize + 1;
/// Parts of a doubling of incomes.
const N_PARTS: u64 = 16;
/// Any positive amount lies in one of these classes.
const N_INCOMES: usize = 64 * N_PARTS as usize;

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

/// Where a portfolio's middle lies. It is cut into able and unable, ready and not ready at the median of each score, but never beyond
/// ±0.25, where absolute signs decide. A score on the cut counts as high.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortfolioScale {
    /// The lowest score that is able, in thousandths.
    pub capacity_cut: i32,
    /// The lowest score that is ready, in thousandths.
    pub readiness_cut: i32,
    /// The median of all scores of capacity; `None` where nobody has one.
    pub capacity_median: Option<i32>,
    /// The median of all scores of readiness; `None` where nobody has one.
    pub readiness_median: Option<i32>,
    /// The median of the incomes a month, rounded down by less than a sixteenth; `None` where no income is known.
    pub income_median: Option<Money>,
}

/// Counts from which the medians are read: constant memory, any order, mergeable.
#[derive(Clone, Debug)]
pub struct PortfolioScaleFit {
    capacity: Vec<u32>,
    readiness: Vec<u32>,
    incomes: Vec<u32>,
}

impl Default for PortfolioScaleFit {
    fn default() -> Self {
        PortfolioScaleFit { capacity: vec![0; N_SCORES], readiness: vec![0; N_SCORES], incomes: vec![0; N_INCOMES] }
    }
}

impl PortfolioScaleFit {
    /// Takes one loan.
    pub fn push(&mut self, facts: &LoanFacts) {
        let scores = axis_scores(facts);
        for (counts, score) in [(&mut self.capacity, scores.capacity), (&mut self.readiness, scores.readiness)] {
            if let Some(score) = score {
                counts[(score + FULL) as usize] += 1;
            }
        }
        if let Some(income) = facts.monthly_income {
            self.incomes[income_class(income)] += 1;
        }
    }

    /// The scale of all loans taken.
    pub fn finish(&self) -> PortfolioScale {
        let score = |counts: &[u32]| median(counts).map(|place| place as i32 - FULL);
        let (capacity_median, readiness_median) = (score(&self.capacity), score(&self.readiness));
        let income_median = median(&self.incomes).map(least_income);
        let cut = |median: Option<i32>| median.unwrap_or_default().clamp(-FARTHEST_CUT, FARTHEST_CUT);
        let (capacity_cut, readiness_cut) = (cut(capacity_median), cut(readiness_median));
        PortfolioScale { capacity_cut, readiness_cut, capacity_median, readiness_median, income_median }
    }
}

/// The place of an income among the counts: of each doubling of minor units the sixteenth in which it lies.
fn income_class(income: Money) -> usize {
    let minor_units = u64::try_from(income.minor_units()).unwrap_or_default().max(N_PARTS);
    let n_doublings = minor_units.ilog2() - N_PARTS.ilog2();
    n_doublings as usize * N_PARTS as usize + (minor_units >> n_doublings) as usize
}

/// The least income of a class.
fn least_income(class: usize) -> Money {
    let n_doublings = class / N_PARTS as usize - 1;
    let part = class - n_doublings * N_PARTS as usize;
    Money::from_minor_units((part as i64) << n_doublings)
}

/// The place of the middle one of what was counted, the lower of the two where there are two.
fn median(counts: &[u32]) -> Option<usize> {
    let n: u64 = counts.iter().map(|&count| u64::from(count)).sum();
    let mut seen = 0;
    counts.iter().position(|&count| {
        seen += u64::from(count);
        n > 0 && seen * 2 >= n
    })
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

impl PortfolioScale {
    /// The scale of these loans.
    pub fn of_loans<'a>(loans: impl IntoIterator<Item = &'a LoanFacts>) -> PortfolioScale {
        let mut fit = PortfolioScaleFit::default();
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
