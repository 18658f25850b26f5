//! A table and a setup to what trainers learn from and what is scored: the same steps for the page and for the
//! command line.

use crate::data::schema::{Role, Schema, borrower_keys, labels};
use crate::data::table::{Column, Table};
use crate::features::{BinnedMatrix, FeatureEncoder, FeatureSource, available};
use crate::model::TrainingSet;
use crate::model::ValidForestParams;
use crate::quantity::Money;
use crate::quantity::order::sort_keys;

use super::protocol::{JobError, TrainingSetup};

/// Everything known before the first tree. All vectors have one entry a row of the table.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// How columns became bins.
    pub encoder: FeatureEncoder,
    /// All rows as bins.
    pub matrix: BinnedMatrix,
    /// The outcomes, where known.
    pub is_bad: Vec<Option<bool>>,
    /// Whose row it is.
    pub borrower_keys: Vec<u64>,
    /// Whether a row of this borrower is trained on.
    pub is_trained_on: Vec<bool>,
    /// The rows of the table whose outcomes are known, ascending: those of `training`.
    pub known_rows: Vec<u32>,
    /// The rows with outcomes.
    pub training: TrainingSet,
    /// Checked settings.
    pub params: ValidForestParams,
    /// Money owed, where the file says.
    pub outstanding: Vec<Option<Money>>,
}

/// Puts a setup to work on a table. Fails where the outcome cannot be learned, a column is unknown or text, or the
/// settings cannot train.
pub fn prepare(table: &Table, schema: &Schema, setup: &TrainingSetup) -> Result<Prepared, JobError> {
    let params = setup.params.clone().check()?;
    let schema = schema.with_roles(&setup.roles);
    let is_bad = labels(table, &setup.outcome)?;
    let encoder = FeatureEncoder::fit(table, &feature_sources(&schema, setup))?;
    let matrix = encoder.transform(table)?;
    let borrower_keys = borrower_keys(table, &schema);

    let known: Vec<u32> = (0..table.n_rows() as u32).filter(|&row| is_bad[row as usize].is_some()).collect();
    let known_keys: Vec<u64> = known.iter().map(|&row| borrower_keys[row as usize]).collect();
    let known_outcomes = known.iter().map(|&row| is_bad[row as usize] == Some(true)).collect();
    let mut trained_keys = known_keys.clone();
    sort_keys(&mut trained_keys);
    let is_trained_on = borrower_keys.iter().map(|key| trained_keys.binary_search(key).is_ok()).collect();
    let training = TrainingSet::new(matrix.select_rows(&known), known_outcomes, known_keys)?;
    let outstanding = money_owed(table, setup.balance.as_deref())?;
    Ok(Prepared { encoder, matrix, is_bad, borrower_keys, is_trained_on, known_rows: known, training, params, outstanding })
}

/// The columns with the role of a feature, then what can be derived from them and is not to be left out.
pub fn feature_sources(schema: &Schema, setup: &TrainingSetup) -> Vec<FeatureSource> {
    let features = schema.columns.iter().filter(|column| column.role == Role::Feature && column.name != setup.outcome.column);
    let names: Vec<String> = features.map(|column| column.name.clone()).collect();
    let derived = available(schema, &names).into_iter().filter(|derived| !setup.without.contains(&derived.ratio));
    names.iter().map(FeatureSource::from).chain(derived.map(FeatureSource::Derived)).collect()
}

/// A balance below zero is money that the lender owes: nothing is owed to it.
fn money_owed(table: &Table, column: Option<&str>) -> Result<Vec<Option<Money>>, JobError> {
    let Some(name) = column else { return Ok(vec![None; table.n_rows()]) };
    let column = table.position(name).and_then(|idx| table.column(idx)).ok_or_else(|| JobError::UnknownColumn(name.to_owned()))?;
    Ok(match column {
        Column::Number(numbers) => {
            (0..table.n_rows()).map(|row| numbers.get(row).and_then(|amount| Money::from_major(amount.max(0.0)))).collect()
        }
        _ => vec![None; table.n_rows()],
    })
}
