//! One measured step at a time, the same natively and in the browser: tables of loans in, fits with their times and AUC out.
//! Knows no peer; where the bytes come from and what a second is, is its host's affair.

use serde::Deserialize;
use serde_json::{Value, json};
use smart_loan_recovery::data::read::{ReadOptions, TableReader};
use smart_loan_recovery::data::schema::{OutcomeChoice, Schema, borrower_keys, infer_schema, labels};
use smart_loan_recovery::data::table::Table;
use smart_loan_recovery::evaluation::auc_roc;
use smart_loan_recovery::features::{BinnedMatrix, FeatureEncoder};
use smart_loan_recovery::model::boosting::fit_boosting;
use smart_loan_recovery::model::forest::{Forest, grow_tree};
use smart_loan_recovery::model::{BadWeight, BoostingParams, FittedModel, ForestParams, TrainingSet};

/// The column of the generated files that is to be learned.
const OUTCOME: &str = "defaulted";

/// What a host may ask for.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Command {
    /// Reads a file as the app does, types its columns and throws it away.
    Parse,
    /// Reads the file to learn from.
    ReadTraining,
    /// Reads a file to judge by, under a name.
    ReadTest {
        /// Its name in `Score`.
        name: String,
    },
    /// Bins the training rows, without learning.
    Bin,
    /// Bins the training rows and learns from them; both are its time.
    Fit {
        /// What learns, with its settings.
        #[serde(flatten)]
        learner: Learner,
    },
    /// The AUC of the last fit on a file.
    Score {
        /// Which one.
        name: String,
    },
    /// Grows some trees of a forest on the rows that `Bin` has left; answers with their bytes.
    Grow {
        /// The number of the first.
        first: u32,
        /// How many, and how.
        #[serde(flatten)]
        forest: ForestSettings,
    },
}

/// What learns.
#[derive(Debug, Deserialize)]
#[serde(tag = "learner", rename_all = "snake_case")]
pub enum Learner {
    /// A random forest.
    Forest(ForestSettings),
    /// Gradient boosting without early stopping, as LightGBM's by default.
    Boosting {
        /// Rounds.
        n_trees: u32,
        /// Draws nothing here, but is asked for.
        seed: u64,
    },
}

/// A forest as scikit-learn's by default.
#[derive(Debug, Deserialize)]
pub struct ForestSettings {
    /// Trees.
    n_trees: u32,
    /// Greatest depth; none is unlimited.
    depth: Option<u16>,
    /// Fewest rows of a leaf.
    #[serde(default = "one")]
    min_leaf: u32,
    /// Most nodes of a tree.
    #[serde(default = "no_cap")]
    max_nodes: u32,
    /// Draws bootstrap and features.
    seed: u64,
}

fn one() -> u32 {
    1
}

fn no_cap() -> u32 {
    10_000_000
}

impl ForestSettings {
    fn params(&self) -> ForestParams {
        ForestParams {
            n_trees: self.n_trees,
            max_depth: self.depth,
            min_samples_leaf: self.min_leaf,
            max_nodes: self.max_nodes,
            seed: self.seed,
            ..ForestParams::default()
        }
    }
}

/// A figure or two, and bytes where they are asked for.
pub struct Answer {
    pub figures: Value,
    pub bytes: Vec<u8>,
}

impl From<Value> for Answer {
    fn from(figures: Value) -> Self {
        Answer { figures, bytes: Vec::new() }
    }
}

/// A file that is to be read.
pub struct Source<'a> {
    /// Its size.
    pub n_bytes: u64,
    /// It itself.
    pub pieces: &'a mut dyn Iterator<Item = Vec<u8>>,
}

/// What is kept from command to command.
#[derive(Default)]
pub struct Workbench {
    training: Option<Labeled>,
    tests: Vec<(String, Labeled)>,
    binned: Option<(FeatureEncoder, TrainingSet)>,
    fitted: Option<(FeatureEncoder, FittedModel)>,
}

struct Labeled {
    table: Table,
    is_bad: Vec<bool>,
    borrower_keys: Vec<u64>,
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

impl Workbench {
    /// Does as it is told; `file` is the one to read, if one is, and `now` is in milliseconds.
    pub fn run(&mut self, command: &Command, file: Source<'_>, now: &dyn Fn() -> f64) -> Result<Answer, String> {
        let started = now();
        let seconds = || (now() - started) / 1e3;
        Ok(match command {
            Command::Parse => {
                let table = read(file)?;
                let seconds = seconds();
                json!({ "seconds": seconds, "n_rows": table.n_rows(), "n_columns": table.n_columns() }).into()
            }
            Command::ReadTraining => {
                let table = read(file)?;
                let read_seconds = seconds();
                let schema = infer_schema(&table);
                let schema_seconds = seconds() - read_seconds;
                let training = labeled(table, &schema)?;
                let key_seconds = seconds() - read_seconds - schema_seconds;
                self.training = Some(training);
                json!({ "seconds": read_seconds, "schema_seconds": schema_seconds, "key_seconds": key_seconds }).into()
            }
            Command::ReadTest { name } => {
                let table = read(file)?;
                let schema = infer_schema(&table);
                self.tests.push((name.clone(), labeled(table, &schema)?));
                json!({ "seconds": seconds() }).into()
            }
            Command::Bin => {
                self.binned = Some(self.bin()?);
                json!({ "seconds": seconds() }).into()
            }
            Command::Fit { learner } => {
                let (encoder, training) = self.bin()?;
                let bin_seconds = seconds();
                let (model, n_nodes) = fit(learner, &training)?;
                let answer = json!({ "seconds": seconds(), "bin_seconds": bin_seconds, "n_nodes": n_nodes });
                self.fitted = Some((encoder, model));
                answer.into()
            }
            Command::Score { name } => {
                let auc = self.score(name)?;
                json!({ "seconds": seconds(), "auc": auc }).into()
            }
            Command::Grow { first, forest } => {
                let (_, training) = self.binned.as_ref().ok_or("nothing is binned")?;
                let bytes = grow(*first, forest, training)?;
                Answer { figures: json!({ "seconds": seconds(), "n_bytes": bytes.len() }), bytes }
            }
        })
    }

    fn bin(&self) -> Result<(FeatureEncoder, TrainingSet), String> {
        let Labeled { table, is_bad, borrower_keys } = self.training.as_ref().ok_or("no training rows were read")?;
        let features: Vec<String> = table.names().iter().filter(|name| *name != OUTCOME).cloned().collect();
        let encoder = FeatureEncoder::fit(table, &features).map_err(text)?;
        let matrix = encoder.transform(table).map_err(text)?;
        let training = TrainingSet::new(matrix, is_bad.clone(), borrower_keys.clone()).map_err(text)?;
        Ok((encoder, training))
    }

    fn score(&self, name: &str) -> Result<f64, String> {
        let (encoder, model) = self.fitted.as_ref().ok_or("nothing was fitted")?;
        let (_, test) = self.tests.iter().find(|(known, _)| known == name).ok_or("no such file was read")?;
        let matrix: BinnedMatrix = encoder.transform(&test.table).map_err(text)?;
        let rows: Vec<u32> = (0..matrix.n_rows() as u32).collect();
        auc_roc(&model.scores(&matrix, &rows), &test.is_bad).ok_or_else(|| "one outcome only".to_owned())
    }
}

fn read(file: Source<'_>) -> Result<Table, String> {
    let mut reader = TableReader::new(ReadOptions::default()).expecting(file.n_bytes);
    for piece in file.pieces {
        reader.push(&piece).map_err(text)?;
    }
    Ok(reader.finish().map_err(text)?.table)
}

fn labeled(table: Table, schema: &Schema) -> Result<Labeled, String> {
    let known = labels(&table, &OutcomeChoice::new(OUTCOME, vec!["1".to_owned()])).map_err(text)?;
    let is_bad = known.into_iter().map(|label| label == Some(true)).collect();
    let borrower_keys = borrower_keys(&table, schema);
    Ok(Labeled { table, is_bad, borrower_keys })
}

fn fit(learner: &Learner, training: &TrainingSet) -> Result<(FittedModel, usize), String> {
    match learner {
        Learner::Forest(settings) => {
            let params = settings.params().check().map_err(text)?;
            let trees: Vec<_> = (0..params.n_trees).map(|number| (number, grow_tree(training, &params, number))).collect();
            let n_nodes = trees.iter().map(|(_, tree)| tree.nodes().len()).sum();
            let n_features = training.matrix().n_features() as u32;
            Ok((FittedModel::Forest(Forest { trees, seed: params.seed, n_features, bad_weight: BadWeight::ONE }), n_nodes))
        }
        Learner::Boosting { n_trees, seed } => {
            let params = BoostingParams {
                n_rounds: *n_trees,
                seed: *seed,
                l2_regularization: 0.0,
                early_stopping_rounds: None,
                ..BoostingParams::default()
            };
            let boosting = fit_boosting(training, &params.check().map_err(text)?, 1.0);
            let n_nodes = boosting.trees().iter().map(|tree| tree.tree().nodes().len()).sum();
            Ok((FittedModel::Boosting(boosting), n_nodes))
        }
    }
}

fn grow(first: u32, settings: &ForestSettings, training: &TrainingSet) -> Result<Vec<u8>, String> {
    let params = settings.params().check().map_err(text)?;
    let mut bytes = Vec::new();
    for number in first..first + settings.n_trees {
        let tree = grow_tree(training, &params, number);
        bytes = postcard::to_extend(&tree, bytes).map_err(text)?;
    }
    Ok(bytes)
}
