//! The charts of figures: what they draw is in the figures, and they can be drawn of any.

use serde_json::Value;
use smart_loan_recovery::charts::{
    Plot, cost_curve as cost_chart, gains_curve, ks_plot, lift_bars, option_json, pr_curve, reliability_plot, roc_curve, score_by_outcome,
};
use smart_loan_recovery::evaluation::{Evaluation, MisclassificationCosts, ScoredOutcomes, cheapest_cut_off, cost_curve, evaluate};
use smart_loan_recovery::quantity::{Currency, Probability, RandomStream};

fn drawn(n_rows: usize, seed: u64, highest: f64) -> (Vec<Probability>, Vec<bool>) {
    let mut random = RandomStream::new(seed);
    let (scores, mut is_bad): (Vec<Probability>, Vec<bool>) = (0..n_rows)
        .map(|_| {
            let score = random.unit() * highest;
            (Probability::new(score).unwrap(), random.unit() < score)
        })
        .unzip();
    is_bad[..2].copy_from_slice(&[true, false]);
    (scores, is_bad)
}

fn plots(evaluation: &Evaluation, scores: &[Probability], is_bad: &[bool]) -> Vec<Plot> {
    let counts = ScoredOutcomes::new(scores, is_bad).unwrap().cut_off_counts();
    let costs = MisclassificationCosts::new(60_000.0, 15_000.0).unwrap();
    let cheapest = cheapest_cut_off(&counts, costs).unwrap();
    vec![
        roc_curve(evaluation, Some(evaluation), "out of fold"),
        pr_curve(evaluation),
        reliability_plot(&evaluation.reliability),
        ks_plot(evaluation),
        gains_curve(evaluation, Some(0.3)),
        lift_bars(&evaluation.deciles),
        cost_chart(&cost_curve(&counts, costs), &cheapest, "cheapest", Currency::Rupee),
        score_by_outcome(&evaluation.distribution),
    ]
}

fn option(plot: &Plot) -> Value {
    serde_json::from_str(&option_json(plot)).unwrap()
}

fn points_of(option: &Value, name: &str) -> Vec<(f64, f64)> {
    let series = option["series"].as_array().unwrap().iter().find(|series| series["name"] == name);
    let data = series.unwrap_or_else(|| panic!("no {name}"))["data"].as_array().unwrap();
    data.iter().map(|point| (point[0].as_f64().unwrap(), point[1].as_f64().unwrap())).collect()
}

#[test]
fn charts_can_be_drawn_of_few_rows_and_of_rare_outcomes() {
    for (n_rows, highest) in [(2, 1.0), (3, 0.01), (500, 1.0), (3_000, 0.06)] {
        let (scores, is_bad) = drawn(n_rows, 3, highest);
        let evaluation = evaluate(&scores, &is_bad).unwrap();
        for plot in plots(&evaluation, &scores, &is_bad) {
            let text = option(&plot)["series"].to_string();
            // A number that is not finite is written as null.
            assert!(!text.contains("null"), "{text}");
        }
    }
}

#[test]
fn the_flattering_curve_is_drawn_only_where_it_is_given() {
    let (scores, is_bad) = drawn(400, 4, 1.0);
    let evaluation = evaluate(&scores, &is_bad).unwrap();
    let words = "the rows it was trained on";
    assert!(!option_json(&roc_curve(&evaluation, None, "out of bag")).contains(words));
    let beside = option_json(&roc_curve(&evaluation, Some(&evaluation), "out of fold"));
    assert!(beside.contains(words) && beside.contains(&format!("out of fold, {:.2}", evaluation.auc)));
}

#[test]
fn the_axes_of_reliability_end_where_a_rare_outcome_does() {
    let (scores, is_bad) = drawn(20_000, 5, 0.06);
    let evaluation = evaluate(&scores, &is_bad).unwrap();
    let option = option(&reliability_plot(&evaluation.reliability));
    assert_eq!((&option["xAxis"][0]["max"], &option["yAxis"][0]["max"]), (&Value::from(0.08), &Value::from(8.0)));
    assert_eq!(points_of(&option, "Bad, %").len(), evaluation.reliability.len());
}

#[test]
fn the_cost_chart_holds_the_cheapest_cut_off() {
    let (scores, is_bad) = drawn(2_000, 6, 1.0);
    let counts = ScoredOutcomes::new(&scores, &is_bad).unwrap().cut_off_counts();
    let costs = MisclassificationCosts::new(60_000.0, 15_000.0).unwrap();
    let cheapest = cheapest_cut_off(&counts, costs).unwrap();
    let option = option(&cost_chart(&cost_curve(&counts, costs), &cheapest, "cheapest", Currency::Rupee));
    let points = points_of(&option, "Cost, ₹ crore");
    let lowest = points.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
    assert!(points.len() <= 203 && points.iter().any(|point| point.0 == cheapest.counts.cut_off && point.1 == lowest.1));
}
