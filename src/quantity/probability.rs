use serde::{Deserialize, Serialize};

/// A probability in [0, 1]: never NaN.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Probability(f64);

/// A number that is not a probability.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{0} is not in 0..=1")]
pub struct NotAProbability(pub f64);

impl Probability {
    /// `value`, if it lies in [0, 1].
    pub fn new(value: f64) -> Option<Probability> {
        (0.0..=1.0).contains(&value).then_some(Probability(value))
    }

    /// The nearest score on the grid of a millionth; 0 of what is no number.
    pub fn nearest(value: f64) -> Probability {
        Probability((value.clamp(0.0, 1.0) * 1e6).round().max(0.0) / 1e6)
    }

    /// The share `numerator / denominator` on the grid of a millionth, so that a score that is written to a file
    /// and read back is the same score. `None` where the denominator is 0 or less than the numerator.
    pub fn from_share(numerator: u64, denominator: u64) -> Option<Probability> {
        if denominator == 0 || numerator > denominator {
            return None;
        }
        let millionths = (u128::from(numerator) * 2_000_000 + u128::from(denominator)) / (2 * u128::from(denominator));
        Some(Probability(millionths as f64 / 1e6))
    }

    /// As a number in [0, 1].
    pub fn value(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Probability {
    type Error = NotAProbability;
    fn try_from(value: f64) -> Result<Self, NotAProbability> {
        Probability::new(value).ok_or(NotAProbability(value))
    }
}

impl From<Probability> for f64 {
    fn from(probability: Probability) -> f64 {
        probability.0
    }
}
