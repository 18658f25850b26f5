use serde::{Deserialize, Serialize};

/// With fewer expected in a cell the exact test is taken.
const LEAST_EXPECTED: f64 = 5.0;

/// Whether two shares differ by more than chance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProportionTest {
    /// The difference in standard errors, of the first share less the second; `None` where the exact test was taken.
    pub z: Option<f64>,
    /// How likely so great a difference is where there is none; two-sided.
    pub p_value: f64,
}

impl ProportionTest {
    /// Whether the difference is beyond chance at the 5 % level.
    pub fn is_significant(&self) -> bool {
        self.p_value < 0.05
    }
}

/// Compares the shares `hits / n` of two groups: the z test with the pooled share, or Fisher's exact test where a cell of the table
/// has fewer than five expected. `None` where a group is empty or has more hits than members.
pub fn compare_shares(first: (u64, u64), second: (u64, u64)) -> Option<ProportionTest> {
    let ((hits_a, n_a), (hits_b, n_b)) = (first, second);
    if n_a == 0 || n_b == 0 || hits_a > n_a || hits_b > n_b {
        return None;
    }
    let (size_a, size_b) = (n_a as f64, n_b as f64);
    let pooled = (hits_a + hits_b) as f64 / (size_a + size_b);
    if size_a.min(size_b) * pooled.min(1.0 - pooled) < LEAST_EXPECTED {
        return Some(ProportionTest { z: None, p_value: fisher_exact(first, second) });
    }
    let error = libm::sqrt(pooled * (1.0 - pooled) * (1.0 / size_a + 1.0 / size_b));
    let z = (hits_a as f64 / size_a - hits_b as f64 / size_b) / error;
    Some(ProportionTest { z: Some(z), p_value: two_sided_normal(z) })
}

/// The chance that a standard normal lies at least as far from 0: erfc(|z| / √2) by a Chebyshev fit (Numerical Recipes, 6.2), right to
/// 1.2e-7 of itself.
fn two_sided_normal(z: f64) -> f64 {
    const FIT: [f64; 10] = [
        0.170_872_77,
        -0.822_152_23,
        1.488_515_87,
        -1.135_203_98,
        0.278_868_07,
        -0.186_288_06,
        0.096_784_18,
        0.374_091_96,
        1.000_023_68,
        -1.265_512_23,
    ];
    let x = z.abs() * std::f64::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.5 * x);
    let fitted = FIT.iter().fold(0.0, |sum, coefficient| sum * t + coefficient);
    (t * libm::exp(fitted - x * x)).min(1.0)
}

/// Fisher's exact test, two-sided: of all tables with the same margins the chance of those that are not more likely than this one.
/// Chances are taken relative to the likeliest table, so nothing overflows.
fn fisher_exact(first: (u64, u64), second: (u64, u64)) -> f64 {
    let ((hits_a, n_a), (hits_b, n_b)) = (first, second);
    let n_hits = hits_a + hits_b;
    let (least, most) = (n_hits.saturating_sub(n_b), n_hits.min(n_a));
    let likeliest = (((n_a + 1) as f64) * ((n_hits + 1) as f64) / ((n_a + n_b + 2) as f64)) as u64;
    let likeliest = likeliest.clamp(least, most);
    // The chance of one more hit in the first group, relative to this many.
    let ratio = |hits: u64| {
        let up = (n_a - hits) as f64 * (n_hits - hits) as f64;
        up / ((hits + 1) as f64 * ((n_b + hits + 1) - n_hits) as f64)
    };
    let relative = |hits: u64| {
        let (low, high) = (hits.min(likeliest), hits.max(likeliest));
        let product: f64 = (low..high).map(ratio).product();
        if hits < likeliest { 1.0 / product } else { product }
    };
    // Tables as likely as this one differ from it by rounding only.
    let limit = relative(hits_a) * (1.0 + 1e-7);
    let (mut all, mut as_unlikely) = (0.0, 0.0);
    let mut count = |chance: f64| {
        all += chance;
        if chance <= limit {
            as_unlikely += chance;
        }
    };
    let mut chance = 1.0;
    count(chance);
    for hits in likeliest..most {
        chance *= ratio(hits);
        count(chance);
    }
    chance = 1.0;
    for hits in (least..likeliest).rev() {
        chance /= ratio(hits);
        count(chance);
    }
    (as_unlikely / all).min(1.0)
}
