use super::drawn_row::Counts;
use super::gain::{Key, NodeGain, greatest};
use super::histogram::{Histogram, Occupied};
use crate::features::MISSING_BIN;

/// Thresholds whose gains are worked out side by side.
const LANES: usize = 8;

/// Never the count of rows on one side, also with the missing ones added.
pub(super) const NO_THRESHOLD: i32 = i32::MIN;

/// The threshold of a feature that separates a node best.
pub(super) struct BestThreshold {
    pub(super) key: Key,
    /// The next bin that holds rows.
    pub(super) next_bin: Option<u8>,
    /// The rows up to the threshold, without missing ones.
    pub(super) below: Counts,
    pub(super) missing: Counts,
}

/// The thresholds that one feature offers in one node: one after each bin that holds rows, with the rows up to it. Kept
/// as columns of numbers, for gains are worked out several at a time.
pub(super) struct Thresholds {
    n: usize,
    bins: [u8; 256],
    n_left: [i32; 256],
    bad_left: [i32; 256],
    missing: Counts,
}

impl Thresholds {
    pub(super) fn new() -> Thresholds {
        Thresholds { n: 0, bins: [MISSING_BIN; 256], n_left: [NO_THRESHOLD; 256], bad_left: [0; 256], missing: Counts::default() }
    }

    /// Takes the bins of a histogram, which becomes empty.
    pub(super) fn take_all_bins(&mut self, histogram: &mut Histogram) {
        self.missing = histogram[MISSING_BIN as usize];
        let mut below = Counts::default();
        let mut n = 0u8;
        for bin in 0..MISSING_BIN {
            let counts = histogram[bin as usize];
            below += counts;
            self.put(n, bin, below);
            n += u8::from(counts != Counts::default());
        }
        histogram.fill(Counts::default());
        self.end(n);
    }

    /// The same where it is known which bins hold rows.
    pub(super) fn take_occupied_bins(&mut self, histogram: &mut Histogram, mut occupied: Occupied) {
        self.missing = std::mem::take(&mut histogram[MISSING_BIN as usize]);
        occupied[3] &= !(1 << 63);
        let mut below = Counts::default();
        let mut n = 0u8;
        for (word_idx, mut word) in occupied.into_iter().enumerate() {
            while word != 0 {
                let bin = (word_idx * 64) as u8 + word.trailing_zeros() as u8;
                word &= word - 1;
                below += std::mem::take(&mut histogram[bin as usize]);
                self.put(n, bin, below);
                n += 1;
            }
        }
        self.end(n);
    }

    /// The best of these, if its gain is greater than `floor`, and whether the feature has more than one bin here.
    pub(super) fn best(&self, node: &NodeGain, floor: Key) -> (bool, Option<BestThreshold>) {
        if self.n + usize::from(self.missing != Counts::default()) < 2 {
            return (false, None);
        }
        let mut key = self.best_of_side(node, Counts::default(), 1);
        if self.missing != Counts::default() {
            key = greatest(key, self.best_of_side(node, self.missing, 0));
        }
        (true, (key.gain() > floor.gain()).then(|| self.chosen(key)))
    }

    fn best_of_side(&self, node: &NodeGain, more_left: Counts, side: u64) -> Key {
        let (more_rows, more_bad) = (more_left.n_rows() as i32, more_left.n_bad() as i32);
        let n_padded = self.n.next_multiple_of(LANES).min(self.bins.len());
        let bins = self.bins[..n_padded].chunks_exact(LANES);
        let n_left = self.n_left[..n_padded].chunks_exact(LANES);
        let bad_left = self.bad_left[..n_padded].chunks_exact(LANES);
        let mut best = [Key::default(); LANES];
        for ((bins, n_left), bad_left) in bins.zip(n_left).zip(bad_left) {
            for lane in 0..LANES {
                let key = node.key(n_left[lane].wrapping_add(more_rows), bad_left[lane] + more_bad, bins[lane], side);
                best[lane] = greatest(key, best[lane]);
            }
        }
        Key::greatest_of(best)
    }

    fn chosen(&self, key: Key) -> BestThreshold {
        let bins = &self.bins[..self.n];
        let place = bins.partition_point(|&bin| bin < key.bin());
        let below = Counts::new(self.n_left[place] as u32, self.bad_left[place] as u32);
        BestThreshold { key, next_bin: bins.get(place + 1).copied(), below, missing: self.missing }
    }

    #[inline(always)]
    fn put(&mut self, place: u8, bin: u8, below: Counts) {
        self.bins[usize::from(place)] = bin;
        self.n_left[usize::from(place)] = below.n_rows() as i32;
        self.bad_left[usize::from(place)] = below.n_bad() as i32;
    }

    /// Fills the last [`LANES`] up with thresholds that are never chosen.
    fn end(&mut self, n: u8) {
        self.n = usize::from(n);
        let padding = self.n..self.n.next_multiple_of(LANES).min(self.bins.len());
        self.n_left[padding].fill(NO_THRESHOLD);
    }
}
