use super::borrower::BorrowerCase;
use super::plan_texts::proposal_text;
use super::words::{OVER_WAITING, signed_in_full};
use crate::quantity::Currency;
use crate::quantity::format::{count_text, money_in_full};
use crate::sheets::block::{Block, FactText, NoticeTone, TableSheet, head};
use crate::sheets::{archetype_name, channel_name, offer_name, reason_text, review_text, stage_name, tone_name, treatment_name};
use crate::strategy::{LegalSteps, Proposal, Reason, ReviewCause, Treatment};

pub(super) fn fact(label: &str, value: impl Into<String>) -> FactText {
    FactText { label: label.to_owned(), value: value.into() }
}

/// What a person must know first.
pub(super) fn notices(case: &BorrowerCase<'_>) -> Vec<Block> {
    let decision = &case.plan.decision;
    let causes = decision.reasons.iter().filter(|reason| matches!(reason, Reason::Care(_)));
    let causes: Vec<String> = causes.map(|reason| reason_text(reason, case.currency) + ".").collect();
    let notice = |tone: NoticeTone, title: &str, text: String| Block::Notice { tone, title: title.to_owned(), text };
    let mut notices = Vec::new();
    if !causes.is_empty() {
        notices.push(notice(NoticeTone::Grave, "Automated treatment is blocked", causes.join(" ")));
    }
    if let Some(cause) = decision.needs_review {
        let text = review_text(cause);
        let why = text.split_once(": ").map_or(text.as_str(), |(_, why)| why);
        let can = if cause == ReviewCause::NoAffordablePlan { WITHOUT_A_PLAN } else { "" };
        notices.push(notice(NoticeTone::Caution, "A person looks first", capitalized(why) + "." + can));
    }
    if let Some(strain) = decision.strain() {
        let title = if strain.is_above_income() {
            "The settlement asks for more than a month’s income"
        } else {
            "The settlement asks for more than the borrower can afford"
        };
        let reason = reason_text(&Reason::BeyondMeans(strain), case.currency);
        let why = reason.split_once(": ").map_or(reason.as_str(), |(_, why)| why);
        notices.push(notice(NoticeTone::Caution, title, capitalized(why) + "." + BEYOND_MEANS));
    }
    notices
}

/// What a person can do where no plan is affordable.
const WITHOUT_A_PLAN: &str = " Ask what the borrower earns and must pay: the file may be old. A longer time or a lower rate than the policy \
    allows needs an approval; small payments for some months leave time for advice; who will not recover is for a specialist.";

/// What a person can do where a settlement is too much.
const BEYOND_MEANS: &str = " Do not press for it: offer more time to pay, which the policy limits, a smaller sum, which needs an \
    approval, or a repayment plan instead.";

fn capitalized(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// What is done next, and how.
pub(super) fn next_step_facts(case: &BorrowerCase<'_>) -> Block {
    let decision = &case.plan.decision;
    let offer_label = if decision.treatment == Treatment::LegalReview { "Offer meanwhile" } else { "Offer" };
    let mut facts = vec![fact("Next step", treatment_name(decision.treatment)), fact(offer_label, offer_name(decision.offer))];
    if case.plan.proposal != Proposal::NotAsked {
        facts.push(fact("Plan", proposal_text(&case.plan.proposal, case.currency)));
        let today = case.subject.facts.monthly_instalment.map(|today| money_in_full(today, case.currency));
        facts.extend(today.map(|today| fact("Instalment today", today)));
    }
    facts.extend([
        fact("First contact", channel_name(decision.channel)),
        fact("Tone", tone_name(decision.tone)),
        fact("How late", stage_name(decision.stage)),
        fact("Borrower", archetype_name(decision.archetype)),
        fact("Expected value", expected_value(case)),
    ]);
    facts.extend(over_waiting(case).map(|beyond| fact(OVER_WAITING, beyond)));
    if decision.treatment != Treatment::NotScored && decision.treatment.is_due() {
        let steps = LegalSteps::of(case.subject.facts, &case.planner.policy().policy().rules);
        let is_held = case.subject.facts.flags.block_automation();
        let words = if is_held { "Not before a specialist has looked".to_owned() } else { reason_text(&steps.reason(), case.currency) };
        facts.push(fact("Legal review", words));
    }
    Block::Facts { title: "What is done next".to_owned(), facts }
}

fn expected_value(case: &BorrowerCase<'_>) -> String {
    match case.plan.values.net(case.plan.decision.treatment) {
        Some(_) if case.subject.facts.flags.stop_collecting() => "None for now: nothing is collected until this is resolved".to_owned(),
        Some(net) => format!("{}, by the policy's assumptions", money_in_full(net, case.currency)),
        None if !case.plan.decision.treatment.is_due() => "None: nothing is due any more".to_owned(),
        None if case.subject.facts.outstanding.is_none() => "Not known: the file does not say what is owed".to_owned(),
        None => "Not known".to_owned(),
    }
}

/// What the step brings beyond waiting; nothing where that cannot be said.
fn over_waiting(case: &BorrowerCase<'_>) -> Option<String> {
    let waiting = case.plan.values.net(Treatment::Wait).filter(|_| !case.subject.facts.flags.stop_collecting())?;
    let net = case.plan.values.net(case.plan.decision.treatment)?;
    let (beyond, waiting) = (signed_in_full(net.saturating_sub(waiting), case.currency), money_in_full(waiting, case.currency));
    Some(format!("{beyond}; waiting would bring {waiting}"))
}

/// Why, in the order in which it was decided.
pub(super) fn reasons_table(case: &BorrowerCase<'_>) -> TableSheet {
    let number = |place: usize| count_text(place as u64 + 1, Currency::Unstated);
    let row = |(place, reason): (usize, &Reason)| vec![number(place), reason_text(reason, case.currency)];
    TableSheet {
        title: "Why".to_owned(),
        note: "In the order of decision".to_owned(),
        heads: vec![head("Step"), head("Reason")],
        rows: case.plan.decision.reasons.iter().enumerate().map(row).collect(),
    }
}
