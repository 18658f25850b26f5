//! Data to charts: each a pure function from figures to a [`Plot`] of charming's parts, which is plain data.
//! Knows no browser, no words of a page and no color but the style sheet's tokens.

mod auc_intervals;
mod beeswarm;
mod cost_curve;
mod dependence;
mod gains_curve;
mod importance;
mod ks_plot;
mod lift_bars;
mod option;
mod palette;
mod parts;
mod permutation_importance;
mod plot;
mod pr_curve;
mod reliability_plot;
mod roc_curve;
mod score_by_outcome;
mod score_distribution;
mod training_curve;
mod tree_votes;
mod waterfall;

pub use auc_intervals::{NamedInterval, auc_intervals};
pub use beeswarm::{SwarmRow, beeswarm};
pub use cost_curve::{cost_curve, cost_curve_points};
pub use dependence::{DependenceValues, dependence_plot};
pub use gains_curve::{gains_curve, share_flagged};
pub use importance::importance_bars;
pub use ks_plot::ks_plot;
pub use lift_bars::lift_bars;
pub use option::option_json;
pub use palette::color;
pub use permutation_importance::{NamedFall, permutation_bars};
pub use plot::{Plot, Series};
pub use pr_curve::{drawn_points as pr_curve_points, pr_curve};
pub use reliability_plot::reliability_plot;
pub use roc_curve::{roc_curve, widest_gap};
pub use score_by_outcome::score_by_outcome;
pub use score_distribution::{SCORE_BIN_STEPS, score_distribution};
pub use training_curve::training_curve;
pub use tree_votes::tree_votes_histogram;
pub use waterfall::{WaterfallBar, waterfall};
