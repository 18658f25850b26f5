use super::gradient::{GradientSums, LogLoss};
use super::grow::{Grower, GrownTree};
use super::histogram::PackedBins;
use super::split::{SplitRules, categorical_features};
use super::walk::{RowBlock, TreeWalk};
use super::{BoostedTree, Boosting};
use crate::model::params::ValidBoostingParams;
use crate::model::training_set::TrainingSet;
use crate::model::tree::Tree;
use crate::quantity::hash_pair;

/// Sets the draw of the held-out borrowers apart from other draws with the same seed.
const HELD_OUT: u64 = 0x6865_6c64_206f_7574;

/// Whether a borrower's rows judge the rounds instead of being trained on: drawn from a hash, so that it can be
/// computed again anywhere. `validation_share` is in [0, 1).
pub fn is_held_out(seed: u64, borrower_key: u64, validation_share: f64) -> bool {
    let draw = hash_pair(hash_pair(seed, HELD_OUT), borrower_key);
    ((draw >> 11) as f64) < validation_share * (1u64 << 53) as f64
}

/// A boosting in the making, which goes on round by round, so that its owner can report and stop in between.
pub struct BoostingFit {
    params: ValidBoostingParams,
    rules: SplitRules,
    grower: Grower,
    is_bad: Vec<bool>,
    margins: Vec<f64>,
    row_sums: Vec<GradientSums>,
    validation: Validation,
    model: Boosting,
    is_done: bool,
}

impl BoostingFit {
    /// Before the first round. A bad row counts as `bad_weight` rows (1 for plain probabilities).
    pub fn new(training: &TrainingSet, params: &ValidBoostingParams, bad_weight: f64) -> Self {
        let share = if params.early_stopping_rounds.is_some() { params.validation_share } else { 0.0 };
        let keys = training.borrower_keys();
        let (held_out, rows): (Vec<u32>, Vec<u32>) =
            (0..training.n_rows() as u32).partition(|&row| is_held_out(params.seed, keys[row as usize], share));
        let is_bad: Vec<bool> = rows.iter().map(|&row| training.is_bad()[row as usize]).collect();
        let loss = LogLoss::new(rows.len(), bad_weight);
        let base_margin = loss.base_margin(rows.len(), is_bad.iter().filter(|is_bad| **is_bad).count());
        let validation = Validation::new(training, &held_out, base_margin);
        let bins = PackedBins::new(training.matrix(), &rows);
        BoostingFit {
            params: params.clone(),
            rules: SplitRules::new(loss, params),
            grower: Grower::new(bins, categorical_features(training.matrix()), rows.len()),
            margins: vec![base_margin; rows.len()],
            row_sums: vec![GradientSums::default(); rows.len()],
            model: Boosting {
                base_margin,
                trees: Vec::new(),
                n_features: training.matrix().n_features() as u32,
                validation_losses: validation.first_loss(&loss),
                seed: params.seed,
            },
            validation,
            is_bad,
            is_done: rows.is_empty(),
        }
    }

    /// Goes one round further; returns whether there may be another.
    pub fn step(&mut self) -> bool {
        if self.is_done {
            return false;
        }
        let loss = *self.rules.loss();
        for ((sums, &margin), &is_bad) in self.row_sums.iter_mut().zip(&self.margins).zip(&self.is_bad) {
            *sums = loss.derivatives(margin, is_bad);
        }
        let grown = self.grower.grow(&self.row_sums, &self.rules, &self.params);
        if grown.leaves.len() < 2 {
            self.is_done = true;
            return false;
        }
        let tree = self.settle(grown);
        if !self.validation.is_bad.is_empty() {
            self.validation.add(&tree);
            self.model.validation_losses.push(loss.mean(&self.validation.margins, &self.validation.is_bad));
        }
        self.model.trees.push(tree);
        self.is_done = self.n_rounds() >= self.params.n_rounds || self.has_stopped_improving();
        !self.is_done
    }

    /// Rounds so far.
    pub fn n_rounds(&self) -> u32 {
        self.model.trees.len() as u32
    }

    /// The log-loss on the held-out borrowers before the first round and after each; empty where none are held out.
    pub fn validation_losses(&self) -> &[f64] {
        &self.model.validation_losses
    }

    /// The model after its best round: the one with the lowest loss on the held-out borrowers, or the last.
    pub fn finish(mut self) -> Boosting {
        if let Some(best) = best_round(&self.model.validation_losses) {
            self.model.trees.truncate(best);
        }
        self.model
    }

    fn has_stopped_improving(&self) -> bool {
        let (Some(patience), Some(best)) = (self.params.early_stopping_rounds, best_round(&self.model.validation_losses)) else {
            return false;
        };
        self.model.trees.len() - best >= patience as usize
    }

    /// Gives the leaves their values and the nodes their counts, and moves the rows' margins.
    fn settle(&mut self, grown: GrownTree) -> BoostedTree {
        let GrownTree { mut nodes, ranks, leaves } = grown;
        let mut values = vec![0.0f32; nodes.len()];
        for leaf in &leaves {
            let value = (self.params.learning_rate * self.rules.leaf_value(leaf.sums)) as f32;
            let mut n_bad = 0;
            for &row in &self.grower.rows()[leaf.start..leaf.end] {
                self.margins[row as usize] += f64::from(value);
                n_bad += u32::from(self.is_bad[row as usize]);
            }
            nodes[leaf.node].n_bad = n_bad;
            values[leaf.node] = value;
        }
        for idx in (0..nodes.len()).rev() {
            if !nodes[idx].is_leaf() {
                let left = nodes[idx].left as usize;
                nodes[idx].n_bad = nodes[left].n_bad + nodes[left + 1].n_bad;
            }
        }
        BoostedTree { tree: Tree::from_grown(nodes, ranks), values }
    }
}

/// The borrowers that judge the rounds.
struct Validation {
    blocks: Vec<(usize, RowBlock)>,
    is_bad: Vec<bool>,
    margins: Vec<f64>,
}

impl Validation {
    fn new(training: &TrainingSet, rows: &[u32], base_margin: f64) -> Self {
        Validation {
            blocks: RowBlock::blocks(&training.matrix().select_rows(rows)).collect(),
            is_bad: rows.iter().map(|&row| training.is_bad()[row as usize]).collect(),
            margins: vec![base_margin; rows.len()],
        }
    }

    fn first_loss(&self, loss: &LogLoss) -> Vec<f64> {
        if self.is_bad.is_empty() { Vec::new() } else { vec![loss.mean(&self.margins, &self.is_bad)] }
    }

    fn add(&mut self, tree: &BoostedTree) {
        let walk = TreeWalk::new(&tree.tree);
        for (first_row, block) in &self.blocks {
            walk.leaves(block, |row, leaf| self.margins[first_row + row] += f64::from(tree.values[leaf]));
        }
    }
}

/// How many trees had the lowest loss, the fewest among equals; `losses[0]` is without a tree.
fn best_round(losses: &[f64]) -> Option<usize> {
    (0..losses.len()).min_by(|&a, &b| losses[a].total_cmp(&losses[b]))
}
