//! The rules that give up a step for what it is worth: it costs more than it brings, or a cheaper or gentler one brings more.

use super::cheaper::{is_above, most_worth};
use super::reason::{Reason, ReviewCause};
use super::rules::Deciding;
use super::treatment::Treatment;

impl Deciding<'_> {
    /// What is decided about the value of the step: as the policy's rules have it.
    pub(super) fn apply_value(&mut self) {
        let rules = &self.policy.policy().rules;
        let (all, is_harsh) = (rules.cheaper_when_worth_more, self.choice.treatment.is_harsh());
        let is_replaced = (all || rules.harsh_only_when_worth_more && is_harsh) && self.take_what_brings_more();
        if !all && !is_replaced {
            self.apply_cost_floor();
        }
    }

    /// What is cheaper or gentler and expected to bring more is taken, but not below the floors. What costs more than it brings gives way
    /// to it too.
    fn take_what_brings_more(&mut self) -> bool {
        let (instead_of, least) = (self.choice.treatment, self.least_treatment());
        let (values, bearing) = (self.case.values, self.case.bearing);
        let is_for_hardship = bearing.plans_are_for_hardship(self.case.archetype);
        let is_meant = |other: Treatment| match other {
            _ if other != instead_of && !is_above(other, least) => false,
            Treatment::Settlement => !bearing.is_plan_instead(),
            Treatment::RepaymentPlan => other == instead_of || !is_for_hardship,
            _ => true,
        };
        let net = |other: Treatment| values[other as usize].filter(|_| is_meant(other));
        let Some(cheaper) = most_worth(instead_of, &net, &self.policy.policy().assumptions) else { return false };
        let (taken, gain) = (cheaper.instead, cheaper.gain);
        let Some(expected) = values[instead_of as usize] else { return false };
        if taken == Treatment::Wait {
            self.do_without_contact(taken);
        } else {
            self.treat(taken);
        }
        self.reasons.push(Reason::WorthMore { instead_of, expected, taken, gain });
        if instead_of == Treatment::LegalReview {
            self.ask_for_review(ReviewCause::LegalReplaced);
        }
        true
    }

    /// Drops to the next cheaper and milder treatment as long as one costs more than it brings, but not below the floors.
    fn apply_cost_floor(&mut self) {
        let least = self.least_treatment();
        while let Some(expected) = self.case.values[self.choice.treatment as usize].filter(|value| value.minor_units() < 0) {
            let instead_of = self.choice.treatment;
            let Some(cheaper) = self.next_cheaper(instead_of).filter(|cheaper| *cheaper >= least) else { return };
            self.treat(cheaper);
            self.reasons.push(Reason::CostFloor { instead_of, expected });
        }
    }

    pub(super) fn least_treatment(&self) -> Treatment {
        let rules = &self.policy.policy().rules;
        match self.case.facts.days_past_due {
            _ if self.is_written_off() => Treatment::RepaymentPlan,
            Some(days) if days > rules.non_performing_after_days => Treatment::RepaymentPlan,
            Some(days) if days > rules.late_after_days => Treatment::ReminderCall,
            _ => Treatment::Reminder,
        }
    }

    /// The firmest of the milder treatments that cost less. A notice of legal steps is none: they were just found too dear.
    fn next_cheaper(&self, treatment: Treatment) -> Option<Treatment> {
        const CHEAPER: [Treatment; 4] = [Treatment::Settlement, Treatment::RepaymentPlan, Treatment::ReminderCall, Treatment::Reminder];
        let assumptions = &self.policy.policy().assumptions;
        let cost = assumptions.of(treatment).cost;
        let may_be = |other: &Treatment| *other != Treatment::Settlement || !self.case.bearing.is_plan_instead();
        CHEAPER.into_iter().filter(may_be).find(|other| *other < treatment && assumptions.of(*other).cost < cost)
    }
}
