//! The learners on 20,000 loans: bins, a forest, a boosting, the scores of all rows, and what each feature adds to one score.

#![allow(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

mod portfolio;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use smart_loan_recovery::data::outcome_guess::choice_for;
use smart_loan_recovery::data::read::{ReadOptions, read_table};
use smart_loan_recovery::data::schema::{Role, Schema, borrower_keys, infer_schema, labels};
use smart_loan_recovery::data::table::Table;
use smart_loan_recovery::explanation::{ShapWorkspace, explain_boosting, explain_forest};
use smart_loan_recovery::features::FeatureEncoder;
use smart_loan_recovery::model::boosting::fit_boosting;
use smart_loan_recovery::model::forest::{Forest, grow_tree};
use smart_loan_recovery::model::{BadWeight, BoostingParams, FittedModel, ForestParams, TrainingSet};

const N_TREES: u32 = 10;

fn names_of_features(schema: &Schema) -> Vec<String> {
    schema.columns.iter().filter(|column| column.role == Role::Feature).map(|column| column.name.clone()).collect()
}

fn training_set(table: &Table, schema: &Schema) -> TrainingSet {
    let matrix = FeatureEncoder::fit(table, &names_of_features(schema)).unwrap().transform(table).unwrap();
    let outcome = schema.columns.iter().find(|column| column.role == Role::Outcome).unwrap();
    let is_bad = labels(table, &choice_for(table, &outcome.name)).unwrap();
    let keys = borrower_keys(table, schema);
    TrainingSet::new(matrix, is_bad.into_iter().map(|label| label == Some(true)).collect(), keys).unwrap()
}

fn forest(training: &TrainingSet, depth: Option<u16>) -> FittedModel {
    let params = ForestParams { max_depth: depth, min_samples_leaf: 1, max_nodes: 10_000_000, ..ForestParams::default() };
    let params = params.check().unwrap();
    let trees = (0..N_TREES).map(|number| (number, grow_tree(training, &params, number))).collect();
    let n_features = training.matrix().n_features() as u32;
    FittedModel::Forest(Forest { trees, seed: params.seed, n_features, bad_weight: BadWeight::ONE })
}

fn boosting(training: &TrainingSet) -> FittedModel {
    let params = BoostingParams { n_rounds: N_TREES, early_stopping_rounds: None, ..BoostingParams::default() };
    FittedModel::Boosting(fit_boosting(training, &params.check().unwrap(), 1.0))
}

/// Exact Shapley values of one row.
fn explain(model: &FittedModel, bins: &[u8], workspace: &mut ShapWorkspace) {
    match model {
        FittedModel::Forest(forest) => {
            black_box(explain_forest(forest.trees.iter().map(|(_, tree)| tree), forest.bad_weight, bins, workspace));
        }
        FittedModel::Boosting(boosting) => {
            black_box(explain_boosting(boosting, bins, workspace));
        }
        _ => {}
    }
}

fn learners(criterion: &mut Criterion) {
    let table = read_table(&portfolio::csv(4), &ReadOptions::default()).unwrap().table;
    let schema = infer_schema(&table);
    let training = training_set(&table, &schema);
    let rows: Vec<u32> = (0..training.n_rows() as u32).collect();

    let mut group = criterion.benchmark_group("20,000 loans");
    group.throughput(Throughput::Elements(rows.len() as u64)).sample_size(20);
    let names = names_of_features(&schema);
    group.bench_function("bins", |bencher| {
        bencher.iter(|| black_box(FeatureEncoder::fit(&table, &names).unwrap().transform(&table).unwrap()));
    });
    group.bench_function("forest, 10 trees of depth 12", |bencher| bencher.iter(|| black_box(forest(&training, Some(12)))));
    group.bench_function("forest, 10 trees of any depth", |bencher| bencher.iter(|| black_box(forest(&training, None))));
    group.bench_function("boosting, 10 rounds", |bencher| bencher.iter(|| black_box(boosting(&training))));
    let models = [("a forest of 10 trees", forest(&training, None)), ("a boosting of 10 rounds", boosting(&training))];
    for (name, model) in &models {
        group.bench_function(format!("scores of {name}"), |bencher| bencher.iter(|| black_box(model.scores(training.matrix(), &rows))));
    }
    group.throughput(Throughput::Elements(1));
    let (bins, mut workspace) = (training.matrix().row_bins(0), ShapWorkspace::new());
    for (name, model) in &models {
        group.bench_function(format!("TreeSHAP of one row, {name}"), |bencher| bencher.iter(|| explain(model, &bins, &mut workspace)));
    }
}

criterion_group!(benches, learners);
criterion_main!(benches);
