//! Plans to files to take away. Knows neither the browser nor where the bytes go.

mod raw_fields;
mod row_writer;
mod scored_csv;

pub use row_writer::ADDED_COLUMNS;
pub use scored_csv::{ExportError, ExportTotals, ScoredCsv};
