//! Figures that are best for the true probabilities: they reward meaning what one says, not only ranking.

use super::scored_outcomes::ScoredOutcomes;

impl ScoredOutcomes {
    /// Mean squared difference between score and outcome (Brier 1950), 0..=1.
    pub fn brier(&self) -> f64 {
        let square = |x: f64| x * x;
        let sum: f64 =
            self.ties().iter().map(|tie| tie.n_bad as f64 * square(1.0 - tie.score) + tie.n_good as f64 * square(tie.score)).sum();
        sum / self.n_rows() as f64
    }

    /// Mean negative natural logarithm of the probability given to what happened. As in scikit-learn's `log_loss` a
    /// probability below the distance from 1 to the next number, 2.2e-16, counts as that distance: one row that was said to
    /// be impossible adds 36 and not infinity.
    pub fn log_loss(&self) -> f64 {
        let surprise = |n: u64, chance: f64| if n == 0 { 0.0 } else { -(n as f64) * libm::log(chance.max(f64::EPSILON)) };
        let sum: f64 = self.ties().iter().map(|tie| surprise(tie.n_bad, tie.score) + surprise(tie.n_good, 1.0 - tie.score)).sum();
        sum / self.n_rows() as f64
    }

    /// The log-loss of a constant score, the share of bad rows.
    pub fn log_loss_of_base_rate(&self) -> f64 {
        let base_rate = self.base_rate();
        -(base_rate * libm::log(base_rate) + (1.0 - base_rate) * libm::log(1.0 - base_rate))
    }
}
