use serde::{Deserialize, Serialize};

use super::scored_outcomes::ScoreTie;

/// A curve that never falls, straight between its knots and level beyond them: scikit-learn's
/// `IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")`. Its lowest and highest values may be 0 and 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct IsotonicCurve {
    knots: Vec<Knot>,
}

/// A point of the curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Knot {
    /// The score.
    pub score: f64,
    /// The share of bad rows.
    pub share_bad: f64,
}

/// Neighboring scores that have the same value.
struct Block {
    lowest_score: f64,
    highest_score: f64,
    n_rows: u64,
    n_bad: u64,
}

impl Block {
    /// Whether its share of bad rows is at least that of `other`: exact, without dividing.
    fn is_not_below(&self, other: &Block) -> bool {
        u128::from(self.n_bad) * u128::from(other.n_rows) >= u128::from(other.n_bad) * u128::from(self.n_rows)
    }
}

impl IsotonicCurve {
    /// Least squares among the curves that never fall, by pooling neighbors that violate the order (Ayer et al. 1955,
    /// Barlow et al. 1972). Shares are compared by whole numbers.
    pub(super) fn fit(descending: &[ScoreTie]) -> IsotonicCurve {
        let mut blocks: Vec<Block> = Vec::new();
        for tie in descending.iter().rev() {
            let mut block = Block { lowest_score: tie.score, highest_score: tie.score, n_rows: tie.n_rows(), n_bad: tie.n_bad };
            while let Some(below) = blocks.pop_if(|below| below.is_not_below(&block)) {
                block.lowest_score = below.lowest_score;
                block.n_rows += below.n_rows;
                block.n_bad += below.n_bad;
            }
            blocks.push(block);
        }
        let mut knots = Vec::new();
        for block in blocks {
            let share_bad = block.n_bad as f64 / block.n_rows as f64;
            knots.push(Knot { score: block.lowest_score, share_bad });
            if block.highest_score > block.lowest_score {
                knots.push(Knot { score: block.highest_score, share_bad });
            }
        }
        IsotonicCurve { knots }
    }

    /// Its knots, lowest score first.
    pub fn knots(&self) -> &[Knot] {
        &self.knots
    }

    /// Its value at a score, 0..=1. A curve without knots leaves the score as it is.
    pub fn value(&self, score: f64) -> f64 {
        let next_idx = self.knots.partition_point(|knot| knot.score <= score);
        let before = next_idx.checked_sub(1).and_then(|idx| self.knots.get(idx));
        match (before, self.knots.get(next_idx)) {
            (Some(low), Some(high)) => low.share_bad + (high.share_bad - low.share_bad) * ((score - low.score) / (high.score - low.score)),
            (Some(only), None) | (None, Some(only)) => only.share_bad,
            (None, None) => score,
        }
    }
}
