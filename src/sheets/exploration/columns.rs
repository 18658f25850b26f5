//! Which columns of a file the charts are about.

use crate::data::schema::{ColumnSchema, Meaning, Schema};
use crate::data::table::Kind;

/// The columns that the charts are about, as far as a file has them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns<'a> {
    schema: &'a Schema,
}

impl<'a> Columns<'a> {
    pub(super) fn of(schema: &'a Schema) -> Columns<'a> {
        Columns { schema }
    }

    /// The column with this meaning.
    pub(super) fn meaning(&self, meaning: Meaning) -> Option<&'a ColumnSchema> {
        self.schema.columns.iter().find(|column| column.meaning == Some(meaning))
    }

    /// The same where it is a category.
    pub(super) fn category(&self, meaning: Meaning) -> Option<&'a ColumnSchema> {
        self.meaning(meaning).filter(|column| column.kind == Kind::Category)
    }
}
