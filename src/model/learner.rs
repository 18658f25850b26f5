use serde::{Deserialize, Serialize};

/// What learns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Learner {
    /// A random forest.
    #[default]
    Forest,
    /// Gradient boosting.
    Boosting,
    /// Logistic regression.
    Logistic,
    /// A single decision tree.
    DecisionTree,
    /// The column that ranks best on its own: what any model must beat.
    BestColumn,
    /// The same score for everyone: what any model must beat in calibration.
    BaseRate,
}

impl Learner {
    /// All of them, the strongest first.
    pub const ALL: [Learner; 6] =
        [Learner::Forest, Learner::Boosting, Learner::Logistic, Learner::DecisionTree, Learner::BestColumn, Learner::BaseRate];

    /// Those that a person can score with: a baseline is there to be beaten.
    pub const MODELS: [Learner; 4] = [Learner::Forest, Learner::Boosting, Learner::Logistic, Learner::DecisionTree];
}
