//! Which rows of a file became rows of the table, so that an export that reads the file again finds each row's result.

use serde::{Deserialize, Serialize};

/// Rows of data of a file, counted from 0 without the header, and those of them that were left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptRows {
    n_data_rows: u64,
    left_out: Vec<u64>,
}

impl KeptRows {
    /// Counts one more row of data.
    pub fn push(&mut self, is_kept: bool) {
        if !is_kept {
            self.left_out.push(self.n_data_rows);
        }
        self.n_data_rows += 1;
    }

    /// Counts more rows that are in the table.
    pub fn push_kept(&mut self, n_rows: u64) {
        self.n_data_rows += n_rows;
    }

    /// Rows of data in the file.
    pub fn n_data_rows(&self) -> u64 {
        self.n_data_rows
    }

    /// Rows in the table.
    pub fn n_kept(&self) -> u64 {
        self.n_data_rows - self.left_out.len() as u64
    }

    /// The rows of data that are not in the table, ascending.
    pub fn left_out(&self) -> &[u64] {
        &self.left_out
    }

    /// Where a row of data is in the table; `None` where it was left out or is beyond the end.
    pub fn table_row(&self, data_row: u64) -> Option<usize> {
        if data_row >= self.n_data_rows {
            return None;
        }
        match self.left_out.binary_search(&data_row) {
            Ok(_) => None,
            Err(n_before) => Some(data_row as usize - n_before),
        }
    }

    /// Which row of data a row of the table was.
    pub fn data_row(&self, table_row: usize) -> u64 {
        let mut n_before = 0;
        let mut beyond = self.left_out.len();
        while n_before < beyond {
            let middle = (n_before + beyond) / 2;
            if self.left_out[middle] - middle as u64 <= table_row as u64 {
                n_before = middle + 1;
            } else {
                beyond = middle;
            }
        }
        table_row as u64 + n_before as u64
    }
}

#[cfg(test)]
mod tests {
    use super::KeptRows;

    #[test]
    fn rows_of_file_and_table_find_each_other() {
        let mut rows = KeptRows::default();
        [false, true, true, false, false, true].into_iter().for_each(|is_kept| rows.push(is_kept));
        assert_eq!((rows.n_data_rows(), rows.n_kept()), (6, 3));
        assert_eq!((0..7).map(|row| rows.table_row(row)).collect::<Vec<_>>(), [None, Some(0), Some(1), None, None, Some(2), None]);
        assert_eq!((0..3).map(|row| rows.data_row(row)).collect::<Vec<_>>(), [1, 2, 5]);
    }
}
