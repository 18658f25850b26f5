//! Short questions to their answers: which part of the data engine knows.

use super::briefing::{brief, known_values};
use super::data_engine::DataEngine;
use super::desk::desk_answer;
use super::explaining::Explaining;
use super::next_steps::NextSteps;
use super::opening::OpenTable;
use super::plan_sheets::plan_sheet;
use super::portfolio::Portfolio;
use super::protocol::{Answer, BorrowerDetail, JobError, Query, Subject};
use super::rules::rules_text;
use super::sheet::sheet;
use crate::advisor::counsel::Brief;

impl DataEngine {
    pub(super) fn answer(&mut self, query: Query) -> Result<Answer, JobError> {
        if let Query::Preview { options } = &query {
            let head = self.refused.as_ref().or(self.open.as_ref().map(|open| &open.head)).ok_or(JobError::NoTable)?;
            return Ok(Answer::Preview(Box::new(head.preview(options))));
        }
        if let Query::Policy { change, cut_offs, currency } = query {
            return Ok(Answer::Policy(Box::new(self.planning.change(change, cut_offs, currency))));
        }
        if let Query::Rules(question) = &query {
            return Ok(Answer::Rules(Box::new(rules_text(question))));
        }
        let open = self.open.as_ref().ok_or(JobError::NoTable)?;
        let scored = self.scored.as_ref();
        let planned_by = match &query {
            Query::View { cut_offs, .. } | Query::Borrower { cut_offs, .. } | Query::BorrowerNamed { cut_offs, .. } => Some(*cut_offs),
            _ => None,
        };
        if let (Some(cut_offs), Some(scored)) = (planned_by, scored) {
            self.planning.rows(open, scored, cut_offs);
        }
        let portfolio = Portfolio { table: &open.reading.table, schema: &open.schema, scored, planned: self.planning.planned() };
        match query {
            Query::OutcomeOf { column } => Ok(Answer::Outcome(open.outcome_report(open.outcome_choice(&column))?)),
            Query::Outcome { choice } => Ok(Answer::Outcome(open.outcome_report(choice)?)),
            Query::View { filter, sort, .. } => {
                self.view = portfolio.view(&filter, &sort)?;
                Ok(Answer::View { n_rows: self.view.len() as u64 })
            }
            Query::Rows { start, n_rows, columns } => {
                let place = |name: &String| portfolio.table.position(name).ok_or_else(|| JobError::UnknownColumn(name.clone()));
                let column_idxs = columns.iter().map(place).collect::<Result<Vec<_>, _>>()?;
                let rows = self.view.iter().skip(start as usize).take(n_rows.min(1_000) as usize);
                Ok(Answer::Rows { start, rows: rows.map(|&row| portfolio.row(row as usize, &column_idxs)).collect() })
            }
            Query::Sheet { topic, currency, scope } => Ok(Answer::Sheet(match topic.subject() {
                Subject::Table => self.explored.sheet(open, &topic, scope, currency)?,
                Subject::Model => sheet(&self.explaining(open)?, &topic, currency)?,
                Subject::Plan => {
                    let scored = scored.ok_or(JobError::NoModel)?;
                    plan_sheet(&mut self.planning, open, scored, &topic, scope.cut_offs, currency)?
                }
            })),
            Query::Desk(question) => {
                let plannable = self.planning.plannable(open, scored.ok_or(JobError::NoModel)?, question.cut_offs);
                let rules = self.rulebook.rules(question.sender.jurisdiction, question.rules.as_deref())?;
                Ok(Answer::Desk(Box::new(desk_answer(&plannable, &question, rules)?)))
            }
            Query::Brief(question) => {
                let explaining = self.explaining(open)?;
                let drivers = question.row().map(|row| explaining.drivers(row)).transpose()?;
                let known = question.wants_known.then(|| known_values(&open.reading.table, &open.schema, &explaining.scored.setup.roles));
                let plannable = self.planning.plannable(open, scored.ok_or(JobError::NoModel)?, question.cut_offs);
                Ok(Answer::Brief(Box::new(Brief { known, ..brief(&plannable, &question, drivers.as_ref())? })))
            }
            Query::Cockpit => {
                let cockpit = self.planning.cockpit(open, scored.ok_or(JobError::NoModel)?);
                Ok(Answer::Cockpit(Box::new(cockpit.steps.clone())))
            }
            Query::NextSteps { cut_offs } => {
                let scored = scored.ok_or(JobError::NoModel)?;
                Ok(Answer::NextSteps(NextSteps::of(self.planning.rows(open, scored, cut_offs), scored, cut_offs)))
            }
            Query::WhatIf { row, changes } => Ok(Answer::WhatIf(self.explaining(open)?.what_if(row, &changes)?)),
            Query::WhatIfFields { row } => Ok(Answer::WhatIfFields(self.explaining(open)?.what_if_fields(row)?)),
            Query::NearestChange { row, below, currency } => {
                Ok(Answer::NearestChange(self.explaining(open)?.nearest_change(row, below, currency)?))
            }
            Query::Borrower { row, .. } => borrower(&portfolio, &self.view, row),
            Query::BorrowerNamed { identifier, .. } => {
                let row = (0..portfolio.table.n_rows()).find(|row| portfolio.identifier(*row) == identifier);
                borrower(&portfolio, &self.view, row.ok_or(JobError::UnknownBorrower(identifier))? as u64)
            }
            Query::Export(_) | Query::Mailing(_) | Query::Preview { .. } | Query::Policy { .. } | Query::Rules(_) => Err(JobError::Garbled),
        }
    }

    fn explaining<'a>(&'a self, open: &'a OpenTable) -> Result<Explaining<'a>, JobError> {
        let scored = self.scored.as_ref().ok_or(JobError::NoModel)?;
        Ok(Explaining { table: &open.reading.table, schema: &open.schema, scored })
    }
}

/// All about the borrower of a row, with the place in the list as it was listed last.
fn borrower(portfolio: &Portfolio<'_>, view: &[u32], row: u64) -> Result<Answer, JobError> {
    let place = view.iter().position(|listed| u64::from(*listed) == row).map(|place| place as u64);
    Ok(Answer::Borrower(Box::new(BorrowerDetail { place, ..portfolio.detail(row as usize)? })))
}
