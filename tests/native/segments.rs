//! Groups of borrowers: against scikit-learn's figures, against linfa's k-means, and as they must behave.

use linfa::DatasetBase;
use linfa::traits::Fit;
use linfa_clustering::{KMeans as LinfaKMeans, KMeansInit};
use ndarray::Array2;
use serde_json::Value;

use crate::support::fixture;
use smart_loan_recovery::data::loan_facts::{LoanFacts, PaymentHistory};
use smart_loan_recovery::quantity::{Money, Probability, RandomStream, hash_pair};
use smart_loan_recovery::segments::{
    Components, DropReason, KMeans, MAX_K, NamedNumbers, Points, SegmentError, SegmentSettings, SegmentSource, Segmentation,
    SegmentationRun, adjusted_rand, silhouette,
};

/// Loans as plain lists.
#[derive(Clone, Default)]
pub struct Loans {
    pub keys: Vec<u64>,
    pub facts: Vec<LoanFacts>,
    pub columns: Vec<(String, Vec<f64>)>,
    pub scores: Vec<Option<f64>>,
    pub is_bad: Vec<Option<bool>>,
}

impl Loans {
    fn with<T>(&self, look: impl FnOnce(&SegmentSource) -> T) -> T {
        let columns: Vec<NamedNumbers> = self.columns.iter().map(|(name, values)| NamedNumbers { name, values }).collect();
        look(&SegmentSource {
            n_rows: self.keys.len(),
            key: &|row| self.keys[row],
            facts: &|row| self.facts.get(row).copied().unwrap_or_default(),
            columns: &columns,
            score: &|row| Probability::new(self.scores.get(row).copied().flatten()?),
            is_bad: &|row| self.is_bad.get(row).copied().flatten(),
        })
    }

    pub fn try_segments(&self, seed: u64, k: Option<u8>) -> Result<Segmentation, SegmentError> {
        self.with(|source| {
            let mut run = SegmentationRun::new(source, SegmentSettings { seed, k })?;
            let mut progress = 0.0;
            loop {
                if let Some(segmentation) = run.step(source) {
                    return Ok(*segmentation);
                }
                let now = run.progress(source.n_rows);
                assert!((0.0..=1.0).contains(&now) && now >= progress, "{progress} then {now}");
                progress = now;
            }
        })
    }

    pub fn segments(&self, seed: u64) -> Segmentation {
        self.try_segments(seed, None).unwrap()
    }

    /// The same loans with row `order[i]` in place `i`.
    fn in_order(&self, order: &[usize]) -> Loans {
        fn taken<T: Clone>(values: &[T], order: &[usize]) -> Vec<T> {
            if values.is_empty() { Vec::new() } else { order.iter().map(|&row| values[row].clone()).collect() }
        }
        Loans {
            keys: taken(&self.keys, order),
            facts: taken(&self.facts, order),
            columns: self.columns.iter().map(|(name, values)| (name.clone(), taken(values, order))).collect(),
            scores: taken(&self.scores, order),
            is_bad: taken(&self.is_bad, order),
        }
    }
}

fn money(amount: f64) -> Option<Money> {
    Money::from_major(amount)
}

/// Three kinds of borrowers: sound, with heavy instalments, and in arrears; each fails in its own share.
pub fn three_kinds(n_rows: usize, seed: u64) -> Loans {
    let mut random = RandomStream::new(seed);
    let mut loans = Loans::default();
    for row in 0..n_rows {
        let kind = random.below(3);
        let mut around = |middle: f64, spread: f64| (middle + spread * random.normal()).max(0.0);
        let (load, debt, missed, days) = match kind {
            0 => (around(0.15, 0.03), around(4.0, 0.8), around(0.3, 0.5), around(0.0, 2.0)),
            1 => (around(0.6, 0.08), around(16.0, 2.0), around(0.6, 0.6), around(5.0, 4.0)),
            _ => (around(0.3, 0.05), around(8.0, 1.2), around(5.0, 1.0), around(80.0, 15.0)),
        };
        let income = around(50_000.0, 5_000.0);
        loans.keys.push(hash_pair(9, row as u64));
        loans.facts.push(LoanFacts {
            monthly_income: money(income),
            monthly_instalment: money(load * income),
            outstanding: money(debt * income),
            collateral: money(random.unit() * 2.0 * debt * income),
            missed_payments: Some(missed.round() as u32),
            days_past_due: Some(days.round() as u32),
            payment_history: Some([PaymentHistory::OnTime, PaymentHistory::Delayed, PaymentHistory::Missed][kind as usize]),
            tenure_months: Some(12 * (1 + random.below(6))),
            ..LoanFacts::default()
        });
        loans.is_bad.push(Some(random.unit() < [0.1, 0.3, 0.7][kind as usize]));
    }
    loans
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

fn rows(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().flat_map(numbers).collect()
}

fn labels(value: &Value) -> Vec<u8> {
    numbers(value).iter().map(|label| *label as u8).collect()
}

fn near(a: f64, b: f64, tolerance: f64) {
    assert!((a - b).abs() <= tolerance * b.abs().max(1.0), "{a} and {b}");
}

fn scikit_learn() -> Value {
    serde_json::from_slice(&fixture("segments/scikit_learn.json")).unwrap()
}

#[test]
fn from_the_same_starts_k_means_ends_where_scikit_learn_ends_and_linfa_finds_nothing_better() {
    let expected = scikit_learn();
    let values = rows(&expected["points"]);
    let points = Points::new(&values, 4);
    let matrix = Array2::from_shape_vec((points.n_rows(), 4), values.clone()).unwrap();
    for tried in expected["tried"].as_array().unwrap() {
        let start = rows(&tried["start"]);
        let k = start.len() / 4;
        let own = KMeans::from_centroids(points, start).run(points);
        near(own.inertia(), tried["inertia"].as_f64().unwrap(), 1e-9);
        assert_eq!(own.nearest(), labels(&tried["labels"]));
        near(silhouette(points, own.nearest()), tried["silhouette"].as_f64().unwrap(), 1e-9);
        let truth = labels(&expected["truth"]);
        near(adjusted_rand(own.nearest(), &truth), tried["rand_with_truth"].as_f64().unwrap(), 1e-9);

        // linfa counts a center among its own rows, which makes another way from the same start; where ours ends it stays, too.
        let init = KMeansInit::Precomputed(Array2::from_shape_vec((k, 4), own.centroids().to_vec()).unwrap());
        let linfa = LinfaKMeans::params(k).init_method(init).n_runs(1).tolerance(1e-12).max_n_iterations(1_000);
        let linfa = linfa.fit(&DatasetBase::from(matrix.clone())).unwrap();
        // linfa gives the mean of the squares.
        near(own.inertia() / points.n_rows() as f64, linfa.inertia(), 1e-9);
        own.centroids().iter().zip(linfa.centroids()).for_each(|(own, linfa)| near(*own, *linfa, 1e-9));
    }
}

#[test]
fn ten_seeded_starts_find_the_least_inertia_of_a_hundred_of_scikit_learn() {
    let expected = scikit_learn();
    let values = rows(&expected["points"]);
    let points = Points::new(&values, 4);
    for tried in expected["tried"].as_array().unwrap() {
        let k = tried["k"].as_u64().unwrap() as usize;
        let inertia = |seed: u64| KMeans::seeded(points, k, seed).run(points).inertia();
        let best = (0..10).map(inertia).fold(f64::INFINITY, f64::min);
        let theirs = tried["best_inertia"].as_f64().unwrap();
        assert!(best <= theirs * 1.005, "k {k}: {best} and {theirs}");
    }
}

#[test]
fn principal_components_are_those_of_scikit_learn_with_the_largest_weight_positive() {
    let expected = scikit_learn();
    let values = rows(&expected["points"]);
    let components = Components::of(Points::new(&values, 4));
    for (axis, share) in numbers(&expected["explained"]).into_iter().enumerate() {
        near(components.share(axis), share, 1e-9);
        let theirs = numbers(&expected["components"][axis]);
        let largest = theirs.iter().copied().reduce(|a, b| if b.abs() > a.abs() { b } else { a }).unwrap();
        components.axes[axis].iter().zip(&theirs).for_each(|(own, theirs)| near(*own, theirs * largest.signum(), 1e-7));
    }
}

#[test]
fn an_empty_group_takes_the_farthest_row() {
    let values = [0.0, 0.1, 0.2, 10.0];
    let points = Points::new(&values, 1);
    let found = KMeans::from_centroids(points, vec![0.1, 500.0]).run(points);
    assert_eq!(found.nearest(), [0, 0, 0, 1]);
    near(found.inertia(), 0.02, 1e-12);
}

#[test]
fn the_same_seed_gives_the_same_groups_and_the_rows_order_changes_nothing() {
    let loans = three_kinds(3_000, 5);
    let found = loans.segments(42);
    assert_eq!(found, loans.segments(42));
    let mut order: Vec<usize> = (0..3_000).collect();
    order.sort_by_key(|&row| hash_pair(77, row as u64));
    let shuffled = loans.in_order(&order).segments(42);
    let expected: Vec<u8> = order.iter().map(|&row| found.assignment[row]).collect();
    assert_eq!(shuffled, Segmentation { assignment: expected, ..found });
}

#[test]
fn loans_of_one_borrower_in_any_order_give_the_same_groups() {
    let mut loans = three_kinds(600, 6);
    loans.keys.iter_mut().enumerate().for_each(|(row, key)| *key = hash_pair(1, row as u64 / 5));
    let found = loans.segments(1);
    let order: Vec<usize> = (0..600).rev().collect();
    let shuffled = loans.in_order(&order).segments(1);
    let expected: Vec<u8> = order.iter().map(|&row| found.assignment[row]).collect();
    assert_eq!(shuffled, Segmentation { assignment: expected, ..found });
}

#[test]
fn groups_that_lie_apart_are_found_named_and_put_in_order_of_risk() {
    let found = three_kinds(3_000, 5).segments(42);
    assert_eq!(found.k(), 3);
    assert!(found.silhouette > 0.4 && found.stability > 0.95, "{} {}", found.silhouette, found.stability);
    let names: Vec<&str> = found.segments.iter().map(|segment| segment.name.as_deref().unwrap()).collect();
    assert!(names[0].to_lowercase().contains("past due") || names[0].to_lowercase().contains("missed"), "{names:?}");
    assert!(names[1].to_lowercase().contains("heavy instalments") || names[1].to_lowercase().contains("much debt"), "{names:?}");
    let shares: Vec<f64> = found.segments.iter().map(|segment| segment.bad_share().unwrap()).collect();
    assert!(shares.is_sorted_by(|a, b| a > b), "{shares:?}");
    let n_rows: u64 = found.segments.iter().map(|segment| segment.n_rows).sum();
    assert_eq!(n_rows, 3_000);
    assert_eq!(found.tried.iter().map(|tried| tried.k).collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7, 8]);
    assert!(found.tried.windows(2).all(|pair| pair[1].inertia_share < pair[0].inertia_share));
    assert!(found.axes[0].share > found.axes[1].share && found.points.len() == 3_000);
}

#[test]
fn scores_come_before_outcomes_in_the_order() {
    let mut loans = three_kinds(1_000, 5);
    let by_outcome = loans.segments(42);
    // Scores that say the opposite.
    loans.scores = by_outcome.assignment.iter().map(|&segment| Some(0.1 + 0.3 * f64::from(segment))).collect();
    let by_score = loans.segments(42);
    assert_eq!(by_score.segments[0].centroid, by_outcome.segments[2].centroid);
    near(by_score.segments[0].mean_score.unwrap(), 0.7, 1e-9);
    loans.scores.clear();
    loans.is_bad.clear();
    let by_size = loans.segments(42);
    assert!(by_size.segments.is_sorted_by(|a, b| a.n_rows >= b.n_rows));
}

#[test]
fn names_stay_over_ten_seeds_of_the_rows_drawn_and_of_the_starts() {
    let loans = three_kinds(4_000, 8);
    let names = |seed: u64| loans.segments(seed).segments.into_iter().map(|segment| segment.name.unwrap()).collect::<Vec<_>>();
    let first = names(0);
    (1..10).for_each(|seed| assert_eq!(names(seed), first));
}

#[test]
fn groups_of_noise_have_no_names() {
    let mut random = RandomStream::new(3);
    let columns = (0..8).map(|idx| (format!("column_{idx}"), (0..1_500).map(|_| random.normal()).collect())).collect();
    let loans = Loans { keys: (0..1_500).collect(), columns, ..Loans::default() };
    let found = loans.segments(42);
    assert!(found.is_overlapping() && found.silhouette < 0.15, "{}", found.silhouette);
    assert!(found.segments.iter().all(|segment| segment.name.is_none()));
    assert!(found.label(0).contains("overlapping"));
}

#[test]
fn names_are_never_the_same() {
    let loans = three_kinds(2_000, 4);
    for k in 2..=MAX_K as u8 {
        let found = loans.try_segments(42, Some(k)).unwrap();
        assert!(found.is_k_given && found.k() == usize::from(k));
        let mut names: Vec<String> = (0..k).map(|segment| found.label(segment)).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), usize::from(k), "{names:?}");
    }
}

#[test]
fn a_file_without_behavior_is_grouped_by_its_columns_and_what_says_nothing_is_left_out() {
    let mut random = RandomStream::new(11);
    let side: Vec<f64> = (0..800).map(|_| f64::from(random.below(2)) * 6.0).collect();
    let mut column = |own: &dyn Fn(f64, f64) -> f64| side.iter().map(|side| own(*side, random.normal())).collect::<Vec<f64>>();
    let first = column(&|side, noise| side + noise);
    let second = column(&|side, noise| 100.0 - 10.0 * side + 8.0 * noise);
    let sparse = column(&|_, noise| if noise > -0.1 { f64::NAN } else { noise });
    let columns = vec![
        ("first".to_owned(), first.clone()),
        ("same".to_owned(), first.iter().map(|value| 3.0 * value + 1.0).collect()),
        ("constant".to_owned(), vec![7.0; 800]),
        ("sparse".to_owned(), sparse),
        ("empty".to_owned(), vec![f64::NAN; 800]),
        ("second".to_owned(), second),
        ("infinite".to_owned(), vec![f64::INFINITY; 800]),
    ];
    let found = Loans { keys: (0..800).collect(), columns, ..Loans::default() }.segments(42);
    assert_eq!(found.figures.iter().map(|figure| figure.source.name()).collect::<Vec<_>>(), ["first", "second"]);
    let dropped = |name: &str| found.dropped.iter().find(|(other, _)| other == name).map(|(_, reason)| reason.clone()).unwrap();
    assert_eq!(dropped("same"), DropReason::SameAs("first".to_owned()));
    assert_eq!(dropped("constant"), DropReason::Constant);
    assert_eq!(dropped("sparse"), DropReason::MostlyMissing);
    assert_eq!((dropped("empty"), dropped("infinite")), (DropReason::Absent, DropReason::Absent));
    assert!(found.segments.iter().all(|segment| segment.name.is_some() && segment.centroid.iter().all(|z| z.is_finite())));
}

#[test]
fn one_column_is_enough_and_gaps_count_as_the_middle() {
    let values: Vec<f64> =
        (0..300).map(|row| if row % 10 == 0 { f64::NAN } else { f64::from(row % 3) * 50.0 + f64::from(row % 7) }).collect();
    let loans = Loans { keys: (0..300).collect(), columns: vec![("amount".to_owned(), values)], ..Loans::default() };
    let found = loans.segments(42);
    assert_eq!((found.k(), found.figures[0].n_missing), (3, 30));
    assert!(found.silhouette > 0.7);
    assert!(found.points.iter().all(|point| point.y == 0.0 && point.x.is_finite()));
    assert_eq!(loans.with(|source| found.segments_of(source, 0..300)), found.assignment);
}

#[test]
fn too_few_rows_and_rows_all_alike_are_no_groups() {
    let alike = |n_rows: u64| Loans {
        keys: (0..n_rows).collect(),
        columns: vec![("one".to_owned(), vec![1.0; n_rows as usize])],
        ..Loans::default()
    };
    assert_eq!(alike(5).try_segments(1, None), Err(SegmentError::TooFewRows { n_rows: 5, least: 20 }));
    assert_eq!(alike(100).try_segments(1, None), Err(SegmentError::NothingToGroupBy));
    assert_eq!(Loans::default().try_segments(1, Some(4)), Err(SegmentError::TooFewRows { n_rows: 0, least: 20 }));
    // Two values are two groups, however many are asked for.
    let two = Loans {
        keys: (0..40).collect(),
        columns: vec![("two".to_owned(), (0..40).map(|row| f64::from(row % 2)).collect())],
        ..Loans::default()
    };
    for k in [None, Some(2), Some(8), Some(0)] {
        let found = two.try_segments(1, k).unwrap();
        assert_eq!((found.k(), found.segments[0].n_rows, found.segments[1].n_rows), (2, 20, 20));
    }
}

#[test]
fn of_many_rows_a_sample_is_fitted_and_every_row_gets_its_group() {
    let small = three_kinds(30_000, 12);
    let found = small.segments(42);
    assert_eq!((found.n_fitted, found.n_judged, found.points.len(), found.assignment.len()), (20_000, 2_000, 5_000, 30_000));
    let kinds = |row: usize| small.facts[row].payment_history.map_or(0, |history| history as u8);
    let truth: Vec<u8> = (0..30_000).map(kinds).collect();
    assert!(adjusted_rand(&found.assignment, &truth) > 0.95);
}

#[test]
fn numbers_beyond_all_measure_are_borne() {
    let mut random = RandomStream::new(2);
    let wild = |row: usize| [f64::MAX, f64::MIN, 1e-300, f64::INFINITY, f64::NAN, 0.0, -0.0, 1e200][row % 8];
    let columns = vec![
        ("wild".to_owned(), (0..200).map(wild).collect()),
        ("large".to_owned(), (0..200).map(|row| if row == 7 { 1e300 } else { f64::from(row) }).collect()),
        ("plain".to_owned(), (0..200).map(|_| random.unit()).collect()),
    ];
    let found = Loans { keys: (0..200).collect(), columns, ..Loans::default() }.segments(42);
    assert!(found.segments.iter().all(|segment| segment.centroid.iter().all(|z| z.is_finite())));
    assert!(found.silhouette.is_finite() && found.axes.iter().all(|axis| axis.share.is_finite()));
}
