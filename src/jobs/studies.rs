//! What a study asks of trainers, and what it finds in what they did.

use super::fit::{fold_rows, sampled_rows};
use super::fitting::Done;
use super::opening::OpenTable;
use super::prepare::Prepared;
use super::protocol::{Fit, FitResult, JobError, Study, TrainingSetup};
use super::scored::{Candidate, judged};
use crate::data::schema::{ColumnSchema, Role};
use crate::data::table::Column;
use crate::evaluation::{Evaluation, auc_contrast, evaluate, permutation_check};
use crate::features::FeatureSource;
use crate::model::{FittedModel, Learner, N_FOLDS};
use crate::quantity::Probability;
use crate::quantity::order::sort_by;
use crate::sheets::{ColumnWorth, LeaderboardRow, Sheet, column_worth, leaderboard, newest_report, permutation_report, prices_report};

/// Trees of a forest that is only to be ranked: its AUC hardly grows beyond them.
const N_TREES: u32 = 60;
/// Most rows of such a forest where it is grown again and again.
const MOST_ROWS: u32 = 10_000;
/// How often outcomes are dealt out anew.
const N_SHUFFLES: u32 = 39;
/// The share of loans that are the newest.
const NEWEST_SHARE: usize = 5;

/// What trainers are to do.
pub(super) fn study_fits(study: Study, setup: &TrainingSetup, prepared: &Prepared, open: &OpenTable) -> Result<Vec<Fit>, JobError> {
    let ranked = |shuffle, without, n_rows| Fit::OutOfBag { n_trees: N_TREES, n_rows, shuffle, without };
    Ok(match study {
        Study::Compare => Learner::ALL.into_iter().flat_map(super::fitting::fold_fits).collect(),
        Study::Shuffle => {
            std::iter::once(None).chain((0..N_SHUFFLES).map(Some)).map(|shuffle| ranked(shuffle, Vec::new(), MOST_ROWS)).collect()
        }
        Study::Newest => vec![Fit::LeftOut { learner: setup.learner, rows: newest_rows(prepared, open)? }],
        Study::Prices => {
            let without = std::iter::once(Vec::new()).chain(derived_features(prepared).map(|(feature, _)| vec![feature]));
            without.map(|without| ranked(None, without, 5 * MOST_ROWS)).collect()
        }
        Study::Without { column_idx } => {
            let name = &column_at(open, column_idx)?.name;
            if features_of(prepared, name).is_empty() {
                return Err(JobError::UnknownColumn(name.clone()));
            }
            [Vec::new(), features_of(prepared, name)].map(|without| ranked(None, without, 5 * MOST_ROWS)).into()
        }
    })
}

/// The setup that a study is about: that of one column has the column among the features.
pub(super) fn studied_setup(study: Study, setup: &TrainingSetup, open: &OpenTable) -> Result<TrainingSetup, JobError> {
    let Study::Without { column_idx } = study else { return Ok(setup.clone()) };
    let name = &column_at(open, column_idx)?.name;
    let with = |(column, role): &(String, Role)| (column.clone(), if column == name { Role::Feature } else { *role });
    Ok(TrainingSetup { roles: setup.roles.iter().map(with).collect(), ..setup.clone() })
}

fn column_at(open: &OpenTable, column_idx: u32) -> Result<&ColumnSchema, JobError> {
    open.schema.columns.get(column_idx as usize).ok_or_else(|| JobError::UnknownColumn((column_idx + 1).to_string()))
}

/// The features that are this column, or are worked out from it.
pub(super) fn features_of(prepared: &Prepared, column: &str) -> Vec<u16> {
    let is_of = |source: &FeatureSource| match source {
        FeatureSource::Column(name) => name == column,
        FeatureSource::Derived(derived) => derived.inputs().contains(&column),
    };
    prepared.encoder.features().iter().enumerate().filter(|(_, feature)| is_of(&feature.source)).map(|(idx, _)| idx as u16).collect()
}

/// The AUC with a column and without it, on the same rows.
fn worth_of(setup: &TrainingSetup, done: &[Done], prepared: &Prepared) -> Result<Sheet, JobError> {
    let left_out = done.iter().flat_map(|(fit, _)| if let Fit::OutOfBag { without, .. } = fit { without.as_slice() } else { &[] });
    let of_left_out = left_out.filter_map(|idx| prepared.encoder.features().get(usize::from(*idx)));
    let mut columns = of_left_out.filter_map(|feature| if let FeatureSource::Column(name) = &feature.source { Some(name) } else { None });
    let column = columns.next().ok_or(JobError::StoppedTooEarly)?.clone();
    let scores: Vec<&[Probability]> = done.iter().filter_map(|(_, result)| Some(result.as_ref().ok()?.scores.as_slice())).collect();
    let [with, without] = scores[..] else { return Err(JobError::StoppedTooEarly) };
    let training = &prepared.training;
    let rows = sampled_rows(training, prepared.params.seed, 5 * MOST_ROWS as usize);
    let is_bad: Vec<bool> =
        rows.map_or_else(|| training.is_bad().to_vec(), |rows| rows.iter().map(|&row| training.is_bad()[row as usize]).collect());
    let contrast = auc_contrast(with, without, &is_bad).ok_or(JobError::StoppedTooEarly)?;
    let is_left_out = !setup.roles.contains(&(column.clone(), Role::Feature));
    Ok(column_worth(&ColumnWorth { column, is_left_out, contrast, n_rows: is_bad.len() as u64, n_trees: N_TREES }))
}

fn derived_features(prepared: &Prepared) -> impl Iterator<Item = (u16, &str)> {
    let features = prepared.encoder.features().iter().enumerate();
    features
        .filter(|(_, feature)| matches!(feature.source, FeatureSource::Derived(_)))
        .map(|(idx, feature)| (idx as u16, feature.name.as_str()))
}

/// The rows to train on whose date is among the latest fifth, by the first column of dates that is a feature or left out.
fn newest_rows(prepared: &Prepared, open: &OpenTable) -> Result<Vec<u32>, JobError> {
    let table = &open.reading.table;
    let may_date = |role: Role| !matches!(role, Role::Collection | Role::Outcome | Role::OwnExport);
    let columns = table.columns().iter().zip(&open.schema.columns);
    let dates = columns
        .filter(|(_, schema)| may_date(schema.role))
        .find_map(|(column, _)| if let Column::Date(dates) = column { Some(dates) } else { None });
    let dates = dates.ok_or(JobError::NoDates)?;
    let mut dated: Vec<(i32, u32)> =
        prepared.known_rows.iter().enumerate().filter_map(|(idx, &row)| Some((dates.get(row as usize)?, idx as u32))).collect();
    sort_by(&mut dated, Ord::cmp);
    let first = dated.len() - dated.len() / NEWEST_SHARE;
    let since = dated.get(first).map(|(day, _)| *day).ok_or(JobError::NoDates)?;
    let mut newest: Vec<u32> = dated.into_iter().filter(|(day, _)| *day >= since).map(|(_, idx)| idx).collect();
    sort_by(&mut newest, Ord::cmp);
    Ok(newest)
}

/// What was found. `forest` is the one that was trained on all rows, if there is one.
pub(super) fn study_report(
    study: Study,
    setup: &TrainingSetup,
    done: &[Done],
    prepared: &Prepared,
    forest: Option<&Candidate>,
) -> Result<Sheet, JobError> {
    match study {
        Study::Compare => Ok(leaderboard(&leaderboard_rows(done, prepared, forest))),
        Study::Shuffle => {
            let mut aucs = done.iter().filter_map(|(_, result)| result.as_ref().ok()?.auc);
            let observed = aucs.next().ok_or(JobError::StoppedTooEarly)?;
            let null: Vec<f64> = aucs.collect();
            let check = permutation_check(observed, &null).ok_or(JobError::StoppedTooEarly)?;
            Ok(permutation_report(&check, &null, prepared.training.n_rows().min(MOST_ROWS as usize) as u64, N_TREES))
        }
        Study::Newest => {
            let Some((Fit::LeftOut { learner, rows }, result)) = done.first() else { return Err(JobError::StoppedTooEarly) };
            let result = result.as_ref().map_err(|error| JobError::Fit(error.clone()))?;
            let is_bad: Vec<bool> = rows.iter().map(|&row| prepared.training.is_bad()[row as usize]).collect();
            let evaluation = evaluate(&result.scores, &is_bad).ok_or(JobError::StoppedTooEarly)?;
            Ok(newest_report(*learner, &evaluation, prepared.training.n_rows() as u64))
        }
        Study::Prices => {
            let mut aucs = done.iter().map(|(_, result)| result.as_ref().ok().and_then(|result| result.auc));
            let whole = aucs.next().flatten().ok_or(JobError::StoppedTooEarly)?;
            let prices: Vec<(String, f64)> =
                derived_features(prepared).zip(aucs).filter_map(|((_, name), auc)| Some((name.to_owned(), whole - auc?))).collect();
            Ok(prices_report(whole, &prices, N_TREES))
        }
        Study::Without { .. } => worth_of(setup, done, prepared),
    }
}

fn leaderboard_rows(done: &[Done], prepared: &Prepared, forest: Option<&Candidate>) -> Vec<LeaderboardRow> {
    let out_of_bag = forest.and_then(|forest| {
        let (scores, is_bad) = judged(&forest.scores, &prepared.is_bad);
        evaluate(&scores, &is_bad)
    });
    let row = |learner: Learner| {
        let folds: Vec<&Done> =
            done.iter().filter(|(fit, _)| matches!(fit, Fit::Fold { learner: other, .. } if *other == learner)).collect();
        let failed = folds.iter().find_map(|(_, result)| result.as_ref().err().cloned());
        let results: Vec<&FitResult> = folds.iter().filter_map(|(_, result)| result.as_ref().ok()).collect();
        let in_sample: Vec<f64> = results.iter().filter_map(|result| result.in_sample_auc).collect();
        LeaderboardRow {
            learner,
            evaluation: (results.len() == N_FOLDS as usize)
                .then(|| fold_evaluation(&results, prepared))
                .flatten()
                .map(|found| found.figures),
            out_of_bag: out_of_bag.as_ref().filter(|_| learner == Learner::Forest).map(|found| found.auc),
            in_sample_auc: (!in_sample.is_empty()).then(|| in_sample.iter().sum::<f64>() / in_sample.len() as f64),
            fit_seconds: results.iter().map(|result| result.seconds).sum(),
            failed: failed.map(|error| error.to_string()),
        }
    };
    Learner::ALL.into_iter().map(row).collect()
}

fn fold_evaluation(results: &[&FitResult], prepared: &Prepared) -> Option<Evaluation> {
    let (mut scores, mut is_bad): (Vec<Probability>, Vec<bool>) = (Vec::new(), Vec::new());
    for (fold, result) in results.iter().enumerate() {
        let (judged, _) = fold_rows(&prepared.training, prepared.params.seed, fold as u32);
        scores.extend(&result.scores);
        is_bad.extend(judged.iter().map(|&row| prepared.training.is_bad()[row as usize]));
    }
    // Without a fold its base rate is a little lower where the fold's own is higher: a ranking against itself, of nothing.
    if results.iter().all(|result| matches!(result.model, Some(FittedModel::BaseRate(_)))) {
        let n_bad = is_bad.iter().filter(|is_bad| **is_bad).count() as u64;
        scores.fill(Probability::from_share(n_bad, is_bad.len() as u64)?);
    }
    evaluate(&scores, &is_bad)
}
