//! The learners' core without a browser: `cargo bench`. Makes its own table: 20 features, 6 of them categories, 3 % of
//! the cells missing, 22 % of the rows bad.

#![allow(missing_docs, reason = "criterion's macros make public functions")]
#![allow(clippy::unwrap_used, reason = "a bench may fail")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use smart_loan_recovery::features::{BinnedMatrix, FeatureLayout, MISSING_BIN};
use smart_loan_recovery::model::forest::{OutOfBag, grow_tree};
use smart_loan_recovery::model::{BadWeight, ForestParams, TrainingSet, Tree, ValidForestParams};
use smart_loan_recovery::quantity::{RandomStream, hash_pair};

/// Labels of each categorical feature.
const N_LABELS: [u32; 6] = [3, 12, 7, 10, 4, 5];
const N_NUMBERS: usize = 14;
/// Numbers beyond these have as many values as there are bins.
const N_VALUES: [u32; N_NUMBERS] = [67, 255, 255, 255, 6, 255, 255, 25, 255, 8, 255, 200, 255, 255];

/// Rows with a signal in a third of the columns.
fn synthetic_rows(n_rows: usize, seed: u64) -> TrainingSet {
    let mut random = RandomStream::new(seed);
    let number = |n_bins: u32| FeatureLayout { n_bins: n_bins as u16, is_categorical: false };
    let category = |n_labels: &u32| FeatureLayout { n_bins: *n_labels as u16 + 1, is_categorical: true };
    let layouts = N_VALUES.iter().map(|&n_bins| number(n_bins)).chain(N_LABELS.iter().map(category));
    let mut columns: Vec<(FeatureLayout, Vec<u8>)> = layouts.map(|layout| (layout, Vec::with_capacity(n_rows))).collect();
    let mut is_bad = Vec::with_capacity(n_rows);
    for _ in 0..n_rows {
        let mut log_odds = -1.9;
        for (place, (layout, bins)) in columns.iter_mut().enumerate() {
            let first = u32::from(layout.is_categorical);
            let bin = first + random.below(u32::from(layout.n_bins) - first);
            let value = f64::from(bin) / f64::from(layout.n_bins) - 0.5;
            log_odds += match place {
                1 | 3 | 11 => 2.2 * value,
                6 => 3.0 * value * value,
                15 | 17 | 19 => f64::from(hash_pair(place as u64, u64::from(bin)) as u32) / f64::from(u32::MAX) - 0.5,
                _ => 0.0,
            };
            bins.push(if random.unit() < 0.03 { MISSING_BIN } else { bin as u8 });
        }
        is_bad.push(random.unit() < 1.0 / (1.0 + libm::exp(-log_odds)));
    }
    let keys = (0..n_rows as u64).map(|row| hash_pair(seed, row)).collect();
    TrainingSet::new(BinnedMatrix::new(n_rows, columns), is_bad, keys).unwrap()
}

/// scikit-learn's settings: leaves of one row, no cap.
fn params(max_depth: Option<u16>) -> ValidForestParams {
    ForestParams { max_depth, min_samples_leaf: 1, max_nodes: 10_000_000, ..ForestParams::default() }.check().unwrap()
}

fn fit_forest(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("fit a tree");
    group.sampling_mode(SamplingMode::Flat).sample_size(20);
    for n_rows in [10_000, 100_000] {
        let training = synthetic_rows(n_rows, 1);
        group.throughput(Throughput::Elements(n_rows as u64));
        for (depth, params) in [("depth 12", params(Some(12))), ("unlimited", params(None))] {
            let mut number = 0;
            group.bench_function(BenchmarkId::new(depth, n_rows), |bencher| {
                bencher.iter(|| {
                    number += 1;
                    black_box(grow_tree(&training, &params, number))
                });
            });
        }
    }
    group.finish();
}

fn score_rows(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("score with a tree");
    let n_rows = 100_000;
    let training = synthetic_rows(n_rows, 1);
    let strangers = vec![false; n_rows];
    group.throughput(Throughput::Elements(n_rows as u64));
    for (depth, params) in [("depth 12", params(Some(12))), ("unlimited", params(None))] {
        let trees: Vec<Tree> = (0..8).map(|number| grow_tree(&training, &params, number)).collect();
        let mut out_of_bag = OutOfBag::new(n_rows, BadWeight::ONE);
        let mut numbers = (0..8).cycle();
        group.bench_function(BenchmarkId::new(depth, n_rows), |bencher| {
            bencher.iter(|| {
                let number = numbers.next().unwrap_or(0);
                out_of_bag.add(training.matrix(), training.borrower_keys(), &strangers, params.seed, number, &trees[number as usize]);
            });
        });
    }
    group.finish();
}

criterion_group!(benches, fit_forest, score_rows);
criterion_main!(benches);
