//! Principal components of a few columns: the symmetric eigenproblem by Jacobi's rotations.

use super::Points;
use crate::quantity::order::sort_by;

/// Sweeps over all pairs of columns; five or six do for a dozen columns.
const MAX_SWEEPS: usize = 60;

/// The axes along which rows spread most.
#[derive(Clone, Debug, PartialEq)]
pub struct Components {
    /// The variance along each axis, largest first.
    pub variances: Vec<f64>,
    /// Each axis as one weight a column, of length 1; its largest weight is positive.
    pub axes: Vec<Vec<f64>>,
    means: Vec<f64>,
}

impl Components {
    /// Of these rows.
    pub fn of(points: Points) -> Components {
        let n_columns = points.n_columns();
        let n_rows = points.n_rows().max(1) as f64;
        let rows = || (0..points.n_rows()).map(|row| points.row(row));
        let means: Vec<f64> = (0..n_columns).map(|column| rows().map(|row| row[column]).sum::<f64>() / n_rows).collect();
        let covariance = |a: usize, b: usize| rows().map(|row| (row[a] - means[a]) * (row[b] - means[b])).sum::<f64>() / n_rows;
        let row_of = |a: usize| (0..n_columns).map(|b| covariance(a.min(b), a.max(b))).collect();
        let mut matrix: Vec<Vec<f64>> = (0..n_columns).map(row_of).collect();
        let vectors = diagonalize(&mut matrix);
        let mut order: Vec<usize> = (0..n_columns).collect();
        sort_by(&mut order, |&a, &b| matrix[b][b].total_cmp(&matrix[a][a]));
        let axis = |&column: &usize| with_sign(vectors.iter().map(|row| row[column]).collect());
        Components {
            variances: order.iter().map(|&column| matrix[column][column].max(0.0)).collect(),
            axes: order.iter().map(axis).collect(),
            means,
        }
    }

    /// The share of all variance that lies along an axis, 0..=1; 0 for an axis that there is not.
    pub fn share(&self, axis: usize) -> f64 {
        let total: f64 = self.variances.iter().sum();
        if total > 0.0 { self.variances.get(axis).map_or(0.0, |variance| variance / total) } else { 0.0 }
    }

    /// Where a row lies along an axis; 0 for an axis that there is not.
    pub fn place(&self, axis: usize, row: &[f64]) -> f64 {
        self.axes
            .get(axis)
            .map_or(0.0, |axis| axis.iter().zip(row).zip(&self.means).map(|((weight, value), mean)| weight * (value - mean)).sum())
    }
}

/// Turns the matrix until nothing is left beside its diagonal; the columns of what is returned are the eigenvectors.
fn diagonalize(matrix: &mut [Vec<f64>]) -> Vec<Vec<f64>> {
    let n = matrix.len();
    let mut vectors = vec![vec![0.0; n]; n];
    (0..n).for_each(|place| vectors[place][place] = 1.0);
    let scale: f64 = (0..n).map(|place| matrix[place][place].abs()).sum();
    for _ in 0..MAX_SWEEPS {
        let beside: f64 = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).map(|(a, b)| matrix[a][b].abs()).sum();
        if beside <= 1e-15 * scale {
            break;
        }
        for a in 0..n {
            for b in a + 1..n {
                rotate(matrix, &mut vectors, a, b);
            }
        }
    }
    vectors
}

/// The rotation that makes `matrix[a][b]` zero.
fn rotate(matrix: &mut [Vec<f64>], vectors: &mut [Vec<f64>], a: usize, b: usize) {
    if matrix[a][b] == 0.0 {
        return;
    }
    let theta = (matrix[b][b] - matrix[a][a]) / (2.0 * matrix[a][b]);
    let tangent = (if theta >= 0.0 { 1.0 } else { -1.0 }) / (theta.abs() + libm::sqrt(theta * theta + 1.0));
    let cosine = 1.0 / libm::sqrt(tangent * tangent + 1.0);
    let sine = tangent * cosine;
    let turned = |left: f64, right: f64| (cosine * left - sine * right, sine * left + cosine * right);
    for row in matrix.iter_mut().chain(vectors.iter_mut()) {
        (row[a], row[b]) = turned(row[a], row[b]);
    }
    let (above, below) = matrix.split_at_mut(b);
    for (left, right) in above[a].iter_mut().zip(&mut below[0]) {
        (*left, *right) = turned(*left, *right);
    }
}

/// With its largest weight positive, the first of several: or the sign would be chance.
fn with_sign(axis: Vec<f64>) -> Vec<f64> {
    let larger = |best: f64, weight: f64| if weight.abs() > best.abs() * (1.0 + 1e-9) { weight } else { best };
    let largest = axis.iter().copied().fold(0.0, larger);
    if largest < 0.0 { axis.iter().map(|weight| -weight).collect() } else { axis }
}
