//! Bands, their edges, and the table behind the slider.

use proptest::prelude::*;
use smart_loan_recovery::jobs::protocol::{decode, encode};
use smart_loan_recovery::quantity::{Money, Probability};
use smart_loan_recovery::strategy::{BandTotals, CutOffSteps, CutOffTable, CutOffs, CutOffsError, PlanTotals, Strategy as Action};

fn score(value: f64) -> Option<Probability> {
    Some(Probability::new(value).unwrap())
}

#[test]
fn the_edges_of_the_bands_belong_to_the_settlement_offer() {
    let default = CutOffs::default();
    assert_eq!((default.settlement(), default.legal()), (5_000, 7_500));
    let cases = [
        (0.75, Action::SettlementOffer),
        (0.750_000_1, Action::LegalReview),
        (0.75f64.next_up(), Action::LegalReview),
        (0.50, Action::SettlementOffer),
        (0.50f64.next_down(), Action::Reminder),
        (0.499_9, Action::Reminder),
        (0.0, Action::Reminder),
        (1.0, Action::LegalReview),
    ];
    for (value, action) in cases {
        assert_eq!(default.strategy(score(value)), action, "{value}");
    }
    assert_eq!(default.strategy(None), Action::NotScored);
    assert_eq!(Probability::new(f64::NAN), None);
}

#[test]
fn cut_offs_at_the_ends_and_on_each_other_make_bands() {
    let at = |settlement, legal, value| CutOffs::new(settlement, legal).unwrap().strategy(score(value));
    assert_eq!(at(0, 10_000, 0.0), Action::SettlementOffer);
    assert_eq!(at(0, 10_000, 1.0), Action::SettlementOffer);
    assert_eq!(at(0, 0, 0.0), Action::SettlementOffer);
    assert_eq!(at(0, 0, 0.000_001), Action::LegalReview);
    assert_eq!(at(10_000, 10_000, 0.999_999), Action::Reminder);
    assert_eq!(at(10_000, 10_000, 1.0), Action::SettlementOffer);
    assert_eq!(at(3_000, 3_000, 0.3), Action::SettlementOffer);
}

#[test]
fn cut_offs_out_of_order_are_refused_also_as_bytes() {
    assert_eq!(CutOffs::new(7_501, 7_500), Err(CutOffsError { settlement: 7_501, legal: 7_500 }));
    assert_eq!(CutOffs::new(0, 10_001), Err(CutOffsError { settlement: 0, legal: 10_001 }));
    for cut_offs in [CutOffs::default(), CutOffs::new(0, 0).unwrap(), CutOffs::new(10_000, 10_000).unwrap()] {
        assert_eq!(decode::<CutOffs>(&encode(&cut_offs)), Ok(cut_offs));
    }
    assert!(decode::<CutOffs>(&encode(&(7_501u16, 7_500u16))).is_err());
    assert!(decode::<CutOffs>(&encode(&(0u16, 10_001u16))).is_err());
    assert!(serde_json::from_str::<CutOffs>("[5000,7500]").is_ok());
    assert!(serde_json::from_str::<CutOffs>("[7500,5000]").is_err());
}

#[test]
fn words_in_files_are_those_agreed() {
    let words = |action: Action| (action.file_band(), action.file_label());
    assert_eq!(Action::BANDS.map(words), [("Low", "Reminder"), ("Medium", "Settlement Offer"), ("High", "Legal Action")]);
    assert_eq!(words(Action::NotScored), ("", "Not Scored"));
}

type Row = (Option<Probability>, Option<bool>, Option<Money>);

fn table_of(rows: &[Row]) -> CutOffTable {
    let steps = CutOffSteps::of_rows(rows.iter().copied());
    CutOffTable::new(&decode::<CutOffSteps>(&encode(&steps)).unwrap())
}

/// Adds up by asking each row for its strategy.
fn totals_by_hand(rows: &[Row], belongs: impl Fn(Option<Probability>) -> bool) -> BandTotals {
    let mut totals = BandTotals::default();
    for (score, is_bad, outstanding) in rows.iter().filter(|row| belongs(row.0)) {
        let row = BandTotals::of_row(*score, *is_bad, *outstanding);
        totals.n_rows += 1;
        totals.n_known += u64::from(is_bad.is_some());
        totals.n_bad += u64::from(*is_bad == Some(true));
        totals.outstanding = Money::from_minor_units(totals.outstanding.minor_units() + outstanding.map_or(0, Money::minor_units));
        totals.at_risk = Money::from_minor_units(totals.at_risk.minor_units() + row.at_risk.minor_units());
    }
    totals
}

fn any_score() -> impl Strategy<Value = Option<Probability>> {
    prop_oneof![
        1 => Just(None),
        // As a forest gives them: on a grid of a millionth.
        4 => (0u64..=1_000_000).prop_map(|millionths| Probability::from_share(millionths, 1_000_000)),
        // Exactly on a step of the slider, and just beside it.
        4 => (0u16..=10_000, -1i32..=1).prop_map(|(step, side)| {
            let value = f64::from(step) / 10_000.0;
            let beside = match side { -1 => value.next_down(), 0 => value, _ => value.next_up() };
            Probability::new(beside.clamp(0.0, 1.0))
        }),
        2 => (0.0..=1.0f64).prop_map(Probability::new),
        1 => prop_oneof![Just(0.0), Just(1.0), Just(0.5), Just(0.75)].prop_map(Probability::new),
    ]
}

fn any_rows() -> impl Strategy<Value = Vec<Row>> {
    let money = prop::option::of((0i64..=9_000_000_000).prop_map(Money::from_minor_units));
    prop::collection::vec((any_score(), prop::option::of(any::<bool>()), money), 0..80)
}

fn any_cut_offs() -> impl Strategy<Value = CutOffs> {
    let step = || prop_oneof![3 => 0u16..=10_000, 1 => Just(0u16), 1 => Just(10_000u16), 1 => Just(5_000u16), 1 => Just(7_500u16)];
    (step(), step()).prop_map(|(a, b)| CutOffs::new(a.min(b), a.max(b)).unwrap_or_default())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn the_table_agrees_with_asking_every_row(rows in any_rows(), all_cut_offs in prop::collection::vec(any_cut_offs(), 1..6)) {
        let table = table_of(&rows);
        for cut_offs in all_cut_offs {
            let totals = table.totals(cut_offs);
            for action in [Action::Reminder, Action::SettlementOffer, Action::LegalReview, Action::NotScored] {
                prop_assert_eq!(totals.of(action), totals_by_hand(&rows, |score| cut_offs.strategy(score) == action));
            }
            prop_assert_eq!(totals.all(), totals_by_hand(&rows, |_| true));
        }
    }

    #[test]
    fn a_cut_off_on_the_very_step_of_a_score_or_just_beside_it_agrees_too(step in 0u16..=10_000, other in 0u16..=10_000) {
        let value = f64::from(step) / 10_000.0;
        for value in [value.next_down(), value, value.next_up(), value + 0.000_05] {
            let rows: Vec<Row> = vec![(Probability::new(value.clamp(0.0, 1.0)), Some(true), Money::from_major(12.34))];
            for cut_offs in [CutOffs::new(step.min(other), step.max(other)), CutOffs::new(step, step)] {
                let cut_offs = cut_offs.unwrap_or_default();
                prop_assert_eq!(table_of(&rows).totals(cut_offs).of(cut_offs.strategy(rows[0].0)).n_rows, 1);
            }
        }
    }

    #[test]
    fn bins_add_up_to_everyone_with_a_score(rows in any_rows(), steps_a_bin in prop_oneof![0u16..=600, Just(10_000u16), Just(u16::MAX)]) {
        let table = table_of(&rows);
        let n_bins = 10_000usize.div_ceil(usize::from(steps_a_bin.max(1)));
        prop_assume!(n_bins < 2_000);
        let bins = table.bins(steps_a_bin);
        prop_assert_eq!(bins.len(), n_bins);
        let scored = totals_by_hand(&rows, |score| score.is_some());
        prop_assert_eq!(bins.iter().map(|bin| bin.n_rows).sum::<u64>(), scored.n_rows);
        prop_assert_eq!(bins.iter().map(|bin| bin.at_risk.minor_units()).sum::<i64>(), scored.at_risk.minor_units());
    }
}

#[test]
fn bins_of_no_steps_end() {
    assert_eq!(table_of(&[(score(0.5), None, None)]).bins(0).len(), 10_000);
}

#[test]
fn a_score_on_a_bins_edge_is_in_the_upper_one_and_one_is_in_the_last() {
    let bins = table_of(&[(score(0.05), None, None), (score(1.0), None, None), (score(0.0), None, None)]).bins(500);
    let occupied: Vec<usize> = (0..bins.len()).filter(|&bin| bins[bin].n_rows > 0).collect();
    assert_eq!(occupied, [0, 1, 19]);
}

#[test]
fn money_is_exact_and_a_missing_amount_is_nothing() {
    let rows: Vec<Row> = (0..10_000).map(|row| (score(0.9), Some(row % 2 == 0), Money::from_major(0.1))).collect();
    let totals = table_of(&rows).totals(CutOffs::default());
    assert_eq!((totals.legal.outstanding, totals.legal.at_risk), (Money::from_minor_units(100_000), Money::from_minor_units(90_000)));
    assert_eq!((totals.legal.n_rows, totals.legal.n_known, totals.legal.n_bad), (10_000, 10_000, 5_000));
    let unknown = table_of(&[(score(0.9), None, None)]).totals(CutOffs::default()).legal;
    assert_eq!((unknown.outstanding, unknown.n_known, unknown.n_rows), (Money::ZERO, 0, 1));
}

#[test]
fn an_empty_band_and_an_empty_portfolio_are_zeros() {
    let table = table_of(&[(score(0.1), Some(false), Money::from_major(5.0)), (None, None, Money::from_major(7.0))]);
    let totals = table.totals(CutOffs::default());
    assert_eq!((totals.legal, totals.settlement), (BandTotals::default(), BandTotals::default()));
    assert_eq!((totals.reminder.n_rows, totals.not_scored.n_rows), (1, 1));
    assert_eq!(totals.not_scored.outstanding, Money::from_minor_units(700));
    assert_eq!(table.highest_score(), Some(0.1));

    let nobody = table_of(&[]);
    let zeros = BandTotals::default();
    assert_eq!(nobody.totals(CutOffs::default()), PlanTotals { reminder: zeros, settlement: zeros, legal: zeros, not_scored: zeros });
    assert_eq!(nobody.highest_score(), None);
}
