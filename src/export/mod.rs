//! Plans to files to take away. Knows neither the browser nor where the bytes go. What it writes is UTF-8: a file in
//! another encoding comes back as UTF-8 with a byte order mark.

mod cell_writer;
mod rejected_rows;
mod row_writer;
mod scored_csv;

pub use cell_writer::CellWriter;
pub use rejected_rows::RejectedRows;
pub use row_writer::{ADDED_COLUMNS, MESSAGE_COLUMNS, PLAN_COLUMNS, WORK_COLUMNS};
pub use scored_csv::{ExportError, ExportTotals, PlanCells, ScoredCsv};
