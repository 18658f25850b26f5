//! Curves, groups and costs: what must hold of them whatever the scores.

use proptest::prelude::*;
use smart_loan_recovery::evaluation::{
    MisclassificationCosts, N_SCORE_BINS, RocPoint, ScoredOutcomes, cheapest_cut_off, cost_curve, evaluate, wilson_interval,
};
use smart_loan_recovery::quantity::{Probability, RandomStream};

fn probabilities(scores: &[f64]) -> Vec<Probability> {
    scores.iter().map(|score| Probability::new(*score).unwrap()).collect()
}

fn outcomes(scores: &[f64], is_bad: &[bool]) -> ScoredOutcomes {
    ScoredOutcomes::new(&probabilities(scores), is_bad).unwrap()
}

fn drawn(n_rows: usize, seed: u64) -> (Vec<f64>, Vec<bool>) {
    let mut random = RandomStream::new(seed);
    let scores: Vec<f64> = (0..n_rows).map(|_| (random.unit() * 1e6).round() / 1e6).collect();
    let is_bad = scores.iter().map(|score| random.unit() < *score).collect();
    (scores, is_bad)
}

fn scored_rows() -> impl Strategy<Value = Vec<(f64, bool)>> {
    prop::collection::vec(((0u32..=12).prop_map(|step| f64::from(step) / 12.0), any::<bool>()), 2..60)
}

proptest! {
    #[test]
    fn no_figure_depends_on_the_order_of_rows(rows in scored_rows(), turn in 0usize..60) {
        let (scores, is_bad): (Vec<f64>, Vec<bool>) = rows.iter().copied().unzip();
        let mut turned = rows.clone();
        turned.reverse();
        turned.rotate_left(turn % rows.len());
        let (turned_scores, turned_outcomes): (Vec<f64>, Vec<bool>) = turned.into_iter().unzip();
        prop_assert_eq!(
            evaluate(&probabilities(&scores), &is_bad),
            evaluate(&probabilities(&turned_scores), &turned_outcomes)
        );
    }

    #[test]
    fn all_rows_are_in_each_table_once(rows in scored_rows()) {
        let (scores, is_bad): (Vec<f64>, Vec<bool>) = rows.into_iter().unzip();
        if let Some(found) = evaluate(&probabilities(&scores), &is_bad) {
            prop_assert_eq!(found.reliability.iter().map(|bin| bin.n_rows).sum::<u64>(), found.n_rows);
            prop_assert_eq!(found.reliability.iter().map(|bin| bin.n_bad).sum::<u64>(), found.n_bad);
            prop_assert_eq!(found.distribution.len(), N_SCORE_BINS);
            prop_assert_eq!(found.distribution.iter().map(|bin| bin.n_good + bin.n_bad).sum::<u64>(), found.n_rows);
            prop_assert_eq!(found.deciles.len(), 10);
            prop_assert!((found.deciles.iter().map(|row| row.n_rows).sum::<f64>() - found.n_rows as f64).abs() < 1e-9);
            prop_assert!((found.deciles.iter().map(|row| row.n_bad).sum::<f64>() - found.n_bad as f64).abs() < 1e-9);
            let last = found.deciles[9];
            prop_assert!((last.cumulative_share_of_bad - 1.0).abs() < 1e-12 && (last.cumulative_lift - 1.0).abs() < 1e-12);
            prop_assert!(found.deciles.iter().all(|row| row.highest_score >= row.lowest_score));
            prop_assert!(found.deciles.windows(2).all(|pair| pair[0].lowest_score >= pair[1].highest_score));
            let gap = |point: &RocPoint| (point.true_positive_rate - point.false_positive_rate).abs();
            let is_widest = |point: &RocPoint| gap(point) == found.ks && (point.score == found.ks_score || found.ks == 0.0);
            prop_assert!(found.roc.iter().any(is_widest));
            prop_assert!((0.0..=1.0).contains(&found.ece) && found.log_loss >= 0.0 && found.average_precision <= 1.0 + 1e-12);
        }
    }
}

#[test]
fn deciles_of_equal_scores_are_all_alike() {
    let is_bad: Vec<bool> = (0..37).map(|row| row % 5 == 0).collect();
    for row in outcomes(&[0.4; 37], &is_bad).deciles() {
        assert!((row.lift - 1.0).abs() < 1e-12 && (row.n_rows - 3.7).abs() < 1e-12);
        assert!((row.cumulative_share_of_bad - f64::from(row.decile) / 10.0).abs() < 1e-12);
        assert_eq!((row.highest_score, row.lowest_score), (0.4, 0.4));
    }
}

#[test]
fn deciles_without_ties_are_those_of_sorting() {
    let scores: Vec<f64> = (0..100).map(|row| f64::from(row) / 100.0).collect();
    let is_bad: Vec<bool> = (0..100).map(|row| row >= 85 || row == 3).collect();
    let deciles = outcomes(&scores, &is_bad).deciles();
    assert_eq!(deciles.iter().map(|row| row.n_bad).collect::<Vec<_>>(), [10.0, 5.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
    assert_eq!((deciles[0].highest_score, deciles[0].lowest_score, deciles[1].highest_score), (0.99, 0.9, 0.89));
    assert_eq!((deciles[0].lift, deciles[1].cumulative_share_of_bad), (6.25, 15.0 / 16.0));
}

#[test]
fn scores_on_an_edge_lie_in_the_bin_that_begins_there() {
    let scores: Vec<f64> = (0..=50).map(|edge| f64::from(edge) / 50.0).collect();
    let is_bad: Vec<bool> = (0..=50).map(|row| row == 0).collect();
    let bins = outcomes(&scores, &is_bad).distribution();
    assert!(bins.iter().enumerate().all(|(idx, bin)| bin.n_good + bin.n_bad == if idx == 49 { 2 } else { 1 }));
}

#[test]
fn the_cheapest_cut_off_nears_the_theoretical_one_where_scores_are_true() {
    let (scores, is_bad) = drawn(40_000, 8);
    let outcomes = outcomes(&scores, &is_bad);
    let counts = outcomes.cut_off_counts();
    assert_eq!(counts.len(), 10_001);
    assert_eq!((counts[0].n_bad_missed, counts[0].n_good_flagged), (0, outcomes.n_good()));
    for (missed_bad, flagged_good) in [(3.0, 1.0), (1.0, 1.0), (1.0, 4.0)] {
        let costs = MisclassificationCosts::new(missed_bad, flagged_good).unwrap();
        let cheapest = cheapest_cut_off(&counts, costs).unwrap();
        let theoretical = costs.cut_off_of_true_probabilities().unwrap();
        assert!((cheapest.counts.cut_off - theoretical).abs() < 0.04, "{} and {theoretical}", cheapest.counts.cut_off);
        let lowest = cost_curve(&counts, costs).iter().map(|point| point.cost).fold(f64::INFINITY, f64::min);
        assert_eq!(cheapest.cost, lowest);
    }
}

#[test]
fn costs_are_finite_and_not_negative() {
    for (missed_bad, flagged_good) in [(-1.0, 1.0), (f64::NAN, 1.0), (1.0, f64::INFINITY)] {
        assert_eq!(MisclassificationCosts::new(missed_bad, flagged_good), None);
    }
    let free = MisclassificationCosts::new(0.0, 0.0).unwrap();
    assert_eq!(free.cut_off_of_true_probabilities(), None);
    assert_eq!(MisclassificationCosts::new(f64::MAX, f64::MAX).unwrap().cut_off_of_true_probabilities(), Some(0.5));
    // Where nothing costs anything the cut-off that flags the fewest is chosen.
    let counts = outcomes(&[0.2, 0.8], &[false, true]).cut_off_counts();
    assert_eq!(cheapest_cut_off(&counts, free).unwrap().counts.cut_off, 1.0);
    assert_eq!(cheapest_cut_off(&[], free), None);
    assert!(serde_json::from_str::<MisclassificationCosts>("[-1.0, 2.0]").is_err());
}

#[test]
fn curves_of_many_rows_are_thinned_and_keep_their_ends() {
    let (scores, is_bad) = drawn(30_000, 9);
    let found = evaluate(&probabilities(&scores), &is_bad).unwrap();
    assert!((150..=203).contains(&found.pr.len()), "{} points", found.pr.len());
    assert_eq!((found.pr[0].recall, found.pr[0].precision), (0.0, 1.0));
    let last = found.pr[found.pr.len() - 1];
    assert_eq!(last.recall, 1.0);
    assert!((last.precision - found.n_bad as f64 / found.n_rows as f64).abs() < 1e-12);
    assert!(found.pr.windows(2).all(|pair| pair[0].recall <= pair[1].recall && pair[0].score >= pair[1].score));
    assert_eq!(found.reliability.len(), 10);
    assert!(found.reliability.iter().all(|bin| bin.low < bin.share_bad && bin.share_bad < bin.high && bin.n_rows.abs_diff(3_000) < 10));
    assert!(found.ece < 0.02);
}

#[test]
fn an_interval_of_a_share_holds_it_and_stays_within_nothing_and_all() {
    assert_eq!(wilson_interval(0, 0), (0.0, 1.0));
    let (low, high) = wilson_interval(0, 10);
    assert!(low == 0.0 && (high - 0.277_532_799).abs() < 1e-8, "{high}");
    let (low, high) = wilson_interval(10, 10);
    assert!((low - 0.722_467_2).abs() < 1e-6 && high == 1.0);
}
