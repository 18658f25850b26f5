//! A model's scores to reasons. Comes in: a trained model, rows as bins, whose they are. Goes out: what each feature adds
//! to a score, what the score would be with other values, which features the model depends on. Every row is judged only
//! by parts of the model that have not seen its borrower. Knows neither words for people nor a page.

mod beeswarm;
mod dependence;
mod explain;
mod importance;
mod judge;
mod nearest_change;
mod quadrature;
mod sample;
mod tree_shap;
mod what_if;

pub use beeswarm::{ShapSample, shap_sample, shap_sample_size};
pub use dependence::{Dependence, MOST_ROWS as MOST_DEPENDENCE_ROWS, dependence};
pub use explain::{ExplainedScore, Explanation, explain, explain_boosting, explain_forest};
pub use importance::{AucFall, N_REPEATS, PermutationImportance, permutation_importance};
pub use judge::{HonestParts, Judge, RowJudge};
pub use nearest_change::{CandidateValue, ChangeableColumn, NearestChange, nearest_change};
pub use sample::{bin_ranks, sample_rows, typical_bin};
pub use tree_shap::{ShapWorkspace, tree_shap};
pub use what_if::{FieldLock, WhatIfField, WhatIfKind, changeable_columns, what_if_fields};
