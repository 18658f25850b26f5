//! By what a plan was made, in one short line: for whoever is asked about it later.

use super::scored::Scored;
use crate::data::table::date_text;
use crate::evaluation::CalibrationMethod;
use crate::model::RiskModel;
use crate::sheets::learner_name;
use crate::strategy::policy::Policy;
use crate::strategy::{Planner, ValidPolicy};

/// The policy with a name that does not say more than is true: one whose numbers were changed is no default policy any more. Where its
/// bands end is told beside its name. A name of the person's own stays.
pub(super) fn honestly_named(policy: ValidPolicy) -> ValidPolicy {
    let default = Policy::default();
    let changed_name = format!("{}, changed", default.name);
    let own = policy.policy();
    if own.name != default.name && own.name != changed_name {
        return policy;
    }
    let is_default =
        Policy { version: own.version, bands: own.bands, ..default.clone() } == Policy { name: default.name.clone(), ..own.clone() };
    let name = if is_default { default.name } else { changed_name };
    ValidPolicy::try_from(Policy { name, ..own.clone() }).unwrap_or(policy)
}

/// A name is not told further than this, in letters.
const LONGEST_NAME: usize = 80;

/// Policy, cut-offs, model and day, in days since 1970-01-01 where it is known, and who signs it off: "Default policy · cut-offs 0.50,
/// 0.75 · random forest, 300 trees, seed 42 · 2026-11-22 · signed off by A. Rao".
pub(super) fn plan_basis(planner: &Planner, scored: &Scored, day: Option<i32>, signed_by: &str) -> String {
    let policy = honestly_named(planner.policy().clone());
    let (settlement, legal): (u16, u16) = policy.cut_offs().into();
    let mut model = learner_name(scored.setup.learner).to_lowercase();
    if let RiskModel::Forest(forest) = &scored.candidate.model {
        model += &format!(", {} trees", forest.trees.len());
    }
    model += &format!(", seed {}", scored.prepared.params.seed);
    if scored.setup.calibration != CalibrationMethod::None {
        model += ", calibrated";
    }
    let mut basis = format!("{} · cut-offs {}, {} · {model}", policy.policy().name, score_text(settlement), score_text(legal));
    if let Some(day) = day {
        basis += &format!(" · {}", date_text(day));
    }
    let name: String = signed_by.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_NAME).collect();
    if !name.is_empty() {
        basis += &format!(" · signed off by {name}");
    }
    basis
}

/// In as many decimals as it needs, at least two.
fn score_text(step: u16) -> String {
    let text = format!("{:.4}", f64::from(step) / 1e4);
    let short = text.trim_end_matches('0');
    text[..short.len().max(4)].to_owned()
}
