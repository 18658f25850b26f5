//! The plan for the open portfolio and a topic to a part of a page.

use super::opening::OpenTable;
use super::plan_money::{contrast, fairness, money};
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
    match topic {
        Topic::PlanMoney => Ok(money(planning, (open, scored), cut_offs, None, currency)),
        Topic::PlanFairness => Ok(fairness(&planning.plannable(open, scored, cut_offs))),
        Topic::PlanContrast => Ok(contrast(planning, (open, scored), cut_offs, currency)),
        Topic::BorrowerPlan { .. } => Ok(Sheet::default()),
        _ => Err(JobError::Garbled),
    }
}
