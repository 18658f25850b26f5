use super::design::Design;

/// Steps after which the search is given up: from a near start it needs three or four.
const MOST_STEPS: u32 = 60;
/// Coefficients that would change by no more than this are found.
const LAST_STEP: f64 = 1e-9;

/// Rows with their outcomes, in an order that does not depend on how they came.
pub struct Rows<'a> {
    pub design: &'a Design,
    /// Row after row, one bin a feature.
    pub bins: Vec<u8>,
    pub is_bad: Vec<bool>,
    pub weight_good: f64,
    pub weight_bad: f64,
    pub l2: f64,
}

/// How far the search came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unfinished {
    pub n_steps: u32,
    pub largest_change: f64,
}

/// The coefficients, the intercept last, at which the penalized log-likelihood is greatest (Newton and Raphson; the
/// steps of iteratively reweighted least squares), from a start in their neighborhood. Halves a step that would
/// overshoot. Plain loops and `libm` alone: the same bits on every machine.
pub fn maximize(rows: &Rows, start: Vec<f64>) -> Result<Vec<f64>, Unfinished> {
    let mut at = rows.evaluate(start);
    let mut largest_change = f64::INFINITY;
    for n_steps in 0..MOST_STEPS {
        let Some(mut step) = solve(at.hessian, at.gradient) else { return Err(Unfinished { n_steps, largest_change }) };
        let moved = |step: &[f64]| at.coefficients.iter().zip(step).map(|(old, change)| old - change).collect::<Vec<f64>>();
        largest_change = step.iter().fold(0.0, |largest, change| largest.max(change.abs()));
        if largest_change <= LAST_STEP {
            return Ok(moved(&step));
        }
        let mut next = rows.evaluate(moved(&step));
        for _ in 0..30 {
            // Near the end, losses differ by less than their sums are exact.
            if next.loss <= at.loss + at.loss.abs() * 1e-12 {
                break;
            }
            step.iter_mut().for_each(|change| *change /= 2.0);
            next = rows.evaluate(moved(&step));
        }
        at = next;
    }
    Err(Unfinished { n_steps: MOST_STEPS, largest_change })
}

/// The loss and its derivatives at some coefficients.
struct Evaluated {
    coefficients: Vec<f64>,
    loss: f64,
    gradient: Vec<f64>,
    hessian: Symmetric,
}

/// The lower triangle of a symmetric matrix, row after row.
struct Symmetric {
    n: usize,
    cells: Vec<f64>,
}

impl Symmetric {
    fn zeros(n: usize) -> Symmetric {
        Symmetric { n, cells: vec![0.0; n * (n + 1) / 2] }
    }

    /// The row's cells up to the diagonal.
    fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.cells[row * (row + 1) / 2..][..=row]
    }
}

impl Rows<'_> {
    fn evaluate(&self, coefficients: Vec<f64>) -> Evaluated {
        let n_columns = coefficients.len() - 1;
        let mut loss: f64 = coefficients[..n_columns].iter().map(|value| self.l2 / 2.0 * value * value).sum();
        let mut gradient: Vec<f64> = coefficients[..n_columns].iter().map(|value| self.l2 * value).chain([0.0]).collect();
        let mut hessian = Symmetric::zeros(n_columns + 1);
        (0..n_columns).for_each(|column| hessian.row_mut(column)[column] = self.l2);
        let mut active = Vec::new();
        let n_features = self.bins.len() / self.is_bad.len().max(1);
        for (row, &is_bad) in self.is_bad.iter().enumerate() {
            self.design.activate(&self.bins[row * n_features..][..n_features], &mut active);
            active.push((n_columns as u32, 1.0));
            let margin: f64 = active.iter().map(|&(column, x)| coefficients[column as usize] * x).sum();
            let weight = if is_bad { self.weight_bad } else { self.weight_good };
            let (miss, log_loss) = judge(margin, is_bad);
            loss += weight * log_loss;
            let slope = weight * if is_bad { -miss } else { miss };
            let curvature = weight * miss * (1.0 - miss);
            for (place, &(column, x)) in active.iter().enumerate() {
                gradient[column as usize] += slope * x;
                let cells = hessian.row_mut(column as usize);
                active[..=place].iter().for_each(|&(other, y)| cells[other as usize] += curvature * x * y);
            }
        }
        Evaluated { coefficients, loss, gradient, hessian }
    }
}

/// The probability given to what did not happen, and −ln of that given to what did.
fn judge(margin: f64, is_bad: bool) -> (f64, f64) {
    let against = if is_bad { margin } else { -margin };
    let odds = libm::exp(-against.abs());
    let log_loss = libm::log1p(odds) + if against < 0.0 { -against } else { 0.0 };
    (if against < 0.0 { 1.0 } else { odds } / (1.0 + odds), log_loss)
}

/// `x` of `matrix · x = right` by Cholesky's decomposition; `None` where the matrix is not positive definite.
fn solve(mut matrix: Symmetric, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let at = |row: usize| row * (row + 1) / 2;
    for row in 0..matrix.n {
        for column in 0..=row {
            let (a, b) = (at(row), at(column));
            let known: f64 = (0..column).map(|k| matrix.cells[a + k] * matrix.cells[b + k]).sum();
            let rest = matrix.cells[a + column] - known;
            let is_diagonal = row == column;
            if is_diagonal && (rest.is_nan() || rest <= 0.0) {
                return None;
            }
            matrix.cells[a + column] = if is_diagonal { libm::sqrt(rest) } else { rest / matrix.cells[b + column] };
        }
    }
    for row in 0..matrix.n {
        let known: f64 = (0..row).map(|k| matrix.cells[at(row) + k] * right[k]).sum();
        right[row] = (right[row] - known) / matrix.cells[at(row) + row];
    }
    for row in (0..matrix.n).rev() {
        let known: f64 = (row + 1..matrix.n).map(|k| matrix.cells[at(k) + row] * right[k]).sum();
        right[row] = (right[row] - known) / matrix.cells[at(row) + row];
    }
    Some(right)
}
