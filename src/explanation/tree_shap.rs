use super::quadrature::{LANES, Lanes, Quadrature};
use crate::features::MISSING_BIN;
use crate::model::Tree;

/// Adds a tree's Shapley values for one row to `contributions`, one a feature, and returns the tree's expected value:
/// the two sum to `leaf_value` of the leaf in which the row ends. `bins[feature]` is the row's bin, `leaf_value` takes
/// a leaf's place in [`Tree::nodes`], and a feature that is not known is averaged over by the rows that the nodes have
/// seen (path-dependent TreeSHAP: Lundberg, Erion and Lee 2018).
///
/// For a leaf, let each feature on its path have a share z of rows that pass its questions, and o = 1 if this row
/// does, else 0. The feature's Shapley value is the integral from 0 to 1 of value·(o − z)·Π (z·(1 − t) + o·t) over the
/// other features on the path: a polynomial, integrated exactly by Gauss's points. Summed over leaves from below, each
/// node costs a few operations a point (as Yu et al. 2022, Linear TreeSHAP, but all factors are positive, so nothing
/// is lost to cancellation at any depth).
pub fn tree_shap(
    tree: &Tree,
    leaf_value: &dyn Fn(usize) -> f64,
    bins: &[u8],
    workspace: &mut ShapWorkspace,
    contributions: &mut [f64],
) -> f64 {
    workspace.prepare(tree, bins);
    let n_lanes = workspace.n_lanes;
    let ShapWorkspace { quadratures, ranked_bins, path, frames, products, sums, inverses, .. } = workspace;
    let quadrature = &quadratures[n_lanes - 1];
    let mut walk =
        Walk { tree, leaf_value, ranked_bins, quadrature, n_lanes, path, frames, products, sums, inverses, contributions, base: 0.0 };
    walk.run();
    walk.base
}

/// Memory for [`tree_shap`], kept from row to row and tree to tree.
#[derive(Default)]
pub struct ShapWorkspace {
    /// That with `n` lanes stands at `n - 1`.
    quadratures: Vec<Quadrature>,
    n_lanes: usize,
    depths: Vec<u32>,
    is_used: Vec<bool>,
    ranked_bins: Vec<u8>,
    path: Vec<PathFeature>,
    frames: Vec<Frame>,
    /// For each depth: Π (z·(1 − t) + o·t)·weight over the features on the path.
    products: Vec<Lanes>,
    /// For each depth: the sum of value·product over the leaves seen below.
    sums: Vec<Lanes>,
    /// At depth + 1: 1 / (z·(1 − t) + o·t) of the feature asked there, for rows that go with this one; first 1.
    inverses: Vec<Lanes>,
}

/// What the path so far has asked of a feature.
#[derive(Clone, Copy)]
struct PathFeature {
    /// z: the share of rows that pass all questions on it.
    share: f64,
    /// o: whether this row does.
    is_with_row: bool,
    /// Where its inverse stands; 0 if it was not asked yet.
    level: usize,
}

const NOT_ASKED: PathFeature = PathFeature { share: 1.0, is_with_row: true, level: 0 };

/// A node on the way down.
struct Frame {
    node: usize,
    /// How its feature stood before it asked.
    before: PathFeature,
    /// The share of the tree's rows that come here.
    weight: f64,
    /// The child on the row's side comes first.
    n_children_opened: usize,
    row_goes_left: bool,
}

impl ShapWorkspace {
    /// Nothing prepared.
    pub fn new() -> Self {
        Self::default()
    }

    fn prepare(&mut self, tree: &Tree, bins: &[u8]) {
        let (depth, n_used) = self.depth_and_features(tree);
        // The integrand has a degree below the number of features on a path; points do for twice their number.
        self.n_lanes = depth.min(n_used).div_ceil(2 * LANES).max(1);
        while self.quadratures.len() < self.n_lanes {
            self.quadratures.push(Quadrature::new(self.quadratures.len() + 1));
        }
        for lanes in [&mut self.products, &mut self.sums, &mut self.inverses] {
            lanes.clear();
            lanes.resize((depth + 2) * self.n_lanes, [1.0; LANES]);
        }
        self.path.clear();
        self.path.resize(self.is_used.len(), NOT_ASKED);
        self.ranked_bins.clear();
        self.ranked_bins.extend_from_slice(bins);
        for ranks in tree.category_ranks() {
            if let Some(bin) = self.ranked_bins.get_mut(ranks.feature as usize).filter(|bin| **bin != MISSING_BIN) {
                *bin = ranks.rank_of_bin.get(*bin as usize).copied().unwrap_or(*bin);
            }
        }
    }

    /// The greatest depth of a leaf and how many features the tree asks of.
    fn depth_and_features(&mut self, tree: &Tree) -> (usize, usize) {
        let nodes = tree.nodes();
        self.depths.clear();
        self.depths.resize(nodes.len(), 0);
        self.is_used.clear();
        for (idx, node) in nodes.iter().enumerate().filter(|(_, node)| !node.is_leaf()) {
            let (left, feature) = (node.left as usize, node.feature as usize);
            self.depths[left] = self.depths[idx] + 1;
            self.depths[left + 1] = self.depths[idx] + 1;
            if feature >= self.is_used.len() {
                self.is_used.resize(feature + 1, false);
            }
            self.is_used[feature] = true;
        }
        let depth = self.depths.iter().copied().max().unwrap_or(0);
        (depth as usize, self.is_used.iter().filter(|is_used| **is_used).count())
    }
}

/// One way through a tree, depth first; a list instead of calls of itself, so that no tree is too deep.
struct Walk<'a> {
    tree: &'a Tree,
    leaf_value: &'a dyn Fn(usize) -> f64,
    ranked_bins: &'a [u8],
    quadrature: &'a Quadrature,
    n_lanes: usize,
    path: &'a mut [PathFeature],
    frames: &'a mut Vec<Frame>,
    products: &'a mut [Lanes],
    sums: &'a mut [Lanes],
    inverses: &'a mut [Lanes],
    contributions: &'a mut [f64],
    base: f64,
}

impl Walk<'_> {
    fn run(&mut self) {
        if self.tree.nodes()[0].is_leaf() {
            self.base = (self.leaf_value)(0);
            return;
        }
        self.products[..self.n_lanes].copy_from_slice(&self.quadrature.weights);
        self.enter(0, 1.0);
        while let Some(frame) = self.frames.last_mut() {
            let n_opened = frame.n_children_opened;
            frame.n_children_opened += 1;
            if n_opened < 2 {
                self.open(n_opened == 0);
            } else {
                self.leave();
            }
        }
    }

    fn enter(&mut self, node_idx: usize, weight: f64) {
        let level = self.frames.len();
        self.sums[level * self.n_lanes..][..self.n_lanes].fill([0.0; LANES]);
        let node = &self.tree.nodes()[node_idx];
        let bin = self.ranked_bins[node.feature as usize];
        let row_goes_left = if bin == MISSING_BIN { node.missing_left } else { bin <= node.threshold };
        let before = self.path[node.feature as usize];
        self.frames.push(Frame { node: node_idx, before, weight, n_children_opened: 0, row_goes_left });
    }

    /// Goes to the child on the row's side, or to the other.
    fn open(&mut self, is_rows_side: bool) {
        let level = self.frames.len() - 1;
        let Frame { node, before, weight, row_goes_left, .. } = self.frames[level];
        let parent = &self.tree.nodes()[node];
        let child_idx = parent.left as usize + usize::from(row_goes_left != is_rows_side);
        let child = &self.tree.nodes()[child_idx];
        let part = f64::from(child.n_rows) / f64::from(parent.n_rows.max(1));
        let after = PathFeature { share: before.share * part, is_with_row: before.is_with_row && is_rows_side, level: level + 1 };
        if after.share == 0.0 && !after.is_with_row {
            // Neither the row nor any other comes here: all leaves below have a factor of 0.
            return;
        }
        self.multiply(level, &before, &after, part);
        self.path[parent.feature as usize] = after;
        if child.is_leaf() {
            let value = (self.leaf_value)(child_idx);
            self.base += value * weight * part;
            let below = (level + 1) * self.n_lanes..(level + 2) * self.n_lanes;
            for (sum, product) in self.sums[below.clone()].iter_mut().zip(&self.products[below]) {
                *sum = each(|lane| value * product[lane]);
            }
            self.close(level, is_rows_side);
        } else {
            self.enter(child_idx, weight * part);
        }
    }

    /// The child's products: in its parent's, the factor of the feature asked changes.
    fn multiply(&mut self, level: usize, before: &PathFeature, after: &PathFeature, part: f64) {
        let n_lanes = self.n_lanes;
        let (above, below) = self.products.split_at_mut((level + 1) * n_lanes);
        let families = below[..n_lanes].iter_mut().zip(&above[level * n_lanes..]);
        if !before.is_with_row {
            return families.for_each(|(child, product)| *child = each(|lane| product[lane] * part));
        }
        let (above, below) = self.inverses.split_at_mut((level + 1) * n_lanes);
        let families = families.zip(&above[before.level * n_lanes..]).zip(&self.quadrature.complements);
        if !after.is_with_row {
            for (((child, product), inverse_before), complement) in families {
                *child = each(|lane| product[lane] * inverse_before[lane] * (after.share * complement[lane]));
            }
            return;
        }
        let families = families.zip(&self.quadrature.points).zip(below);
        for (((((child, product), inverse_before), complement), point), inverse) in families {
            let factor = each(|lane| after.share * complement[lane] + point[lane]);
            *inverse = each(|lane| 1.0 / factor[lane]);
            *child = each(|lane| product[lane] * inverse_before[lane] * factor[lane]);
        }
    }

    /// Takes a child's sums to its parent.
    fn close(&mut self, level: usize, is_rows_side: bool) {
        let n_lanes = self.n_lanes;
        let Frame { node, before, .. } = self.frames[level];
        let feature = self.tree.nodes()[node].feature as usize;
        let (above, below) = self.sums.split_at_mut((level + 1) * n_lanes);
        let (sums, child_sums) = (&mut above[level * n_lanes..], &below[..n_lanes]);
        if before.is_with_row {
            // (o − z) / (z·(1 − t) + o·t), which for o = 0 is −1 / (1 − t).
            self.contributions[feature] += if is_rows_side {
                (1.0 - self.path[feature].share) * dot(child_sums, &self.inverses[(level + 1) * n_lanes..])
            } else {
                -dot(child_sums, &self.quadrature.inverse_complements)
            };
        }
        for (sum, child) in sums.iter_mut().zip(child_sums) {
            *sum = each(|lane| sum[lane] + child[lane]);
        }
    }

    /// Goes back to the parent. What the leaves below gave to an earlier question on the same feature was too much:
    /// this node's question took its place.
    fn leave(&mut self) {
        let level = self.frames.len() - 1;
        let Some(Frame { node, before, .. }) = self.frames.pop() else { return };
        let feature = self.tree.nodes()[node].feature as usize;
        if before.is_with_row && before.level > 0 {
            let sums = &self.sums[level * self.n_lanes..][..self.n_lanes];
            self.contributions[feature] -= (1.0 - before.share) * dot(sums, &self.inverses[before.level * self.n_lanes..]);
        }
        self.path[feature] = before;
        if let Some(parent) = self.frames.last() {
            let is_rows_side = parent.n_children_opened == 1;
            self.close(level - 1, is_rows_side);
        }
    }
}

#[inline(always)]
fn each(of_lane: impl Fn(usize) -> f64) -> Lanes {
    std::array::from_fn(of_lane)
}

fn dot(a: &[Lanes], b: &[Lanes]) -> f64 {
    let sums = a.iter().zip(b).fold([0.0; LANES], |sums, (a, b)| each(|lane| sums[lane] + a[lane] * b[lane]));
    (sums[0] + sums[1]) + (sums[2] + sums[3])
}
