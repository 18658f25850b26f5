use crate::quantity::{RandomStream, hash_pair};

/// The most groups: as many distances are worked out side by side.
pub const MAX_K: usize = 8;
/// Passes after which a start is taken as it is.
const MAX_PASSES: u32 = 300;

/// Rows of `n_columns` finite numbers each, one row after another.
#[derive(Clone, Copy, Debug)]
pub struct Points<'a> {
    values: &'a [f64],
    n_columns: usize,
}

impl<'a> Points<'a> {
    /// Of these numbers; `n_columns` > 0. What is left over at the end is no row.
    pub fn new(values: &'a [f64], n_columns: usize) -> Points<'a> {
        Points { values, n_columns }
    }

    /// How many rows.
    pub fn n_rows(self) -> usize {
        self.values.len() / self.n_columns
    }

    /// How many numbers a row.
    pub fn n_columns(self) -> usize {
        self.n_columns
    }

    /// A row.
    pub fn row(self, row: usize) -> &'a [f64] {
        &self.values[row * self.n_columns..(row + 1) * self.n_columns]
    }

    /// The first rows alone.
    pub fn first(self, n_rows: usize) -> Points<'a> {
        Points { values: &self.values[..n_rows.min(self.n_rows()) * self.n_columns], ..self }
    }
}

/// Centers column by column, padded to [`MAX_K`]: so a row's distances to all of them are worked out at once.
#[derive(Clone, Debug)]
pub struct Centers(Vec<[f64; MAX_K]>);

impl Centers {
    /// Of centers row by row, at most [`MAX_K`] of them.
    pub fn new(centroids: Points) -> Centers {
        let column = |column: usize| {
            // What is not there is farther than anything.
            let mut padded = [f64::INFINITY; MAX_K];
            (0..centroids.n_rows().min(MAX_K)).for_each(|center| padded[center] = centroids.row(center)[column]);
            padded
        };
        Centers((0..centroids.n_columns()).map(column).collect())
    }

    /// The nearest center of a row, the first of several, and the square of its distance.
    pub fn nearest(&self, row: &[f64]) -> (u8, f64) {
        let mut squares = [0.0; MAX_K];
        for (value, centers) in row.iter().zip(&self.0) {
            for (square, center) in squares.iter_mut().zip(centers) {
                let gap = value - center;
                *square += gap * gap;
            }
        }
        let mut best = (0, squares[0]);
        for (center, &square) in squares.iter().enumerate().skip(1) {
            if square < best.1 {
                best = (center, square);
            }
        }
        (best.0 as u8, best.1)
    }
}

/// One start of Lloyd's algorithm, a pass at a time, so that whoever runs it can answer others in between.
#[derive(Clone, Debug)]
pub struct KMeans {
    k: usize,
    centroids: Vec<f64>,
    nearest: Vec<u8>,
    squares: Vec<f64>,
    n_passes: u32,
    is_done: bool,
}

impl KMeans {
    /// From these centers, row by row: `k` × columns numbers, 1 ≤ `k` ≤ [`MAX_K`].
    pub fn from_centroids(points: Points, centroids: Vec<f64>) -> KMeans {
        let n_rows = points.n_rows();
        let k = centroids.len() / points.n_columns();
        // No center has this number, so the first pass changes every row.
        KMeans { k, centroids, nearest: vec![u8::MAX; n_rows], squares: vec![0.0; n_rows], n_passes: 0, is_done: false }
    }

    /// From centers drawn by k-means++ (Arthur and Vassilvitskii 2007), the best of a few draws for each, as scikit-learn does.
    pub fn seeded(points: Points, k: usize, seed: u64) -> KMeans {
        KMeans::from_centroids(points, plus_plus(points, k, &mut RandomStream::new(hash_pair(seed, k as u64))))
    }

    /// One pass: each row to its nearest center, each center to the mean of its rows. True once nothing changes.
    pub fn pass(&mut self, points: Points) -> bool {
        if self.is_done {
            return true;
        }
        let centers = Centers::new(Points::new(&self.centroids, points.n_columns()));
        let (mut sums, mut counts) = (vec![0.0; self.centroids.len()], [0u32; MAX_K]);
        let mut is_changed = false;
        for row in 0..points.n_rows() {
            let (nearest, square) = centers.nearest(points.row(row));
            is_changed |= self.nearest[row] != nearest;
            (self.nearest[row], self.squares[row]) = (nearest, square);
            counts[usize::from(nearest)] += 1;
            add(&mut sums, nearest, points.row(row), 1.0);
        }
        self.n_passes += 1;
        if is_changed {
            self.fill_empty(points, &mut sums, &mut counts);
            for (center, means) in self.centroids.chunks_mut(points.n_columns()).enumerate() {
                let own = &sums[center * means.len()..];
                means.iter_mut().zip(own).for_each(|(mean, sum)| *mean = sum / f64::from(counts[center].max(1)));
            }
        }
        self.is_done = !is_changed || self.n_passes >= MAX_PASSES;
        self.is_done
    }

    /// A center without rows takes the row that lies farthest from its own.
    fn fill_empty(&mut self, points: Points, sums: &mut [f64], counts: &mut [u32; MAX_K]) {
        for empty in 0..self.k {
            if counts[empty] > 0 {
                continue;
            }
            let may_move = |row: &usize| counts[usize::from(self.nearest[*row])] > 1;
            let farther = |a: usize, b: usize| if self.squares[b] > self.squares[a] { b } else { a };
            let Some(row) = (0..points.n_rows()).filter(may_move).reduce(farther) else { return };
            add(sums, self.nearest[row], points.row(row), -1.0);
            counts[usize::from(self.nearest[row])] -= 1;
            (self.nearest[row], self.squares[row]) = (empty as u8, 0.0);
            add(sums, empty as u8, points.row(row), 1.0);
            counts[empty] = 1;
        }
    }

    /// All passes at once.
    pub fn run(mut self, points: Points) -> KMeans {
        while !self.pass(points) {}
        self
    }

    /// How many groups.
    pub fn k(&self) -> usize {
        self.k
    }

    /// The centers, row by row.
    pub fn centroids(&self) -> &[f64] {
        &self.centroids
    }

    /// Each row's group.
    pub fn nearest(&self) -> &[u8] {
        &self.nearest
    }

    /// The sum of the squares of the rows' distances to their centers, as of the last pass.
    pub fn inertia(&self) -> f64 {
        self.squares.iter().sum()
    }
}

fn add(sums: &mut [f64], center: u8, row: &[f64], sign: f64) {
    let start = usize::from(center) * row.len();
    sums[start..start + row.len()].iter_mut().zip(row).for_each(|(sum, value)| *sum += sign * value);
}

fn square_between(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// `k` rows, each drawn by its squared distance to those before; of a few draws the one that leaves least distance.
fn plus_plus(points: Points, k: usize, random: &mut RandomStream) -> Vec<f64> {
    let n_rows = points.n_rows();
    let n_draws = 2 + libm::log(k as f64) as usize;
    let mut centroids = points.row(random.below(n_rows.max(1) as u32) as usize).to_vec();
    let mut squares: Vec<f64> = (0..n_rows).map(|row| square_between(points.row(row), &centroids)).collect();
    for _ in 1..k.min(MAX_K) {
        let total: f64 = squares.iter().sum();
        let mut best: Option<(f64, usize, Vec<f64>)> = None;
        for _ in 0..n_draws {
            let drawn = drawn_row(&squares, random.unit() * total);
            let nearer: Vec<f64> = (0..n_rows).map(|row| squares[row].min(square_between(points.row(row), points.row(drawn)))).collect();
            let left: f64 = nearer.iter().sum();
            if best.as_ref().is_none_or(|(least, ..)| left < *least) {
                best = Some((left, drawn, nearer));
            }
        }
        if let Some((_, drawn, nearer)) = best {
            centroids.extend_from_slice(points.row(drawn));
            squares = nearer;
        }
    }
    centroids
}

/// The row at which the running sum passes `target`; a row of its own place where all lie on centers.
fn drawn_row(squares: &[f64], target: f64) -> usize {
    let mut sum = 0.0;
    let passed = squares.iter().position(|square| {
        sum += square;
        sum > target
    });
    passed.unwrap_or(squares.len() - 1)
}
