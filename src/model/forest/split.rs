use super::drawn_row::{Counts, DrawnRow};
use super::gain::{Key, NodeGain};
use super::histogram::{BATCH, Histogram, Occupied, count_few_rows, count_rows};
use super::thresholds::{BestThreshold, Thresholds};
use crate::features::MISSING_BIN;
use crate::model::leaf_share::BadWeight;
use crate::quantity::RandomStream;

/// Nodes of at most this many rows note which bins hold rows and look at those alone.
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
    thresholds: Box<Thresholds>,
}

/// A node in which a split is looked for.
struct Search<'a> {
    columns: &'a [&'a [u8]],
    rows: &'a [DrawnRow],
    counts: Counts,
    gain: NodeGain,
    best: Option<(Key, Split)>,
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
            thresholds: Box::new(Thresholds::new()),
        }
    }

    /// Draws features without replacement until enough that vary in this node were tried and at least one split was
    /// found. `None` where nothing splits the node.
    pub(super) fn best_split(&mut self, columns: &[&[u8]], rows: &[DrawnRow], counts: Counts, node_key: u64) -> Option<Split> {
        let mut random = RandomStream::new(node_key);
        let gain = NodeGain::new(counts, self.min_samples_leaf, self.bad_weight);
        let mut search = Search { columns, rows, counts, gain, best: None };
        let (mut n_tried, mut n_drawn) = (0, 0);
        let n_features = self.features.len();
        while n_drawn < n_features && (n_tried < self.n_candidates || search.best.is_none()) {
            let n_more = self.n_candidates.saturating_sub(n_tried).clamp(1, BATCH).min(n_features - n_drawn);
            let first = n_drawn;
            for _ in 0..n_more {
                let pick = n_drawn + random.below((n_features - n_drawn) as u32) as usize;
                self.features.swap(n_drawn, pick);
                self.picks.push(pick);
                n_drawn += 1;
            }
            let batch = &self.features[first..n_drawn];
            n_tried += if rows.len() <= FEW_ROWS {
                search.try_on_few_rows(batch, &mut self.histograms, &mut self.thresholds)
            } else {
                search.try_on_many_rows(batch, &mut self.histograms, &mut self.thresholds)
            };
        }
        for (place, pick) in self.picks.drain(..).enumerate().rev() {
            self.features.swap(place, pick);
        }
        search.best.map(|(_, split)| split)
    }
}

/// Each tries at most [`BATCH`] features and returns how many of them have more than one bin here.
impl Search<'_> {
    fn try_on_few_rows(&mut self, features: &[u16], histograms: &mut [Histogram; BATCH], thresholds: &mut Thresholds) -> usize {
        let occupied: [Occupied; BATCH] = match *features {
            [a, b, c, d] => count_few_rows(histograms, self.rows, [a, b, c, d].map(|feature| self.columns[feature as usize])),
            [a, b, c] => count_few_rows(histograms, self.rows, [a, b, c].map(|feature| self.columns[feature as usize])),
            [a, b] => count_few_rows(histograms, self.rows, [a, b].map(|feature| self.columns[feature as usize])),
            [a] => count_few_rows(histograms, self.rows, [self.columns[a as usize]]),
            _ => return 0,
        };
        let mut n_varying = 0;
        for ((&feature, histogram), occupied) in features.iter().zip(histograms).zip(occupied) {
            thresholds.take_occupied_bins(histogram, occupied);
            n_varying += self.take(feature, thresholds.best(&self.gain, self.best_key()));
        }
        n_varying
    }

    fn try_on_many_rows(&mut self, features: &[u16], histograms: &mut [Histogram; BATCH], thresholds: &mut Thresholds) -> usize {
        match *features {
            [a, b, c, d] => count_rows(histograms, self.rows, [a, b, c, d].map(|feature| self.columns[feature as usize])),
            [a, b, c] => count_rows(histograms, self.rows, [a, b, c].map(|feature| self.columns[feature as usize])),
            [a, b] => count_rows(histograms, self.rows, [a, b].map(|feature| self.columns[feature as usize])),
            [a] => count_rows(histograms, self.rows, [self.columns[a as usize]]),
            _ => return 0,
        }
        let mut n_varying = 0;
        for (&feature, histogram) in features.iter().zip(histograms) {
            thresholds.take_all_bins(histogram);
            n_varying += self.take(feature, thresholds.best(&self.gain, self.best_key()));
        }
        n_varying
    }

    fn best_key(&self) -> Key {
        self.best.as_ref().map_or(Key::default(), |(key, _)| *key)
    }

    /// Takes in whether a feature varies here and its threshold, if that is better than those of the features before.
    fn take(&mut self, feature: u16, (varies, found): (bool, Option<BestThreshold>)) -> usize {
        let Some(BestThreshold { key, next_bin, below, missing }) = found else { return usize::from(varies) };
        let has_missing = missing != Counts::default();
        let most_go_left = 2 * u64::from(below.n_rows()) >= u64::from(self.counts.n_rows());
        let split = Split {
            feature,
            // Halfway across the empty bins between two that hold rows, as a threshold between two values is.
            threshold: next_bin.map_or(MISSING_BIN - 1, |next| key.bin() + (next - 1 - key.bin()) / 2),
            missing_left: if has_missing { key.missing_left() } else { most_go_left },
            left_counts: if has_missing && key.missing_left() { below + missing } else { below },
        };
        self.best = Some((key, split));
        usize::from(varies)
    }
}
