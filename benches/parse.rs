//! Bytes to a typed table, in the pieces in which a browser delivers a file.

#![allow(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

mod portfolio;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use smart_loan_recovery::data::read::{ReadOptions, TableReader};
use smart_loan_recovery::data::schema::infer_schema;

fn parse(criterion: &mut Criterion) {
    let bytes = portfolio::csv(10);
    let read = || {
        let mut reader = TableReader::new(ReadOptions::default());
        bytes.chunks(1 << 20).for_each(|piece| reader.push(piece).unwrap());
        reader.finish().unwrap()
    };
    let mut group = criterion.benchmark_group("parse");
    group.throughput(Throughput::Bytes(bytes.len() as u64)).sample_size(20);
    group.bench_function("50,000 loans to a typed table", |bencher| bencher.iter(|| black_box(read())));
    let table = read().table;
    group.bench_function("what each column of 50,000 loans is", |bencher| bencher.iter(|| black_box(infer_schema(&table))));
}

criterion_group!(benches, parse);
criterion_main!(benches);
