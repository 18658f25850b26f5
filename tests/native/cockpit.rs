//! The cockpit's table: every position of both cut-offs from sums, against adding up row by row.

use postcard::{from_bytes, to_allocvec};
use proptest::prelude::*;
use smart_loan_recovery::quantity::{Money, Probability};
use smart_loan_recovery::strategy::{
    BorrowerFacts, BorrowerOutcome, CockpitRow, CockpitSteps, CockpitTable, CockpitTotals, CutOffEdge, CutOffs, OutcomeSums, Resource,
    Strategy as Band, Treatment, TreatmentValue,
};

fn table_of(rows: &[CockpitRow]) -> CockpitTable {
    let steps = CockpitSteps::of_rows(rows.iter().copied());
    CockpitTable::new(&from_bytes::<CockpitSteps>(&to_allocvec(&steps).unwrap()).unwrap())
}

fn by_hand(rows: &[CockpitRow], cut_offs: CutOffs, band: Band) -> OutcomeSums {
    let mut sums = OutcomeSums::default();
    for row in rows.iter().filter(|row| cut_offs.strategy(row.score) == band) {
        let place = Band::BANDS.iter().position(|other| *other == band).unwrap_or_default();
        sums.add(&row.facts, &row.outcomes[place]);
    }
    sums
}

fn net_by_hand(rows: &[CockpitRow], cut_offs: CutOffs) -> Money {
    Band::BANDS.iter().fold(Money::ZERO, |sum, band| sum.saturating_add(by_hand(rows, cut_offs, *band).net()))
}

fn at(settlement: u16, legal: u16) -> CutOffs {
    CutOffs::new(settlement, legal).unwrap()
}

fn outcome(treatment: Treatment, recovered: i64, cost: i64) -> BorrowerOutcome {
    let value = TreatmentValue { recovered: Money::from_minor_units(recovered), cost: Money::from_minor_units(cost) };
    BorrowerOutcome { treatment, value: Some(value), waiting: Money::from_minor_units(3) }
}

fn row(score: f64, is_bad: bool, worth: [i64; 3]) -> CockpitRow {
    let treatments = [Treatment::Reminder, Treatment::Settlement, Treatment::LegalReview];
    CockpitRow {
        score: Probability::new(score),
        facts: BorrowerFacts { outstanding: Some(Money::from_minor_units(1_000)), is_bad: Some(is_bad), ..BorrowerFacts::default() },
        outcomes: [0, 1, 2].map(|band| outcome(treatments[band], worth[band], 0)),
    }
}

#[test]
fn edges_fall_as_the_bands_do() {
    let rows = [0.4999, 0.5, 0.75, 0.750_000_1].map(|score| row(score, false, [1, 2, 3]));
    let totals = table_of(&rows).totals(CutOffs::default());
    assert_eq!(Band::BANDS.map(|band| totals.band(band).n_rows()), [1, 2, 1]);
    assert_eq!(totals.all().net(), Money::from_minor_units(1 + 2 + 2 + 3));
    assert_eq!(totals.all().n_using(Resource::Calls), 2);
    // Doing nothing about the same four would bring three each.
    assert_eq!((totals.all().waiting(), totals.all().over_waiting()), (Money::from_minor_units(12), Money::from_minor_units(8 - 12)));
}

#[test]
fn an_empty_portfolio_has_empty_bands() {
    let table = table_of(&[]);
    assert_eq!(table.totals(CutOffs::default()), CockpitTotals::default());
    assert_eq!(table.totals(CutOffs::default()).precision(Band::LegalReview), None);
    assert_eq!(table.money_curve(CutOffEdge::Legal, CutOffs::default(), 100).best.net, Money::ZERO);
    assert_eq!(table.best_cut_offs().1, Money::ZERO);
}

#[test]
fn precision_and_recall_count_the_band_and_those_above() {
    let rows = [(0.1, true), (0.6, true), (0.7, false), (0.9, true), (0.95, true)].map(|(score, bad)| row(score, bad, [0, 0, 0]));
    let totals = table_of(&rows).totals(CutOffs::default());
    assert_eq!((totals.precision(Band::LegalReview), totals.recall(Band::LegalReview)), (Some(1.0), Some(0.5)));
    assert_eq!((totals.precision(Band::SettlementOffer), totals.recall(Band::SettlementOffer)), (Some(0.75), Some(0.75)));
}

#[test]
fn the_money_curve_finds_the_best_cut_off() {
    // Settling brings more than a reminder above 0.3, legal review more than settling above 0.8.
    let rows: Vec<CockpitRow> = (1..100)
        .map(|percent| row(f64::from(percent) / 100.0, percent > 50, [100 - i64::from(percent), 70, 5 * (i64::from(percent) - 80) + 70]))
        .collect();
    let table = table_of(&rows);
    let (best, net) = table.best_cut_offs();
    assert_eq!(net, net_by_hand(&rows, best));
    // Of equals the highest: from 0.30 to 0.31 both are worth the same at 0.30, and nobody lies between.
    assert_eq!((best.settlement(), best.legal()), (3_100, 8_099));
    let curve = table.money_curve(CutOffEdge::Settlement, best, 200);
    assert_eq!((curve.best.step, curve.best.net), (best.settlement(), net));
    assert!(curve.points.len() <= 405 && curve.points.contains(&curve.best), "{}", curve.points.len());
    assert_eq!((curve.points[0].step, curve.points[curve.points.len() - 1].step), (0, best.legal()));
    for point in &curve.points {
        assert_eq!(point.net, net_by_hand(&rows, at(point.step, best.legal())));
    }
    let curve = table.money_curve(CutOffEdge::Legal, best, 50);
    assert_eq!((curve.points[0].step, curve.best.step), (best.settlement(), best.legal()));
    for point in &curve.points {
        assert_eq!(point.net, net_by_hand(&rows, at(best.settlement(), point.step)));
    }
}

fn any_outcome() -> impl Strategy<Value = BorrowerOutcome> {
    let value = proptest::option::of((-5_000i64..90_000, 0i64..9_000));
    (0..Treatment::ALL.len(), value, 0..90_000i64).prop_map(|(treatment, value, waiting)| BorrowerOutcome {
        treatment: Treatment::ALL[treatment],
        value: value
            .map(|(recovered, cost)| TreatmentValue { recovered: Money::from_minor_units(recovered), cost: Money::from_minor_units(cost) }),
        waiting: Money::from_minor_units(waiting),
    })
}

fn any_row() -> impl Strategy<Value = CockpitRow> {
    let score = prop_oneof![
        1 => Just(None),
        4 => (0..=20u32).prop_map(|step| Probability::new(f64::from(step) / 20.0)),
        8 => (0.0..=1.0f64).prop_map(Probability::new),
    ];
    let facts = (proptest::option::of(0i64..1_000_000), any::<Option<bool>>(), any::<bool>(), proptest::option::of(0u8..10)).prop_map(
        |(outstanding, is_bad, is_worth_keeping, group)| BorrowerFacts {
            outstanding: outstanding.map(Money::from_minor_units),
            is_bad,
            is_worth_keeping,
            group,
        },
    );
    (score, facts, [any_outcome(), any_outcome(), any_outcome()]).prop_map(|(score, facts, outcomes)| CockpitRow { score, facts, outcomes })
}

fn any_cut_offs() -> impl Strategy<Value = CutOffs> {
    let step = || prop_oneof![(0..=20u16).prop_map(|step| step * 500), 0..=CutOffs::GRID];
    (step(), step()).prop_map(|(a, b)| at(a.min(b), a.max(b)))
}

proptest! {
    #[test]
    fn any_position_is_what_adding_up_gives(rows in prop::collection::vec(any_row(), 0..80), cut_offs in any_cut_offs()) {
        let totals = table_of(&rows).totals(cut_offs);
        let mut whole = OutcomeSums::default();
        for band in [Band::Reminder, Band::SettlementOffer, Band::LegalReview, Band::NotScored] {
            let sums = by_hand(&rows, cut_offs, band);
            prop_assert_eq!(totals.band(band), &sums);
            whole = whole.plus(&sums);
        }
        prop_assert_eq!(totals.all(), whole);
        prop_assert_eq!(whole.n_rows(), rows.len() as u64);
        prop_assert_eq!(Treatment::ALL.into_iter().map(|treatment| whole.n_treated(treatment)).sum::<u64>(), rows.len() as u64);
    }

    #[test]
    fn the_order_of_rows_does_not_matter(mut rows in prop::collection::vec(any_row(), 0..40)) {
        let steps = CockpitSteps::of_rows(rows.iter().copied());
        rows.reverse();
        prop_assert_eq!(steps, CockpitSteps::of_rows(rows.iter().copied()));
    }

    #[test]
    fn no_pair_of_cut_offs_is_better_than_the_best(rows in prop::collection::vec(any_row(), 0..40), others in prop::collection::vec(any_cut_offs(), 30)) {
        let (best, net) = table_of(&rows).best_cut_offs();
        prop_assert_eq!(net, net_by_hand(&rows, best));
        for other in others {
            prop_assert!(net_by_hand(&rows, other) <= net);
        }
    }

    #[test]
    fn any_bytes_make_a_table(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        if let Ok(steps) = from_bytes::<CockpitSteps>(&bytes) {
            CockpitTable::new(&steps).totals(CutOffs::default());
        }
    }
}
