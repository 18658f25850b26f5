use super::block::FactText;
use crate::evaluation::CalibrationMethod;
use crate::model::{ClassWeight, ForestParams, Learner, RiskModel};
use crate::quantity::Currency;
use crate::quantity::format::count_text;

/// What is to be said of how a model was made.
pub struct ModelFacts<'a> {
    /// The model.
    pub model: &'a RiskModel,
    /// The forest's settings.
    pub params: &'a ForestParams,
    /// How scores became probabilities.
    pub calibration: CalibrationMethod,
    /// Features.
    pub n_features: usize,
    /// Wall time of the training.
    pub fit_seconds: f64,
}

/// A learner as a person reads it.
pub fn learner_name(learner: Learner) -> &'static str {
    match learner {
        Learner::Forest => "Random forest",
        Learner::Boosting => "Gradient boosting",
        Learner::Logistic => "Logistic regression",
        Learner::DecisionTree => "Decision tree",
        Learner::BestColumn => "Best single column",
        Learner::BaseRate => "Base rate",
    }
}

/// A learner within a sentence, after "the".
pub fn learner_in_sentence(learner: Learner) -> &'static str {
    match learner {
        Learner::Forest => "forest",
        Learner::Boosting => "boosting",
        Learner::Logistic => "regression",
        Learner::DecisionTree => "tree",
        Learner::BestColumn => "best column",
        Learner::BaseRate => "base rate",
    }
}

/// See [`ModelFacts`].
pub fn model_facts(facts: &ModelFacts) -> Vec<FactText> {
    let ModelFacts { model, params, calibration, n_features, fit_seconds } = facts;
    let fact = |label: &str, value: String| FactText { label: label.to_owned(), value };
    let mut said = vec![fact("Model", learner_name(model.learner()).to_owned())];
    match model {
        RiskModel::Forest(forest) => {
            let n_capped = forest.trees.iter().filter(|(_, tree)| tree.nodes().len() + 2 > params.max_nodes as usize).count();
            let cap = count_text(u64::from(params.max_nodes), Currency::Unstated);
            let capped = match n_capped {
                0 => format!("{cap} at most, none reached it"),
                n => format!("{cap} at most, reached by {n} trees"),
            };
            said.push(fact("Trees", forest.trees.len().to_string()));
            said.push(fact("Depth", params.max_depth.map_or("unlimited".to_owned(), |depth| format!("at most {depth}"))));
            said.push(fact("Smallest leaf", format!("{} loans", params.min_samples_leaf)));
            said.push(fact("Nodes a tree", capped));
        }
        RiskModel::CrossFitted(model) => {
            said.push(fact("Parts", format!("{}, each without one fold of the borrowers", model.parts.len())));
        }
    }
    said.push(fact("Features", n_features.to_string()));
    if params.class_weight == ClassWeight::Balanced {
        said.push(fact("Outcomes", "weighed the same in total".to_owned()));
    }
    let calibration = match calibration {
        CalibrationMethod::None => "as the model gives them",
        CalibrationMethod::Isotonic => "calibrated, isotonic",
        CalibrationMethod::Platt => "calibrated, Platt",
    };
    said.push(fact("Scores", calibration.to_owned()));
    said.push(fact("Seed", params.seed.to_string()));
    said.push(fact("Trained in", format!("{fit_seconds:.1} s")));
    said
}
