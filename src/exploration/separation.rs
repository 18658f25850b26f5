use super::variable::Variable;
use crate::quantity::Z_95;
use crate::quantity::order::sort_by;

/// How well one number tells bad loans from good ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Separation {
    /// The probability that a bad loan has the higher number, ties counted half: the area under the ROC curve, or the statistic
    /// of Mann and Whitney over the number of pairs.
    pub auc: f64,
    /// Lower end of its 95 % interval (DeLong, DeLong and Clarke-Pearson 1988).
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Good loans with a number.
    pub n_good: u64,
    /// Bad loans with a number.
    pub n_bad: u64,
}

/// See [`Separation`]; `None` where a number is known of fewer than two loans of either outcome.
pub fn separation(variable: &Variable, rows: &[u32], is_bad: &[Option<bool>]) -> Option<Separation> {
    let known = rows.iter().filter_map(|&row| Some((variable.number(row as usize), is_bad.get(row as usize).copied().flatten()?)));
    let mut pairs: Vec<(f64, bool)> = known.filter(|(value, _)| !value.is_nan()).collect();
    sort_by(&mut pairs, |a, b| a.0.total_cmp(&b.0));
    let ties: Vec<(f64, f64)> = pairs
        .chunk_by(|a, b| a.0 == b.0)
        .map(|tie| {
            let n_bad = tie.iter().filter(|(_, is_bad)| *is_bad).count();
            ((tie.len() - n_bad) as f64, n_bad as f64)
        })
        .collect();
    let (n_good, n_bad) = ties.iter().fold((0.0, 0.0), |sum, tie| (sum.0 + tie.0, sum.1 + tie.1));
    if n_good < 2.0 || n_bad < 2.0 {
        return None;
    }
    // Where each loan stands among those of the other outcome.
    let (mut good_below, mut bad_below) = (0.0, 0.0);
    let (mut of_bad, mut of_good) = (Moments::default(), Moments::default());
    for (good, bad) in ties {
        of_bad.add((good_below + good / 2.0) / n_good, bad);
        of_good.add(1.0 - (bad_below + bad / 2.0) / n_bad, good);
        good_below += good;
        bad_below += bad;
    }
    let auc = of_bad.sum / n_bad;
    let half_width = Z_95 * libm::sqrt(of_bad.variance() / n_bad + of_good.variance() / n_good);
    Some(Separation {
        auc,
        low: (auc - half_width).max(0.0),
        high: (auc + half_width).min(1.0),
        n_good: n_good as u64,
        n_bad: n_bad as u64,
    })
}

#[derive(Default)]
struct Moments {
    n: f64,
    sum: f64,
    squares: f64,
}

impl Moments {
    fn add(&mut self, value: f64, n: f64) {
        self.n += n;
        self.sum += n * value;
        self.squares += n * value * value;
    }

    fn variance(&self) -> f64 {
        ((self.squares - self.sum * self.sum / self.n) / (self.n - 1.0)).max(0.0)
    }
}
