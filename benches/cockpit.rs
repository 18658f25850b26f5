//! The cockpit on 100,000 borrowers: what is worked out once when the policy changes, and what each step of a cut-off costs.

#![allow(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use smart_loan_recovery::quantity::{Money, Probability, RandomStream};
use smart_loan_recovery::strategy::{
    Assumptions, Bearing, BorrowerFacts, BorrowerOutcome, Capacity, CapacityCase, CockpitRow, CockpitSteps, CockpitTable, CutOffEdge,
    CutOffs, QueueCase, Treatment, TreatmentValues, Valuation, ValueFacts, allocate, marginal_value, queue_order,
};

const N_BORROWERS: u64 = 100_000;
/// What is done in each band, four kinds of borrowers side by side.
const BANDS: [[Treatment; 4]; 3] = [
    [Treatment::Wait, Treatment::Reminder, Treatment::ReminderCall, Treatment::Specialist],
    [Treatment::Settlement, Treatment::RepaymentPlan, Treatment::FieldVisit, Treatment::Specialist],
    [Treatment::LegalReview, Treatment::PreLegalNotice, Treatment::Settlement, Treatment::Specialist],
];

/// A borrower, and which of the four kinds.
fn borrowers() -> Vec<(ValueFacts, usize)> {
    let mut random = RandomStream::new(1);
    let borrower = |_| {
        let score = Probability::nearest((random.unit() + random.unit() + random.unit()) / 3.0);
        let outstanding = Money::from_major(1e6 * random.unit() * random.unit()).unwrap();
        let collateral = (random.unit() < 0.5).then_some(outstanding);
        (
            ValueFacts {
                score,
                outstanding,
                collateral,
                is_legal_open: random.unit() < 0.3,
                is_legal_limited: false,
                bearing: Bearing::default(),
            },
            (random.unit() * 4.0) as usize % 4,
        )
    };
    (0..N_BORROWERS).map(borrower).collect()
}

fn row(facts: &ValueFacts, kind: usize, values: &TreatmentValues) -> CockpitRow {
    let facts_of_sums = BorrowerFacts {
        outstanding: Some(facts.outstanding),
        is_bad: Some(facts.score.value() > 0.5),
        is_worth_keeping: facts.score.value() < 0.3,
        group: Some(kind as u8),
    };
    let outcomes = BANDS.map(|band| BorrowerOutcome::new(band[kind], values));
    CockpitRow { score: Some(facts.score), facts: facts_of_sums, outcomes }
}

fn cockpit(criterion: &mut Criterion) {
    let assumptions = Assumptions::default();
    let valuation = Valuation::new(&assumptions);
    let borrowers = borrowers();
    let mut group = criterion.benchmark_group("cockpit, 100,000 borrowers");
    group.sample_size(10);
    let valued = || -> Vec<TreatmentValues> { borrowers.iter().map(|(facts, _)| valuation.values(facts)).collect() };
    group.bench_function("value of each treatment", |bencher| bencher.iter(valued));
    let values = valued();
    let rows: Vec<CockpitRow> = borrowers.iter().zip(&values).map(|((facts, kind), values)| row(facts, *kind, values)).collect();
    group.bench_function("sums of the table", |bencher| bencher.iter(|| CockpitSteps::of_rows(rows.iter().copied())));
    let steps = CockpitSteps::of_rows(rows.iter().copied());
    let bytes = postcard::to_allocvec(&steps).unwrap();
    println!("the table travels in {} bytes", bytes.len());
    group.bench_function("table on the page", |bencher| {
        bencher.iter(|| CockpitTable::new(&postcard::from_bytes::<CockpitSteps>(&bytes).unwrap()));
    });
    let table = CockpitTable::new(&steps);
    let cut_offs = CutOffs::new(4_321, 8_765).unwrap();
    group.bench_function("one step of a cut-off", |bencher| bencher.iter(|| table.totals(black_box(cut_offs))));
    group.bench_function("money curve", |bencher| bencher.iter(|| table.money_curve(CutOffEdge::Legal, black_box(cut_offs), 200)));
    let cases: Vec<CapacityCase> =
        borrowers.iter().zip(&values).map(|((_, kind), values)| CapacityCase::new(BANDS[kind % 3][*kind], values)).collect();
    let capacity = Capacity { calls: Some(20_000), field_visits: Some(5_000), legal_slots: Some(2_000) };
    group.bench_function("capacity", |bencher| bencher.iter(|| allocate(&cases, &capacity)));
    let treated = allocate(&cases, &capacity).treatments;
    let queue: Vec<QueueCase> = treated
        .iter()
        .zip(&values)
        .map(|(of, values)| QueueCase { treatment: *of, marginal: marginal_value(*of, values), at_stake: values.net(*of) })
        .collect();
    group.bench_function("work queue", |bencher| bencher.iter(|| queue_order(&queue)));
    group.finish();
}

criterion_group!(benches, cockpit);
criterion_main!(benches);
