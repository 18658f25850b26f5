use super::action::Strategy;
use super::archetype::Archetype;
use super::capacity::passed_over;
use super::channel::Channel;
use super::decision::{Case, Decision};
use super::legal_steps::LegalSteps;
use super::offer::Offer;
use super::policy::ValidPolicy;
use super::reason::{CareCause, EndCause, Reason, ReviewCause};
use super::stage::Stage;
use super::tone::Tone;
use super::treatment::Treatment;
use super::treatment_table::TreatmentChoice;
use crate::data::loan_facts::{LoanEnd, LoanFacts, NotedContact, PaymentHistory};
use crate::quantity::{Money, Probability};

impl ValidPolicy {
    /// What is done about a borrower: the band of the score, the table's choice, then the rules that come before it, each with a
    /// reason. Later rules win over earlier ones, but what blocks automated treatment wins over all of them. Of a loan that has ended
    /// nothing is decided but that nothing is due; nobody is treated then, so nothing has to be blocked.
    pub fn decide(&self, case: &Case<'_>) -> Decision {
        self.decide_in(self.cut_offs().strategy(case.score), case)
    }

    /// The same, as if the score lay in this band.
    pub fn decide_in(&self, band: Strategy, case: &Case<'_>) -> Decision {
        let mut deciding = Deciding::start(self, band, case);
        if let Some(cause) = self.end_of(case.facts) {
            deciding.reasons.push(Reason::Ended(cause));
            deciding.do_without_contact(Treatment::NothingDue);
            return deciding.finish();
        }
        deciding.reasons.extend(case.facts.noted.map(Reason::Noted));
        deciding.choose();
        if case.score.is_some() {
            deciding.apply_legal_steps();
            deciding.apply_late_floor();
            deciding.apply_means();
            if !deciding.apply_no_plan() {
                deciding.apply_value();
            }
            // What took the place of another step may be what nobody can keep, too.
            deciding.apply_no_plan();
        }
        if deciding.apply_care() {
            return deciding.finish();
        }
        if case.score.is_some() {
            deciding.apply_self_cure();
            deciding.apply_deferral();
            deciding.apply_review();
            deciding.apply_capacity();
            deciding.apply_contact();
        }
        deciding.finish()
    }

    /// What says that the loan has ended, where the policy gives such a loan no step; that the borrower has paid since is no matter of
    /// the policy. A balance of zero does not where the loan was written off: it is owed, whatever the books say.
    pub(super) fn end_of(&self, facts: &LoanFacts) -> Option<EndCause> {
        if facts.noted == Some(NotedContact::Paid) {
            return Some(EndCause::NotedPaid);
        }
        if !self.policy().rules.leave_out_ended {
            return None;
        }
        match facts.end {
            Some(LoanEnd::Cleared) => Some(EndCause::Outcome),
            Some(LoanEnd::WrittenOff) => None,
            None => facts.outstanding.filter(|owed| *owed == Money::ZERO).map(|_| EndCause::NothingOwed),
        }
    }

    /// Whether a notice of legal steps may be given. Nobody who cannot pay is frightened with one; and nobody long before it could
    /// come true.
    pub(super) fn may_give_notice(&self, archetype: Archetype, days_past_due: Option<u32>) -> bool {
        let is_able = !matches!(archetype, Archetype::WillingUnable | Archetype::Overwhelmed);
        is_able && days_past_due.is_some_and(|days| days > self.policy().rules.pre_legal_after_days)
    }
}

pub(super) struct Deciding<'a> {
    pub(super) policy: &'a ValidPolicy,
    pub(super) case: &'a Case<'a>,
    band: Strategy,
    strategy: Strategy,
    stage: Stage,
    pub(super) choice: TreatmentChoice,
    needs_review: Option<ReviewCause>,
    pub(super) reasons: Vec<Reason>,
}

impl<'a> Deciding<'a> {
    /// The band of the score.
    fn start(policy: &'a ValidPolicy, band: Strategy, case: &'a Case<'a>) -> Self {
        let stage = Stage::of_loan(case.facts);
        let choice = policy.policy().table.choice(band, case.archetype, stage);
        let mut deciding = Deciding { policy, case, band, strategy: band, stage, choice, needs_review: None, reasons: Vec::new() };
        deciding.reasons.push(case.score.map_or(Reason::NoScore, |score| Reason::Score { score, band }));
        deciding
    }

    /// The table's choice in the band, which is raised where the loan is long past due; none without a score.
    fn choose(&mut self) {
        if self.case.score.is_none() {
            return self.do_without_contact(Treatment::NotScored);
        }
        self.apply_non_performing_floor();
        self.reasons.push(Reason::Table { archetype: self.case.archetype, stage: self.stage });
    }

    fn apply_non_performing_floor(&mut self) {
        let after = self.policy.policy().rules.non_performing_after_days;
        let days = self.case.facts.days_past_due.filter(|days| *days > after);
        let is_written_off = self.is_written_off();
        if is_written_off {
            self.reasons.push(Reason::WrittenOff);
        } else if days.is_none() {
            return;
        }
        let is_raised = self.strategy == Strategy::Reminder;
        if is_raised {
            self.strategy = Strategy::SettlementOffer;
            self.choice = self.chosen_in(Strategy::SettlementOffer);
        }
        let is_too_mild = self.choice.treatment < Treatment::RepaymentPlan;
        if is_too_mild {
            self.treat(Treatment::Settlement);
        }
        if let Some(days) = days.filter(|_| (is_raised || is_too_mild) && !is_written_off) {
            self.reasons.push(Reason::NonPerformingFloor { days, after });
        }
    }

    pub(super) fn is_written_off(&self) -> bool {
        self.case.facts.end == Some(LoanEnd::WrittenOff)
    }

    /// Whether legal steps are open, where the score asks for them.
    fn apply_legal_steps(&mut self) {
        if self.strategy != Strategy::LegalReview {
            return;
        }
        let rules = &self.policy.policy().rules;
        let steps = LegalSteps::of(self.case.facts, rules);
        self.reasons.push(steps.reason());
        if self.choice.treatment != Treatment::LegalReview {
            return;
        }
        match steps {
            LegalSteps::Open { .. } => {}
            LegalSteps::Unknown => self.ask_for_review(ReviewCause::EligibilityUnknown),
            LegalSteps::NotYet { days, .. } => {
                if self.policy.may_give_notice(self.case.archetype, Some(days)) {
                    self.treat(Treatment::PreLegalNotice);
                } else {
                    self.choice = self.chosen_in(Strategy::SettlementOffer);
                }
            }
        }
    }

    fn apply_late_floor(&mut self) {
        let after = self.policy.policy().rules.late_after_days;
        if let Some(days) = self.case.facts.days_past_due.filter(|days| *days > after)
            && self.choice.treatment < Treatment::ReminderCall
        {
            self.treat(Treatment::ReminderCall);
            self.reasons.push(Reason::LateFloor { days, after });
        }
    }

    /// A repayment plan that can be afforded comes before a settlement that cannot be paid.
    fn apply_means(&mut self) {
        if let Some(strain) = self.case.bearing.settlement_strain().filter(|_| self.is_settlement_given_up()) {
            self.treat(Treatment::RepaymentPlan);
            self.reasons.push(Reason::PlanInstead(strain));
        }
    }

    /// What nobody can keep is not offered: where the borrower can bear none of the policy's plans, nor a settlement, a person decides,
    /// whatever would cost less.
    fn apply_no_plan(&mut self) -> bool {
        let bearing = self.case.bearing;
        let cause = match self.choice.treatment {
            Treatment::RepaymentPlan => ReviewCause::NoAffordablePlan,
            Treatment::Settlement if bearing.settlement_strain().is_some() => ReviewCause::SettlementBeyondMeans,
            _ => return false,
        };
        let is_for_a_person = bearing.has_affordable_plan() == Some(false);
        if is_for_a_person {
            self.ask_for_review(cause);
            self.leave_to_a_specialist(Tone::Calm);
        }
        is_for_a_person
    }

    fn leave_to_a_specialist(&mut self, tone: Tone) {
        self.choice = TreatmentChoice { treatment: Treatment::Specialist, offer: Offer::NoOffer, channel: Channel::CallBack, tone };
    }

    fn is_settlement_given_up(&self) -> bool {
        self.choice.treatment == Treatment::Settlement && self.case.bearing.is_plan_instead()
    }

    /// Whether a specialist decides.
    fn apply_care(&mut self) -> bool {
        let flags = self.case.facts.flags;
        if !flags.block_automation() {
            return false;
        }
        self.reasons.extend(CareCause::of(flags).map(Reason::Care));
        self.needs_review = None;
        self.leave_to_a_specialist(if flags.is_disputed { Tone::Plain } else { Tone::Calm });
        true
    }

    fn apply_self_cure(&mut self) {
        let (rules, facts) = (&self.policy.policy().rules, self.case.facts);
        let Some(days) = facts.days_past_due.filter(|days| (1..=rules.self_cure_days).contains(days)) else { return };
        let is_first = facts.missed_payments.is_none_or(|missed| missed <= rules.self_cure_missed);
        let pays_on_time = facts.payment_history.is_none_or(|history| history == PaymentHistory::OnTime);
        let is_known = facts.missed_payments.is_some() || facts.payment_history.is_some();
        let is_low = self.case.score.is_some_and(|score| millionths(score) < i64::from(rules.self_cure_below) * 100);
        if is_first && pays_on_time && is_known && is_low {
            self.reasons.push(Reason::SelfCure { days, most: rules.self_cure_days });
            self.do_without_contact(Treatment::Wait);
        }
    }

    fn apply_deferral(&mut self) {
        let (grace, facts) = (self.policy.policy().rules.promise_grace_days, self.case.facts);
        if facts.flags.is_in_plan {
            self.reasons.push(Reason::InPlan);
            self.do_without_contact(Treatment::Defer);
        }
        if let Some(days) = facts.days_to_promise.filter(|days| i64::from(*days) + i64::from(grace) >= 0) {
            self.reasons.push(Reason::PromiseOpen { days, grace });
            self.do_without_contact(Treatment::Defer);
        }
    }

    fn apply_review(&mut self) {
        let rules = &self.policy.policy().rules;
        if rules.review_written_off && self.is_written_off() {
            self.ask_for_review(ReviewCause::WrittenOff);
        }
        let cut_offs = self.policy.cut_offs();
        let score = self.case.score.map_or(-1, millionths);
        let distance = |steps: u16| (score - i64::from(steps) * 100).abs();
        let nearest = if distance(cut_offs.legal()) < distance(cut_offs.settlement()) { cut_offs.legal() } else { cut_offs.settlement() };
        if rules.review_margin > 0 && distance(nearest) <= i64::from(rules.review_margin) * 100 {
            let share = |steps: u16| Probability::nearest(f64::from(steps) / 1e4);
            self.ask_for_review(ReviewCause::NearCutOff { cut_off: share(nearest), margin: share(rules.review_margin) });
        }
        if let Some(share) = self.case.seed_share.filter(|share| millionths(*share) > i64::from(rules.review_seed_share) * 100) {
            self.ask_for_review(ReviewCause::SeedsDiffer { share });
        }
    }

    /// Last of all: it is about what is left of the decision.
    fn apply_capacity(&mut self) {
        if let Some(instead) = self.case.instead.filter(|instead| *instead != self.choice.treatment) {
            // Whether legal steps are open is no matter of another step.
            self.reasons.retain(|reason| *reason != Reason::Review(ReviewCause::EligibilityUnknown));
            self.needs_review = self.reasons.iter().find_map(|reason| if let Reason::Review(cause) = reason { Some(*cause) } else { None });
            let wanted = self.choice.treatment;
            self.reasons.push(Reason::NoCapacity { wanted });
            if instead == Treatment::Specialist {
                self.ask_for_review(ReviewCause::NoAffordablePlan);
                return self.leave_to_a_specialist(Tone::Calm);
            }
            self.reasons
                .extend(passed_over(wanted, instead, self.case.bearing.is_plan_instead()).map(|wanted| Reason::NoCapacity { wanted }));
            if wanted == Treatment::LegalReview {
                self.ask_for_review(ReviewCause::LegalReplaced);
            }
            self.treat(instead);
        }
    }

    /// Whoever cannot be reached by this number is written to, and somebody looks for the right one: who answers it must not learn of the
    /// debt. Whoever refused is not asked for the same again before somebody has looked.
    fn apply_contact(&mut self) {
        match self.case.facts.noted {
            _ if self.choice.channel == Channel::NoContact => {}
            Some(NotedContact::WrongNumber) => {
                if matches!(self.choice.channel, Channel::Message | Channel::Call | Channel::CallBack) {
                    self.choice.channel = Channel::Letter;
                }
                self.ask_for_review(ReviewCause::WrongNumber);
            }
            Some(NotedContact::Refused) => self.ask_for_review(ReviewCause::Refused),
            _ => {}
        }
    }

    pub(super) fn ask_for_review(&mut self, cause: ReviewCause) {
        self.needs_review = self.needs_review.or(Some(cause));
        self.reasons.push(Reason::Review(cause));
    }

    fn chosen_in(&self, band: Strategy) -> TreatmentChoice {
        self.policy.policy().table.choice(band, self.case.archetype, self.stage)
    }

    /// Another treatment, with an offer and a channel that go with it.
    pub(super) fn treat(&mut self, treatment: Treatment) {
        let alike = Strategy::BANDS.into_iter().map(|band| self.chosen_in(band)).find(|choice| choice.treatment == treatment);
        self.choice = alike.unwrap_or_else(|| {
            // A reminder is written: it promises no call, and nothing that would have to be talked about.
            if treatment == Treatment::Reminder {
                return TreatmentChoice { treatment, offer: Offer::NoOffer, channel: Channel::Message, tone: self.choice.tone };
            }
            let milder = self.chosen_in(if treatment <= Treatment::ReminderCall { Strategy::Reminder } else { Strategy::SettlementOffer });
            TreatmentChoice { treatment, offer: Offer::with(treatment, self.case.archetype).unwrap_or(milder.offer), ..milder }
        });
    }

    pub(super) fn do_without_contact(&mut self, treatment: Treatment) {
        self.choice = TreatmentChoice { treatment, offer: Offer::NoOffer, channel: Channel::NoContact, tone: self.choice.tone };
    }

    fn finish(self) -> Decision {
        let (TreatmentChoice { treatment, offer, channel, tone }, floor) = (self.choice, self.least_treatment());
        Decision {
            band: self.band,
            strategy: self.strategy,
            treatment,
            offer,
            channel,
            tone,
            floor,
            stage: self.stage,
            archetype: self.case.archetype,
            needs_review: self.needs_review,
            reasons: self.reasons,
        }
    }
}

/// Scores lie on a grid of a millionth; so edges are exact.
fn millionths(share: Probability) -> i64 {
    (share.value() * 1e6).round() as i64
}
