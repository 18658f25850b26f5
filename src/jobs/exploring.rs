//! The open table and a scope to a part of a page. What a scope comes to is kept: several parts of a page ask for one.

use super::opening::OpenTable;
use super::protocol::{JobError, Scope, Topic};
use crate::data::outcome::labels_unchecked;
use crate::exploration::rows_that_match;
use crate::quantity::Currency;
use crate::sheets::Sheet;
use crate::sheets::exploration::{Exploration, column_sheet, exploration_sheet, summary_sheet};

/// The loans of the last scope, and how they ended.
#[derive(Debug, Default)]
pub(super) struct Explored {
    of: Option<Scope>,
    rows: Vec<u32>,
    is_bad: Vec<Option<bool>>,
}

impl Explored {
    /// A part of a page about the table; fails where a condition names a column that it has not.
    pub(super) fn sheet(&mut self, open: &OpenTable, topic: &Topic, scope: Scope, currency: Currency) -> Result<Sheet, JobError> {
        self.look_at(open, scope)?;
        let exploration = Exploration {
            table: &open.reading.table,
            schema: &open.schema,
            rows: &self.rows,
            is_bad: &self.is_bad,
            outcome: self.of.as_ref().and_then(|scope| scope.outcome.as_ref()),
            currency,
        };
        match topic {
            Topic::ExplorationSummary => Ok(summary_sheet(&exploration)),
            Topic::Exploration { is_logarithmic } => Ok(exploration_sheet(&exploration, *is_logarithmic)),
            Topic::ColumnByOutcome { column } => Ok(column_sheet(&exploration, column)),
            _ => Err(JobError::Garbled),
        }
    }

    fn look_at(&mut self, open: &OpenTable, scope: Scope) -> Result<(), JobError> {
        if self.of.as_ref() == Some(&scope) {
            return Ok(());
        }
        let before = self.of.take();
        if before.as_ref().is_none_or(|before| before.conditions != scope.conditions) {
            self.rows = rows_that_match(&open.reading.table, &scope.conditions).map_err(JobError::UnknownColumn)?;
        }
        if before.is_none_or(|before| before.outcome != scope.outcome) {
            // An outcome that cannot be read is none: the charts stay plain.
            let labels = scope.outcome.as_ref().and_then(|choice| labels_unchecked(&open.reading.table, choice).ok());
            self.is_bad = labels.unwrap_or_default();
        }
        self.of = Some(scope);
        Ok(())
    }
}
