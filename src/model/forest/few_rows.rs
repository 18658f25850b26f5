use super::drawn_row::{Counts, DrawnRow};
use super::gain::{Key, NodeGain, greatest};
use super::thresholds::{BestThreshold, NO_THRESHOLD};
use crate::features::MISSING_BIN;

const MISSING: i16 = MISSING_BIN as i16;

/// A node of at most `N` rows that together weigh at most 255: too few for histograms. Every row is compared with every
/// other, as many at a time as the processor can.
pub(super) struct FewRows<const N: usize> {
    n: usize,
    rows: [u32; N],
    /// Each row's weight in the low byte and, if it was bad, again in the high byte.
    weights: [u16; N],
}

impl<const N: usize> FewRows<N> {
    pub(super) fn new(drawn: &[DrawnRow]) -> FewRows<N> {
        let mut few = FewRows { n: drawn.len().min(N), rows: [0; N], weights: [0; N] };
        for (place, row) in drawn.iter().take(N).enumerate() {
            let counts = row.counts();
            few.rows[place] = row.row() as u32;
            few.weights[place] = (counts.n_rows() | counts.n_bad() << 8) as u16;
        }
        few
    }

    /// The best threshold of a feature, if its gain is greater than `floor`, and whether the feature has more than one
    /// bin here.
    pub(super) fn best(&self, column: &[u8], node: &NodeGain, floor: Key) -> (bool, Option<BestThreshold>) {
        let mut bins = [MISSING; N];
        for (bin, &row) in bins.iter_mut().zip(&self.rows[..self.n]) {
            *bin = i16::from(column[row as usize]);
        }
        let mut left = [0u16; N];
        let (mut missing, mut differs) = (0u16, 0i16);
        for (&bin, &weight) in bins.iter().zip(&self.weights).take(self.n) {
            for (left, &threshold) in left.iter_mut().zip(&bins) {
                *left += if bin > threshold { 0 } else { weight };
            }
            missing += if bin == MISSING { weight } else { 0 };
            differs |= bin ^ bins[0];
        }
        if differs == 0 {
            return (false, None);
        }
        let mut key = self.best_of_side(&bins, &left, node, 0, 1);
        if missing != 0 {
            key = greatest(key, self.best_of_side(&bins, &left, node, missing, 0));
        }
        (true, (key.gain() > floor.gain()).then(|| chosen(key, &bins, &left, missing)))
    }

    fn best_of_side(&self, bins: &[i16; N], left: &[u16; N], node: &NodeGain, more_left: u16, side: u64) -> Key {
        let mut keys = [Key::default(); N];
        for lane in 0..N {
            let left = left[lane] + more_left;
            let n_left = if bins[lane] == MISSING { NO_THRESHOLD } else { i32::from(left & 0xff) };
            keys[lane] = node.key(n_left, i32::from(left >> 8), bins[lane] as u8, side);
        }
        Key::greatest_of(keys)
    }
}

fn chosen<const N: usize>(key: Key, bins: &[i16; N], left: &[u16; N], missing: u16) -> BestThreshold {
    let bin = i16::from(key.bin());
    let (mut below, mut next) = (0, MISSING);
    for lane in 0..N {
        below = below.max(if bins[lane] == bin { left[lane] } else { 0 });
        next = next.min(if bins[lane] > bin { bins[lane] } else { MISSING });
    }
    let counts = |weight: u16| Counts::new(u32::from(weight & 0xff), u32::from(weight >> 8));
    BestThreshold { key, next_bin: (next != MISSING).then_some(next as u8), below: counts(below), missing: counts(missing) }
}
