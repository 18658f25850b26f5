use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::action::Strategy;
use crate::quantity::Probability;

/// Where the bands end, on a grid of 0.0001: a score above `legal` is for legal review, one from `settlement` up to
/// and with `legal` for a settlement offer, one below for a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(u16, u16)", into = "(u16, u16)")]
pub struct CutOffs {
    settlement: u16,
    legal: u16,
}

/// Cut-offs that make no bands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("cut-offs {settlement} and {legal} are not in order on 0..=10000")]
pub struct CutOffsError {
    /// Lower cut-off.
    pub settlement: u16,
    /// Upper cut-off.
    pub legal: u16,
}

impl CutOffs {
    /// Steps between 0 and 1.
    pub const GRID: u16 = 10_000;

    /// Cut-offs in steps of the grid; `settlement` ≤ `legal` ≤ [`Self::GRID`].
    pub fn new(settlement: u16, legal: u16) -> Result<CutOffs, CutOffsError> {
        if settlement <= legal && legal <= Self::GRID { Ok(CutOffs { settlement, legal }) } else { Err(CutOffsError { settlement, legal }) }
    }

    /// The lower one, in steps.
    pub fn settlement(self) -> u16 {
        self.settlement
    }

    /// The upper one, in steps.
    pub fn legal(self) -> u16 {
        self.legal
    }

    /// The strategy of a score.
    pub fn strategy(self, score: Option<Probability>) -> Strategy {
        match score.map(Probability::value) {
            None => Strategy::NotScored,
            Some(score) if score > step_value(self.legal) => Strategy::LegalReview,
            Some(score) if score >= step_value(self.settlement) => Strategy::SettlementOffer,
            Some(_) => Strategy::Reminder,
        }
    }
}

/// A step of the grid as a probability.
pub(super) fn step_value(step: u16) -> f64 {
    f64::from(step) / f64::from(CutOffs::GRID)
}

impl Default for CutOffs {
    fn default() -> Self {
        CutOffs { settlement: 5_000, legal: 7_500 }
    }
}

impl TryFrom<(u16, u16)> for CutOffs {
    type Error = CutOffsError;
    fn try_from((settlement, legal): (u16, u16)) -> Result<Self, CutOffsError> {
        CutOffs::new(settlement, legal)
    }
}

impl From<CutOffs> for (u16, u16) {
    fn from(cut_offs: CutOffs) -> (u16, u16) {
        (cut_offs.settlement, cut_offs.legal)
    }
}
