use super::drawn_row::Counts;
use super::gain::{Key, NodeGain, greatest};
use super::histogram::{Histogram, Occupied};
use crate::features::MISSING_BIN;

/// Thresholds whose gains are worked out side by side.
const LANES: usize = 4;

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
    below: [Counts; 256],
    missing: Counts,
}

impl Thresholds {
    pub(super) fn new() -> Thresholds {
        Thresholds { n: 0, bins: [MISSING_BIN; 256], below: [Counts::default(); 256], missing: Counts::default() }
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
        let has_missing = self.missing != Counts::default();
        let key = if has_missing { self.best_key::<true>(node) } else { self.best_key::<false>(node) };
        (true, (key.gain() > floor.gain()).then(|| self.chosen(key)))
    }

    fn best_key<const HAS_MISSING: bool>(&self, node: &NodeGain) -> Key {
        let n_padded = self.n.next_multiple_of(LANES).min(self.bins.len());
        let bins = self.bins[..n_padded].chunks_exact(LANES);
        let below = self.below[..n_padded].chunks_exact(LANES);
        let mut best = [Key::default(); LANES];
        for (bins, below) in bins.zip(below) {
            for lane in 0..LANES {
                best[lane] = greatest(node.key(below[lane], bins[lane], 1), best[lane]);
            }
            if HAS_MISSING {
                for lane in 0..LANES {
                    best[lane] = greatest(node.key(below[lane] + self.missing, bins[lane], 0), best[lane]);
                }
            }
        }
        Key::greatest_of(best)
    }

    fn chosen(&self, key: Key) -> BestThreshold {
        let bins = &self.bins[..self.n];
        let place = bins.partition_point(|&bin| bin < key.bin());
        BestThreshold { key, next_bin: bins.get(place + 1).copied(), below: self.below[place], missing: self.missing }
    }

    #[inline(always)]
    fn put(&mut self, place: u8, bin: u8, below: Counts) {
        self.bins[usize::from(place)] = bin;
        self.below[usize::from(place)] = below;
    }

    /// Fills the last [`LANES`] up with thresholds that are never chosen: as signed numbers their rows are fewer than none.
    fn end(&mut self, n: u8) {
        self.n = usize::from(n);
        let padding = self.n..self.n.next_multiple_of(LANES).min(self.bins.len());
        self.below[padding].fill(Counts::new(1 << 31, 0));
    }
}
