//! What a message about a loan may say. Comes in: the plan for its borrower, what the file says, who writes. Goes out: the facts that
//! templates are filled with, and the same facts as the checkers hold a draft against them.

use serde_json::{Map, Value, json};

use super::conduct::{DraftFacts as CheckedFacts, Pack, Plans};
use super::drafts::{
    BorrowerName, DraftFacts, DraftPlan, LEAST_DEADLINE_DAYS, LEAST_DEADLINE_DAYS_IN_CARE, Language, SettlementFacts, plan_in_words,
};
use super::figures::calendar::day_text;
use crate::data::loan_facts::LoanFacts;
use crate::quantity::{Currency, Money};
use crate::strategy::repayment::{PlanKind, PlanOffer};
use crate::strategy::{BorrowerPlan, PlanProposer, Proposal, RepaymentCase, Treatment, later_instalment};

/// A draft offers as many plans at most.
const MOST_PLANS: usize = 3;
/// Beyond the least: nobody reads a message on the minute.
const DAYS_BEYOND: i32 = 3;
/// For so long a settlement can be accepted, in whatever parts it is paid: the time to find money, and to ask for advice.
const ACCEPTANCE_DAYS: i32 = 30;
/// More letters before a few digits are no mere prefix.
const MOST_LETTERS_BEFORE: usize = 4;

/// Who writes. What is empty is not known.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'a> {
    /// The lender.
    pub lender_name: &'a str,
    /// Who signs.
    pub agent_name: &'a str,
    /// How the borrower reaches the lender.
    pub contact: &'a str,
    /// Where the borrower complains.
    pub grievance_contact: &'a str,
    /// How the borrower stops messages, as a whole sentence; empty where none is needed.
    pub opt_out: &'a str,
}

/// The loan that is written about.
#[derive(Clone, Copy, Debug)]
pub struct Loan<'a> {
    /// What is done about it.
    pub plan: &'a BorrowerPlan,
    /// What the file says of it.
    pub facts: &'a LoanFacts,
    /// Its number or name in the file; empty where it has none.
    pub reference: &'a str,
    /// How its amounts are written.
    pub currency: Currency,
    /// What the lender's ledger says today.
    pub ledger: Ledger,
}

/// What no file of loans says for sure, and no message may guess: the person takes it from the ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// What is past due.
    pub amount_due: Option<Money>,
    /// Since when, in days since 1970-01-01.
    pub due_date: Option<i32>,
}

/// What templates are filled with. Deadlines are counted from `today`, the day on which the message goes, in days since 1970-01-01.
pub fn draft_facts(loan: &Loan<'_>, proposer: &PlanProposer, writer: &Writer<'_>, today: i32) -> DraftFacts {
    let facts = loan.facts;
    let known = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let least = if facts.flags.block_automation() { LEAST_DEADLINE_DAYS_IN_CARE } else { LEAST_DEADLINE_DAYS };
    let shown = shown_reference(loan.reference);
    DraftFacts {
        borrower_name: BorrowerName::Unknown,
        lender_name: known(writer.lender_name),
        agent_name: known(writer.agent_name),
        loan_ref_is_whole: shown.as_ref().is_some_and(|shown| shown.is_whole),
        loan_ref_last4: shown.map(|shown| shown.text),
        amount_due: loan.ledger.amount_due,
        due_date: loan.ledger.due_date,
        respond_by: Some(today.saturating_add(least + DAYS_BEYOND)),
        plans: RepaymentCase::of(facts).map(|case| plans(&case, loan.plan, proposer)).unwrap_or_default(),
        settlement: settlement(&loan.plan.proposal, today),
        contact: known(writer.contact),
        grievance_contact: known(writer.grievance_contact),
        opt_out: known(writer.opt_out),
        may_review_legal_steps: matches!(loan.plan.decision.treatment, Treatment::PreLegalNotice | Treatment::LegalReview),
        is_first_contact: facts.contact_attempts.is_none_or(|attempts| attempts == 0),
        ..DraftFacts::of_loan(facts, loan.currency, today)
    }
}

/// A loan's name as a message shows it.
#[derive(Debug, PartialEq, Eq)]
struct ShownReference {
    text: String,
    /// Whether it is the whole name: nothing is said to end in what it is.
    is_whole: bool,
}

/// The last four letters or digits of a loan's name, or as many as it has. A short number behind letters, LN_22 or LN_736, is shown by its
/// digits alone: nobody knows a loan as LN22.
fn shown_reference(reference: &str) -> Option<ShownReference> {
    let letters: Vec<char> = reference.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let n_digits = letters.iter().rev().take_while(|letter| letter.is_numeric()).count();
    let is_short_number = (2..4).contains(&n_digits) && letters.len() - n_digits <= MOST_LETTERS_BEFORE;
    let n_shown = if is_short_number { n_digits } else { letters.len().min(4) };
    let text: String = letters[letters.len() - n_shown..].iter().collect();
    (!text.is_empty()).then_some(ShownReference { text, is_whole: n_shown == letters.len() })
}

/// The proposed plan first; where that changes terms, others that ask for no more than today's instalment.
fn plans(case: &RepaymentCase, plan: &BorrowerPlan, proposer: &PlanProposer) -> Vec<DraftPlan> {
    let offers = plan.repayment_offers(case, proposer).unwrap_or_default();
    let proposed = plan.proposed_of(&offers);
    let is_relief = |highest: Money| case.instalment.is_none_or(|agreed| highest <= agreed);
    let is_other = |other: &&PlanOffer| {
        let may_differ = proposed.is_none_or(|own| own.kind.changes_terms());
        may_differ
            && other.kind != PlanKind::Standard
            && is_relief(other.totals.highest_instalment)
            && proposed.is_none_or(|own| own.kind != other.kind)
    };
    let all = proposed.into_iter().chain(offers.offers.iter().filter(is_other)).take(MOST_PLANS);
    let instalments = |offer: &PlanOffer| (offer.totals.first_instalment, later_instalment(offer, case));
    all.map(|offer| DraftPlan::of(offer.kind, instalments(offer), offer.totals.end_month, offer.totals.paid)).collect()
}

fn settlement(proposal: &Proposal, today: i32) -> Option<SettlementFacts> {
    let Proposal::Plan(plan) = proposal else { return None };
    let (n_instalments, first_instalment) = match plan.kind {
        PlanKind::SettlementLump { .. } => (None, None),
        PlanKind::SettlementInstalments { n_months, .. } => (Some(n_months), Some(plan.instalment)),
        _ => return None,
    };
    Some(SettlementFacts { amount: plan.paid, until: Some(today.saturating_add(ACCEPTANCE_DAYS)), n_instalments, first_instalment })
}

/// The same facts for the checkers, under the names that the rules know. Who signs is of the lender: no agency that would have to be named.
pub fn checked_facts(draft: &DraftFacts, facts: &LoanFacts, pack: &Pack) -> (CheckedFacts, Plans) {
    let money = |amount: Option<Money>| amount.map(Money::to_major);
    let values = json!({
        "lender_name": draft.lender_name,
        "loan_ref_last4": draft.loan_ref_last4,
        "currency": currency_code(draft.currency),
        "overdue_amount": money(draft.amount_due),
        "outstanding": money(draft.outstanding),
        "emi": money(draft.instalment),
        "interest_rate": facts.annual_rate_basis_points.map(|points| f64::from(points) / 100.0),
        "due_date": draft.due_date.map(day_text),
        "respond_by": draft.respond_by.map(day_text),
        "dpd": draft.days_past_due,
        "missed_payments": facts.missed_payments,
        "contact": draft.contact,
        "grievance_contact": draft.grievance_contact,
        "opt_out_text": draft.opt_out,
        "waiver_amount": money(draft.waived_fee),
        "recipient": "borrower",
        // It is planned by the borrower's own clock, wherever that is.
        "borrower_timezone": "local",
        "initial_communication": draft.is_first_contact,
        "secured": facts.collateral.is_some_and(|collateral| collateral > Money::ZERO),
        "vulnerable": draft.care.is_vulnerable,
        "disputed": draft.care.is_disputed,
        "deceased": draft.care.is_deceased,
        "insolvency": draft.care.is_insolvent,
        "legal_hold": draft.care.is_on_legal_hold,
        "legal_action_taken": draft.care.is_in_court,
        "legal_action_authorised": draft.legal_action_authorised,
        "legal_review_planned": draft.may_review_legal_steps,
        "time_barred": draft.time_barred,
    });
    let settlement = draft.settlement.map(|settlement| {
        json!({
            "amount": settlement.amount.to_major(),
            "until": settlement.until.map(day_text),
            "n_instalments": settlement.n_instalments,
            "first_instalment": money(settlement.first_instalment),
        })
    });
    let plans = draft.plans.iter().map(|plan| (plan.id(), plan_json(plan)));
    let plans: Map<String, Value> = plans.chain(settlement.map(|settlement| ("settlement".to_owned(), settlement))).collect();
    let values = values.as_object().cloned().unwrap_or_default();
    // Each was made of the kind that it must have.
    (CheckedFacts::from_json(&values, pack.day_order).unwrap_or_default(), Plans::from_json(&plans))
}

fn plan_json(plan: &DraftPlan) -> Value {
    json!({
        "first_instalment": plan.first_instalment.to_major(),
        "later_instalment": plan.later_instalment.map(Money::to_major),
        "n_instalments": plan.n_instalments,
        "total": plan.total.to_major(),
        // Its months and rates.
        "words": plan_in_words(plan.kind, Language::English),
    })
}

fn currency_code(currency: Currency) -> Option<&'static str> {
    match currency {
        Currency::Rupee => Some("INR"),
        Currency::Dollar => Some("USD"),
        Currency::Euro => Some("EUR"),
        Currency::Pound => Some("GBP"),
        Currency::Unstated => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{ShownReference, shown_reference};

    #[test]
    fn a_loan_is_named_by_its_last_four_by_a_short_number_or_in_whole() {
        for (name, shown, is_whole) in [
            ("LN_22", "22", false),
            ("LN22", "22", false),
            ("LN_736", "736", false),
            ("BRW_12", "12", false),
            ("LN_1240", "1240", false),
            ("HL-2026-00981", "0981", false),
            ("A7", "A7", true),
            ("LN_7", "LN7", true),
            ("736", "736", true),
            ("4821", "4821", true),
            ("AB12CD34X7Z9", "X7Z9", false),
        ] {
            assert_eq!(shown_reference(name), Some(ShownReference { text: shown.to_owned(), is_whole }), "{name}");
        }
        assert_eq!(shown_reference("--"), None);
    }
}
