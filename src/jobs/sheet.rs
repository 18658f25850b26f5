//! A trained model and a topic to a part of a page.

use super::explaining::Explaining;
use super::protocol::{JobError, Topic};
use crate::evaluation::MisclassificationCosts;
use crate::quantity::Currency;
use crate::sheets::Sheet;
use crate::sheets::evaluation::{CostQuestion, Judgement, costs_sheet, evaluation_sheet};

/// See the module.
pub(super) fn sheet(explaining: &Explaining, topic: &Topic, currency: Currency) -> Result<Sheet, JobError> {
    let scored = explaining.scored;
    match topic {
        Topic::Evaluation => Ok(evaluation_sheet(&Judgement {
            evaluation: &scored.evaluation,
            in_sample: scored.in_sample(),
            learner: scored.candidate.model.learner(),
            importance: &scored.importance,
            currency,
        })),
        Topic::Costs { missed_bad, flagged_good } => {
            let costs = MisclassificationCosts::new(f64::from(*missed_bad), f64::from(*flagged_good));
            let question = |costs| CostQuestion {
                counts: scored.cut_off_counts(),
                n_bad: scored.evaluation.n_bad,
                has_signal: scored.evaluation.has_signal(),
                costs,
                currency,
            };
            Ok(costs.map(|costs| costs_sheet(&question(costs))).unwrap_or_default())
        }
        Topic::Explanation { row } => explaining.explanation(*row, currency),
        Topic::Dependence { feature } => explaining.dependence(feature, currency),
        Topic::Permutation => explaining.permutation(currency),
        Topic::Beeswarm => Ok(explaining.beeswarm(currency)),
        // About the table, or about the plan: see `exploring` and `plan_sheets`.
        _ => Err(JobError::Garbled),
    }
}
