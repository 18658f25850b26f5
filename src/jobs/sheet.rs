//! A trained model and a topic to a part of a page.

use super::explaining::Explaining;
use super::protocol::{JobError, Topic};
use super::scored::Scored;
use crate::quantity::Currency;
use crate::sheets::{Block, Sheet, importance_chart, roc_chart};

/// See the module.
pub(super) fn sheet(explaining: &Explaining, topic: &Topic, currency: Currency) -> Result<Sheet, JobError> {
    match topic {
        Topic::Evaluation => Ok(evaluation(explaining.scored)),
        Topic::Explanation { row } => explaining.explanation(*row, currency),
        Topic::Dependence { feature } => explaining.dependence(feature, currency),
        Topic::Permutation => explaining.permutation(currency),
        Topic::Beeswarm => Ok(explaining.beeswarm(currency)),
    }
}

fn evaluation(scored: &Scored) -> Sheet {
    let charts = [roc_chart(&scored.evaluation), importance_chart(&scored.importance)];
    Sheet { blocks: vec![Block::Beside(charts.map(|chart| Block::Chart(Box::new(chart))).to_vec())] }
}
