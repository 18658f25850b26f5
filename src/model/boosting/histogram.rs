use super::gradient::GradientSums;
use crate::features::{BinnedMatrix, MISSING_BIN};

/// Features whose bins share a word.
const GROUP: usize = 4;
/// Bins of a feature, the missing one among them.
const CELLS: usize = 256;

/// The bins of the rows trained on, four features to a word, so that one read brings four bins and their histograms
/// stay together in the fastest cache. A missing cell's bin is the number of the feature's bins.
pub struct PackedBins {
    groups: Vec<Vec<u32>>,
    n_bins: Vec<u16>,
}

impl PackedBins {
    /// Packs some rows of a matrix.
    pub fn new(matrix: &BinnedMatrix, rows: &[u32]) -> Self {
        let n_bins: Vec<u16> = (0..matrix.n_features()).map(|feature_idx| matrix.layout(feature_idx).n_bins.min(255)).collect();
        let mut groups = vec![vec![0u32; rows.len()]; n_bins.len().div_ceil(GROUP)];
        for (feature_idx, &n_bins) in n_bins.iter().enumerate() {
            let (column, shift) = (matrix.column(feature_idx), shift_of(feature_idx));
            for (word, &row) in groups[feature_idx / GROUP].iter_mut().zip(rows) {
                let bin = column[row as usize];
                let cell = if bin == MISSING_BIN { u32::from(n_bins) } else { u32::from(bin) };
                *word |= cell << shift;
            }
        }
        PackedBins { groups, n_bins }
    }

    /// Features.
    pub fn n_features(&self) -> usize {
        self.n_bins.len()
    }

    /// Bins of a feature without the missing one; that is also the missing cells' bin.
    pub fn n_bins(&self, feature_idx: usize) -> usize {
        self.n_bins[feature_idx] as usize
    }

    /// The words that hold a feature's bins, one a row, and where in them.
    pub fn column(&self, feature_idx: usize) -> (&[u32], u32) {
        (&self.groups[feature_idx / GROUP], shift_of(feature_idx))
    }
}

fn shift_of(feature_idx: usize) -> u32 {
    (feature_idx % GROUP) as u32 * 8
}

/// For each feature and bin the sums of a node's rows.
pub struct Histogram {
    groups: Vec<[GradientSums; GROUP * CELLS]>,
}

impl Histogram {
    /// Room for these features.
    pub fn new(n_features: usize) -> Self {
        Histogram { groups: vec![[GradientSums::default(); GROUP * CELLS]; n_features.div_ceil(GROUP)] }
    }

    /// Bytes of a histogram of so many features.
    pub fn n_bytes(n_features: usize) -> usize {
        n_features.div_ceil(GROUP) * GROUP * CELLS * size_of::<GradientSums>()
    }

    /// The sums of a feature's bins; those of the missing cells stand at the number of its bins.
    pub fn cells(&self, feature_idx: usize) -> &[GradientSums] {
        &self.groups[feature_idx / GROUP][feature_idx % GROUP * CELLS..][..CELLS]
    }

    fn cells_mut(&mut self, feature_idx: usize) -> &mut [GradientSums] {
        &mut self.groups[feature_idx / GROUP][feature_idx % GROUP * CELLS..][..CELLS]
    }

    /// Sums all rows of the training, `row_sums[row]` each.
    pub fn fill_all(&mut self, bins: &PackedBins, row_sums: &[GradientSums]) {
        self.clear(bins);
        for (cells, words) in self.groups.iter_mut().zip(&bins.groups) {
            add_rows(cells, words.iter().copied().zip(row_sums));
        }
    }

    /// Sums some rows, with `sums[idx]` for `rows[idx]`.
    pub fn fill(&mut self, bins: &PackedBins, rows: &[u32], sums: &[GradientSums]) {
        self.clear(bins);
        for (cells, words) in self.groups.iter_mut().zip(&bins.groups) {
            add_rows(cells, rows.iter().map(|&row| words[row as usize]).zip(sums));
        }
    }

    /// Takes a part of the rows away: what stays is the sibling's histogram.
    pub fn subtract(&mut self, bins: &PackedBins, part: &Histogram) {
        for feature_idx in 0..bins.n_features() {
            let n_cells = bins.n_bins(feature_idx) + 1;
            for (cell, part) in self.cells_mut(feature_idx)[..n_cells].iter_mut().zip(part.cells(feature_idx)) {
                *cell -= *part;
            }
        }
    }

    fn clear(&mut self, bins: &PackedBins) {
        for feature_idx in 0..bins.n_features() {
            self.cells_mut(feature_idx)[..=bins.n_bins(feature_idx)].fill(GradientSums::default());
        }
    }
}

#[inline(always)]
fn add_rows<'a>(cells: &mut [GradientSums; GROUP * CELLS], rows: impl Iterator<Item = (u32, &'a GradientSums)>) {
    for (word, &sums) in rows {
        cells[(word & 255) as usize] += sums;
        cells[CELLS + (word >> 8 & 255) as usize] += sums;
        cells[2 * CELLS + (word >> 16 & 255) as usize] += sums;
        cells[3 * CELLS + (word >> 24) as usize] += sums;
    }
}
