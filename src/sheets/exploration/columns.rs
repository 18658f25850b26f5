//! Which columns of a file the charts are about.

use crate::data::phrase::phrase_of;
use crate::data::schema::{ColumnSchema, Meaning, Schema};
use crate::data::table::Kind;

/// Names of what the loan is for.
const PRODUCTS: &[&str] = &[
    "loan type",
    "product",
    "loan product",
    "product type",
    "loan category",
    "loan purpose",
    "purpose",
    "loan intent",
    "name contract type",
];
/// Names of how the borrower earns.
const EMPLOYMENTS: &[&str] = &[
    "employment type",
    "employment status",
    "employment",
    "occupation type",
    "occupation",
    "job type",
    "job",
    "emp type",
    "income type",
    "name income type",
    "emp length",
    "employment length",
    "present employment since",
];
/// Names of how the borrower has paid so far.
const HISTORIES: &[&str] = &[
    "payment history",
    "repayment history",
    "payment behavior",
    "payment behaviour",
    "credit history",
    "past payment history",
    "repayment status",
];

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

    /// The first of these meanings that the file has.
    pub(super) fn first_of(&self, meanings: &[Meaning]) -> Option<&'a ColumnSchema> {
        meanings.iter().find_map(|meaning| self.meaning(*meaning))
    }

    pub(super) fn product(&self) -> Option<&'a ColumnSchema> {
        self.category(PRODUCTS)
    }

    pub(super) fn employment(&self) -> Option<&'a ColumnSchema> {
        self.category(EMPLOYMENTS)
    }

    pub(super) fn history(&self) -> Option<&'a ColumnSchema> {
        self.category(HISTORIES)
    }

    /// The category whose name stands first among these.
    fn category(&self, names: &[&str]) -> Option<&'a ColumnSchema> {
        let categories = || self.schema.columns.iter().filter(|column| column.kind == Kind::Category);
        names.iter().find_map(|name| categories().find(|column| phrase_of(&column.name) == *name))
    }
}
