//! How well a model judges, as a part of a page. Comes in: the figures and curves of an [`Evaluation`], of rows that no
//! part of the model had seen, and which learner it was. Goes out: figures, charts whose titles say what was found, and
//! tables. Knows neither scores of single rows nor how the figures came about.

mod cost;
mod cut_off_path;
mod deciles;
mod figures;
mod finding;
mod gains;
mod importance;
mod ks;
mod precision_recall;
mod reliability;
mod roc;
mod score_by_outcome;
mod words;

pub use cost::{CostQuestion, costs_sheet};
pub use cut_off_path::{PathPoint, cut_off_path};

use super::block::{Block, ChartSheet, Sheet};
use crate::evaluation::Evaluation;
use crate::model::Learner;
use crate::quantity::Currency;
use crate::quantity::format::count_text;

/// What there is to say of how well a model judges.
#[derive(Clone, Copy, Debug)]
pub struct Judgement<'a> {
    /// How well it judges rows that it has not seen.
    pub evaluation: &'a Evaluation,
    /// How well it judges a sample of the rows that it was trained on: only ever shown beside the former.
    pub in_sample: Option<&'a Evaluation>,
    /// What learned.
    pub learner: Learner,
    /// Features with their shares of what the model tells apart, greatest first.
    pub importance: &'a [(String, f64)],
    /// How numbers are grouped.
    pub currency: Currency,
}

impl Judgement<'_> {
    /// How the rows were kept from the parts that judged them.
    fn unseen(&self) -> &'static str {
        if self.learner == Learner::Forest { "out of bag" } else { "out of fold" }
    }

    fn count(&self, n: u64) -> String {
        count_text(n, self.currency)
    }

    /// How many rows were judged, for a subtitle: "n = 5,000" that is not broken.
    fn n_rows(&self) -> String {
        format!("n\u{a0}=\u{a0}{}", self.count(self.evaluation.n_rows))
    }

    /// The same as a number of loans.
    fn loans(&self) -> String {
        words::counted(self.evaluation.n_rows, "loan", self.currency)
    }
}

/// The whole part of a page: figures, charts in pairs, the tenths of the loans and what the model looks at.
pub fn evaluation_sheet(judgement: &Judgement) -> Sheet {
    let pair = |left, right| Block::Beside(vec![chart(left), chart(right)]);
    Sheet {
        blocks: vec![
            Block::Figures(figures::figures(judgement)),
            pair(roc::roc_chart(judgement), reliability::reliability_chart(judgement)),
            pair(ks::ks_chart(judgement), score_by_outcome::score_by_outcome_chart(judgement)),
            pair(gains::gains_chart(judgement), precision_recall::precision_recall_chart(judgement)),
            Block::Table(deciles::decile_table(judgement)),
            chart(importance::importance_chart(judgement)),
        ],
    }
}

fn chart(chart: ChartSheet) -> Block {
    Block::Chart(Box::new(chart))
}
