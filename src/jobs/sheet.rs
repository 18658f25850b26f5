//! A trained model and a topic to a part of a page.

use super::portfolio::Scored;
use super::protocol::Topic;
use crate::quantity::Currency;
use crate::sheets::{Block, Sheet, importance_chart, roc_chart};

/// See the module.
pub(super) fn sheet(scored: &Scored, topic: &Topic, _currency: Currency) -> Sheet {
    match topic {
        Topic::Evaluation => {
            let charts = [roc_chart(&scored.evaluation), importance_chart(&scored.importance)];
            Sheet { blocks: vec![Block::Beside(charts.map(|chart| Block::Chart(Box::new(chart))).to_vec())] }
        }
    }
}
