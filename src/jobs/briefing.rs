//! What may be told of a borrower, of a group or of the portfolio to a model that is not on this machine.

use serde::{Deserialize, Serialize};

use super::desk::{DeskQuestion, Told};
use super::explaining::Drivers;
use super::planning::Plannable;
use super::protocol::JobError;
use crate::advisor::counsel::{About, Brief, BriefPerson, BriefPlan};
use crate::advisor::drafts::{Language, Occasion, Slot, known_slots, plan_in_words};
use crate::advisor::redaction::{CaseFacts, FactField, KnownValues, ValueCollector, quoted_data, shared_facts};
use crate::data::loan_facts::LoanFacts;
use crate::data::schema::{LeftOut, Role, Schema};
use crate::data::table::Table;
use crate::quantity::format::{count_text, money_text, percent_text};
use crate::quantity::{Currency, Money};
use crate::sheets::{archetype_do, archetype_do_not, archetype_name, offer_name, stage_name, tone_name, treatment_name};
use crate::strategy::{Archetype, CareCause, CutOffs, Decision, Reason, Stage, Strategy, Treatment};

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
    let mut sums = Sums::default();
    for row in 0..plannable.n_rows() {
        let facts = plannable.facts(row);
        let (decision, _, _) = plannable.planner().outcome(&plannable.subject(row, &facts));
        if matches!(about, About::Group(step) if step != decision.treatment) {
            continue;
        }
        sums.add(&decision, &facts, plannable.score(row).map(|score| score.value()), plannable.is_bad(row));
    }
    Brief {
        about,
        person: None,
        facts: Vec::new(),
        situation: sums.lines(about, currency),
        quoted: Vec::new(),
        plans: Vec::new(),
        slots: Vec::new(),
        known: None,
    }
}

/// Fewer loans than this are not told of as a group: they would be people.
const LEAST_OF_A_GROUP: usize = 10;

#[derive(Default)]
struct Sums {
    n: usize,
    n_scored: usize,
    score: f64,
    n_known: usize,
    n_bad: usize,
    outstanding: Option<Money>,
    n_owing: usize,
    bands: Vec<(Strategy, usize)>,
    steps: Vec<(Treatment, usize)>,
    archetypes: Vec<(Archetype, usize)>,
    stages: Vec<(Stage, usize)>,
    n_for_a_person: usize,
}

impl Sums {
    fn add(&mut self, decision: &Decision, facts: &LoanFacts, score: Option<f64>, is_bad: Option<bool>) {
        self.n += 1;
        self.n_scored += usize::from(score.is_some());
        self.score += score.unwrap_or_default();
        self.n_known += usize::from(is_bad.is_some());
        self.n_bad += usize::from(is_bad == Some(true));
        if let Some(owed) = facts.outstanding {
            self.n_owing += 1;
            self.outstanding = Some(self.outstanding.unwrap_or(Money::ZERO).saturating_add(owed));
        }
        count(&mut self.bands, decision.strategy);
        count(&mut self.steps, decision.treatment);
        count(&mut self.archetypes, decision.archetype);
        count(&mut self.stages, decision.stage);
        self.n_for_a_person += usize::from(decision.is_for_a_person());
    }

    fn lines(&self, about: About, currency: Currency) -> Vec<String> {
        let mut lines = Vec::new();
        if let About::Group(step) = about {
            lines.push(format!("Their next step: {}", treatment_name(step)));
        }
        if self.n < LEAST_OF_A_GROUP {
            lines.push(format!("Borrowers: fewer than {LEAST_OF_A_GROUP}, too few to be told of"));
            return lines;
        }
        let number = |n: usize| count_text(n as u64, currency);
        let share = |n: usize, of: usize| percent_text(n as f64 / of.max(1) as f64);
        lines.push(format!("Borrowers: {}", number(self.n)));
        if self.n_scored >= LEAST_OF_A_GROUP {
            lines.push(format!("Mean risk of default, by the model: {}", percent_text(self.score / self.n_scored as f64)));
        }
        if self.n_known >= LEAST_OF_A_GROUP {
            lines.push(format!("Not repaid, of the loans whose end is known: {}", share(self.n_bad, self.n_known)));
        }
        if let Some(owed) = self.outstanding.filter(|_| self.n_owing >= LEAST_OF_A_GROUP) {
            lines.push(format!("Owed in all: about {}", money_text(owed, currency)));
        }
        if self.n_for_a_person == 0 || self.n_for_a_person >= LEAST_OF_A_GROUP {
            lines.push(format!("A person looks first at: {}", number(self.n_for_a_person)));
        }
        let mut table = |title: &str, rows: Vec<(String, usize)>| {
            // Who is few stays unnamed.
            let rows = rows.into_iter().filter(|(_, n)| *n >= LEAST_OF_A_GROUP);
            let rows: Vec<String> = rows.map(|(name, n)| format!("- {name}: {} ({})", number(n), share(n, self.n))).collect();
            if !rows.is_empty() {
                lines.push(format!("{title}:\n{}", rows.join("\n")));
            }
        };
        table("By band of the score", named(&self.bands, |band| band_name(band).to_owned()));
        if !matches!(about, About::Group(_)) {
            table("By next step", named(&self.steps, |step| treatment_name(step).to_owned()));
        }
        table("By ability and readiness to pay", named(&self.archetypes, |archetype| archetype_name(archetype).to_owned()));
        table("By days past due", named(&self.stages, |stage| stage_name(stage).to_owned()));
        lines
    }
}

fn count<T: PartialEq>(counts: &mut Vec<(T, usize)>, key: T) {
    match counts.iter_mut().find(|(own, _)| *own == key) {
        Some((_, n)) => *n += 1,
        None => counts.push((key, 1)),
    }
}

/// The greatest first; ties by name.
fn named<T: Copy>(counts: &[(T, usize)], name: impl Fn(T) -> String) -> Vec<(String, usize)> {
    let mut named: Vec<(String, usize)> = counts.iter().map(|(key, n)| (name(*key), *n)).collect();
    named.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    named
}

fn band_name(band: Strategy) -> &'static str {
    match band {
        Strategy::Reminder => "reminder",
        Strategy::SettlementOffer => "settlement offer",
        Strategy::LegalReview => "legal review",
        Strategy::NotScored => "not scored",
    }
}
