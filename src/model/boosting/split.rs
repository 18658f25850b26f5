use super::gradient::{GradientSums, LogLoss};
use super::histogram::{Histogram, PackedBins};
use crate::features::BinnedMatrix;
use crate::model::params::BoostingParams;
use crate::model::tree::CategoryRanks;
use crate::quantity::order::sort_by;

/// Hessian by which a category's gradient ratio is drawn towards 0 when categories are ordered, so that rare ones
/// stand in the middle (LightGBM's `cat_smooth`).
const CATEGORY_SMOOTHING: f64 = 10.0;

/// A question and what it gains.
#[derive(Clone, Copy, Debug)]
pub struct Split {
    /// Decrease of the loss, twice, by its second-order approximation.
    pub gain: f64,
    /// Which feature decides.
    pub feature: u16,
    /// Rows with a bin (in a categorical feature: the bin's rank) up to this go left.
    pub threshold: u8,
    /// Whether rows without a value go left.
    pub missing_left: bool,
    /// The rows that go left.
    pub left: GradientSums,
}

/// For each categorical feature its bins in the order of their ranks.
pub struct CategoryOrders(Vec<Option<Vec<u8>>>);

impl CategoryOrders {
    /// Orders the categories by their gradient ratio in the whole tree, so that every split is a threshold (Fisher
    /// 1958, as LightGBM does, here at the root instead of each node).
    pub fn of(loss: &LogLoss, bins: &PackedBins, is_categorical: &[bool], root: &Histogram) -> Self {
        let order_of = |(feature_idx, &is_categorical): (usize, &bool)| {
            let cells = root.cells(feature_idx);
            let ratio = |bin: u8| loss.gradient(cells[bin as usize]) / (loss.hessian(cells[bin as usize]) + CATEGORY_SMOOTHING);
            let mut order: Vec<u8> = (0..bins.n_bins(feature_idx)).map(|bin| bin as u8).collect();
            sort_by(&mut order, |&a, &b| ratio(a).total_cmp(&ratio(b)).then(a.cmp(&b)));
            is_categorical.then_some(order)
        };
        CategoryOrders(is_categorical.iter().enumerate().map(order_of).collect())
    }

    /// The ranks that belong to the orders.
    pub fn ranks(&self) -> Vec<CategoryRanks> {
        let ranks_of = |(feature_idx, order): (usize, &Option<Vec<u8>>)| {
            let order = order.as_ref()?;
            let mut rank_of_bin = vec![0; order.len()];
            for (rank, &bin) in order.iter().enumerate() {
                rank_of_bin[bin as usize] = rank as u8;
            }
            Some(CategoryRanks { feature: feature_idx as u16, rank_of_bin })
        };
        self.0.iter().enumerate().filter_map(ranks_of).collect()
    }

    /// For each bin of the split's feature, the missing one last, whether its rows go left.
    pub fn left_bins(&self, split: &Split, n_bins: usize) -> [bool; 256] {
        let mut goes_left = [false; 256];
        for rank in 0..n_bins.min(usize::from(split.threshold) + 1) {
            goes_left[self.bin(split.feature as usize, rank)] = true;
        }
        goes_left[n_bins] = split.missing_left;
        goes_left
    }

    fn bin(&self, feature_idx: usize, rank: usize) -> usize {
        self.0[feature_idx].as_ref().map_or(rank, |order| usize::from(order[rank]))
    }
}

/// Which features are categories.
pub fn categorical_features(matrix: &BinnedMatrix) -> Vec<bool> {
    (0..matrix.n_features()).map(|feature_idx| matrix.layout(feature_idx).is_categorical).collect()
}

/// What a split must satisfy and how it is valued.
#[derive(Clone, Copy, Debug)]
pub struct SplitRules {
    loss: LogLoss,
    l2_regularization: f64,
    min_samples_leaf: u32,
    min_child_weight: f64,
}

impl SplitRules {
    /// By these settings.
    pub fn new(loss: LogLoss, params: &BoostingParams) -> Self {
        let &BoostingParams { l2_regularization, min_samples_leaf, min_child_weight, .. } = params;
        SplitRules { loss, l2_regularization, min_samples_leaf, min_child_weight }
    }

    /// The loss that is lowered.
    pub fn loss(&self) -> &LogLoss {
        &self.loss
    }

    /// The margin that fits a leaf's rows best: one Newton step.
    pub fn leaf_value(&self, sums: GradientSums) -> f64 {
        let curvature = self.loss.hessian(sums) + self.l2_regularization;
        if curvature > 0.0 { -self.loss.gradient(sums) / curvature } else { 0.0 }
    }

    /// Whether a node has enough rows for two leaves.
    pub fn may_split(&self, sums: GradientSums) -> bool {
        sums.n_rows() / 2 >= self.min_samples_leaf
    }

    /// The best split of a node; the first feature and the lowest threshold among equals. `None` where nothing gains.
    pub fn best_split(&self, bins: &PackedBins, orders: &CategoryOrders, histogram: &Histogram, total: GradientSums) -> Option<Split> {
        let gradient = self.loss.gradient(total);
        let parent_score = gradient * gradient / (self.loss.hessian(total) + self.l2_regularization);
        let mut sweep = Sweep { rules: self, total, best: None, best_score: parent_score * (1.0 + 1e-12) + 1e-12, feature: 0 };
        for feature_idx in 0..bins.n_features() {
            let (cells, n_bins) = (histogram.cells(feature_idx), bins.n_bins(feature_idx));
            sweep.feature = feature_idx as u16;
            match &orders.0[feature_idx] {
                None => sweep.feature_bins(cells[n_bins], cells[..n_bins].iter().copied()),
                Some(order) => sweep.feature_bins(cells[n_bins], order.iter().map(|&bin| cells[bin as usize])),
            }
        }
        sweep.best.map(|split| Split { gain: sweep.best_score - parent_score, ..split })
    }
}

/// One pass over a node's bins, trying a threshold between each two occupied ones with the missing on both sides.
struct Sweep<'a> {
    rules: &'a SplitRules,
    total: GradientSums,
    best: Option<Split>,
    /// The best split's Σ over children of gradient²/(hessian + l2).
    best_score: f64,
    feature: u16,
}

impl Sweep<'_> {
    #[inline(always)]
    fn feature_bins(&mut self, missing: GradientSums, cells: impl Iterator<Item = GradientSums>) {
        let mut below = GradientSums::default();
        let mut last_bin = 0;
        let n_valued = self.total.n_rows() - missing.n_rows();
        for (bin, cell) in cells.enumerate() {
            if cell.n_rows() == 0 {
                continue;
            }
            if below.n_rows() > 0 {
                // Halfway across the empty bins between two occupied ones, as a threshold between two values is.
                self.consider(last_bin + (bin - 1 - last_bin) / 2, below, missing);
            }
            below += cell;
            last_bin = bin;
            if below.n_rows() == n_valued {
                break;
            }
        }
        if below.n_rows() > 0 && missing.n_rows() > 0 {
            self.offer(usize::from(u8::MAX - 1), false, below);
        }
    }

    #[inline(always)]
    fn consider(&mut self, threshold: usize, below: GradientSums, missing: GradientSums) {
        if missing.n_rows() == 0 {
            self.offer(threshold, below.n_rows() >= self.total.n_rows() - below.n_rows(), below);
        } else {
            self.offer(threshold, false, below);
            self.offer(threshold, true, below + missing);
        }
    }

    #[inline(always)]
    fn offer(&mut self, threshold: usize, missing_left: bool, left: GradientSums) {
        let rules = self.rules;
        let right = self.total - left;
        if left.n_rows().min(right.n_rows()) < rules.min_samples_leaf {
            return;
        }
        let (hessian_left, hessian_right) = (rules.loss.hessian(left), rules.loss.hessian(right));
        let (gradient_left, gradient_right) = (rules.loss.gradient(left), rules.loss.gradient(right));
        let (a, b) = (hessian_left + rules.l2_regularization, hessian_right + rules.l2_regularization);
        let score = (gradient_left * gradient_left * b + gradient_right * gradient_right * a) / (a * b);
        if score > self.best_score && hessian_left.min(hessian_right) >= rules.min_child_weight {
            self.best_score = score;
            self.best = Some(Split { gain: 0.0, feature: self.feature, threshold: threshold as u8, missing_left, left });
        }
    }
}
