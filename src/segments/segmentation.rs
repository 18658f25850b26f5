use serde::{Deserialize, Serialize};

use super::behavior::Behavior;
use super::figures::{DropReason, Figure, standardize_row};
use super::source::SegmentSource;
use super::{Centers, Points};

/// Groups that lie in each other more than this have no names: they overlap.
pub const LEAST_SILHOUETTE: f64 = 0.15;

/// Borrowers in groups, the riskiest group first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Segmentation {
    /// What they were drawn by.
    pub seed: u64,
    /// What loans are grouped by.
    pub figures: Vec<Figure>,
    /// What they are not grouped by, by name, and why.
    pub dropped: Vec<(String, DropReason)>,
    /// The groups, by falling risk: mean score, or share of bad loans where nothing is scored; then by falling size.
    pub segments: Vec<Segment>,
    /// Each row's place among the groups.
    pub assignment: Vec<u8>,
    /// Rows that the centers were fitted to: all, or a sample of 20,000.
    pub n_fitted: u32,
    /// Rows of which the silhouette was worked out, and that the number of groups was chosen by.
    pub n_judged: u32,
    /// How far the groups lie apart, −1..=1.
    pub silhouette: f64,
    /// Every number of groups that was tried, ascending.
    pub tried: Vec<TriedK>,
    /// Whether a person chose the number of groups.
    pub is_k_given: bool,
    /// The mean adjusted Rand index of every two of ten seeds' groups.
    pub stability: f64,
    /// The two axes along which loans spread most.
    pub axes: [PrincipalAxis; 2],
    /// A sample of loans on these axes, with their group.
    pub points: Vec<SegmentPoint>,
}

/// One group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// Made of where its center lies; `None` where groups overlap.
    pub name: Option<String>,
    /// Its center: one mean a figure, in standard deviations from the mean of all.
    pub centroid: Vec<f64>,
    /// One typical value a figure, in its own unit: the median, of payment history the mean.
    pub typical: Vec<Option<f64>>,
    /// What else is typical of it, of what the file says.
    pub described: Vec<(Behavior, f64)>,
    /// Loans.
    pub n_rows: u64,
    /// Loans whose end is known.
    pub n_known: u64,
    /// Bad ones among these.
    pub n_bad: u64,
    /// Scored loans.
    pub n_scored: u64,
    /// Their mean score.
    pub mean_score: Option<f64>,
    /// Where its center lies on the two axes.
    pub place: (f64, f64),
}

impl Segment {
    /// The share of bad loans among those whose end is known.
    pub fn bad_share(&self) -> Option<f64> {
        (self.n_known > 0).then(|| self.n_bad as f64 / self.n_known as f64)
    }
}

/// A number of groups that was tried.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TriedK {
    /// How many groups.
    pub k: u8,
    /// Their silhouette.
    pub silhouette: f64,
    /// What is left of the rows' variance within groups, 0..=1.
    pub inertia_share: f64,
}

/// An axis along which loans spread.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PrincipalAxis {
    /// The share of all variance that lies along it, 0..=1.
    pub share: f64,
    /// One weight a figure.
    pub weights: Vec<f64>,
}

/// A loan on the two axes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SegmentPoint {
    /// Along the first axis.
    pub x: f32,
    /// Along the second.
    pub y: f32,
    /// Its group.
    pub segment: u8,
}

impl Segmentation {
    /// How many groups.
    pub fn k(&self) -> usize {
        self.segments.len()
    }

    /// Whether groups lie in each other too far for names.
    pub fn is_overlapping(&self) -> bool {
        self.silhouette < LEAST_SILHOUETTE
    }

    /// A group as it is called in files: its name, or its number where groups overlap.
    pub fn label(&self, segment: u8) -> String {
        let named = self.segments.get(usize::from(segment)).and_then(|segment| segment.name.clone());
        named.unwrap_or_else(|| format!("Group {} of {}, overlapping", segment + 1, self.k()))
    }

    /// The groups of other rows, such as next month's, on the scale and by the centers of these.
    pub fn segments_of(&self, source: &SegmentSource, rows: std::ops::Range<usize>) -> Vec<u8> {
        let centroids: Vec<f64> = self.segments.iter().flat_map(|segment| segment.centroid.iter().copied()).collect();
        let mut assignment = Vec::with_capacity(rows.len());
        assign(&self.figures, &centroids, source, rows, &mut assignment);
        assignment
    }
}

/// Adds the nearest center of each of these rows.
pub(super) fn assign(
    figures: &[Figure],
    centroids: &[f64],
    source: &SegmentSource,
    rows: std::ops::Range<usize>,
    assignment: &mut Vec<u8>,
) {
    let centers = Centers::new(Points::new(centroids, figures.len().max(1)));
    let mut standardized = Vec::with_capacity(figures.len());
    for row in rows {
        standardize_row(figures, source, row, &mut standardized);
        assignment.push(centers.nearest(&standardized).0);
    }
}
