use serde::{Deserialize, Serialize};

use super::figures::FittedFigures;
use super::sampling::sampled_rows;
use super::segmentation::{LEAST_SILHOUETTE, Segmentation, TriedK, assign};
use super::source::SegmentSource;
use super::{KMeans, MAX_K, Points, adjusted_rand, silhouette};
use crate::quantity::hash_pair;
use crate::quantity::order::sort_by;

/// Rows that centers are fitted to at most: the mean of more moves by less than can be seen.
const MOST_FITTED: usize = 20_000;
/// Rows that the number of groups is chosen by at most: a silhouette works out every pair of rows.
const MOST_JUDGED: usize = 2_000;
/// With fewer rows there is nothing to group.
const FEWEST_ROWS: usize = 20;
/// Starts of each fit; the one with the least inertia counts.
const N_STARTS: u32 = 10;
/// Seeds whose groups are compared.
const N_SEEDS: u32 = 10;
/// Of numbers of groups whose silhouettes are as near to the best, the fewest is taken.
const AS_GOOD: f64 = 0.02;
/// Two groups only tell those in arrears from the others: the choice begins at three, where three or more lie apart.
const FEWEST_K: u8 = 3;
/// Distances between a row and a center along a figure in one step: some 20 ms in a browser.
const STEP_DISTANCES: usize = 4_000_000;
/// Rows that are put into groups in one step.
const STEP_ROWS: usize = 50_000;

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentSettings {
    /// All drawing depends on it.
    pub seed: u64,
    /// How many groups, 2..=8; `None` for as many as the silhouette says.
    pub k: Option<u8>,
}

/// Why there are no groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum SegmentError {
    /// Too few loans.
    #[error("{n_rows} rows, of at least {least}")]
    TooFewRows {
        /// How many there are.
        n_rows: u64,
        /// How many there must be.
        least: u64,
    },
    /// No figure and no column tells loans from each other.
    #[error("nothing to group by")]
    NothingToGroupBy,
    /// All loans have the same figures.
    #[error("all rows are alike")]
    AllAlike,
}

/// Grouping in small steps, so that whoever runs it can answer others in between. It holds a sample and asks for the other rows
/// when it puts them into groups.
#[derive(Clone, Debug)]
pub struct SegmentationRun {
    pub(super) settings: SegmentSettings,
    pub(super) rows: Vec<u32>,
    pub(super) fitted: FittedFigures,
    pub(super) n_judged: usize,
    most_k: u8,
    phase: Phase,
    /// The start that runs, of the phase.
    start: u32,
    running: Option<KMeans>,
    best: Option<KMeans>,
    by_k: Vec<KMeans>,
    pub(super) tried: Vec<TriedK>,
    /// The groups as they are to be.
    pub(super) last: Option<KMeans>,
    pub(super) silhouette: f64,
    /// The judged rows' groups of each seed.
    partitions: Vec<Vec<u8>>,
    pub(super) assignment: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Phase {
    Choosing { k: u8 },
    Fitting { k: u8 },
    Comparing { k: u8, seed_idx: u32 },
    Assigning,
}

impl SegmentationRun {
    /// Draws the rows and measures their figures.
    pub fn new(source: &SegmentSource, settings: SegmentSettings) -> Result<SegmentationRun, SegmentError> {
        if source.n_rows < FEWEST_ROWS {
            return Err(SegmentError::TooFewRows { n_rows: source.n_rows as u64, least: FEWEST_ROWS as u64 });
        }
        let rows = sampled_rows(source, settings.seed, MOST_FITTED);
        let fitted = FittedFigures::of(source, &rows);
        if fitted.figures.is_empty() {
            return Err(SegmentError::NothingToGroupBy);
        }
        let n_judged = rows.len().min(MOST_JUDGED);
        let n_distinct = n_distinct(Points::new(&fitted.points, fitted.figures.len()).first(n_judged));
        if n_distinct < 2 {
            return Err(SegmentError::AllAlike);
        }
        let most_k = (n_distinct - 1).clamp(2, MAX_K) as u8;
        Ok(SegmentationRun {
            settings,
            rows,
            fitted,
            n_judged,
            most_k,
            phase: Phase::Choosing { k: 2 },
            start: 0,
            running: None,
            best: None,
            by_k: Vec::new(),
            tried: Vec::new(),
            last: None,
            silhouette: 0.0,
            partitions: Vec::new(),
            assignment: Vec::new(),
        })
    }

    /// Does the next piece, some tens of milliseconds at most; the groups, once they are all there. `source` must be that of
    /// [`SegmentationRun::new`].
    pub fn step(&mut self, source: &SegmentSource) -> Option<Box<Segmentation>> {
        match self.phase {
            Phase::Choosing { k } => self.fit_on(k, self.n_judged, 0),
            Phase::Fitting { k } => self.fit_on(k, self.rows.len(), 0),
            Phase::Comparing { k, seed_idx } => self.fit_on(k, self.n_judged, seed_idx),
            Phase::Assigning => {
                let first = self.assignment.len();
                let last = (first + STEP_ROWS).min(source.n_rows);
                let centroids = self.last.as_ref().map_or(&[][..], KMeans::centroids);
                assign(&self.fitted.figures, centroids, source, first..last, &mut self.assignment);
                if last == source.n_rows {
                    return Some(Box::new(self.segmentation(source)));
                }
            }
        }
        None
    }

    /// How much is done, 0..=1, by starts and rows.
    pub fn progress(&self, n_rows: usize) -> f64 {
        let n_choices = f64::from(self.most_k - 1);
        let starts = |n: f64| (n + f64::from(self.start) / f64::from(N_STARTS)) / (n_choices + f64::from(N_SEEDS));
        0.9 * match self.phase {
            Phase::Choosing { k } => starts(f64::from(k - 2)),
            Phase::Fitting { .. } => starts(n_choices),
            Phase::Comparing { seed_idx, .. } => starts(n_choices + f64::from(seed_idx)),
            Phase::Assigning => 1.0 + 0.1 / 0.9 * self.assignment.len() as f64 / n_rows.max(1) as f64,
        }
    }

    /// Some passes of the start that runs; the next one, or the next phase, once nothing changes any more.
    fn fit_on(&mut self, k: u8, n_rows: usize, seed_idx: u32) {
        let n_columns = self.fitted.figures.len();
        let points = Points::new(&self.fitted.points, n_columns).first(n_rows);
        // What tells the starts apart: the number of groups is mixed in where centers are drawn.
        let seed = hash_pair(hash_pair(self.settings.seed, u64::from(seed_idx)), u64::from(self.start));
        let mut running = self.running.take().unwrap_or_else(|| KMeans::seeded(points, usize::from(k), seed));
        let n_passes = (STEP_DISTANCES / (n_rows * MAX_K * n_columns)).max(1);
        if !(0..n_passes).any(|_| running.pass(points)) {
            self.running = Some(running);
            return;
        }
        if self.best.as_ref().is_none_or(|best| running.inertia() < best.inertia()) {
            self.best = Some(running);
        }
        self.start += 1;
        if self.start == N_STARTS {
            self.start = 0;
            if let Some(best) = self.best.take() {
                self.phase = self.after(best);
            }
        }
    }

    /// Takes the best start of a phase in; what comes next.
    fn after(&mut self, best: KMeans) -> Phase {
        let all = Points::new(&self.fitted.points, self.fitted.figures.len());
        let judged = all.first(self.n_judged);
        match self.phase {
            Phase::Choosing { k } => {
                let inertia_share = best.inertia() / total_inertia(judged).max(f64::MIN_POSITIVE);
                self.tried.push(TriedK { k, silhouette: silhouette(judged, best.nearest()), inertia_share });
                self.by_k.push(best);
                if k < self.most_k {
                    return Phase::Choosing { k: k + 1 };
                }
                let k = self.settings.k.map_or_else(|| chosen_k(&self.tried), |k| k.clamp(2, self.most_k));
                if self.rows.len() > self.n_judged {
                    return Phase::Fitting { k };
                }
                // The same rows again would give the same centers.
                let last = self.by_k.swap_remove(usize::from(k - 2));
                let apart = silhouette(judged, last.nearest());
                self.settle(last, apart);
                Phase::Comparing { k, seed_idx: 1 }
            }
            Phase::Fitting { k } => {
                let apart = silhouette(judged, &best.nearest()[..self.n_judged]);
                self.settle(best, apart);
                Phase::Comparing { k, seed_idx: 1 }
            }
            Phase::Comparing { k, seed_idx } => {
                self.partitions.push(best.nearest().to_vec());
                if seed_idx + 1 < N_SEEDS { Phase::Comparing { k, seed_idx: seed_idx + 1 } } else { Phase::Assigning }
            }
            Phase::Assigning => Phase::Assigning,
        }
    }

    fn settle(&mut self, last: KMeans, silhouette: f64) {
        self.silhouette = silhouette;
        self.partitions.push(last.nearest()[..self.n_judged].to_vec());
        self.last = Some(last);
    }

    /// The mean agreement of every two seeds' groups.
    pub(super) fn stability(&self) -> f64 {
        let pairs = self.partitions.iter().enumerate().flat_map(|(place, a)| self.partitions[place + 1..].iter().map(move |b| (a, b)));
        let (sum, n) = pairs.fold((0.0, 0u32), |(sum, n), (a, b)| (sum + adjusted_rand(a, b), n + 1));
        sum / f64::from(n.max(1))
    }
}

/// The fewest groups, from three on, whose silhouette is as good as the best; of two groups more only where nothing else lies apart.
fn chosen_k(tried: &[TriedK]) -> u8 {
    let from = |least: u8| tried.iter().filter(move |tried| tried.k >= least);
    let best_of = |least: u8| from(least).map(|tried| tried.silhouette).fold(f64::NEG_INFINITY, f64::max);
    let least = if best_of(FEWEST_K) >= LEAST_SILHOUETTE { FEWEST_K } else { 2 };
    from(least).find(|tried| tried.silhouette >= best_of(least) - AS_GOOD).map_or(2, |tried| tried.k)
}

fn n_distinct(points: Points) -> usize {
    let by_value = |a: &usize, b: &usize| {
        points
            .row(*a)
            .iter()
            .zip(points.row(*b))
            .map(|(a, b)| a.total_cmp(b))
            .find(|order| order.is_ne())
            .unwrap_or(std::cmp::Ordering::Equal)
    };
    let mut rows: Vec<usize> = (0..points.n_rows()).collect();
    sort_by(&mut rows, by_value);
    rows.chunk_by(|a, b| points.row(*a) == points.row(*b)).count()
}

/// The inertia of one group of all.
fn total_inertia(points: Points) -> f64 {
    let n_columns = points.n_columns();
    let mut means = vec![0.0; n_columns];
    (0..points.n_rows()).for_each(|row| means.iter_mut().zip(points.row(row)).for_each(|(mean, value)| *mean += value));
    means.iter_mut().for_each(|mean| *mean /= points.n_rows().max(1) as f64);
    let squares = (0..points.n_rows()).map(|row| points.row(row).iter().zip(&means).map(|(a, b)| (a - b) * (a - b)).sum::<f64>());
    squares.sum()
}
