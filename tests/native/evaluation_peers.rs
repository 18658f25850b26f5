//! The figures against those of scikit-learn, scipy and numpy, which `tests/fixtures/evaluation/make.py` wrote down.

use serde_json::Value;
use smart_loan_recovery::evaluation::{
    CalibrationMethod, Calibrator, Evaluation, MisclassificationCosts, ScoredOutcomes, cheapest_cut_off, evaluate,
};
use smart_loan_recovery::quantity::Probability;

use crate::support::fixture;

struct Peer {
    known: Value,
    scores: Vec<Probability>,
    is_bad: Vec<bool>,
}

impl Peer {
    fn number(&self, name: &str) -> f64 {
        self.known[name].as_f64().unwrap_or_else(|| panic!("no number {name}"))
    }

    fn evaluation(&self) -> Evaluation {
        evaluate(&self.scores, &self.is_bad).unwrap()
    }

    fn outcomes(&self) -> ScoredOutcomes {
        ScoredOutcomes::new(&self.scores, &self.is_bad).unwrap()
    }

    fn is_near(&self, what: &str, found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{}: {what} is {found} and not {expected}", self.known["name"]);
    }
}

fn millionths(values: &Value) -> Vec<Probability> {
    values.as_array().unwrap().iter().map(|value| Probability::from_share(value.as_u64().unwrap(), 1_000_000).unwrap()).collect()
}

fn numbers(values: &Value) -> Vec<f64> {
    values.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

fn peers() -> (Value, Vec<Peer>) {
    let mut file: Value = serde_json::from_slice(&fixture("evaluation/figures.json")).unwrap();
    let peer = |known: Value| Peer {
        scores: millionths(&known["scores"]),
        is_bad: known["is_bad"].as_str().unwrap().chars().map(|outcome| outcome == '1').collect(),
        known,
    };
    let cases = file["cases"].take().as_array().unwrap().iter().cloned().map(peer).collect();
    (file, cases)
}

#[test]
fn ranking_figures_are_those_of_scikit_learn_and_scipy() {
    for peer in peers().1 {
        let found = peer.evaluation();
        peer.is_near("AUC", found.auc, peer.number("auc"));
        peer.is_near("average precision", found.average_precision, peer.number("average_precision"));
        peer.is_near("KS", found.ks, peer.number("ks"));
        if let Some(variance) = peer.known["delong_variance"].as_f64() {
            peer.is_near("DeLong's variance", peer.outcomes().delong().variance, variance);
            // The variance itself may be small: in parts of itself too.
            assert!((peer.outcomes().delong().variance - variance).abs() <= 1e-9 * variance);
        }
        let full_recall = found.pr.iter().filter(|point| point.recall == 1.0).map(|point| point.precision).fold(0.0, f64::max);
        peer.is_near("precision at full recall", full_recall, peer.number("precision_at_full_recall"));
    }
}

#[test]
fn truth_figures_are_those_of_scikit_learn() {
    for peer in peers().1 {
        let found = peer.evaluation();
        peer.is_near("log-loss", found.log_loss, peer.number("log_loss"));
        peer.is_near("log-loss of the base rate", found.log_loss_of_base_rate, peer.number("log_loss_of_base_rate"));
        peer.is_near("Brier score", found.brier, peer.number("brier"));
        peer.is_near("ECE", found.ece, peer.number("ece"));
        peer.is_near("ECE alone", peer.outcomes().ece(), peer.number("ece"));
        let bins = peer.known["reliability"].as_array().unwrap();
        assert_eq!(found.reliability.len(), bins.len());
        for (found, expected) in found.reliability.iter().zip(bins.iter().map(numbers)) {
            assert_eq!(found.n_rows as f64, expected[0]);
            for (found, expected) in [found.mean_score, found.share_bad, found.low, found.high].into_iter().zip(&expected[1..]) {
                peer.is_near("a reliability bin", found, *expected);
            }
        }
    }
}

#[test]
fn deciles_distribution_and_costs_are_those_of_numpy() {
    let (file, peers) = peers();
    let costs = numbers(&file["costs"]);
    let costs = MisclassificationCosts::new(costs[0], costs[1]).unwrap();
    for peer in peers {
        let found = peer.evaluation();
        for (row, expected) in found.deciles.iter().zip(numbers(&peer.known["deciles"])) {
            peer.is_near("bad rows of a decile", row.n_bad, expected);
        }
        let counts =
            |outcome: usize| numbers(&peer.known["distribution"][outcome]).into_iter().map(|count| count as u64).collect::<Vec<_>>();
        assert_eq!(found.distribution.iter().map(|bin| bin.n_good).collect::<Vec<_>>(), counts(0));
        assert_eq!(found.distribution.iter().map(|bin| bin.n_bad).collect::<Vec<_>>(), counts(1));
        let cheapest = cheapest_cut_off(&peer.outcomes().cut_off_counts(), costs).unwrap();
        let expected = numbers(&peer.known["cheapest"]);
        let wrong = cheapest.counts;
        assert_eq!(vec![wrong.cut_off, cheapest.cost, wrong.n_bad_missed as f64, wrong.n_good_flagged as f64], expected);
    }
}

#[test]
fn calibration_is_that_of_scikit_learn_and_scipy() {
    let (file, peers) = peers();
    let probes = millionths(&file["probes"]);
    for peer in peers {
        let isotonic = Calibrator::fit(CalibrationMethod::Isotonic, &peer.scores, &peer.is_bad);
        let platt = Calibrator::fit(CalibrationMethod::Platt, &peer.scores, &peer.is_bad);
        for (calibrator, name) in [(&isotonic, "isotonic"), (&platt, "platt_values")] {
            for (probe, expected) in probes.iter().zip(numbers(&peer.known[name])) {
                peer.is_near(name, calibrator.value(*probe), expected);
                peer.is_near("the rounded value", calibrator.apply(*probe).value(), (expected * 1e6).round() / 1e6);
            }
        }
        let Calibrator::Platt(sigmoid) = platt else { panic!("no sigmoid") };
        let line = numbers(&peer.known["platt"]);
        peer.is_near("Platt's slope", sigmoid.slope(), line[0]);
        peer.is_near("Platt's intercept", sigmoid.intercept(), line[1]);
    }
}
