//! The plan for the open portfolio and a topic to a part of a page.

use super::opening::OpenTable;
use super::planning::Planning;
use super::protocol::{JobError, Topic};
use super::scored::Scored;
use crate::quantity::Currency;
use crate::sheets::Sheet;
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
    let _ = (planning.plannable(open, scored, cut_offs), currency);
    match topic {
        Topic::PlanMoney | Topic::PlanFairness | Topic::PlanContrast | Topic::BorrowerPlan { .. } => Ok(Sheet::default()),
        _ => Err(JobError::Garbled),
    }
}
