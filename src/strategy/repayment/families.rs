use std::cmp::Ordering;

use super::affordability::{AffordabilityRules, Means};
use super::formula::{LevelPayments, RateCurve, minor};
use super::ledger::Shape;
use super::plan::{Levers, PlanKind};
use super::search_grid::PlanLimits;
use super::terms::LoanTerms;
use crate::quantity::Decimal;

/// None of the levers.
pub(super) const STANDARD: usize = 0;
const EXTENSION: usize = 1;
const HOLIDAY: usize = 2;
const STEP: usize = 4;
const RATE_CUT: usize = 8;
/// Arrears spread, which is none of the levers either.
pub(super) const ARREARS: usize = 16;
/// A family is which levers are turned, a bit each; the last is of spread arrears.
pub(super) const N_FAMILIES: usize = ARREARS + 1;

/// A plan that is affordable by the formulas.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub kind: PlanKind,
    /// Whole units of money that the lender loses; less than one is nothing.
    pub loss_units: u64,
    n_turned: u32,
    total_paid: f64,
}

impl Candidate {
    /// Smallest loss first, then fewest changes, then least paid. What still ties keeps the order in which it was found.
    pub fn rank(&self, other: &Candidate) -> Ordering {
        let by_loss = self.loss_units.cmp(&other.loss_units).then(self.n_turned.cmp(&other.n_turned));
        by_loss.then(self.total_paid.total_cmp(&other.total_paid))
    }
}

/// The grid of plans of one borrower, by formulas and not by schedules: a plan takes a few multiplications.
///
/// With everything else held, a longer extension lowers every instalment, and moves the worth to the lender one way: up
/// where the plan's rate is above the lender's, else down, as the worth is `P + (i − j) · Σ discounted balances`. So the
/// best extension is found by halving and the others need no look.
pub(super) struct Families<'a> {
    limits: &'a PlanLimits,
    lender_annuities: &'a [f64],
    terms: &'a LoanTerms,
    /// By the number of the cut, made when first needed.
    curves: Vec<Option<RateCurve>>,
    n_extensions: u16,
    setback_months: u16,
    largest: (f64, f64),
    standard_value: f64,
    lender_rate: f64,
}

/// What the formulas say of a place of the grid.
struct Evaluated {
    levers: Levers,
    shape: Shape,
    payments: LevelPayments,
}

impl<'a> Families<'a> {
    pub fn new(
        limits: &'a PlanLimits,
        rules: &AffordabilityRules,
        lender_annuities: &'a [f64],
        terms: &'a LoanTerms,
        means: &Means,
    ) -> Families<'a> {
        let (first, later) = rules.largest_instalments(means);
        let n_curves = usize::from(limits.n_rate_cuts(terms.annual_rate())) + 1;
        let mut families = Families {
            limits,
            lender_annuities,
            terms,
            curves: (0..n_curves).map(|_| None).collect(),
            n_extensions: limits.n_extensions(LoanTerms::MOST_MONTHS - terms.n_months()),
            setback_months: means.setback.map_or(0, |setback| setback.n_months),
            largest: (minor(first), minor(later)),
            standard_value: 0.0,
            lender_rate: 1.0 / lender_annuities[1] - 1.0,
        };
        if let Some(standard) = families.evaluate(0, (0, 0, 0)) {
            families.standard_value = standard.payments.present_value(&standard.shape, lender_annuities);
        }
        families
    }

    pub fn terms(&self) -> &'a LoanTerms {
        self.terms
    }

    /// How many changes the plans of a family make.
    pub fn n_turned(family: usize) -> u32 {
        family.count_ones()
    }

    /// The family's best plan that asks for no more than the borrower can pay, less `slack` minor units.
    pub fn best_of(&mut self, family: usize, slack: f64) -> Option<Candidate> {
        if family == ARREARS {
            return self.best_arrears_spread(slack);
        }
        let range = |bit: usize, size: u16| if family & bit > 0 { 1..=size } else { 0..=0 };
        let mut best: Option<Candidate> = None;
        for rate_cut_idx in range(RATE_CUT, (self.curves.len() - 1) as u16) {
            if !self.can_be_affordable(rate_cut_idx, slack) || self.is_dominated(family, rate_cut_idx) {
                continue;
            }
            for holiday in range(HOLIDAY, self.limits.longest_holiday) {
                for step_idx in range(STEP, self.limits.n_steps()) {
                    let place = (holiday, step_idx, rate_cut_idx);
                    let found = if family & EXTENSION > 0 { self.best_extension(place, slack) } else { self.affordable(0, place, slack) };
                    let candidate =
                        found.map(|found| self.candidate(found.levers.kind(self.terms.annual_rate()), found.levers.n_turned(), &found));
                    if let Some(candidate) = candidate.filter(|candidate| best.is_none_or(|best| candidate.rank(&best).is_lt())) {
                        best = Some(candidate);
                    }
                }
            }
        }
        best
    }

    /// Nothing asks for less at its highest than equal instalments over the most months.
    fn can_be_affordable(&mut self, rate_cut_idx: u16, slack: f64) -> bool {
        let n_months = self.terms.n_months() + self.n_extensions * self.limits.extension_step;
        let lowest = minor(self.terms.principal()) * self.curve(rate_cut_idx).instalment_of_one(n_months);
        lowest <= self.largest.0.max(self.largest.1) - slack
    }

    /// Without a setback, less at first helps nobody: later instalments are higher, and what is paid later is worth less
    /// to a lender whose own rate is not below the plan's. Such plans are only looked at where they change nothing else.
    fn is_dominated(&mut self, family: usize, rate_cut_idx: u16) -> bool {
        let is_relief = family & (HOLIDAY | STEP) > 0 && Self::n_turned(family) > 1;
        is_relief && self.setback_months == 0 && self.curve(rate_cut_idx).rate <= self.lender_rate
    }

    /// The extension with the smallest loss, and of these the shortest.
    fn best_extension(&mut self, place: (u16, u16, u16), slack: f64) -> Option<Evaluated> {
        let longest = self.n_extensions;
        // Enough, or too much: the balance grows where the instalment has become so low.
        let is_enough = |families: &mut Self, idx| {
            let evaluated = families.evaluate(idx, place);
            evaluated.is_some_and(|found| found.payments.grows || families.is_within(&found, slack))
        };
        if longest == 0 || !is_enough(self, longest) {
            return None;
        }
        let shortest = first_where(1, longest, |idx| is_enough(self, idx))?;
        let evaluated = self.affordable(shortest, place, slack)?;
        let gains_with_time = self.curve(place.2).rate > self.lender_rate;
        if self.loss_units(&evaluated) == 0 || !gains_with_time {
            return Some(evaluated);
        }
        let last = first_where(shortest, longest, |idx| self.grows(idx, place)).map_or(longest, |idx| idx - 1);
        let is_free =
            |families: &mut Self, idx| families.affordable(idx, place, slack).is_some_and(|found| families.loss_units(&found) == 0);
        let idx = first_where(shortest, last, |idx| is_free(self, idx)).unwrap_or(last);
        self.affordable(idx, place, slack)
    }

    fn grows(&mut self, extension_idx: u16, place: (u16, u16, u16)) -> bool {
        self.evaluate(extension_idx, place).is_some_and(|evaluated| evaluated.payments.grows)
    }

    /// The plan at a place of the grid, if it can be made, does not let the balance grow, and asks for no more than the
    /// borrower has.
    fn affordable(&mut self, extension_idx: u16, place: (u16, u16, u16), slack: f64) -> Option<Evaluated> {
        let evaluated = self.evaluate(extension_idx, place)?;
        (!evaluated.payments.grows && self.is_within(&evaluated, slack)).then_some(evaluated)
    }

    fn is_within(&self, evaluated: &Evaluated, slack: f64) -> bool {
        let (first, later) = evaluated.payments.highest(&evaluated.shape, self.setback_months);
        first <= self.largest.0 - slack && later <= self.largest.1 - slack
    }

    /// `place`: months of holiday, and the numbers of the step and of the rate cut.
    fn evaluate(&mut self, extension_idx: u16, (holiday, step_idx, rate_cut_idx): (u16, u16, u16)) -> Option<Evaluated> {
        let levers = self.limits.levers(extension_idx, holiday, step_idx, rate_cut_idx);
        let shape = Shape::turned(self.terms, levers).ok()?;
        let payments = LevelPayments::of(self.curve(rate_cut_idx), &shape);
        Some(Evaluated { levers, shape, payments })
    }

    fn candidate(&self, kind: PlanKind, n_turned: u32, evaluated: &Evaluated) -> Candidate {
        let total_paid = evaluated.payments.total(&evaluated.shape) + minor(evaluated.shape.arrears);
        Candidate { kind, loss_units: self.loss_units(evaluated), n_turned, total_paid }
    }

    fn loss_units(&self, evaluated: &Evaluated) -> u64 {
        // A gain is less than zero, which the cast makes zero.
        ((self.standard_value - evaluated.payments.present_value(&evaluated.shape, self.lender_annuities)) / 100.0) as u64
    }

    /// The fewest months: the lender loses least.
    fn best_arrears_spread(&mut self, slack: f64) -> Option<Candidate> {
        for n_months in 2..=self.limits.longest_arrears_spread.min(self.terms.n_months()) {
            let kind = PlanKind::ArrearsSpread { n_months };
            let shape = Shape::of(self.terms, kind).ok()?;
            let evaluated = Evaluated { levers: Levers::default(), shape, payments: LevelPayments::of(self.curve(0), &shape) };
            if self.is_within(&evaluated, slack) {
                return Some(self.candidate(kind, 1, &evaluated));
            }
        }
        None
    }

    fn curve(&mut self, rate_cut_idx: u16) -> &RateCurve {
        let cut = self.limits.levers(0, 0, 0, rate_cut_idx).rate_cut;
        let n_months = self.terms.n_months() + self.n_extensions * self.limits.extension_step;
        let rate: Decimal = self.terms.annual_rate().saturating_sub(cut);
        self.curves[usize::from(rate_cut_idx)].get_or_insert_with(|| RateCurve::new(rate, n_months))
    }
}

/// The first of `low..=high` for which `holds`, which holds for all after one for which it does.
fn first_where(low: u16, high: u16, mut holds: impl FnMut(u16) -> bool) -> Option<u16> {
    let (mut low, mut end) = (low, high.checked_add(1)?);
    while low < end {
        let middle = low + (end - low) / 2;
        if holds(middle) {
            end = middle;
        } else {
            low = middle + 1;
        }
    }
    (low <= high).then_some(low)
}
