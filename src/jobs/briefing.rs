//! What may be told of a borrower, of a group or of the portfolio to a model that is not on this machine.

use serde::{Deserialize, Serialize};

use super::desk::{DeskQuestion, Told};
use super::explaining::Drivers;
use super::planning::Plannable;
use super::protocol::JobError;
use super::sums::sums_lines;
use crate::advisor::counsel::{About, Brief, BriefPerson, BriefPlan};
use crate::advisor::drafts::{Language, Occasion, Slot, known_slots, plan_in_words};
use crate::advisor::redaction::{CaseFacts, FactField, KnownValues, ValueCollector, quoted_data, shared_facts};
use crate::data::loan_facts::LoanFacts;
use crate::data::schema::{LeftOut, Role, Schema};
use crate::data::table::Table;
use crate::quantity::Currency;
use crate::sheets::{archetype_do, archetype_do_not, archetype_name, offer_name, stage_name, tone_name, treatment_name};
use crate::strategy::{Archetype, CareCause, CutOffs, Decision, Reason};

/// What is to be told of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BriefQuestion {
    /// Of what.
    pub about: About,
    /// Where the bands end.
    pub cut_offs: CutOffs,
    /// How amounts are written.
    pub currency: Currency,
    /// The message that is being written, where it is about one borrower.
    pub desk: Option<DeskQuestion>,
    /// Whether the values that name people are wanted too.
    pub wants_known: bool,
}

impl BriefQuestion {
    /// The row of the borrower, where it is about one.
    pub(super) fn row(&self) -> Option<u64> {
        if let About::Borrower(row) = self.about { Some(row) } else { None }
    }
}

/// Longer cells are prose: nobody types one of them word for word.
const LONGEST_VALUE: usize = 80;

/// All values of the file that name people, loans or accounts: of the columns that are taken for such, and of those that the person
/// calls so.
pub(super) fn known_values(table: &Table, schema: &Schema, roles: &[(String, Role)]) -> KnownValues {
    let mut collector = ValueCollector::default();
    for (column, described) in table.columns().iter().zip(&schema.columns) {
        let is_called_so = roles.iter().any(|(name, role)| *name == described.name && *role == Role::Identifier);
        if !is_called_so && described.role != Role::Identifier && described.reason != Some(LeftOut::FreeText) {
            continue;
        }
        for row in 0..table.n_rows() {
            let value = column.text(row);
            if value.len() > LONGEST_VALUE {
                continue;
            }
            if is_like_a_name(&value) {
                collector.add_name(&value);
            } else {
                collector.add_identifier(&value);
            }
        }
    }
    collector.finish()
}

fn is_like_a_name(value: &str) -> bool {
    value.trim().contains(' ') && !value.contains(|letter: char| letter.is_ascii_digit())
}

/// What may be told; the values that name people are another's to add.
pub(super) fn brief(plannable: &Plannable<'_>, question: &BriefQuestion, drivers: Option<&Drivers>) -> Result<Brief, JobError> {
    match (question.about, &question.desk) {
        (About::Borrower(_), Some(desk)) => borrower_brief(plannable, desk, drivers),
        (About::Borrower(row), None) => Err(JobError::UnknownRow(row)),
        (about, _) => Ok(sums_brief(plannable, about, question.currency)),
    }
}

fn borrower_brief(plannable: &Plannable<'_>, question: &DeskQuestion, drivers: Option<&Drivers>) -> Result<Brief, JobError> {
    let told = Told::of(plannable, question)?;
    let row = plannable.row(question.row)?;
    let LoanFacts {
        outstanding,
        loan_amount,
        monthly_income,
        monthly_instalment,
        collateral,
        days_past_due,
        missed_payments,
        tenure_months,
        contact_attempts,
        ..
    } = told.facts;
    let case = CaseFacts {
        age_years: None,
        monthly_income,
        monthly_instalment,
        outstanding,
        loan_amount,
        collateral,
        days_past_due,
        missed_payments,
        tenure_months,
        contact_attempts,
        risk: plannable.score(row),
    };
    let plans = (1..)
        .zip(&told.draft.plans)
        .map(|(number, plan)| BriefPlan { id: format!("plan_{number}"), words: plan_in_words(plan.kind, Language::English) });
    let mut names = plannable.names(row);
    // What stands in answers in place of the pseudonym: a name if there is one.
    names.sort_by_key(|name| !is_like_a_name(name));
    Ok(Brief {
        about: About::Borrower(question.row),
        person: Some(BriefPerson { identifier: plannable.identifier(row), names }),
        facts: shared_facts(&case, question.currency, &FactField::ALL),
        situation: situation(&told.plan.decision),
        quoted: drivers.map(driver_quotes).unwrap_or_default(),
        plans: plans.collect(),
        slots: known_slots(&told.request, &told.draft),
        known: None,
    })
}

/// What is told of an occasion: nothing of a single borrower, and no figure.
pub(super) fn occasion_brief(occasion: Occasion, slots: &[Slot]) -> Brief {
    const FITTING: [(Slot, &str, &str); 3] = [
        (Slot::Plan1, "plan_1", "the plan that fits the borrower best"),
        (Slot::Plan2, "plan_2", "the plan that fits second best"),
        (Slot::Plan3, "plan_3", "the plan that fits third best"),
    ];
    let plans = FITTING.iter().filter(|(slot, ..)| slots.contains(slot));
    Brief {
        about: About::Occasion(occasion),
        person: None,
        facts: Vec::new(),
        situation: occasion_lines(&occasion),
        quoted: Vec::new(),
        plans: plans.map(|(_, id, words)| BriefPlan { id: (*id).to_owned(), words: (*words).to_owned() }).collect(),
        slots: slots.to_vec(),
        known: None,
    }
}

fn occasion_lines(occasion: &Occasion) -> Vec<String> {
    let Occasion { treatment, offer, stage, archetype, tone } = *occasion;
    let mut lines = vec![
        format!("Stage: {}", stage_name(stage)),
        format!("Next step by the policy: {}", treatment_name(treatment)),
        format!("Offer: {}", offer_name(offer)),
        format!("Tone: {}", tone_name(tone)),
    ];
    if archetype != Archetype::Unknown {
        lines.push(format!("Ability and readiness to pay, as the figures suggest: {}", archetype_name(archetype)));
    }
    lines.push(format!("Do: {}", archetype_do(archetype)));
    lines.push(format!("Do not: {}", archetype_do_not(archetype)));
    lines
}

/// What the plan says, without a figure.
fn situation(decision: &Decision) -> Vec<String> {
    let mut lines = occasion_lines(&Occasion::of(decision));
    lines.extend(decision.reasons.iter().filter_map(reason_line).map(|line| format!("Why: {line}")));
    lines
}

/// A reason without its figures; nothing for those that the other lines say.
fn reason_line(reason: &Reason) -> Option<&'static str> {
    Some(match reason {
        Reason::NonPerformingFloor { .. } => "long past due, so never less than an offer",
        Reason::LateFloor { .. } => "late, so never less than a reminder and a call",
        Reason::LegalEligible { .. } => "legal steps are open, and a person decides on them",
        Reason::LegalNotYet { .. } => "legal steps are not open yet",
        Reason::LegalUnknown => "whether legal steps are open is not known",
        Reason::CostFloor { .. } => "a dearer step would cost more than it brings",
        Reason::Care(CareCause::Dispute) => "the debt is disputed: nothing is collected until that is resolved",
        Reason::Care(_) => "a specialist decides: nothing is done by rule",
        Reason::InPlan => "a repayment plan is under way",
        Reason::PromiseOpen { .. } => "a promise to pay is open",
        Reason::SelfCure { .. } => "a first miss of few days, which most make good by themselves",
        Reason::Review(_) => "a person looks first",
        Reason::NoCapacity { .. } => "there is no place for a dearer step this month",
        _ => return None,
    })
}

fn driver_quotes(drivers: &Drivers) -> Vec<String> {
    let quote = |label: &str, names: &[String]| (!names.is_empty()).then(|| quoted_data(label, &names.join(", ")));
    [quote("columns that raise the risk", &drivers.raising), quote("columns that lower the risk", &drivers.lowering)]
        .into_iter()
        .flatten()
        .collect()
}

/// Sums over a group or over all.
fn sums_brief(plannable: &Plannable<'_>, about: About, currency: Currency) -> Brief {
    Brief {
        about,
        person: None,
        facts: Vec::new(),
        situation: sums_lines(plannable, about, currency),
        quoted: Vec::new(),
        plans: Vec::new(),
        slots: Vec::new(),
        known: None,
    }
}
