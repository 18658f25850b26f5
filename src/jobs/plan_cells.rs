//! What an export says of a borrower's plan: one cell for each of its columns, in the words that the page has.

use super::planning::Plannable;
use super::protocol::WorkRow;
use crate::quantity::Currency;
use crate::segments::Segmentation;
use crate::sheets::{archetype_name, plan_cell, reason_text, treatment_name};
use crate::strategy::{BorrowerPlan, PlanProposer, Planner, Reason, Treatment};

/// The group of each row, by its name; none before groups were made.
#[derive(Clone, Debug, Default)]
pub struct SegmentLabels {
    names: Vec<String>,
    /// One a row of the table.
    of_row: Vec<u8>,
}

/// What groups are called, one a group.
pub(super) fn labels(groups: &Segmentation) -> Vec<String> {
    (0..groups.k()).map(|segment| groups.label(segment as u8)).collect()
}

impl SegmentLabels {
    /// Of these groups.
    pub fn of(segmentation: &Segmentation) -> SegmentLabels {
        SegmentLabels { names: labels(segmentation), of_row: segmentation.assignment.clone() }
    }

    /// The group of a row.
    pub fn label(&self, row: usize) -> Option<&str> {
        self.names.get(usize::from(*self.of_row.get(row)?)).map(String::as_str)
    }
}

/// The policy at work as an export began, whatever is changed meanwhile.
pub(super) struct PlannedExport {
    planner: Planner,
    proposer: PlanProposer,
    segments: SegmentLabels,
    work: Vec<WorkRow>,
}

impl PlannedExport {
    pub(super) fn new(planner: &Planner, segments: SegmentLabels, work: Vec<WorkRow>) -> PlannedExport {
        let proposer = PlanProposer::new(&planner.policy().policy().assumptions);
        PlannedExport { planner: planner.clone(), proposer, segments, work }
    }

    /// The policy's planner.
    pub(super) fn planner(&self) -> &Planner {
        &self.planner
    }

    /// The cells of a row; `None` for a row that is not in the table.
    pub(super) fn cells(&self, plannable: &Plannable<'_>, row: Option<usize>) -> Vec<String> {
        let mut cells = self.plan_cells(plannable, row).to_vec();
        if !self.work.is_empty() {
            cells.extend(self.work_cells(row.map(|row| plannable.identifier(row))));
        }
        cells
    }

    /// What was done about the borrower of an identifier.
    fn work_cells(&self, identifier: Option<String>) -> [String; 3] {
        let place = identifier.and_then(|identifier| self.work.binary_search_by(|work| work.identifier.cmp(&identifier)).ok());
        let Some(work) = place.map(|place| &self.work[place]) else { return Default::default() };
        [if work.is_done { "yes" } else { "" }.to_owned(), work.outcome.clone(), work.note.clone()]
    }

    fn plan_cells(&self, plannable: &Plannable<'_>, row: Option<usize>) -> [String; 5] {
        let Some(row) = row else {
            let next_action = treatment_name(Treatment::NotScored).to_owned();
            return [String::new(), String::new(), String::new(), next_action, reason_text(&Reason::NoScore, Currency::Unstated)];
        };
        let facts = plannable.facts(row);
        let plan = self.planner.plan(&plannable.subject(row, &facts));
        let proposal = self.proposer.propose(&plan, &facts);
        [
            self.segments.label(row).unwrap_or_default().to_owned(),
            archetype_name(plan.decision.archetype).to_owned(),
            plan_cell(&proposal),
            treatment_name(plan.decision.treatment).to_owned(),
            reason_texts(&plan, Currency::Unstated).join("; "),
        ]
    }
}

/// The trail of reasons in words, in order; amounts are written as this currency's are.
pub(super) fn reason_texts(plan: &BorrowerPlan, currency: Currency) -> Vec<String> {
    plan.decision.reasons.iter().map(|reason| reason_text(reason, currency)).collect()
}
