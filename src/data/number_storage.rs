//! A column of numbers while it is read: eight bytes a cell, and the text of each cell that is no number so far. Comes
//! in: one trimmed cell a row. Goes out: values, once the whole column's mark and unit are known.

use super::column_format::NumberFormat;
use super::missing::{Presence, presence_of};
use super::number::{DecimalMark, parse_plain};
use super::number_cell::{Proof, Writing, scan_number};
use super::number_unit::NumberUnit;
use super::plain_number::push_numbers;
use super::plain_rows::PlainCells;
use super::table::TextColumn;

/// Numbers of one mark and one unit. A cell that could be of either mark waits as a text until a cell has proven one.
#[derive(Clone, Debug)]
pub(super) struct NumberStorage {
    /// NaN where the cell is missing or one of `others`.
    values: Vec<f64>,
    /// Rows whose cell is there and is no number yet, ascending.
    other_rows: Vec<u32>,
    /// Their texts.
    others: TextColumn,
    /// `None` while no cell has had a mark that tells.
    mark: Option<DecimalMark>,
    unit: NumberUnit,
}

impl NumberStorage {
    /// An empty column.
    pub fn new(mark: Option<DecimalMark>, unit: NumberUnit, n_rows: usize) -> Self {
        NumberStorage { values: Vec::with_capacity(n_rows), other_rows: Vec::new(), others: TextColumn::default(), mark, unit }
    }

    pub fn values(&self) -> &[f64] {
        &self.values
    }

    pub fn mark(&self) -> Option<DecimalMark> {
        self.mark
    }

    pub fn unit(&self) -> NumberUnit {
        self.unit
    }

    /// The texts that are no numbers so far.
    pub fn others(&self) -> impl Iterator<Item = &str> {
        (0..self.others.len()).filter_map(|place| self.others.get(place))
    }

    /// Adds a cell.
    pub fn push(&mut self, cell: &str) {
        let mark = self.mark.map_or(0, DecimalMark::byte);
        let bytes = cell.as_bytes();
        let digits = if self.unit == NumberUnit::Percent { bytes.strip_suffix(b"%").unwrap_or(bytes) } else { bytes };
        match parse_plain(digits, mark).or_else(|| self.parse_decorated(cell)) {
            Some(value) => self.values.push(value),
            None => {
                if presence_of(cell) != Presence::Missing {
                    self.other_rows.push(self.values.len() as u32);
                    self.others.push(cell);
                }
                self.values.push(f64::NAN);
            }
        }
    }

    /// Adds cells from the row `first` on, until one may have told more of the column than the others; returns the row
    /// behind it.
    pub fn push_cells(&mut self, cells: &PlainCells<'_>, first: usize) -> usize {
        let mark = self.mark.map_or(0, DecimalMark::byte);
        let row = push_numbers(cells, first, mark, self.unit == NumberUnit::Percent, &mut self.values);
        if row < cells.n_rows() {
            self.push(cells.text(row));
        }
        row + 1
    }

    fn parse_decorated(&mut self, text: &str) -> Option<f64> {
        let cell = scan_number(text)?;
        let mark = match (self.mark, cell.proof()) {
            (Some(mark), _) => mark,
            (None, Proof::Point) => DecimalMark::Point,
            (None, Proof::Comma) => DecimalMark::Comma,
            (None, Proof::Either) => return None,
            (None, Proof::Neither) => DecimalMark::Point,
        };
        let value = NumberFormat { mark, unit: self.unit, writing: Writing::Plain }.value_of(cell)?;
        if cell.proof() != Proof::Neither {
            self.mark = Some(mark);
        }
        Some(value)
    }

    /// The values of the whole column, each of the waiting texts read by `read`. `on_unfit` gets the row and the text of
    /// each that is still no number and does not mean missing.
    pub fn into_values(mut self, read: &dyn Fn(&str) -> Option<f64>, on_unfit: &mut dyn FnMut(usize, &str)) -> Vec<f64> {
        for (place, &row) in self.other_rows.iter().enumerate() {
            let text = self.others.get(place).unwrap_or_default();
            match read(text) {
                Some(value) => self.values[row as usize] = value,
                None if presence_of(text).is_told_of() => on_unfit(row as usize, text),
                None => {}
            }
        }
        self.values
    }

    /// The column's cells as texts, numbers in their shortest form: their own spelling is gone.
    pub fn into_texts(self) -> TextColumn {
        let mut texts = TextColumn::default();
        let mut next_other = 0;
        for (row, value) in self.values.iter().enumerate() {
            if self.other_rows.get(next_other) == Some(&(row as u32)) {
                texts.push(self.others.get(next_other).unwrap_or_default());
                next_other += 1;
            } else if value.is_nan() {
                texts.push("");
            } else {
                texts.push(&value.to_string());
            }
        }
        texts
    }

    /// Without the values and texts that a person has said to mean missing.
    pub fn blank_out(&mut self, numbers: &[f64], is_blank: &dyn Fn(&str) -> bool) {
        self.values.iter_mut().filter(|value| numbers.contains(value)).for_each(|value| *value = f64::NAN);
        let (mut rows, mut texts) = (Vec::new(), TextColumn::default());
        for (place, &row) in self.other_rows.iter().enumerate() {
            if let Some(text) = self.others.get(place).filter(|text| !is_blank(text)) {
                rows.push(row);
                texts.push(text);
            }
        }
        (self.other_rows, self.others) = (rows, texts);
    }
}
