use serde::{Deserialize, Serialize};

use super::nearest_change::{CandidateValue, ChangeableColumn};
use super::sample::bin_ranks;
use crate::data::phrase::phrase_of;
use crate::data::schema::{Meaning, Role, Schema, is_protected};
use crate::data::table::{Column, Table};
use crate::features::{BinDescription, BinnedMatrix, FeatureEncoder, FeatureSource};
use crate::quantity::order::sort_by;

/// About how many steps a slider has.
const N_STEPS: f64 = 200.0;
/// How far one label is from another, which have no order: half of the portfolio.
const LABEL_DISTANCE: f64 = 0.5;

/// A column that a borrower's score is worked out from, as a person may change it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhatIfField {
    /// The column's name.
    pub name: String,
    /// Which values it may have.
    pub kind: WhatIfKind,
    /// The borrower's value as canonical text; empty where missing.
    pub value: String,
    /// Why it may not be changed; `None` where it may.
    pub lock: Option<FieldLock>,
}

/// Which values a column may have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum WhatIfKind {
    /// A number within what the file holds.
    Number {
        /// The smallest.
        min: f64,
        /// The largest.
        max: f64,
        /// A round step.
        step: f64,
        /// All values are whole numbers.
        is_whole: bool,
    },
    /// One of these, the commonest first.
    Category {
        /// As in the file.
        labels: Vec<String>,
    },
    /// A calendar day.
    Date,
}

/// Why a column may not be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldLock {
    /// The law protects it, and no one can change it.
    Protected,
    /// It names somebody or something.
    Identifier,
    /// It is no feature of the model.
    NotAFeature,
    /// A day that has passed does not change.
    Date,
}

/// The columns from which the encoder's features are worked out, in their order, with this row's values.
pub fn what_if_fields(encoder: &FeatureEncoder, table: &Table, schema: &Schema, row: usize) -> Vec<WhatIfField> {
    let field = |name: &String| {
        let column = table.column(table.position(name)?)?;
        let kind = match column {
            Column::Number(numbers) => number_kind(numbers.values()),
            Column::Date(_) => WhatIfKind::Date,
            Column::Category(_) | Column::Text(_) => WhatIfKind::Category { labels: labels_of(encoder, name) },
        };
        let lock = lock_of(name, column, schema);
        Some(WhatIfField { name: name.clone(), kind, value: column.text(row).into_owned(), lock })
    };
    source_columns(encoder).iter().filter_map(field).collect()
}

/// The columns that may be changed, each with the values that its bins stand for, nearest to this row's value first: only
/// values that would be better news, where that is known of the column, and never what was lent.
pub fn changeable_columns(
    encoder: &FeatureEncoder,
    matrix: &BinnedMatrix,
    table: &Table,
    schema: &Schema,
    row: usize,
) -> Vec<ChangeableColumn> {
    let features = encoder.features().iter().enumerate();
    let changeable = features.filter_map(|(feature_idx, feature)| {
        let FeatureSource::Column(name) = &feature.source else { return None };
        let column = table.column(table.position(name)?)?;
        if lock_of(name, column, schema).is_some() || column.is_missing(row) {
            return None;
        }
        let meaning = schema.column(name).and_then(|column| column.meaning);
        let direction = direction_of(meaning)?;
        let present = column.text(row);
        let own_bin = matrix.bin(feature_idx, row);
        let ranks = bin_ranks(matrix.column(feature_idx));
        let candidate = |(bin, description): (usize, BinDescription)| match description {
            // The value of the bin that is nearest to the present one.
            BinDescription::Range(range) => {
                let value = if bin < usize::from(own_bin) { range.highest } else { range.lowest };
                let distance = (ranks[bin] - ranks[usize::from(own_bin)]).abs();
                direction.allows(usize::from(own_bin), bin).then(|| CandidateValue { text: value.to_string(), distance })
            }
            BinDescription::Label(label) => (label != present).then_some(CandidateValue { text: label, distance: LABEL_DISTANCE }),
            BinDescription::OtherLabels | BinDescription::Missing => None,
        };
        let mut values: Vec<CandidateValue> = encoder.bins_for(feature_idx).into_iter().enumerate().filter_map(candidate).collect();
        sort_by(&mut values, |a, b| a.distance.total_cmp(&b.distance));
        Some(ChangeableColumn { name: name.clone(), values })
    });
    changeable.collect()
}

/// Where a borrower's number may go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
    Either,
}

impl Direction {
    fn allows(self, present: usize, bin: usize) -> bool {
        match self {
            Direction::Up => bin > present,
            Direction::Down => bin < present,
            Direction::Either => bin != present,
        }
    }
}

/// `None` of what cannot change any more.
fn direction_of(meaning: Option<Meaning>) -> Option<Direction> {
    match meaning {
        Some(
            Meaning::LoanAmount
            | Meaning::LoanDate
            | Meaning::LoanProduct
            | Meaning::PaymentHistory
            | Meaning::Dependents
            | Meaning::ContactAttempts
            | Meaning::PromiseDate
            | Meaning::InPlan
            | Meaning::Dispute
            | Meaning::Vulnerability
            | Meaning::Deceased
            | Meaning::Insolvency
            | Meaning::LegalHold
            | Meaning::LegalAction
            | Meaning::Group
            | Meaning::BorrowerId
            | Meaning::LoanId,
        ) => None,
        Some(
            Meaning::Outstanding | Meaning::DaysPastDue | Meaning::MissedPayments | Meaning::MonthlyInstalment | Meaning::InterestRate,
        ) => Some(Direction::Down),
        Some(Meaning::MonthlyIncome | Meaning::YearlyIncome | Meaning::CollateralValue) => Some(Direction::Up),
        Some(Meaning::LoanTenure | Meaning::Employment) | None => Some(Direction::Either),
    }
}

/// Each once.
fn source_columns(encoder: &FeatureEncoder) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for feature in encoder.features() {
        let inputs: Vec<&str> = match &feature.source {
            FeatureSource::Column(name) => vec![name],
            FeatureSource::Derived(derived) => derived.inputs().to_vec(),
        };
        for name in inputs {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

fn lock_of(name: &str, column: &Column, schema: &Schema) -> Option<FieldLock> {
    let described = schema.column(name);
    let is_named = described.is_some_and(|column| matches!(column.meaning, Some(Meaning::BorrowerId | Meaning::LoanId)));
    let role = described.map_or(Role::Feature, |column| column.role);
    match role {
        _ if is_protected(&phrase_of(name)) => Some(FieldLock::Protected),
        Role::Identifier => Some(FieldLock::Identifier),
        _ if is_named => Some(FieldLock::Identifier),
        Role::Feature if matches!(column, Column::Date(_)) => Some(FieldLock::Date),
        Role::Feature => None,
        Role::Outcome | Role::Collection | Role::Ignored | Role::OwnExport => Some(FieldLock::NotAFeature),
    }
}

fn number_kind(values: &[f64]) -> WhatIfKind {
    let present = || values.iter().copied().filter(|value| !value.is_nan());
    let (min, max) = present().fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), value| (min.min(value), max.max(value)));
    let (min, max) = if min <= max { (min, max) } else { (0.0, 0.0) };
    let is_whole = present().all(|value| value.fract() == 0.0);
    WhatIfKind::Number { min, max, step: round_step((max - min) / N_STEPS, is_whole), is_whole }
}

/// The largest of 1, 2 and 5 times a power of ten that is not above `width`; of whole numbers at least 1.
fn round_step(width: f64, is_whole: bool) -> f64 {
    if !width.is_finite() || width <= 0.0 {
        return 1.0;
    }
    let mut power = 1.0;
    while power > width && power > 1e-12 {
        power /= 10.0;
    }
    while power * 10.0 <= width {
        power *= 10.0;
    }
    let step = [5.0, 2.0].into_iter().map(|times| times * power).find(|step| *step <= width).unwrap_or(power);
    if is_whole { step.max(1.0) } else { step }
}

fn labels_of(encoder: &FeatureEncoder, name: &str) -> Vec<String> {
    let is_of = |source: &FeatureSource| matches!(source, FeatureSource::Column(column) if column == name);
    let feature_idx = encoder.features().iter().position(|feature| is_of(&feature.source));
    let descriptions = feature_idx.map_or(Vec::new(), |idx| encoder.bins_for(idx));
    let label = |description: BinDescription| if let BinDescription::Label(label) = description { Some(label) } else { None };
    descriptions.into_iter().filter_map(label).collect()
}
