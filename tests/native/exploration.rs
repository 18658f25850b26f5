//! What the data shows before any model: counts and figures against those of numpy and SciPy, groups, conditions.

use smart_loan_recovery::data::table::{CategoryColumn, Column, DateColumn, NumberColumn, Table, TextColumn};
use smart_loan_recovery::exploration::{
    Condition, Contrast, Grouping, Tally, Test, Variable, associations, by_range, by_step, by_width, chi_square, contrast, cramers_v,
    cross_tallies, for_outcome, is_beyond_chance, pearson, ratio_name, rows_that_match, separation, spread, tallies,
};
use smart_loan_recovery::quantity::RandomStream;

fn numbers(values: &[f64]) -> Column {
    Column::Number(NumberColumn::new(values.to_vec()))
}

fn categories(labels: &[&str]) -> Column {
    let mut known: Vec<String> = Vec::new();
    let codes = labels.iter().map(|label| {
        if label.is_empty() {
            return 0;
        }
        let place = known.iter().position(|other| other == label).unwrap_or_else(|| {
            known.push((*label).to_owned());
            known.len() - 1
        });
        place as u32 + 1
    });
    let codes: Vec<u32> = codes.collect();
    Column::Category(CategoryColumn::new(codes, known))
}

fn all(n: usize) -> Vec<u32> {
    (0..n as u32).collect()
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9, "{a} {b}");
}

const X: [f64; 16] = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0, 9.0, 7.0, 9.0, 3.0];
const Y: [f64; 16] = [2.0, 7.0, 1.0, 8.0, 2.0, 8.0, 1.0, 8.0, 2.0, 8.0, 4.0, 5.0, 9.0, 0.0, 4.0, 5.0];
const BAD: [u8; 16] = [0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0];

#[test]
fn quantiles_are_numpys() {
    let column = numbers(&X);
    let found = spread(&Variable::Column(&column), all(16).into_iter()).unwrap();
    near(found.mean, 5.0);
    let quantiles = [found.fifth, found.lower_quartile, found.median, found.upper_quartile, found.ninety_fifth];
    assert_eq!(quantiles, [1.0, 3.0, 5.0, 7.25, 9.0]);
    let column = numbers(&[f64::NAN, 4.0]);
    assert_eq!(spread(&Variable::Column(&column), all(2).into_iter()).map(|found| (found.n, found.median)), Some((1, 4.0)));
    assert_eq!(spread(&Variable::Column(&column), std::iter::once(0)), None);
}

#[test]
fn separation_is_the_area_under_the_roc_curve_with_delongs_interval() {
    let column = numbers(&X);
    let is_bad: Vec<Option<bool>> = BAD.iter().map(|bad| Some(*bad == 1)).collect();
    let found = separation(&Variable::Column(&column), &all(16), &is_bad).unwrap();
    near(found.auc, 0.904_761_904_761_904_8);
    assert!((found.low - 0.762_124_8).abs() < 1e-6, "{}", found.low);
    assert_eq!((found.high, found.n_bad, found.n_good), (1.0, 7, 9));
    assert_eq!(separation(&Variable::Column(&column), &all(16), &[None; 16]), None);
}

#[test]
fn chi_square_is_scipys_and_its_limit_too() {
    let tally = |n_good, n_bad| Tally { n_good, n_bad, n_unknown: 1 };
    let (sum, degrees) = chi_square(&[tally(120, 50), tally(70, 200), tally(30, 90)]);
    assert!((sum - 10.0 * 10.030_780_702_060_98).abs() < 1e-9, "{sum}");
    assert_eq!(degrees, 2);
    for (degrees, limit) in [(1, 6.634_9), (4, 13.276_7), (9, 21.666), (20, 37.566)] {
        assert!(!is_beyond_chance(limit * 0.96, degrees) && is_beyond_chance(limit * 1.04, degrees), "{degrees}");
    }
    assert_eq!(chi_square(&[tally(10, 0), tally(20, 0)]), (0.0, 0));
    assert_eq!(chi_square(&[]), (0.0, 0));
    assert!(!is_beyond_chance(0.0, 0));
}

#[test]
fn pearson_and_cramers_v_are_scipys() {
    let (x, y) = (numbers(&X), numbers(&Y));
    let expected = {
        let mean = |values: &[f64]| values.iter().sum::<f64>() / 16.0;
        let (mx, my) = (mean(&X), mean(&Y));
        let sum = |f: &dyn Fn(usize) -> f64| (0..16).map(f).sum::<f64>();
        sum(&|i| (X[i] - mx) * (Y[i] - my)) / (sum(&|i| (X[i] - mx).powi(2)) * sum(&|i| (Y[i] - my).powi(2))).sqrt()
    };
    near(pearson(&Variable::Column(&x), &Variable::Column(&y), &all(16)), expected);
    near(cramers_v(&[12, 5, 7, 20, 3, 9], 2), 0.381_314_966_974_557);
    assert_eq!(cramers_v(&[10, 0, 5, 0], 2), 0.0);
    assert_eq!(cramers_v(&[], 0), 0.0);
    let flat = numbers(&[2.0; 16]);
    assert_eq!(pearson(&Variable::Column(&x), &Variable::Column(&flat), &all(16)), 0.0);
}

#[test]
fn columns_that_are_one_another_go_together_and_noise_does_not() {
    let mut random = RandomStream::new(5);
    let n = 4_000;
    let a: Vec<f64> = (0..n).map(|_| random.unit()).collect();
    let noise: Vec<f64> = (0..n).map(|_| random.unit()).collect();
    let labels: Vec<&str> = a.iter().map(|value| ["low", "mid", "high"][(value * 2.999) as usize]).collect();
    let columns = [numbers(&a), numbers(&a.iter().map(|value| -2.0 * value).collect::<Vec<_>>()), categories(&labels), numbers(&noise)];
    let variables: Vec<Variable> = columns.iter().map(Variable::Column).collect();
    let found = associations(&variables, &all(n));
    assert!(matches!(found[1], smart_loan_recovery::exploration::Association::Correlation(r) if r < -0.999_999));
    assert!(found[2].strength() > 0.8, "{:?}", found[2]);
    assert!(found[3].strength() < 0.06 && found[2 * 4 + 3].strength() < 0.06);
    assert_eq!(found[4 + 2], found[2 * 4 + 1]);
}

#[test]
fn each_row_is_in_the_group_whose_test_it_passes() {
    let mut random = RandomStream::new(9);
    let value = |random: &mut RandomStream| match random.below(12) {
        0 => f64::NAN,
        1 => -random.unit() * 50.0,
        _ => (random.unit() * 9.0).exp() * 100.0,
    };
    let n = 3_000;
    let amounts: Vec<f64> = (0..n).map(|_| value(&mut random)).collect();
    let labels: Vec<String> = (0..n).map(|_| if random.below(9) == 0 { String::new() } else { format!("k{}", random.below(30)) }).collect();
    let days: Vec<i32> =
        (0..n).map(|_| if random.below(9) == 0 { DateColumn::MISSING } else { 19_000 + random.below(900) as i32 }).collect();
    let few: Vec<f64> = (0..n).map(|_| f64::from(random.below(5))).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let table = Table::new(vec![
        ("amount".to_owned(), numbers(&amounts)),
        ("label".to_owned(), categories(&labels)),
        ("day".to_owned(), Column::Date(DateColumn::new(days))),
        ("few".to_owned(), numbers(&few)),
    ])
    .unwrap();
    let rows = all(n);
    for name in ["amount", "label", "day", "few", "amount ÷ few"] {
        let variable = Variable::find(&table, name).unwrap();
        let groupings =
            [for_outcome(&variable, &rows), by_width(&variable, &rows, 12), by_step(&variable, &rows), by_range(&variable, &rows, 8)];
        for grouping in groupings.into_iter().flatten() {
            let counted = tallies(&variable, &grouping, &rows, &[]);
            assert!(grouping.tests.len() <= 40, "{name} {}", grouping.tests.len());
            for (test, tally) in grouping.tests.iter().zip(&counted) {
                let found = rows_that_match(&table, &[Condition::new(name, test.clone())]).unwrap();
                assert_eq!(found.len() as u64, tally.n(), "{name} {test:?}");
            }
            let n_there = rows.iter().filter(|&&row| !variable.is_missing(row as usize)).count() as u64;
            let n_grouped: u64 = counted[..grouping.n_present()].iter().map(Tally::n).sum();
            assert_eq!(n_grouped, n_there, "{name}: every number has a group");
        }
    }
}

#[test]
fn edges_are_round_and_ranges_far_out_are_open() {
    let mut values: Vec<f64> = (0..1_000).map(|value| f64::from(value) * 37.0).collect();
    values.push(9e9);
    let column = numbers(&values);
    let grouping = by_width(&Variable::Column(&column), &all(values.len()), 12).unwrap();
    assert_eq!(grouping.tests[0], Test::Between(0.0, 5_000.0));
    assert!(matches!(grouping.tests.last(), Some(Test::Between(_, high)) if high.is_infinite()));
    let steps = by_step(&Variable::Column(&column), &all(values.len())).unwrap();
    assert!(steps.tests.contains(&Test::Between(1_000.0, 2_000.0)) && steps.tests.contains(&Test::Between(2_000.0, 5_000.0)));
    let constant = numbers(&[7.0; 30]);
    assert!(by_width(&Variable::Column(&constant), &all(30), 12).is_none());
    assert_eq!(for_outcome(&Variable::Column(&constant), &all(30)).unwrap().tests, [Test::OneOf(vec!["7".to_owned()])]);
    let nothing = numbers(&[f64::NAN; 3]);
    assert!(for_outcome(&Variable::Column(&nothing), &all(3)).is_none());
    let mostly_nought: Vec<f64> = (0..400).map(|row| if row % 20 == 0 { f64::from(row) } else { 0.0 }).collect();
    let column = numbers(&mostly_nought);
    assert!(for_outcome(&Variable::Column(&column), &all(400)).unwrap().tests.len() >= 2);
}

#[test]
fn dates_are_grouped_by_month_or_longer() {
    let months = |n_days: i32| {
        let column = Column::Date(DateColumn::new((0..n_days).map(|day| 20_454 + day).collect()));
        for_outcome(&Variable::Column(&column), &all(n_days as usize)).unwrap().tests
    };
    // 20,454 is 2026-01-01.
    assert_eq!(months(40), [Test::Between(20_454.0, 20_485.0), Test::Between(20_485.0, 20_513.0)]);
    assert!((8..=24).contains(&months(1_000).len()));
    assert!((8..=24).contains(&months(9_000).len()));
}

#[test]
fn rare_labels_are_counted_together_and_commonest_come_first() {
    let labels: Vec<String> = (0..200).map(|row| format!("k{}", (row as f64).sqrt() as u32)).collect();
    let column = categories(&labels.iter().map(String::as_str).collect::<Vec<_>>());
    let Column::Category(inner) = &column else { panic!() };
    let grouping = Grouping::by_label(inner, &all(200), 5);
    assert_eq!(grouping.tests.len(), 5);
    assert_eq!(grouping.tests[0], Test::OneOf(vec!["k13".to_owned()]));
    assert!(matches!(&grouping.tests[4], Test::OneOf(values) if values.len() == 11));
}

#[test]
fn conditions_narrow_together_and_neighbors_join() {
    let mut texts = TextColumn::default();
    ["ab", "", "cd", "ab"].iter().for_each(|text| texts.push(text));
    let table = Table::new(vec![
        ("n".to_owned(), numbers(&[1.0, 2.0, f64::NAN, -0.0])),
        ("c".to_owned(), categories(&["x", "y", "", "x"])),
        ("t".to_owned(), Column::Text(texts)),
    ])
    .unwrap();
    let rows = |column: &str, test: Test| rows_that_match(&table, &[Condition::new(column, test)]).unwrap();
    assert_eq!(rows("n", Test::Between(1.0, 2.0)), [0]);
    assert_eq!(rows("n", Test::Between(f64::NEG_INFINITY, f64::INFINITY)), [0, 1, 3]);
    assert_eq!(rows("n", Test::Missing), [2]);
    assert_eq!(rows("n", Test::OneOf(vec!["0".to_owned(), "2".to_owned()])), [1, 3]);
    assert_eq!(rows("c", Test::OneOf(vec!["x".to_owned(), "nothing".to_owned()])), [0, 3]);
    assert_eq!(rows("t", Test::OneOf(vec!["ab".to_owned()])), [0, 3]);
    let both = [Condition::new("c", Test::OneOf(vec!["x".to_owned()])), Condition::new("n", Test::Between(0.5, 9.0))];
    assert_eq!(rows_that_match(&table, &both).unwrap(), [0]);
    assert_eq!(rows_that_match(&table, &[Condition::new("gone", Test::Missing)]), Err("gone".to_owned()));

    let range = |low, high| Condition::new("n", Test::Between(low, high));
    assert_eq!(range(1.0, 2.0).or(&range(2.0, 5.0)), Some(range(1.0, 5.0)));
    assert_eq!(range(1.0, 2.0).or(&Condition::new("c", Test::Between(2.0, 5.0))), None);
    assert_eq!(range(1.0, 2.0).or(&Condition::new("n", Test::Missing)), None);
}

#[test]
fn a_ratio_is_a_variable_by_its_name() {
    let table = Table::new(vec![("a".to_owned(), numbers(&[6.0, 1.0, 4.0])), ("b".to_owned(), numbers(&[3.0, 0.0, f64::NAN]))]).unwrap();
    let name = ratio_name("a", "b", false);
    let ratio = Variable::find(&table, &name).unwrap();
    assert_eq!(ratio.number(0), 2.0);
    let yearly = Variable::find(&table, &ratio_name("a", "b", true)).unwrap();
    assert_eq!(yearly.number(0), 24.0);
    assert!(ratio.is_missing(1) && ratio.is_missing(2));
    assert_eq!(rows_that_match(&table, &[Condition::new(&name, Test::Between(1.0, 3.0))]).unwrap(), [0]);
}

#[test]
fn cross_tables_count_pairs() {
    let (a, b) = (categories(&["x", "x", "y", "y", ""]), categories(&["p", "q", "p", "p", "p"]));
    let (Column::Category(first), Column::Category(second)) = (&a, &b) else { panic!() };
    let groupings = (Grouping::by_label(first, &all(5), 9), Grouping::by_label(second, &all(5), 9));
    let is_bad = [Some(true), Some(false), Some(true), None, Some(true)];
    let found = cross_tallies((&Variable::Column(&a), &groupings.0), (&Variable::Column(&b), &groupings.1), &all(5), &is_bad);
    let n: Vec<(u64, u64)> = found.iter().map(|tally| (tally.n(), tally.n_bad)).collect();
    assert_eq!(n, [(1, 1), (1, 0), (2, 1), (0, 0)]);
}

#[test]
fn a_difference_is_found_where_it_is_and_hardly_ever_where_it_is_not() {
    let tally = |n_good, n_bad| Tally { n_good, n_bad, n_unknown: 0 };
    let rising = [tally(400, 40), tally(380, 50), tally(300, 120), tally(200, 110)];
    assert!(matches!(contrast(&rising, true), Contrast::From { group: 2, .. }));
    assert_eq!(contrast(&[tally(90, 10), tally(60, 40), tally(80, 20)], false), Contrast::Groups { highest: 1, lowest: 0 });
    let mut random = RandomStream::new(77);
    let mut n_found = 0;
    for _ in 0..1_000 {
        let groups: Vec<Tally> = (0..8)
            .map(|_| {
                let n_bad = (0..125).filter(|_| random.unit() < 0.2).count() as u64;
                tally(125 - n_bad, n_bad)
            })
            .collect();
        n_found += usize::from(contrast(&groups, true) != Contrast::None);
    }
    assert!(n_found < 25, "{n_found} of 1,000 by chance");
}
