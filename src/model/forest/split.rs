use super::drawn_row::{Counts, DrawnRow};
use super::histogram::{BATCH, Histogram, Occupied, count_few_rows, count_rows};
use crate::features::MISSING_BIN;
use crate::model::leaf_share::BadWeight;
use crate::quantity::RandomStream;

/// Nodes of at most this many rows note which bins are occupied and look at those alone.
const FEW_ROWS: usize = 256;

/// The question of a node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Split {
    pub(super) feature: u16,
    pub(super) threshold: u8,
    pub(super) missing_left: bool,
    pub(super) left_counts: Counts,
}

/// Looks for the best split of a node; keeps its memory from node to node.
pub(super) struct SplitFinder {
    n_candidates: usize,
    min_samples_leaf: u32,
    bad_weight: BadWeight,
    /// All features in ascending order, but for the time of one search.
    features: Vec<u16>,
    picks: Vec<usize>,
    /// Empty, but for the time of one search.
    histograms: Box<[Histogram; BATCH]>,
}

impl SplitFinder {
    pub(super) fn new(n_features: usize, n_candidates: usize, min_samples_leaf: u32, bad_weight: BadWeight) -> Self {
        SplitFinder {
            n_candidates,
            min_samples_leaf,
            bad_weight,
            features: (0..n_features as u16).collect(),
            picks: Vec::with_capacity(n_features),
            histograms: Box::new([[Counts::default(); 256]; BATCH]),
        }
    }

    /// Draws features without replacement until enough that vary in this node were tried and at least one split was
    /// found (as scikit-learn does). `None` where nothing splits the node.
    pub(super) fn best_split(&mut self, columns: &[&[u8]], rows: &[DrawnRow], counts: Counts, node_key: u64) -> Option<Split> {
        let mut random = RandomStream::new(node_key);
        let mut sweep = Sweep::new(counts, self.min_samples_leaf, self.bad_weight);
        let (mut n_tried, mut n_drawn) = (0, 0);
        let n_features = self.features.len();
        while n_drawn < n_features && (n_tried < self.n_candidates || sweep.best.is_none()) {
            let n_more = self.n_candidates.saturating_sub(n_tried).clamp(1, BATCH).min(n_features - n_drawn);
            for _ in 0..n_more {
                let pick = n_drawn + random.below((n_features - n_drawn) as u32) as usize;
                self.features.swap(n_drawn, pick);
                self.picks.push(pick);
                n_drawn += 1;
            }
            n_tried += self.try_batch(columns, rows, n_drawn - n_more, n_more, &mut sweep);
        }
        for (place, pick) in self.picks.drain(..).enumerate().rev() {
            self.features.swap(place, pick);
        }
        sweep.best.map(|found| found.split)
    }

    /// Tries some of the features drawn; returns how many have more than one bin here.
    fn try_batch(&mut self, columns: &[&[u8]], rows: &[DrawnRow], first: usize, n_features: usize, sweep: &mut Sweep) -> usize {
        let column = |offset: usize| columns[self.features[first + offset] as usize];
        let histograms = &mut *self.histograms;
        let mut occupied = [Occupied::default(); BATCH];
        let is_small = rows.len() <= FEW_ROWS;
        match (n_features, is_small) {
            (4, true) => occupied = count_few_rows(histograms, rows, [column(0), column(1), column(2), column(3)]),
            (3, true) => occupied = count_few_rows(histograms, rows, [column(0), column(1), column(2)]),
            (2, true) => occupied = count_few_rows(histograms, rows, [column(0), column(1)]),
            (_, true) => occupied = count_few_rows(histograms, rows, [column(0)]),
            (4, false) => count_rows(histograms, rows, [column(0), column(1), column(2), column(3)]),
            (3, false) => count_rows(histograms, rows, [column(0), column(1), column(2)]),
            (2, false) => count_rows(histograms, rows, [column(0), column(1)]),
            (_, false) => count_rows(histograms, rows, [column(0)]),
        }
        let mut n_varying = 0;
        for offset in 0..n_features {
            let feature = self.features[first + offset];
            let histogram = &mut histograms[offset];
            n_varying += usize::from(if is_small {
                sweep.occupied_bins(feature, histogram, occupied[offset])
            } else {
                sweep.all_bins(feature, histogram)
            });
        }
        n_varying
    }
}

struct Found {
    split: Split,
    gain: f64,
}

/// Goes over histograms of one node in the order of their bins, trying a threshold after each with the missing on both
/// sides, and keeps the best of all. Empties the histograms.
struct Sweep {
    counts: Counts,
    n_rows: f64,
    n_bad: f64,
    weight: f64,
    extra_bad_weight: f64,
    min_samples_leaf: u32,
    /// By how much the left side may have more rows than the fewest.
    leeway: u32,
    best: Option<Found>,
}

/// The best threshold of one feature so far.
struct BestBin {
    gain: f64,
    bin: u8,
    missing_left: bool,
    left_counts: Counts,
}

impl Sweep {
    fn new(counts: Counts, min_samples_leaf: u32, bad_weight: BadWeight) -> Sweep {
        let (n_rows, n_bad) = (f64::from(counts.n_rows()), f64::from(counts.n_bad()));
        let extra_bad_weight = bad_weight.value() - 1.0;
        let leeway = counts.n_rows().saturating_sub(2 * min_samples_leaf);
        let weight = n_rows + extra_bad_weight * n_bad;
        Sweep { counts, n_rows, n_bad, weight, extra_bad_weight, min_samples_leaf, leeway, best: None }
    }

    /// What a split adds to Σ over children of (bad weight)²/weight, up to a factor that is the same for all splits of
    /// a node: how much purer it makes them by Gini. Exactly 0 where both sides have the node's share of bad rows.
    #[inline(always)]
    fn gain(&self, left: Counts) -> f64 {
        let (n_left, bad_left) = (f64::from(left.n_rows()), f64::from(left.n_bad()));
        let surplus = bad_left * self.n_rows - self.n_bad * n_left;
        let weight = n_left + self.extra_bad_weight * bad_left;
        surplus * surplus / (weight * (self.weight - weight))
    }

    #[inline(always)]
    fn offer(&self, best: &mut BestBin, bin: u8, missing_left: bool, left: Counts) {
        let gain = self.gain(left);
        if gain > best.gain && left.n_rows().wrapping_sub(self.min_samples_leaf) <= self.leeway {
            *best = BestBin { gain, bin, missing_left, left_counts: left };
        }
    }

    fn nothing_yet(&self) -> BestBin {
        let gain = self.best.as_ref().map_or(0.0, |found| found.gain);
        BestBin { gain, bin: MISSING_BIN, missing_left: false, left_counts: Counts::default() }
    }

    /// For nodes of many rows. Whether there is more than one bin.
    fn all_bins(&mut self, feature: u16, histogram: &mut Histogram) -> bool {
        let missing = histogram[MISSING_BIN as usize];
        let mut best = self.nothing_yet();
        let mut below = Counts::default();
        if missing == Counts::default() {
            for bin in 0..MISSING_BIN {
                below += histogram[bin as usize];
                self.offer(&mut best, bin, false, below);
            }
        } else {
            for bin in 0..MISSING_BIN {
                below += histogram[bin as usize];
                self.offer(&mut best, bin, false, below);
                self.offer(&mut best, bin, true, below + missing);
            }
        }
        let next = (best.bin..MISSING_BIN).skip(1).find(|&bin| histogram[bin as usize] != Counts::default());
        self.keep(feature, best, next, missing);
        let varies = histogram.iter().all(|&counts| counts != self.counts);
        histogram.fill(Counts::default());
        varies
    }

    /// For nodes of few rows. Whether there is more than one bin.
    fn occupied_bins(&mut self, feature: u16, histogram: &mut Histogram, mut occupied: Occupied) -> bool {
        let n_occupied: u32 = occupied.iter().map(|word| word.count_ones()).sum();
        let missing = std::mem::take(&mut histogram[MISSING_BIN as usize]);
        occupied[3] &= !(1 << 63);
        let mut best = self.nothing_yet();
        let mut below = Counts::default();
        let has_missing = missing != Counts::default();
        for (word_idx, mut word) in occupied.into_iter().enumerate() {
            while word != 0 {
                let bin = (word_idx * 64) as u8 + word.trailing_zeros() as u8;
                word &= word - 1;
                below += std::mem::take(&mut histogram[bin as usize]);
                self.offer(&mut best, bin, false, below);
                if has_missing {
                    self.offer(&mut best, bin, true, below + missing);
                }
            }
        }
        let next = (best.bin..MISSING_BIN).skip(1).find(|&bin| occupied[usize::from(bin >> 6)] >> (bin & 63) & 1 == 1);
        self.keep(feature, best, next, missing);
        n_occupied > 1
    }

    /// Takes in a feature's best threshold, if it is better than those of other features. `next` is the next occupied
    /// bin.
    fn keep(&mut self, feature: u16, best: BestBin, next: Option<u8>, missing: Counts) {
        if best.bin == MISSING_BIN {
            return;
        }
        // Halfway across the empty bins between two occupied ones, as a threshold between two values is.
        let threshold = next.map_or(MISSING_BIN - 1, |next| best.bin + (next - 1 - best.bin) / 2);
        let has_missing = missing != Counts::default();
        let most_go_left = 2 * u64::from(best.left_counts.n_rows()) >= u64::from(self.counts.n_rows());
        let missing_left = if has_missing { best.missing_left } else { most_go_left };
        let split = Split { feature, threshold, missing_left, left_counts: best.left_counts };
        self.best = Some(Found { split, gain: best.gain });
    }
}
