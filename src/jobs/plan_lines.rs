//! A file of scores and a policy to a plan for each borrower: the same steps as the page takes, for a batch or a server. Comes in: a
//! table that an export has written, with its columns' meanings. Goes out: one line a borrower.

use serde::Serialize;
use thiserror::Error;

use super::plan_cells::reason_texts;
use crate::data::loan_columns::LoanColumns;
use crate::data::schema::{Role, Schema, key_column};
use crate::data::table::{Column, Table};
use crate::quantity::{Currency, Money, Probability};
use crate::strategy::policy::ValidPolicy;
use crate::strategy::{ArchetypeScaleFit, BorrowerPlan, PlanProposer, Planner, Proposal, Subject};

/// The column that scores are read from.
pub const SCORE_COLUMN: &str = "risk_score";

/// What is done about one borrower. Amounts are in major units of the file's currency.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanLine {
    /// The row, from 1.
    pub row: u64,
    /// The borrower's or the loan's identifier; empty where the file has none.
    pub id: String,
    /// The score; `None` without one.
    pub score: Option<f64>,
    /// The band of the score, after the floors: `Settlement Offer`.
    pub strategy: &'static str,
    /// What is done next: `repayment_plan`.
    pub treatment: &'static str,
    /// What is offered.
    pub offer: &'static str,
    /// How the borrower is first reached.
    pub channel: &'static str,
    /// How the borrower is spoken to.
    pub tone: &'static str,
    /// How far past due.
    pub stage: &'static str,
    /// Who the borrower is.
    pub archetype: &'static str,
    /// Whether a person should look first.
    pub needs_review: bool,
    /// Why, in order; never empty.
    pub reasons: Vec<String>,
    /// The repayment plan or settlement that goes with it, where there is one.
    pub plan: Option<PlanOfLine>,
    /// What it is expected to bring, less its cost: an estimate from the policy's assumptions.
    pub expected_value: Option<f64>,
}

/// A repayment plan or settlement.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanOfLine {
    /// A name that stays the same: `tenor-12`.
    pub id: String,
    /// The first payment, with two decimals.
    pub instalment: String,
    /// Month of the last payment.
    pub months: u16,
    /// All payments, with two decimals.
    pub total_paid: String,
}

/// Why nothing can be planned.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PlanLinesError {
    /// No column of scores.
    #[error("no column risk_score: plans are made of a file that was exported with scores")]
    NoScores,
    /// The column of scores holds no numbers.
    #[error("the column risk_score holds no numbers")]
    NotNumbers,
}

/// Plans for every row of the table, in order. Archetypes are divided at this table's medians, as on the page.
pub fn plan_lines(table: &Table, schema: &Schema, policy: ValidPolicy, each: &mut dyn FnMut(PlanLine)) -> Result<(), PlanLinesError> {
    let scores = score_column(table, schema)?;
    let columns = LoanColumns::of(table, schema, None);
    let mut fit = ArchetypeScaleFit::default();
    (0..table.n_rows()).for_each(|row| fit.push(&columns.facts(table, row)));
    let planner = Planner::new(policy, fit.finish());
    let proposer = PlanProposer::new(&planner.policy().policy().assumptions);
    let id_column = key_column(schema, table.n_rows()).and_then(|column_idx| table.column(column_idx));
    for row in 0..table.n_rows() {
        let facts = columns.facts(table, row);
        let score = score_of(scores, row);
        let plan = planner.plan(&Subject { score, facts: &facts, seed_share: None });
        let id = id_column.map_or_else(String::new, |column| column.text(row).into_owned());
        each(line(row, id, score, &plan, &proposer.propose(&plan, &facts)));
    }
    Ok(())
}

/// The one that an export added last; without one, whatever has its name.
fn score_column<'a>(table: &'a Table, schema: &Schema) -> Result<&'a Column, PlanLinesError> {
    let own = schema.columns.iter().rposition(|column| column.role == Role::OwnExport && column.name.starts_with(SCORE_COLUMN));
    let column = own.or_else(|| table.position(SCORE_COLUMN)).and_then(|column_idx| table.column(column_idx));
    match column {
        None => Err(PlanLinesError::NoScores),
        Some(numbers @ Column::Number(_)) => Ok(numbers),
        // Of a column without a single cell the kind is anything.
        Some(empty) if (0..table.n_rows()).all(|row| empty.is_missing(row)) => Ok(empty),
        Some(_) => Err(PlanLinesError::NotNumbers),
    }
}

fn score_of(column: &Column, row: usize) -> Option<Probability> {
    match column {
        Column::Number(numbers) => Probability::new(numbers.get(row)?),
        _ => None,
    }
}

fn line(row: usize, id: String, score: Option<Probability>, plan: &BorrowerPlan, proposal: &Proposal) -> PlanLine {
    let decision = &plan.decision;
    PlanLine {
        row: row as u64 + 1,
        id,
        score: score.map(Probability::value),
        strategy: decision.strategy.file_label(),
        treatment: decision.treatment.file_label(),
        offer: decision.offer.file_label(),
        channel: decision.channel.file_label(),
        tone: decision.tone.file_label(),
        stage: decision.stage.file_label(),
        archetype: decision.archetype.file_label(),
        needs_review: decision.needs_review.is_some(),
        reasons: reason_texts(plan, Currency::Unstated),
        plan: match proposal {
            Proposal::Plan(proposed) => Some(PlanOfLine {
                id: proposed.kind.id(),
                instalment: proposed.instalment.decimal_text(),
                months: proposed.end_month,
                total_paid: proposed.paid.decimal_text(),
            }),
            _ => None,
        },
        expected_value: plan.values.net(decision.treatment).map(Money::to_major),
    }
}
