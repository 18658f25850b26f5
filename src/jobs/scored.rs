//! A trained model with the honest scores of all rows: from its parts' own scores to those that are shown.

use std::cell::OnceCell;
use std::sync::Arc;

use super::in_sample::in_sample;
use super::prepare::Prepared;
use super::protocol::{JobError, ModelSummary, TrainingSetup};
use super::seed_scores::SeedScores;
use crate::charts::{SCORE_BIN_STEPS, option_json, score_distribution};
use crate::evaluation::{CrossFittedCalibration, CutOffCounts, Evaluation, ScoredOutcomes, cross_fitted, evaluate};
use crate::features::fold_of;
use crate::model::{N_FOLDS, RiskModel};
use crate::quantity::Probability;
use crate::quantity::order::sort_by;
use crate::sheets::{ModelFacts, model_facts};
use crate::strategy::{CutOffSteps, CutOffTable};

/// A model with what it says of each row, from parts that have not seen its borrower, before calibration.
#[derive(Debug)]
pub struct Candidate {
    /// The model.
    pub model: RiskModel,
    /// One a row of the table.
    pub scores: Vec<Option<Probability>>,
    /// Wall time of the training.
    pub fit_seconds: f64,
    /// Whether it was trained to the end.
    pub is_whole: bool,
}

/// A candidate that was chosen, with the scores that are shown.
#[derive(Debug)]
pub struct Scored {
    /// How it was trained.
    pub setup: TrainingSetup,
    /// What it was trained on.
    pub prepared: Arc<Prepared>,
    /// The model.
    pub candidate: Arc<Candidate>,
    /// From the model's scores to those that are shown.
    pub calibration: CrossFittedCalibration,
    /// One a row of the table.
    pub scores: Vec<Option<Probability>>,
    /// How good they are.
    pub evaluation: Evaluation,
    /// Each feature with its share of what the model's splits or coefficients tell apart, greatest first.
    pub importance: Vec<(String, f64)>,
    /// Worked out when first asked for.
    in_sample: OnceCell<Option<Evaluation>>,
    cut_off_counts: OnceCell<Vec<CutOffCounts>>,
    pub(super) seed_scores: SeedScores,
}

impl Scored {
    /// Calibrates and judges. Too few scores to judge anyone are an error.
    pub fn new(setup: TrainingSetup, prepared: Arc<Prepared>, candidate: Arc<Candidate>) -> Result<Scored, JobError> {
        let folds = folds(&prepared);
        let calibration = cross_fitted(setup.calibration, &candidate.scores, &prepared.is_bad, &folds, N_FOLDS);
        let calibrated =
            candidate.scores.iter().enumerate().map(|(row, score)| Some(calibration.apply((*score)?, fold_of_row(&prepared, row))));
        let scores: Vec<Option<Probability>> = calibrated.collect();
        let (judged_scores, judged_outcomes) = judged(&scores, &prepared.is_bad);
        let evaluation = evaluate(&judged_scores, &judged_outcomes).ok_or(JobError::StoppedTooEarly)?;
        let names = prepared.encoder.features().iter().map(|feature| feature.name.clone());
        let mut importance: Vec<(String, f64)> = names.zip(candidate.model.importance(prepared.encoder.features().len())).collect();
        sort_by(&mut importance, |a, b| b.1.total_cmp(&a.1));
        let (in_sample, cut_off_counts, seed_scores) = (OnceCell::new(), OnceCell::new(), SeedScores::default());
        Ok(Scored { setup, prepared, candidate, calibration, scores, evaluation, importance, in_sample, cut_off_counts, seed_scores })
    }

    /// How the model judges rows that it was trained on: only to be shown beside the honest figures.
    pub(super) fn in_sample(&self) -> Option<&Evaluation> {
        self.in_sample.get_or_init(|| in_sample(&self.candidate.model, &self.prepared)).as_ref()
    }

    /// What each cut-off gets wrong, of the rows whose outcomes are known.
    pub(super) fn cut_off_counts(&self) -> &[CutOffCounts] {
        self.cut_off_counts.get_or_init(|| {
            let (scores, is_bad) = judged(&self.scores, &self.prepared.is_bad);
            ScoredOutcomes::new(&scores, &is_bad).map(|outcomes| outcomes.cut_off_counts()).unwrap_or_default()
        })
    }

    /// What the page needs of it.
    pub fn summary(&self) -> ModelSummary {
        let Scored { prepared, candidate, .. } = self;
        let rows = (0..self.scores.len()).map(|row| (self.scores[row], prepared.is_bad[row], prepared.outstanding[row]));
        let cut_off_steps = CutOffSteps::of_rows(rows);
        let n_trees = if let RiskModel::Forest(forest) = &candidate.model { forest.trees.len() as u32 } else { 0 };
        let facts = ModelFacts {
            model: &candidate.model,
            params: &prepared.params,
            calibration: self.setup.calibration,
            n_features: self.importance.len(),
            fit_seconds: candidate.fit_seconds,
        };
        ModelSummary {
            setup: self.setup.clone(),
            n_trees,
            facts: model_facts(&facts),
            importance: self.importance.clone(),
            evaluation: self.evaluation.figures,
            score_chart: option_json(&score_distribution(&CutOffTable::new(&cut_off_steps).bins(SCORE_BIN_STEPS))),
            cut_off_steps,
            n_rows: self.scores.len() as u64,
            fit_seconds: candidate.fit_seconds,
        }
    }
}

/// The fold of a row whose borrower was trained on: no calibration is shown to it that has seen its outcome.
pub fn fold_of_row(prepared: &Prepared, row: usize) -> Option<u32> {
    prepared.is_trained_on[row].then(|| fold_of(prepared.params.seed, prepared.borrower_keys[row], N_FOLDS))
}

fn folds(prepared: &Prepared) -> Vec<u32> {
    prepared.borrower_keys.iter().map(|&key| fold_of(prepared.params.seed, key, N_FOLDS)).collect()
}

/// The scores of rows whose outcomes are known, with the outcomes.
pub fn judged(scores: &[Option<Probability>], is_bad: &[Option<bool>]) -> (Vec<Probability>, Vec<bool>) {
    scores.iter().zip(is_bad).filter_map(|(score, outcome)| Some(((*score)?, (*outcome)?))).unzip()
}
