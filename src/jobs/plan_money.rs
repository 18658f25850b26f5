//! The open portfolio under a policy, added up for the page of the plan.

use std::sync::Arc;

use super::opening::OpenTable;
use super::planning::{Plannable, Planning};
use super::scored::Scored;
use crate::quantity::Currency;
use crate::sheets::Sheet;
use crate::sheets::plan::{
    ContrastQuestion, FairnessQuestion, FindingsQuestion, MoneyQuestion, contrast_sheet, fairness_sheet, findings_sheet, money_sheet,
    no_champion_sheet, no_groups_sheet,
};
use crate::strategy::{
    BorrowerOutcome, CheaperSteps, CockpitTable, CutOffs, LegalWorth, PlanSums, PlannedBorrower, Planner, PolicyContrast, StepWork,
    Strategy, Subject, TreatedGroups, treatment_fairness,
};

/// Segments with their names, and each row's.
pub(super) type Segments<'a> = Option<(&'a [String], &'a [u8])>;

/// With more groups than these nothing can be compared.
const MOST_GROUPS: usize = 50;

/// What the plan costs and brings, its capacity, and who is to be looked at.
pub(super) fn money(
    planning: &mut Planning,
    (open, scored): (&OpenTable, &Scored),
    cut_offs: CutOffs,
    segments: Segments<'_>,
    currency: Currency,
) -> Sheet {
    let cockpit = planning.cockpit(open, scored);
    let (table, gains) = (CockpitTable::new(&cockpit.steps), cockpit.gains);
    let plannable = planning.plannable(open, scored, cut_offs);
    let sums = plan_sums(&plannable, segments.map(|(_, assignment)| assignment));
    money_sheet(&MoneyQuestion {
        sums: &sums,
        allotment: plannable.allotment().map(Arc::as_ref),
        cockpit: &table,
        gains,
        cut_offs,
        assumptions: &plannable.planner().policy().policy().assumptions,
        segment_names: segments.map(|(names, _)| names).unwrap_or_default(),
        currency,
    })
}

fn plan_sums(plannable: &Plannable<'_>, assignment: Option<&[u8]>) -> PlanSums {
    let (planner, mut sums) = (plannable.planner(), PlanSums::default());
    for row in 0..plannable.n_rows() {
        let facts = plannable.facts(row);
        let subject = plannable.subject(row, &facts);
        let (decision, outcome, _) = planner.outcome(&subject);
        let segment = assignment.and_then(|assignment| assignment.get(row)).map(|segment| u16::from(*segment));
        let facts = planner.sum_facts(&subject, plannable.is_bad(row), None);
        let given_up = planner.given_up(&subject, decision.treatment);
        let work = decision.work(&planner.policy().policy().assumptions);
        sums.add(&PlannedBorrower { decision: &decision, outcome: &outcome, work, facts, given_up, segment });
    }
    sums
}

/// What the plan's own assumptions speak against.
pub(super) fn findings(planning: &mut Planning, (open, scored): (&OpenTable, &Scored), cut_offs: CutOffs, currency: Currency) -> Sheet {
    let (mut legal, mut cheaper) = (LegalWorth::default(), CheaperSteps::default());
    for row in planning.rows(open, scored, cut_offs) {
        legal.add(row.treatment, row.legal_gain);
        cheaper.add(row.treatment, row.cheaper);
    }
    let takes_cheaper = planning.rules().cheaper_when_worth_more;
    let income_median = planning.plannable_without_limits(open, scored, cut_offs).planner().scale().income_median;
    let assumptions = planning.assumptions();
    findings_sheet(&FindingsQuestion { legal, cheaper: &cheaper, takes_cheaper, assumptions, income_median, cut_offs, currency })
}

/// Whether groups of people are treated alike.
pub(super) fn fairness(plannable: &Plannable<'_>) -> Sheet {
    let names = plannable.group_names();
    if names.is_empty() || names.len() > MOST_GROUPS {
        return no_groups_sheet(names.len());
    }
    let n_rows = plannable.n_rows();
    let (mut treatments, mut scores) = (Vec::with_capacity(n_rows), Vec::with_capacity(n_rows));
    for row in 0..n_rows {
        let facts = plannable.facts(row);
        let subject = plannable.subject(row, &facts);
        treatments.push(plannable.planner().outcome(&subject).0.treatment);
        scores.push(subject.score);
    }
    let groups: Vec<Option<u16>> = (0..n_rows).map(|row| plannable.group(row)).collect();
    let is_bad: Vec<Option<bool>> = (0..n_rows).map(|row| plannable.is_bad(row)).collect();
    let cut_offs = plannable.planner().policy().cut_offs();
    let is_above: Vec<bool> = scores.iter().map(|score| cut_offs.strategy(*score) == Strategy::LegalReview).collect();
    let rows = TreatedGroups {
        groups: &groups,
        n_groups: names.len() as u16,
        treatments: &treatments,
        is_above: &is_above,
        scores: &scores,
        is_bad: &is_bad,
    };
    let (column, is_model_input) = plannable.group_column();
    fairness_sheet(&FairnessQuestion { fairness: &treatment_fairness(&rows), names, column, is_model_input })
}

/// The policy against the one that was kept as champion, which keeps its own cut-offs.
pub(super) fn contrast(planning: &mut Planning, (open, scored): (&OpenTable, &Scored), cut_offs: CutOffs, currency: Currency) -> Sheet {
    let Some(champion) = planning.champion().cloned() else { return no_champion_sheet() };
    let plannable = planning.plannable(open, scored, cut_offs);
    let challenger = plannable.planner();
    let champion = Planner::new(champion, *challenger.scale());
    // Each shares out its own capacity.
    let allotment = plannable.allot(&champion);
    let mut contrast = PolicyContrast::default();
    for row in 0..plannable.n_rows() {
        let facts = plannable.facts(row);
        let subject = plannable.subject(row, &facts);
        let before = Subject { instead: allotment.as_ref().and_then(|allotment| allotment.instead(row)), ..subject };
        let [before, after] = outcomes((&champion, &before), (challenger, &subject));
        contrast.add(&challenger.sum_facts(&subject, plannable.is_bad(row), None), (&before.0, before.1), (&after.0, after.1));
    }
    contrast_sheet(&ContrastQuestion { contrast: &contrast, champion: champion.policy(), challenger: challenger.policy(), currency })
}

/// What each policy does and asks of people, both by the challenger's assumptions: another assumption alone brings no money.
fn outcomes(
    (champion, before): (&Planner, &Subject<'_>),
    (challenger, subject): (&Planner, &Subject<'_>),
) -> [(BorrowerOutcome, StepWork); 2] {
    let (decision, own, _) = champion.outcome(before);
    let (new_decision, after, values) = challenger.outcome(subject);
    let before = BorrowerOutcome::new(decision.treatment, &values);
    let assumptions = &challenger.policy().policy().assumptions;
    // What the challenger's rules do not open has no value by them.
    let before = BorrowerOutcome { value: before.value.or(own.value), ..before };
    [(before, decision.work(assumptions)), (after, new_decision.work(assumptions))]
}
