/// Points that are worked on together.
pub const LANES: usize = 4;
/// One number for each of them.
pub type Lanes = [f64; LANES];

/// Gauss and Legendre's points in (0, 1): Σ weight·p(t) is the integral of p from 0 to 1 for every polynomial p of a
/// degree below twice their number.
pub struct Quadrature {
    /// The points t.
    pub points: Vec<Lanes>,
    /// 1 − t.
    pub complements: Vec<Lanes>,
    /// 1 / (1 − t).
    pub inverse_complements: Vec<Lanes>,
    /// Their weights, which sum to 1.
    pub weights: Vec<Lanes>,
}

impl Quadrature {
    /// `n_lanes` · [`LANES`] points.
    pub fn new(n_lanes: usize) -> Self {
        let n_points = n_lanes * LANES;
        let mut quadrature = Quadrature {
            points: vec![[0.0; LANES]; n_lanes],
            complements: vec![[0.0; LANES]; n_lanes],
            inverse_complements: vec![[0.0; LANES]; n_lanes],
            weights: vec![[0.0; LANES]; n_lanes],
        };
        for idx in 0..n_points / 2 {
            let (root, slope) = legendre_root(n_points, idx);
            let weight = 1.0 / ((1.0 - root * root) * slope * slope);
            let (near, far) = ((1.0 - root) / 2.0, (1.0 + root) / 2.0);
            quadrature.set(idx, near, far, weight);
            quadrature.set(n_points - 1 - idx, far, near, weight);
        }
        quadrature
    }

    fn set(&mut self, idx: usize, point: f64, complement: f64, weight: f64) {
        let (lanes, lane) = (idx / LANES, idx % LANES);
        self.points[lanes][lane] = point;
        self.complements[lanes][lane] = complement;
        self.inverse_complements[lanes][lane] = 1.0 / complement;
        self.weights[lanes][lane] = weight;
    }
}

/// The root number `idx` from above of the Legendre polynomial of this degree, and the polynomial's slope there; by
/// Newton's method from Tricomi's approximation.
fn legendre_root(degree: usize, idx: usize) -> (f64, f64) {
    let n = degree as f64;
    let mut root = libm::cos(std::f64::consts::PI * (idx as f64 + 0.75) / (n + 0.5));
    let mut slope = 1.0;
    for _ in 0..10 {
        let (mut before, mut value) = (1.0, root);
        for k in 2..=degree {
            let k = k as f64;
            (before, value) = (value, ((2.0 * k - 1.0) * root * value - (k - 1.0) * before) / k);
        }
        slope = n * (root * value - before) / (root * root - 1.0);
        let step = value / slope;
        root -= step;
        if step.abs() < 1e-16 {
            break;
        }
    }
    (root, slope)
}
