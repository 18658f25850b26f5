use serde::{Deserialize, Serialize};

use super::cockpit_table::CockpitTable;
use super::cut_offs::CutOffs;
use super::outcome_sums::{COST, RECOVERED};
use crate::quantity::Money;

/// One of the two cut-offs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CutOffEdge {
    /// The lower one: from it on a settlement is offered.
    Settlement,
    /// The upper one: above it a case goes to legal review.
    Legal,
}

/// What the plan is worth with a cut-off at this place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyPoint {
    /// In steps of the grid.
    pub step: u16,
    /// The expected value of all scored borrowers.
    pub net: Money,
}

/// What the plan is worth over the places of one cut-off, while the other stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyCurve {
    /// About as many as asked for, ascending; the ends and the best are among them.
    pub points: Vec<MoneyPoint>,
    /// The best place; of equals the highest, which treats the fewest harshly.
    pub best: MoneyPoint,
}

impl CockpitTable {
    /// What the plan is worth over all places that one cut-off can take beside the other, thinned to about `n_points`.
    pub fn money_curve(&self, edge: CutOffEdge, cut_offs: CutOffs, n_points: u16) -> MoneyCurve {
        let (first, last) = match edge {
            CutOffEdge::Settlement => (0, cut_offs.legal()),
            CutOffEdge::Legal => (cut_offs.settlement(), CutOffs::GRID),
        };
        let net_at = |step: u16| match edge {
            CutOffEdge::Settlement => self.net_at(step, cut_offs.legal()),
            CutOffEdge::Legal => self.net_at(cut_offs.settlement(), step),
        };
        let mut best = MoneyPoint { step: first, net: net_at(first) };
        for step in first..=last {
            let net = net_at(step);
            if net >= best.net {
                best = MoneyPoint { step, net };
            }
        }
        let stride = ((last - first) / n_points.max(1)).max(1);
        let is_drawn = |step: u16| (step - first).is_multiple_of(stride) || step == last || step == best.step;
        let points = (first..=last).filter(|step| is_drawn(*step)).map(|step| MoneyPoint { step, net: net_at(step) });
        MoneyCurve { points: points.collect(), best }
    }

    /// The pair of cut-offs under which the plan is worth most; of equals those that treat the fewest harshly.
    pub fn best_cut_offs(&self) -> (CutOffs, Money) {
        let mut best = (CutOffs::default(), None);
        let mut best_low = (0, None);
        for high in 0..=CutOffs::GRID {
            // What each cut-off adds does not depend on the other, but that the lower may not pass the upper.
            let gain = self.net_at(high, CutOffs::GRID);
            if best_low.1.is_none_or(|other| gain >= other) {
                best_low = (high, Some(gain));
            }
            let net = self.net_at(best_low.0, high);
            if best.1.is_none_or(|other| net >= other)
                && let Ok(cut_offs) = CutOffs::new(best_low.0, high)
            {
                best = (cut_offs, Some(net));
            }
        }
        (best.0, best.1.unwrap_or_default())
    }

    fn net_at(&self, settlement: u16, legal: u16) -> Money {
        let edges = [0, self.below(settlement), self.up_to_step(legal), self.all()];
        let net_up_to = |band: usize, n: usize| self.outcome_up_to(band, RECOVERED, n).saturating_sub(self.outcome_up_to(band, COST, n));
        let of_bands = (0..3).map(|band| net_up_to(band, edges[band + 1]).saturating_sub(net_up_to(band, edges[band])));
        Money::from_minor_units(of_bands.fold(0i64, i64::saturating_add))
    }
}
