use serde::{Deserialize, Serialize};

use super::forest::Forest;

/// A trained model of any kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RiskModel {
    /// A random forest.
    Forest(Forest),
}
