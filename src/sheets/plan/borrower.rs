use super::next_step::{next_step_facts, notices, reasons_table};
use super::repayment::{repayment_blocks, settlement_schedule};
use super::signs::{archetype_facts, signs_table};
use super::treatment_values::{settlement_facts, values_block};
use crate::quantity::Currency;
use crate::sheets::block::{Block, Sheet};
use crate::strategy::{BorrowerPlan, Planner, Subject};

/// What is known of one borrower's plan.
pub(super) struct BorrowerCase<'a> {
    pub(super) planner: &'a Planner,
    pub(super) subject: &'a Subject<'a>,
    pub(super) plan: BorrowerPlan,
    pub(super) currency: Currency,
}

/// What is done about a borrower, why, what it brings, who the borrower is, and which repayment plans can be afforded.
pub fn borrower_plan_sheet(planner: &Planner, subject: &Subject<'_>, currency: Currency) -> Sheet {
    let plan = planner.plan(subject);
    let case = BorrowerCase { planner, subject, plan, currency };
    let mut blocks = notices(&case);
    blocks.push(Block::Beside(vec![next_step_facts(&case), Block::Table(reasons_table(&case))]));
    let mut money = vec![values_block(&case)];
    money.extend(settlement_facts(&case));
    blocks.push(if money.len() > 1 { Block::Beside(money) } else { money.remove(0) });
    blocks.extend(settlement_schedule(&case));
    blocks.push(Block::Beside(vec![archetype_facts(&case), signs_table(&case)]));
    blocks.extend(repayment_blocks(&case));
    Sheet { blocks }
}
