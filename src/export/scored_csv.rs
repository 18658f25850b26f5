use thiserror::Error;

use crate::data::read::{KeptRows, LineEnd, Reading};
use crate::data::records::{Record, RecordSplitter, SplitError};
use crate::data::schema::{Role, Schema};
use crate::data::table::Kind;
use crate::quantity::Probability;
use crate::strategy::CutOffs;

use super::formula_guard::guard;

/// The columns that an export adds, in order.
pub const ADDED_COLUMNS: [&str; 3] = ["risk_score", "risk_band", "recovery_strategy"];

/// Writes the original file again, piece by piece, with the score, the band and the strategy of each row behind it.
/// The original's bytes stay as they are, but for cells that a spreadsheet would run as formulas: they get a leading
/// apostrophe (OWASP, CSV injection). Columns that an earlier export added are replaced.
#[derive(Debug)]
pub struct ScoredCsv {
    splitter: Option<RecordSplitter>,
    rows: RowWriter,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportTotals {
    /// Rows written.
    pub n_rows: u64,
    /// Rows that could not be written, having more cells than the header.
    pub n_left_out: u64,
}

/// Why the file cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ExportError {
    /// The file no longer has the rows that were scored.
    #[error("the file has changed since it was opened")]
    FileChanged,
    /// The file can no longer be split into rows.
    #[error(transparent)]
    Split(#[from] SplitError),
}

#[derive(Debug)]
struct RowWriter {
    delimiter: u8,
    /// Still to be seen, or to be made where the file has none.
    header: Header,
    names: Vec<String>,
    kinds: Vec<Kind>,
    /// Columns of the original that stay: all before those of an earlier export.
    n_kept: usize,
    kept: KeptRows,
    scores: Vec<Option<Probability>>,
    cut_offs: CutOffs,
    line_end: &'static [u8],
    data_row: u64,
    totals: ExportTotals,
    out: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Header {
    InFile,
    Missing,
    Written,
}

impl ScoredCsv {
    /// For a file as it was read, one score a row of its table.
    pub fn new(reading: &Reading, schema: &Schema, scores: &[Option<Probability>], cut_offs: CutOffs) -> ScoredCsv {
        let dialect = reading.dialect;
        let n_kept = schema.columns.iter().take_while(|column| column.role != Role::OwnExport).count();
        ScoredCsv {
            splitter: Some(RecordSplitter::new(dialect.delimiter)),
            rows: RowWriter {
                delimiter: dialect.delimiter.byte(),
                header: if dialect.has_header { Header::InFile } else { Header::Missing },
                names: reading.table.names().to_vec(),
                kinds: reading.table.columns().iter().map(|column| column.kind()).collect(),
                n_kept,
                kept: reading.kept.clone(),
                scores: scores.to_vec(),
                cut_offs,
                line_end: match dialect.line_end {
                    LineEnd::Lf => b"\n",
                    LineEnd::CrLf => b"\r\n",
                    LineEnd::Cr => b"\r",
                },
                data_row: 0,
                totals: ExportTotals::default(),
                out: if dialect.has_bom { crate::data::records::BYTE_ORDER_MARK.to_vec() } else { Vec::new() },
            },
        }
    }

    /// Takes the next piece of the original and returns what can be written. An error is kept for [`Self::finish`].
    pub fn push(&mut self, bytes: &[u8]) -> Vec<u8> {
        let rows = &mut self.rows;
        if let Some(splitter) = &mut self.splitter
            && splitter.push(bytes, &mut |record| rows.write(record)).is_err()
        {
            self.splitter = None;
        }
        std::mem::take(&mut self.rows.out)
    }

    /// The end of the original: returns the rest, or why what was written so far is not the scored file.
    pub fn finish(mut self) -> Result<(Vec<u8>, ExportTotals), ExportError> {
        let splitter = self.splitter.take().ok_or(ExportError::FileChanged)?;
        let rows = &mut self.rows;
        splitter.finish(&mut |record| rows.write(record))?;
        if rows.data_row != rows.kept.n_data_rows() {
            return Err(ExportError::FileChanged);
        }
        Ok((std::mem::take(&mut rows.out), rows.totals))
    }
}

impl RowWriter {
    fn write(&mut self, record: Record<'_>) -> Result<(), ExportError> {
        if self.header == Header::Missing {
            self.write_made_header();
        }
        if self.header == Header::InFile {
            self.header = Header::Written;
            self.write_original(record, true);
            self.write_added(ADDED_COLUMNS.map(str::to_owned));
            return Ok(());
        }
        self.header = Header::Written;
        let table_row = self.kept.table_row(self.data_row);
        self.data_row += 1;
        if table_row.is_none() && record.n_fields() > self.names.len() {
            self.totals.n_left_out += 1;
            return Ok(());
        }
        let score = match table_row {
            Some(row) => *self.scores.get(row).ok_or(ExportError::FileChanged)?,
            None => None,
        };
        self.write_original(record, false);
        let n_short = self.n_kept.saturating_sub(record.n_fields());
        self.out.extend(std::iter::repeat_n(self.delimiter, n_short));
        let strategy = self.cut_offs.strategy(score);
        let score = score.map_or(String::new(), |score| format!("{:.6}", score.value()));
        self.write_added([score, strategy.file_band().to_owned(), strategy.file_label().to_owned()]);
        self.totals.n_rows += 1;
        Ok(())
    }

    fn write_made_header(&mut self) {
        self.header = Header::Written;
        let names = std::mem::take(&mut self.names);
        for (idx, name) in names.iter().take(self.n_kept).enumerate() {
            self.separate(idx);
            self.write_cell(name.as_bytes());
        }
        self.names = names;
        self.write_added(ADDED_COLUMNS.map(str::to_owned));
    }

    /// The original cells: their own bytes where nothing must be changed.
    fn write_original(&mut self, record: Record<'_>, is_header: bool) {
        let n_written = record.n_fields().min(self.n_kept);
        let guarded: Vec<Option<Vec<u8>>> =
            record.fields().take(n_written).enumerate().map(|(idx, field)| guard(field, self.is_number(idx) && !is_header)).collect();
        if let Some(untouched) = self.own_bytes(record).filter(|_| guarded.iter().all(Option::is_none)) {
            self.out.extend_from_slice(untouched);
            return;
        }
        for (idx, (field, guarded)) in record.fields().zip(guarded).enumerate() {
            self.separate(idx);
            self.write_cell(guarded.as_deref().unwrap_or(field));
        }
    }

    fn is_number(&self, column_idx: usize) -> bool {
        self.kinds.get(column_idx) == Some(&Kind::Number)
    }

    /// The bytes of the cells that stay, if they can be told without reading quotes.
    fn own_bytes<'a>(&self, record: Record<'a>) -> Option<&'a [u8]> {
        let raw = record.raw();
        let n_dropped = record.n_fields().saturating_sub(self.n_kept);
        let mut end = raw.len();
        for _ in 0..n_dropped {
            end = raw[..end].iter().rposition(|&byte| byte == self.delimiter)?;
        }
        (!raw[end..].contains(&b'"')).then_some(&raw[..end])
    }

    fn write_added(&mut self, cells: [String; 3]) {
        for cell in cells {
            self.separate(self.n_kept);
            self.write_cell(cell.as_bytes());
        }
        self.out.extend_from_slice(self.line_end);
    }

    fn separate(&mut self, cell_idx: usize) {
        if cell_idx > 0 {
            self.out.push(self.delimiter);
        }
    }

    /// Quotes as RFC 4180 says, where needed.
    fn write_cell(&mut self, cell: &[u8]) {
        let needs_quotes = cell.iter().any(|&byte| byte == self.delimiter || byte == b'"' || byte == b'\n' || byte == b'\r');
        if !needs_quotes {
            return self.out.extend_from_slice(cell);
        }
        self.out.push(b'"');
        for &byte in cell {
            if byte == b'"' {
                self.out.push(b'"');
            }
            self.out.push(byte);
        }
        self.out.push(b'"');
    }
}
