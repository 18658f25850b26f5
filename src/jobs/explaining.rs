//! Questions about why: a trained model, the table and a topic in, charts with their words out. Every answer comes from parts of the
//! model that have not seen the borrower asked about.

use serde::{Deserialize, Serialize};

use super::job_error::JobError;
use super::scored::Scored;
use crate::charts::DependenceValues;
use crate::data::schema::Schema;
use crate::data::table::{Column, Table, date_text};
use crate::evaluation::CalibrationMethod;
use crate::explanation::{
    AucFall, Judge, NearestChange, ShapWorkspace, WhatIfField, bin_ranks, changeable_columns, dependence, nearest_change,
    permutation_importance, shap_sample, typical_bin, what_if_fields,
};
use crate::features::{BinDescription, BinRange, Feature, FeatureSource, MISSING_BIN};
use crate::quantity::order::sort_by;
use crate::quantity::{Currency, Probability};
use crate::sheets::{
    Block, CellValue, ChangedCell, DependenceWords, FeatureWords, PermutationRow, Reason, ScoreReasons, Sheet, SwarmFeature,
    beeswarm_chart, change_sentence, dependence_chart, explanation_chart, no_explanation, permutation_chart,
};
use crate::strategy::CutOffs;

/// What a score would be with some cells changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhatIfReport {
    /// The borrower's score as it is.
    pub score_before: Option<Probability>,
    /// As it would be; `None` where every part of the model has seen the borrower.
    pub score_after: Option<Probability>,
}

/// The smallest change of one or two cells that brings a score below a cut-off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NearestChangeReport {
    /// What it is, or that there is none.
    pub sentence: String,
    /// Columns with their new values, to be asked about as what-if; empty where there is no such change.
    pub changes: Vec<(String, String)>,
    /// The score then.
    pub score_after: Option<Probability>,
}

/// The names of what moves a score.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drivers {
    /// What raises it.
    pub raising: Vec<String>,
    /// What lowers it.
    pub lowering: Vec<String>,
}

/// So many drivers are named on either side.
const N_DRIVERS: usize = 3;

/// See the module.
pub struct Explaining<'a> {
    /// The rows.
    pub table: &'a Table,
    /// What the columns are, before the setup's roles.
    pub schema: &'a Schema,
    /// The model.
    pub scored: &'a Scored,
}

impl Explaining<'_> {
    /// Why one borrower has its score.
    pub fn explanation(&self, row: u64, currency: Currency) -> Result<Sheet, JobError> {
        let row = self.row(row)?;
        let Some(row_judge) = self.judge().of_row(row) else { return Ok(Sheet { blocks: vec![no_explanation()] }) };
        let explained = row_judge.explain(&self.scored.prepared.matrix.row_bins(row), &mut ShapWorkspace::new());
        let features = self.scored.prepared.encoder.features().iter().zip(explained.explanation.contributions).enumerate();
        let mut reasons: Vec<Reason> = features
            .map(|(feature_idx, (feature, contribution))| Reason {
                words: self.words(feature, currency),
                value: self.value(feature, row),
                typical: self.typical(feature_idx),
                contribution,
            })
            .collect();
        sort_by(&mut reasons, |a, b| b.contribution.abs().total_cmp(&a.contribution.abs()));
        let is_calibrated = self.scored.setup.calibration != CalibrationMethod::None;
        let reasons = ScoreReasons {
            base: explained.explanation.base,
            reasons,
            calibration: is_calibrated.then_some(explained.calibration),
            score: explained.score,
            is_in_log_odds: row_judge.parts.is_in_log_odds(),
        };
        Ok(Sheet { blocks: vec![Block::Chart(Box::new(explanation_chart(&reasons)))] })
    }

    /// What raises and what lowers a borrower's score, the weightiest first; nothing where no part of the model may judge them.
    pub fn drivers(&self, row: u64) -> Result<Drivers, JobError> {
        let row = self.row(row)?;
        let Some(row_judge) = self.judge().of_row(row) else { return Ok(Drivers::default()) };
        let explained = row_judge.explain(&self.scored.prepared.matrix.row_bins(row), &mut ShapWorkspace::new());
        let features = self.scored.prepared.encoder.features();
        let mut named: Vec<(&str, f64)> =
            features.iter().map(|feature| feature.name.as_str()).zip(explained.explanation.contributions).collect();
        sort_by(&mut named, |a, b| b.1.abs().total_cmp(&a.1.abs()));
        let weighty = |sign: f64| {
            let own = named.iter().filter(move |(_, contribution)| contribution * sign > 0.0);
            own.take(N_DRIVERS).map(|(name, _)| (*name).to_owned()).collect()
        };
        Ok(Drivers { raising: weighty(1.0), lowering: weighty(-1.0) })
    }

    /// What may be changed of a borrower's row.
    pub fn what_if_fields(&self, row: u64) -> Result<Vec<WhatIfField>, JobError> {
        let row = self.row(row)?;
        Ok(what_if_fields(&self.scored.prepared.encoder, self.table, &self.schema(), row))
    }

    /// A borrower's score with some cells changed: names of columns with the texts of their new cells.
    pub fn what_if(&self, row: u64, changes: &[(String, String)]) -> Result<WhatIfReport, JobError> {
        let row = self.row(row)?;
        let bins = self.scored.prepared.encoder.row_bins(self.table, row, changes)?;
        let score_after = self.judge().of_row(row).map(|row_judge| row_judge.score(&bins));
        Ok(WhatIfReport { score_before: self.scored.scores[row], score_after })
    }

    /// The smallest change that brings a borrower's score below the cut-off at this step of the grid.
    pub fn nearest_change(&self, row: u64, below: u16, currency: Currency) -> Result<NearestChangeReport, JobError> {
        let row = self.row(row)?;
        let prepared = &self.scored.prepared;
        let (score, schema) = (self.scored.scores[row], self.schema());
        let below = Probability::nearest(f64::from(below) / f64::from(CutOffs::GRID));
        let row_judge = self.judge().of_row(row).filter(|_| score.is_some_and(|score| score >= below));
        let nearest = row_judge.and_then(|row_judge| {
            let columns = changeable_columns(&prepared.encoder, &prepared.matrix, self.table, &schema, row);
            nearest_change(&columns, below, &mut |changes| {
                Some(row_judge.score(&prepared.encoder.row_bins(self.table, row, changes).ok()?))
            })
        });
        let (changes, after) = nearest.map_or((Vec::new(), None), |NearestChange { changes, score, .. }| (changes, Some(score)));
        let cell = |(name, text): &(String, String)| self.changed_cell(name, text, row, currency);
        let cells: Vec<ChangedCell> = changes.iter().filter_map(cell).collect();
        let sentence = change_sentence(&cells, score, after, below);
        Ok(NearestChangeReport { sentence, changes, score_after: after })
    }

    /// How scores depend on one feature.
    pub fn dependence(&self, feature: &str, currency: Currency) -> Result<Sheet, JobError> {
        let encoder = &self.scored.prepared.encoder;
        let unknown = || JobError::UnknownColumn(feature.to_owned());
        let feature_idx = encoder.features().iter().position(|known| known.name == feature).ok_or_else(unknown)?;
        let found = dependence(&self.judge(), feature_idx).ok_or(JobError::StoppedTooEarly)?;
        let words = self.words(&encoder.features()[feature_idx], currency);
        let described = encoder.bins_for(feature_idx);
        let bins: Vec<&BinDescription> = found.bins.iter().filter_map(|bin| described.get(usize::from(*bin))).collect();
        let chart = dependence_chart(&dependence_words(words, &bins), &found);
        Ok(Sheet { blocks: vec![Block::Chart(Box::new(chart))] })
    }

    /// How far the AUC falls without each feature.
    pub fn permutation(&self, currency: Currency) -> Result<Sheet, JobError> {
        let found = permutation_importance(&self.judge()).ok_or(JobError::StoppedTooEarly)?;
        let features = self.scored.prepared.encoder.features().iter().zip(&found.falls);
        let importance = |name: &str| self.scored.importance.iter().find(|(other, _)| other == name).map_or(0.0, |(_, share)| *share);
        let row = |(feature, fall): (&Feature, &AucFall)| PermutationRow {
            words: self.words(feature, currency),
            fall: fall.mean,
            sd: fall.sd,
            importance: importance(&feature.name),
        };
        let mut rows: Vec<PermutationRow> = features.map(row).collect();
        sort_by(&mut rows, |a, b| b.fall.total_cmp(&a.fall));
        Ok(Sheet { blocks: vec![Block::Chart(Box::new(permutation_chart(found.auc, found.n_rows, &rows)))] })
    }

    /// What each feature adds to the scores of a sample.
    pub fn beeswarm(&self, currency: Currency) -> Sheet {
        let matrix = &self.scored.prepared.matrix;
        let sample = shap_sample(&self.judge());
        let feature = |(feature_idx, (feature, mean_absolute)): (usize, (&Feature, f64))| {
            let column = matrix.column(feature_idx);
            let ranks = bin_ranks(column);
            let is_categorical = matrix.layout(feature_idx).is_categorical;
            let height = |bin: u8| (bin != MISSING_BIN && !is_categorical).then(|| ranks[usize::from(bin)]);
            let rows = sample.rows.iter().zip(&sample.contributions);
            let dots = rows.map(|(&row, contributions)| (contributions[feature_idx], height(column[row as usize])));
            SwarmFeature { words: self.words(feature, currency), mean_absolute, dots: dots.collect() }
        };
        let named = self.scored.prepared.encoder.features().iter().zip(sample.mean_absolute()).enumerate();
        let mut features: Vec<SwarmFeature> = named.map(feature).collect();
        sort_by(&mut features, |a, b| b.mean_absolute.total_cmp(&a.mean_absolute));
        let first = sample.rows.first().and_then(|&row| self.judge().of_row(row as usize));
        let is_in_log_odds = first.is_some_and(|judge| judge.parts.is_in_log_odds());
        Sheet { blocks: vec![Block::Chart(Box::new(beeswarm_chart(&features, sample.rows.len(), is_in_log_odds)))] }
    }

    fn judge(&self) -> Judge<'_> {
        let prepared = &self.scored.prepared;
        Judge {
            model: &self.scored.candidate.model,
            calibration: &self.scored.calibration,
            matrix: &prepared.matrix,
            is_bad: &prepared.is_bad,
            borrower_keys: &prepared.borrower_keys,
            is_trained_on: &prepared.is_trained_on,
            seed: prepared.params.seed,
        }
    }

    fn row(&self, row: u64) -> Result<usize, JobError> {
        if row < self.table.n_rows() as u64 { Ok(row as usize) } else { Err(JobError::UnknownRow(row)) }
    }

    fn schema(&self) -> Schema {
        self.schema.with_roles(&self.scored.setup.roles)
    }

    fn words(&self, feature: &Feature, currency: Currency) -> FeatureWords {
        match &feature.source {
            FeatureSource::Column(name) => self.column_words(name, currency),
            FeatureSource::Derived(derived) => FeatureWords::new(derived.name(), None, Some(derived.ratio), currency),
        }
    }

    fn column_words(&self, name: &str, currency: Currency) -> FeatureWords {
        FeatureWords::new(name, self.schema.column(name).and_then(|column| column.meaning), None, currency)
    }

    fn column(&self, name: &str) -> Option<&Column> {
        self.table.position(name).and_then(|idx| self.table.column(idx))
    }

    fn value(&self, feature: &Feature, row: usize) -> CellValue {
        match &feature.source {
            FeatureSource::Column(name) => self.column(name).map_or(CellValue::Missing, |column| cell(column, row)),
            FeatureSource::Derived(derived) => {
                match derived.inputs().map(|name| self.column(name).map_or(CellValue::Missing, |column| cell(column, row))) {
                    [CellValue::Number(above), CellValue::Number(below)] if below > 0.0 => CellValue::Number(above / below),
                    _ => CellValue::Missing,
                }
            }
        }
    }

    /// The portfolio's middle or commonest value.
    fn typical(&self, feature_idx: usize) -> CellValue {
        let prepared = &self.scored.prepared;
        let bin = typical_bin(prepared.matrix.column(feature_idx), prepared.matrix.layout(feature_idx).is_categorical);
        match prepared.encoder.bins_for(feature_idx).get(usize::from(bin)) {
            Some(BinDescription::Range(range)) => bound(range, range.lowest),
            Some(BinDescription::Label(label)) => CellValue::Label(label.clone()),
            Some(BinDescription::OtherLabels) => CellValue::Label("another".to_owned()),
            Some(BinDescription::Missing) | None => CellValue::Missing,
        }
    }

    fn changed_cell(&self, name: &str, text: &str, row: usize, currency: Currency) -> Option<ChangedCell> {
        let before = cell(self.column(name)?, row);
        let after = match before {
            CellValue::Number(_) => CellValue::Number(text.parse().ok()?),
            _ => CellValue::Label(text.to_owned()),
        };
        Some(ChangedCell { words: self.column_words(name, currency), before, after })
    }
}

fn cell(column: &Column, row: usize) -> CellValue {
    match column {
        Column::Number(numbers) => numbers.get(row).map_or(CellValue::Missing, CellValue::Number),
        Column::Date(dates) => dates.get(row).map_or(CellValue::Missing, CellValue::Day),
        column if column.is_missing(row) => CellValue::Missing,
        column => CellValue::Label(column.text(row).into_owned()),
    }
}

/// An end of a range as a cell.
fn bound(range: &BinRange, value: f64) -> CellValue {
    if range.is_date { CellValue::Day(value as i32) } else { CellValue::Number(value + 0.0) }
}

/// What is written of these bins, and where they stand.
fn dependence_words(words: FeatureWords, bins: &[&BinDescription]) -> DependenceWords {
    let text = |bin: &&BinDescription| match bin {
        BinDescription::Range(range) => {
            let (low, high) = (words.value_text(&bound(range, range.lowest)), words.value_text(&bound(range, range.highest)));
            if low == high { low } else { format!("{low} to {high}") }
        }
        bin => bin.text(),
    };
    let texts: Vec<String> = bins.iter().map(text).collect();
    let ranges: Vec<&BinRange> =
        bins.iter().filter_map(|bin| if let BinDescription::Range(range) = bin { Some(range) } else { None }).collect();
    let values = match ranges.first() {
        None => DependenceValues::Labels(texts.clone()),
        Some(range) if range.is_date => DependenceValues::Days(ranges.iter().map(|range| date_text(range.mean as i32)).collect()),
        Some(_) => DependenceValues::Numbers(ranges.iter().map(|range| range.mean).collect()),
    };
    let end = |range: Option<&&BinRange>, pick: fn(&BinRange) -> f64| {
        range.map(|range| words.value_text(&bound(range, pick(range)))).unwrap_or_default()
    };
    let (first, last) = (end(ranges.first(), |range| range.lowest), end(ranges.last(), |range| range.highest));
    DependenceWords { words, values, texts, first, last }
}
