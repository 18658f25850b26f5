//! The plan for the open portfolio and a topic to a part of a page.

use super::opening::OpenTable;
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
    let plannable = planning.plannable(open, scored, cut_offs);
    match topic {
        Topic::BorrowerPlan { row } => borrower_plan(&plannable, scored, *row, currency),
        Topic::PlanMoney | Topic::PlanFairness | Topic::PlanContrast => Ok(Sheet::default()),
        _ => Err(JobError::Garbled),
    }
}

fn borrower_plan(plannable: &Plannable<'_>, scored: &Scored, row: u64, currency: Currency) -> Result<Sheet, JobError> {
    let row = usize::try_from(row).ok().filter(|row| *row < scored.scores.len()).ok_or(JobError::UnknownRow(row))?;
    let facts = plannable.facts(row);
    Ok(borrower_plan_sheet(plannable.planner(), &plannable.subject(row, &facts), currency))
}
