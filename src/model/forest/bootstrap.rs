use super::drawn_row::DrawnRow;
use crate::model::training_set::TrainingSet;
use crate::quantity::hash_pair;

/// The cumulative Poisson(1) distribution, P(weight ≤ k)·2⁶⁴ for k = 0, 1, …
const POISSON_CUMULATIVE: [u64; 13] = [
    0x5e2d_58d8_b3bc_df1a,
    0xbc5a_b1b1_6779_be35,
    0xeb71_5e1d_c158_2dc2,
    0xfb23_9797_34a2_52f1,
    0xff10_25f5_9174_dc3d,
    0xffd9_0f3b_a405_5e19,
    0xfffa_8b71_fc72_c913,
    0xffff_540c_0914_b3c9,
    0xffff_ed1f_4aa8_f120,
    0xffff_fe21_6e64_1462,
    0xffff_ffd4_d85d_3183,
    0xffff_fffc_6da2_62b4,
    0xffff_ffff_ba12_d178,
];

/// How often a borrower's rows count in a tree's bootstrap: Poisson(1), drawn from a hash, so that membership can be
/// computed again anywhere (Oza and Russell 2001). A tree has seen a borrower exactly where this is above 0.
pub fn bootstrap_weight(seed: u64, tree_number: u32, borrower_key: u64) -> u8 {
    Bootstrap::new(seed, tree_number).weight(borrower_key)
}

/// The bootstrap of one tree.
#[derive(Clone, Copy)]
pub(super) struct Bootstrap {
    tree_key: u64,
}

impl Bootstrap {
    pub(super) fn new(seed: u64, tree_number: u32) -> Bootstrap {
        Bootstrap { tree_key: hash_pair(seed, u64::from(tree_number)) }
    }

    /// 0..=13.
    #[inline]
    pub(super) fn weight(self, borrower_key: u64) -> u8 {
        let draw = hash_pair(self.tree_key, borrower_key);
        // Weights above 3 are one row in fifty: the others are counted without a branch that cannot be foreseen.
        let weight: u8 = POISSON_CUMULATIVE[..4].iter().map(|&bound| u8::from(draw >= bound)).sum();
        if weight < 4 { weight } else { POISSON_CUMULATIVE.iter().map(|&bound| u8::from(draw >= bound)).sum() }
    }

    /// The rows that the tree sees, in their order.
    pub(super) fn draw(self, training: &TrainingSet) -> Vec<DrawnRow> {
        let mut drawn = vec![DrawnRow::default(); training.n_rows()];
        let mut n_drawn = 0;
        for (row, (&key, &is_bad)) in training.borrower_keys().iter().zip(training.is_bad()).enumerate() {
            let weight = self.weight(key);
            drawn[n_drawn] = DrawnRow::new(row as u32, is_bad, weight);
            n_drawn += usize::from(weight > 0);
        }
        drawn.truncate(n_drawn);
        drawn
    }
}
