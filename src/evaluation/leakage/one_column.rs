//! What one column, alone or beside another, says about the outcome: good and bad rows by cell and fold.

use super::cells::{Cells, MISSING};
use super::evidence::Beside;
use crate::model::baselines::{Counts, N_FOLDS, column_fold, out_of_fold_auc};

/// See the module.
pub(super) struct OneColumn {
    /// The column's place in the table.
    pub column_idx: usize,
    /// What it was seen beside.
    pub beside: Option<Beside>,
    /// Whether cells of one outcome count. Not of dates and of what stands beside another: loans of one day often end
    /// alike without giving anything away, so that their rows are no independent proof.
    pub may_be_pure: bool,
    /// What a cell is, that of the missing ones first.
    pub texts: Vec<String>,
    /// Good and bad labeled rows of each cell.
    pub counts: Vec<Counts>,
    /// Whether the cells have an order, besides that of the missing ones.
    pub is_ordered: bool,
    /// Its AUC, each row judged by its cell's share of bad rows among the other folds.
    pub auc: f64,
    /// The cells of some rows, and whether their order means nothing, for the model of all columns.
    pub sampled: Option<(Vec<u32>, bool)>,
}

/// The rows that are looked at: those whose outcomes are known, or some of them at even distances where they are many.
pub(super) struct LabeledRows {
    /// Rows of the table, ascending.
    pub rows: Vec<u32>,
    /// The fold of each.
    pub folds: Vec<u8>,
    /// Whether each is bad.
    pub is_bad: Vec<bool>,
    /// Every so many of them are for the model of all columns.
    pub stride: usize,
    pub n_good: u64,
    pub n_bad: u64,
}

/// Most rows that are looked at: more would tell hardly more.
const MOST_ROWS: usize = 100_000;
/// Rows for the model of all columns, about.
const N_MODEL_ROWS: usize = 5_000;

impl LabeledRows {
    pub(super) fn of(labels: &[Option<bool>]) -> LabeledRows {
        let n_known = labels.iter().flatten().count();
        let known = labels.iter().enumerate().filter_map(|(row, label)| Some((row as u32, (*label)?)));
        let (rows, is_bad): (Vec<u32>, Vec<bool>) = known.step_by(n_known.div_ceil(MOST_ROWS).max(1)).unzip();
        let n_bad = is_bad.iter().filter(|is_bad| **is_bad).count() as u64;
        LabeledRows {
            folds: rows.iter().map(|&row| column_fold(u64::from(row)) as u8).collect(),
            stride: rows.len().div_ceil(N_MODEL_ROWS).max(1),
            n_good: rows.len() as u64 - n_bad,
            n_bad,
            rows,
            is_bad,
        }
    }
}

impl OneColumn {
    /// Counts a column.
    pub(super) fn of(column_idx: usize, beside: Option<Beside>, may_be_pure: bool, cells: Cells, labeled: &LabeledRows) -> OneColumn {
        let mut by_fold = vec![[Counts::default(); N_FOLDS]; cells.texts.len()];
        for ((&cell, &fold), &is_bad) in cells.of_row.iter().zip(&labeled.folds).zip(&labeled.is_bad) {
            by_fold[cell as usize][usize::from(fold)][usize::from(is_bad)] += 1;
        }
        let sum = |folds: &[Counts; N_FOLDS]| folds.iter().fold(Counts::default(), |sum, fold| [sum[0] + fold[0], sum[1] + fold[1]]);
        let counts = by_fold.iter().map(sum).collect();
        let is_plain = beside.is_none() && may_be_pure;
        let sampled = is_plain.then(|| (cells.of_row.iter().step_by(labeled.stride).copied().collect(), cells.is_categorical));
        OneColumn {
            column_idx,
            beside,
            may_be_pure,
            texts: cells.texts,
            counts,
            is_ordered: !cells.is_categorical,
            auc: out_of_fold_auc(&by_fold),
            sampled,
        }
    }

    /// How many cells have labeled rows.
    pub(super) fn n_cells(&self) -> usize {
        if self.may_be_pure { self.counts.iter().filter(|[n_good, n_bad]| n_good + n_bad > 0).count() } else { 0 }
    }

    /// Good and bad rows in which it is missing, and in which it is there.
    pub(super) fn missing_and_present(&self) -> (Counts, Counts) {
        let present = self.counts.iter().skip(1).fold(Counts::default(), |sum, cell| [sum[0] + cell[0], sum[1] + cell[1]]);
        (self.counts.get(MISSING as usize).copied().unwrap_or_default(), present)
    }

    /// The lower end of the AUC's 95 % interval (Hanley and McNeil 1982).
    pub(super) fn auc_low(&self, labeled: &LabeledRows) -> f64 {
        let (auc, n_good, n_bad) = (self.auc, labeled.n_good as f64, labeled.n_bad as f64);
        let of_two_bad = auc / (2.0 - auc) - auc * auc;
        let of_two_good = 2.0 * auc * auc / (1.0 + auc) - auc * auc;
        let variance = (auc * (1.0 - auc) + (n_bad - 1.0) * of_two_bad + (n_good - 1.0) * of_two_good) / (n_good * n_bad);
        auc - 1.96 * libm::sqrt(variance.max(0.0))
    }
}
