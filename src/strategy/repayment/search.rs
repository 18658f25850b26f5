use serde::{Deserialize, Serialize};

use super::affordability::{Affordability, AffordabilityRules, HighestInstalments, Means};
use super::annuity::level_instalment;
use super::families::{ARREARS, Candidate, Families, N_FAMILIES, STANDARD};
use super::formula::annuities;
use super::ledger::walk;
use super::plan::{PlanError, PlanKind};
use super::present_value::{Discount, PresentValue};
use super::schedule::ScheduleTotals;
use super::search_grid::{PlanLimits, PlanLimitsError};
use super::terms::LoanTerms;
use crate::quantity::{Money, order};

/// Finds, for borrower after borrower, the plan that costs the lender least of those that the borrower can afford.
#[derive(Clone, Debug)]
pub struct PlanSearch {
    limits: PlanLimits,
    rules: AffordabilityRules,
    discount: Discount,
    /// The lender's discounts of months 1..=k summed, at k.
    lender_annuities: Vec<f64>,
}

/// A plan that a borrower can afford: its figures are of the exact schedule, which [`super::schedule`] gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanOffer {
    /// The plan.
    pub kind: PlanKind,
    /// What it comes to.
    pub totals: ScheduleTotals,
    /// What it takes of the borrower's means.
    pub affordability: Affordability,
    /// What it is worth to the lender today if it is kept.
    pub present_value: Money,
    /// How much less that is than the standard plan, if that were kept; negative where it is more.
    pub npv_loss: Money,
}

/// What the search found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanOffers {
    /// Best first, each of another family of plans (which levers are turned); at most [`PlanSearch::MOST_OFFERS`]. Arrears spread are
    /// always among them where they can be afforded: nothing of what was agreed changes then. Empty where the policy has nothing that the
    /// borrower can afford.
    pub offers: Vec<PlanOffer>,
    /// The equal instalment at the longest extension and the largest cut: what the policy can lower it to.
    pub lowest_instalment: Money,
    /// The most that the borrower can pay a month after any setback; negative where nothing is left.
    pub largest_affordable: Money,
    /// Whether they were looked for below today's instalment, by as much as the policy asks of relief.
    pub is_relief: bool,
}

impl PlanOffers {
    /// The plan with the smallest loss; of those that lose less than one unit more, the one that changes least; of these
    /// the one that costs the borrower least.
    pub fn best(&self) -> Option<&PlanOffer> {
        self.offers.first()
    }
}

impl PlanSearch {
    /// One to propose and three beside it.
    pub const MOST_OFFERS: usize = 4;
    /// How often a family is searched again with less to spend, where rounding made the ledger's instalment too high. Often: the last
    /// payment, which takes what rounding left, may be as much too high whatever there is to spend.
    const MOST_TRIES: u32 = 16;

    /// A search by these limits and rules.
    pub fn new(limits: PlanLimits, rules: AffordabilityRules) -> Result<PlanSearch, PlanLimitsError> {
        limits.check()?;
        let discount = Discount::new(limits.discount_rate);
        let (_, lender_annuities) = annuities(discount.month_factor(), LoanTerms::MOST_MONTHS);
        Ok(PlanSearch { limits, rules, discount, lender_annuities })
    }

    /// What can be offered to a borrower. A plan that would bring the lender more than the standard one counts as one that
    /// loses nothing: the borrower would pay for the gain.
    pub fn search(&self, terms: &LoanTerms, means: &Means) -> Result<PlanOffers, PlanError> {
        let standard = self.figures(terms, PlanKind::Standard, means)?;
        let mut families = Families::new(&self.limits, &self.rules, &self.lender_annuities, terms, means);
        let mut candidates: Vec<(usize, Candidate)> = Vec::new();
        for n_turned in 0..=4 {
            for family in (0..N_FAMILIES).filter(|&family| Families::n_turned(family) == n_turned) {
                candidates.extend(families.best_of(family, 0.0).map(|candidate| (family, candidate)));
            }
            // More levers could only tie now, and there is enough to choose from or enough was tried.
            let is_enough = candidates.len() >= Self::MOST_OFFERS - 1 || n_turned > 1;
            if is_enough && candidates.iter().any(|(_, candidate)| candidate.loss_units == 0) {
                break;
            }
        }
        order::sort_by(&mut candidates, |(_, a), (_, b)| a.rank(b));
        let mut offers = Vec::new();
        for &(family, candidate) in &candidates {
            let is_spread = family == ARREARS;
            if is_spread || offers.len() < Self::MOST_OFFERS {
                let verified = self.verified(&mut families, family, candidate, means, &standard);
                // They lose the interest on the arrears, so that much that changes the loan may come before them.
                offers.truncate(Self::MOST_OFFERS - usize::from(verified.is_some()));
                offers.extend(verified);
            }
        }
        let (lowest_instalment, largest_affordable) = (self.lowest_instalment(terms), self.largest_affordable(means));
        Ok(PlanOffers { offers, lowest_instalment, largest_affordable, is_relief: false })
    }

    /// The candidate's exact figures, if they keep the rules; else those of the family's best with so much less to spend.
    fn verified(
        &self,
        families: &mut Families,
        family: usize,
        candidate: Candidate,
        means: &Means,
        standard: &Figures,
    ) -> Option<PlanOffer> {
        let largest = self.rules.largest_instalments(means);
        let (mut candidate, mut slack) = (candidate, 0.0);
        for _ in 0..Self::MOST_TRIES {
            let figures = self.figures(families.terms(), candidate.kind, means).ok()?;
            let Some(excess) = figures.highest.excess(largest) else {
                return Some(self.offer(candidate.kind, figures, means, standard));
            };
            slack += excess as f64 + 1.0;
            candidate = families.best_of(family, slack)?;
        }
        None
    }

    fn offer(&self, kind: PlanKind, figures: Figures, means: &Means, standard: &Figures) -> PlanOffer {
        let extra_cost = figures.totals.paid.saturating_sub(standard.totals.paid);
        PlanOffer {
            kind,
            totals: ScheduleTotals { extra_cost, ..figures.totals },
            affordability: self.rules.assess_highest(&figures.highest, means),
            present_value: figures.present_value,
            npv_loss: standard.present_value.saturating_sub(figures.present_value),
        }
    }

    fn figures(&self, terms: &LoanTerms, kind: PlanKind, means: &Means) -> Result<Figures, PlanError> {
        let mut totals = ScheduleTotals::default();
        let mut highest = HighestInstalments::new(means);
        let mut value = PresentValue::new(self.discount);
        walk(terms, kind, &mut |row| {
            totals.add(row);
            highest.add(row);
            value.add(row);
        })?;
        Ok(Figures { totals, highest, present_value: value.total() })
    }

    /// The most that the borrower can pay a month after any setback; negative where nothing is left.
    pub fn largest_affordable(&self, means: &Means) -> Money {
        self.rules.largest_instalments(means).1
    }

    /// Whether a longer term or a lower rate is there to choose.
    pub fn has_longer_or_cheaper(&self, terms: &LoanTerms) -> bool {
        self.limits.n_extensions(LoanTerms::MOST_MONTHS - terms.n_months()) > 0 || self.limits.n_rate_cuts(terms.annual_rate()) > 0
    }

    /// About the least that a plan asks for at its highest which changes no terms: the agreed instalment and, over as many months as may
    /// be, the arrears.
    pub fn keeping_terms(&self, terms: &LoanTerms) -> Money {
        let n_months = self.limits.longest_arrears_spread.min(terms.n_months()).max(1);
        terms.instalment().saturating_add(terms.arrears().scaled(1, u64::from(n_months)))
    }

    /// Whether the borrower can afford a plan that changes no terms.
    pub fn can_keep_terms(&self, terms: &LoanTerms, means: &Means) -> bool {
        let Ok(standard) = self.figures(terms, PlanKind::Standard, means) else { return false };
        let mut families = Families::new(&self.limits, &self.rules, &self.lender_annuities, terms, means);
        [STANDARD, ARREARS].into_iter().any(|family| {
            let candidate = families.best_of(family, 0.0);
            candidate.and_then(|candidate| self.verified(&mut families, family, candidate, means, &standard)).is_some()
        })
    }

    /// The equal instalment at the longest extension and the largest cut: what the policy can lower it to.
    pub fn lowest_instalment(&self, terms: &LoanTerms) -> Money {
        let most = LoanTerms::MOST_MONTHS - terms.n_months();
        let last = |n_steps: u16| self.limits.levers(n_steps, 0, 0, self.limits.n_rate_cuts(terms.annual_rate()));
        let levers = last(self.limits.n_extensions(most));
        level_instalment(terms.outstanding(), terms.annual_rate().saturating_sub(levers.rate_cut), terms.n_months() + levers.extension)
    }
}

/// What an exact schedule comes to, without its rows.
struct Figures {
    totals: ScheduleTotals,
    highest: HighestInstalments,
    present_value: Money,
}
