//! The plan for the open portfolio and a topic to a part of a page.

use super::opening::OpenTable;
use super::plan_cells::labels;
use super::plan_money::{contrast, fairness, findings, money};
use super::planning::{Plannable, Planning};
use super::protocol::{JobError, Topic};
use super::scored::Scored;
use crate::quantity::Currency;
use crate::sheets::Sheet;
use crate::sheets::plan::borrower_plan_sheet;
use crate::strategy::CutOffs;

/// See the module.
pub(super) fn plan_sheet(
    planning: &mut Planning,
    open: &OpenTable,
    scored: &Scored,
    topic: &Topic,
    cut_offs: CutOffs,
    currency: Currency,
) -> Result<Sheet, JobError> {
    match topic {
        Topic::PlanMoney => {
            let segmentation = planning.segmentation.take();
            let groups = segmentation
                .as_ref()
                .and_then(|groups| groups.as_deref().ok())
                .map(|groups| (labels(groups), groups.assignment.as_slice()));
            let segments = groups.as_ref().map(|(names, assignment)| (names.as_slice(), *assignment));
            let sheet = money(planning, (open, scored), cut_offs, segments, currency);
            planning.segmentation = segmentation;
            Ok(sheet)
        }
        Topic::PlanFindings => Ok(findings(planning, (open, scored), cut_offs, currency)),
        Topic::PlanFairness => Ok(fairness(&planning.plannable(open, scored, cut_offs))),
        Topic::PlanContrast => Ok(contrast(planning, (open, scored), cut_offs, currency)),
        Topic::BorrowerPlan { row } => borrower_plan(&planning.plannable(open, scored, cut_offs), scored, *row, currency),
        _ => Err(JobError::Garbled),
    }
}

fn borrower_plan(plannable: &Plannable<'_>, scored: &Scored, row: u64, currency: Currency) -> Result<Sheet, JobError> {
    let row = usize::try_from(row).ok().filter(|row| *row < scored.scores.len()).ok_or(JobError::UnknownRow(row))?;
    let facts = plannable.facts(row);
    Ok(borrower_plan_sheet(plannable.planner(), &plannable.subject(row, &facts), currency))
}
