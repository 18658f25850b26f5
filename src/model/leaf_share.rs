use serde::{Deserialize, Serialize};

use super::tree::TreeNode;

/// A leaf's share of bad rows is a whole number of this many parts, so that sums over trees do not depend on their
/// order.
pub const LEAF_ONE: u64 = 1 << 30;

/// How much a bad row weighs where a good one weighs 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "f64", into = "f64")]
pub struct BadWeight(f64);

impl BadWeight {
    /// All rows weigh the same.
    pub const ONE: BadWeight = BadWeight(1.0);

    /// The weight that makes the bad rows together weigh as much as the good ones; 1 where there are none of either.
    pub fn balanced(n_good: usize, n_bad: usize) -> BadWeight {
        if n_good == 0 || n_bad == 0 { BadWeight::ONE } else { BadWeight(n_good as f64 / n_bad as f64) }
    }

    /// Above 0.
    pub fn value(self) -> f64 {
        self.0
    }

    /// The bad rows' share of a node's weight in units of 1 / [`LEAF_ONE`], rounded; 0 in a node without rows.
    pub fn bad_share(self, node: &TreeNode) -> u64 {
        let bad = f64::from(node.n_bad) * self.0;
        let weight = bad + f64::from(node.n_rows.saturating_sub(node.n_bad));
        if weight > 0.0 { (bad * LEAF_ONE as f64 / weight + 0.5) as u64 } else { 0 }
    }
}

impl From<f64> for BadWeight {
    /// What cannot be a weight becomes 1.
    fn from(value: f64) -> BadWeight {
        if value.is_finite() && value > 0.0 { BadWeight(value) } else { BadWeight::ONE }
    }
}

impl From<BadWeight> for f64 {
    fn from(weight: BadWeight) -> f64 {
        weight.0
    }
}
