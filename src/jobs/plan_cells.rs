//! What an export says of a borrower's plan: one cell for each of its columns, in the words that the page has.

use std::sync::Arc;

use super::mailing::Mailed;
use super::planned_row::PlannedRow;
use super::planning::Plannable;
use super::protocol::WorkRow;
use crate::export::{MESSAGE_COLUMNS, PLAN_COLUMNS};
use crate::quantity::Money;
use crate::segments::Segmentation;
use crate::sheets::{archetype_name, plan_cell, reason_in_file, treatment_name};
use crate::strategy::{Allotment, BorrowerPlan, Planner, Reason, StepWork, Treatment};

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
    allotment: Option<Arc<Allotment>>,
    /// The place in the work queue of each row, from 1.
    places: Vec<u32>,
    segments: SegmentLabels,
    work: Vec<WorkRow>,
    /// By row; `None` where the file says nothing about messages.
    messages: Option<Vec<Mailed>>,
    /// By what it was planned, in words.
    basis: String,
}

impl PlannedExport {
    pub(super) fn new(plannable: &Plannable<'_>, planned: &[PlannedRow], segments: SegmentLabels, work: Vec<WorkRow>) -> PlannedExport {
        let planner = plannable.planner().clone();
        let places = planned.iter().map(|row| row.place).collect();
        let allotment = plannable.allotment().cloned();
        PlannedExport { planner, allotment, places, segments, work, messages: None, basis: String::new() }
    }

    /// Says by what it was planned.
    pub(super) fn made_by(self, basis: String) -> PlannedExport {
        PlannedExport { basis, ..self }
    }

    /// With these messages behind it all.
    pub(super) fn with_messages(mut self, mut messages: Vec<Mailed>) -> PlannedExport {
        messages.sort_by_key(|message| message.row);
        self.messages = Some(messages);
        self
    }

    /// By row; `None` where the file says nothing about messages.
    pub(super) fn messages(&self) -> Option<&[Mailed]> {
        self.messages.as_deref()
    }

    /// What is planned by.
    pub(super) fn basis(&self) -> (Planner, Option<Arc<Allotment>>) {
        (self.planner.clone(), self.allotment.clone())
    }

    /// The cells of a row; `None` for a row that is not in the table.
    pub(super) fn cells(&self, plannable: &Plannable<'_>, row: Option<usize>) -> Vec<String> {
        let mut cells = self.plan_cells(plannable, row).to_vec();
        // Whoever is done with has no place in the queue, nor has anyone of whom nothing is due.
        if row.and_then(|row| self.work_of(&plannable.identifier(row))).is_some_and(|work| work.is_done)
            && let Some(place) = cells.last_mut()
        {
            place.clear();
        }
        cells.push(self.basis.clone());
        if !self.work.is_empty() {
            cells.extend(self.work_cells(row.map(|row| plannable.identifier(row))));
        }
        if let Some(messages) = &self.messages {
            let place = row.and_then(|row| messages.binary_search_by_key(&row, |message| message.row as usize).ok());
            cells.extend(place.map(|place| message_cells(&messages[place])).unwrap_or_default());
        }
        cells
    }

    fn work_of(&self, identifier: &str) -> Option<&WorkRow> {
        self.work.binary_search_by(|work| work.identifier.as_str().cmp(identifier)).ok().map(|place| &self.work[place])
    }

    /// What was done about the borrower of an identifier, as cells.
    fn work_cells(&self, identifier: Option<String>) -> [String; 3] {
        let Some(work) = identifier.and_then(|identifier| self.work_of(&identifier)) else { return Default::default() };
        [if work.is_done { "yes" } else { "" }.to_owned(), work.outcome.clone(), work.note.clone()]
    }

    /// All but the last, which is the same for all rows.
    fn plan_cells(&self, plannable: &Plannable<'_>, row: Option<usize>) -> [String; PLAN_COLUMNS.len() - 1] {
        let Some(row) = row else {
            let (next_action, reason) = (treatment_name(Treatment::NotScored), reason_in_file(&Reason::NoScore));
            return ["", "", "", next_action, &reason, "", "", YES, YES, ""].map(str::to_owned);
        };
        let facts = plannable.facts(row);
        let plan = self.planner.plan(&plannable.subject(row, &facts));
        let (net, waiting) = (plan.values.net(plan.decision.treatment), plan.values.net(Treatment::Wait));
        let is_by_hand = matches!(plan.decision.work(&self.planner.policy().policy().assumptions), StepWork::ByHand { .. });
        let money = |amount: Option<Money>| amount.map(Money::decimal_text).unwrap_or_default();
        let yes = |is: bool| if is { YES } else { "" }.to_owned();
        [
            self.segments.label(row).unwrap_or_default().to_owned(),
            archetype_name(plan.decision.archetype).to_owned(),
            plan_cell(&plan.proposal),
            treatment_name(plan.decision.treatment).to_owned(),
            reason_texts(&plan).join("; "),
            money(net),
            money(net.zip(waiting).map(|(net, waiting)| net.saturating_sub(waiting))),
            yes(plan.decision.is_for_a_person()),
            yes(is_by_hand),
            self.places.get(row).filter(|_| plan.decision.treatment.is_due()).map(u32::to_string).unwrap_or_default(),
        ]
    }
}

/// A message as cells: the way it goes, what it says if it may go, and whether it may.
pub(super) fn message_cells(message: &Mailed) -> [String; MESSAGE_COLUMNS.len()] {
    let text = if message.obstacle.is_none() { message.text.clone() } else { String::new() };
    let check = match &message.obstacle {
        Some(words) => format!("not to be sent: {words}"),
        None if message.against.is_empty() => "ready".to_owned(),
        None => format!("ready, by a person’s decision against {}", message.against.join("; ")),
    };
    [format!("{}, {}", message.channel.name(), message.language.tag()), text, check]
}

const YES: &str = "yes";

/// The trail of reasons in words, in order.
fn reason_texts(plan: &BorrowerPlan) -> Vec<String> {
    plan.decision.reasons.iter().map(reason_in_file).collect()
}
