//! Columns that on their own rank about as well as all together: where everything else adds nothing to one column, that
//! column mostly was written after the fact. Only asked where a column ranks well beyond doubt, so that most files need
//! no model.

use super::evidence::LeakEvidence;
use super::one_column::{LabeledRows, OneColumn};
use crate::features::{BinnedMatrix, FeatureLayout, MISSING_BIN};
use crate::model::forest::{OutOfBag, grow_tree};
use crate::model::{ForestParams, TrainingSet};
use crate::quantity::{Probability, hash_pair};

/// A column below this AUC is no leak by its strength, whatever the others add: a good bureau score reaches it.
const LEAST_AUC: f64 = 0.7;
/// The share of the lift over 0.5 that one column must reach.
const SHARE_OF_LIFT: f64 = 0.95;
/// With fewer columns one of them is naturally the best part of all.
const LEAST_COLUMNS: usize = 4;
/// Trees of the model of all columns.
const N_TREES: u32 = 40;

/// The places of the columns that dominate, with what convicts them. A column that is known to measure something that a
/// lender knows beforehand, such as missed payments, may dominate.
pub(super) fn dominant(columns: &[OneColumn], labeled: &LabeledRows, is_expected: &dyn Fn(usize) -> bool) -> Vec<(usize, LeakEvidence)> {
    let is_suspect = |column: &OneColumn| column.beside.is_none() && !is_expected(column.column_idx) && column.auc_low(labeled) > LEAST_AUC;
    let n_plain = columns.iter().filter(|column| column.sampled.is_some()).count();
    if n_plain < LEAST_COLUMNS || !columns.iter().any(is_suspect) {
        return Vec::new();
    }
    let Some(of_model) = auc_of_all(columns, labeled) else { return Vec::new() };
    let best = columns.iter().map(|column| column.auc).fold(0.5, f64::max);
    let auc_of_all = of_model.max(best);
    let is_dominant = |column: &&OneColumn| is_suspect(column) && column.auc - 0.5 >= SHARE_OF_LIFT * (auc_of_all - 0.5);
    let evidence = |column: &OneColumn| (column.column_idx, LeakEvidence::Dominance { auc: column.auc, auc_of_all });
    columns.iter().filter(is_dominant).map(evidence).collect()
}

/// The AUC of a small forest of all columns, out of bag.
fn auc_of_all(columns: &[OneColumn], labeled: &LabeledRows) -> Option<f64> {
    let is_bad: Vec<bool> = labeled.is_bad.iter().step_by(labeled.stride).copied().collect();
    let keys: Vec<u64> = labeled.rows.iter().step_by(labeled.stride).map(|&row| hash_pair(u64::from(row), 0)).collect();
    let features = columns.iter().filter_map(|column| column.sampled.as_ref().map(|sampled| binned(column, sampled)));
    let matrix = BinnedMatrix::new(is_bad.len(), features.collect());
    let training = TrainingSet::new(matrix, is_bad, keys).ok()?;
    let params = ForestParams { n_trees: N_TREES, ..ForestParams::default() }.check().ok()?;
    let mut out_of_bag = OutOfBag::new(training.n_rows(), params.class_weight.bad_weight(training.is_bad()));
    let is_trained_on = vec![true; training.n_rows()];
    for number in 0..N_TREES {
        let tree = grow_tree(&training, &params, number);
        out_of_bag.add(training.matrix(), training.borrower_keys(), &is_trained_on, params.seed, number, &tree);
    }
    let judged = out_of_bag.scores().into_iter().zip(training.is_bad()).filter_map(|(score, is_bad)| Some((score?, *is_bad)));
    let (scores, is_bad): (Vec<Probability>, Vec<bool>) = judged.unzip();
    crate::evaluation::auc_roc(&scores, &is_bad)
}

/// Cells as bins: those beyond the last bin share it.
fn binned(column: &OneColumn, (cells, is_categorical): &(Vec<u32>, bool)) -> (FeatureLayout, Vec<u8>) {
    let n_bins = column.texts.len().saturating_sub(1).clamp(1, usize::from(MISSING_BIN));
    let bin = |&cell: &u32| cell.checked_sub(1).map_or(MISSING_BIN, |bin| bin.min(n_bins as u32 - 1) as u8);
    (FeatureLayout { n_bins: n_bins as u16, is_categorical: *is_categorical }, cells.iter().map(bin).collect())
}
