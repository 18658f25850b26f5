//! Columns to bins: few and many values, ties, holes, dates, labels, and tables that came later.

use smart_loan_recovery::data::table::{CategoryColumn, Column, DateColumn, NumberColumn, Table, TextColumn};
use smart_loan_recovery::features::{EncodeError, FeatureBins, FeatureEncoder, MISSING_BIN};
use smart_loan_recovery::quantity::RandomStream;

fn table(columns: Vec<(&str, Column)>) -> Table {
    Table::new(columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect()).unwrap()
}

fn numbers(values: impl IntoIterator<Item = f64>) -> Column {
    Column::Number(NumberColumn::new(values.into_iter().collect()))
}

/// Labels in order of first appearance; an empty text is missing.
fn categories<T: AsRef<str>>(cells: &[T]) -> Column {
    let mut labels: Vec<String> = Vec::new();
    let codes = cells.iter().map(|cell| {
        let cell = cell.as_ref();
        if cell.is_empty() {
            return CategoryColumn::MISSING;
        }
        let place = labels.iter().position(|label| label == cell).unwrap_or_else(|| {
            labels.push(cell.to_owned());
            labels.len() - 1
        });
        place as u32 + 1
    });
    let codes = codes.collect();
    Column::Category(CategoryColumn::new(codes, labels))
}

fn fit(table: &Table) -> FeatureEncoder {
    FeatureEncoder::fit(table, table.names()).unwrap()
}

/// The bins of the only column.
fn bins(column: Column) -> Vec<u8> {
    let table = table(vec![("x", column)]);
    fit(&table).transform(&table).unwrap().column(0).to_vec()
}

fn edges(column: Column) -> Vec<f64> {
    match &fit(&table(vec![("x", column)])).features()[0].bins {
        FeatureBins::Ordered { edges, .. } => edges.clone(),
        FeatureBins::Categorical { .. } => panic!("categories"),
    }
}

#[test]
fn few_values_have_a_bin_each_with_edges_halfway() {
    assert_eq!(bins(numbers([30.0, 10.0, 20.0, 10.0, f64::NAN, 20.0])), [2, 0, 1, 0, MISSING_BIN, 1]);
    assert_eq!(edges(numbers([30.0, 10.0, 20.0])), [15.0, 25.0]);
    assert_eq!(bins(numbers((0..255).map(f64::from))), (0..255).map(|bin| bin as u8).collect::<Vec<_>>());
}

#[test]
fn a_constant_and_an_empty_column_have_one_bin() {
    assert_eq!(bins(numbers([7.0; 4])), [0; 4]);
    assert_eq!(bins(numbers([f64::NAN, f64::INFINITY])), [MISSING_BIN; 2]);
    assert!(edges(numbers([0.0, -0.0])).is_empty());
}

#[test]
fn many_values_fall_into_bins_of_about_as_many_rows() {
    let mut random = RandomStream::new(5);
    let values: Vec<f64> = (0..51_000).map(|_| libm::exp(random.normal() * 3.0)).collect();
    let mut counts = [0usize; 256];
    bins(numbers(values.clone())).into_iter().for_each(|bin| counts[usize::from(bin)] += 1);
    assert_eq!(counts[usize::from(MISSING_BIN)], 0);
    assert!(counts[..255].iter().all(|count| (150..=250).contains(count)), "{counts:?}");
    let edges = edges(numbers(values));
    assert!(edges.len() == 254 && edges.is_sorted_by(|a, b| a < b));
}

#[test]
fn equal_values_are_never_parted_and_order_is_kept() {
    let mut random = RandomStream::new(9);
    let mut values: Vec<f64> = (0..4_000).map(|_| if random.unit() < 0.9 { 0.0 } else { f64::from(random.below(5_000)) }).collect();
    values.sort_by(f64::total_cmp);
    let bins = bins(numbers(values.clone()));
    assert!(bins.is_sorted());
    for (pair, values) in bins.windows(2).zip(values.windows(2)) {
        assert!(values[0] != values[1] || pair[0] == pair[1]);
    }
    assert!(bins.iter().max() > Some(&50), "nine rows in ten hold zero, the others still spread");
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let mut random = RandomStream::new(2);
    let values: Vec<f64> = (0..1_000).map(|_| f64::from(random.below(700))).collect();
    let labels: Vec<String> = (0..1_000).map(|_| format!("l{}", random.below(300))).collect();
    let forth = fit(&table(vec![("x", numbers(values.clone())), ("y", categories(&labels))]));
    let reversed: Vec<String> = labels.into_iter().rev().collect();
    assert_eq!(fit(&table(vec![("x", numbers(values.into_iter().rev())), ("y", categories(&reversed))])), forth);
}

#[test]
fn values_at_the_ends_of_the_range_keep_their_order() {
    let values = [f64::MIN, -1.0, 0.0, f64::MIN_POSITIVE, 1.0, f64::MAX];
    assert_eq!(bins(numbers(values)), [0, 1, 2, 3, 4, 5]);
    assert!(edges(numbers([f64::MIN, f64::MAX])).iter().all(|edge| edge.is_finite()));
}

#[test]
fn dates_are_ordered_and_may_be_missing() {
    let dates = DateColumn::new(vec![20_000, DateColumn::MISSING, 19_000, 20_000, -5]);
    assert_eq!(bins(Column::Date(dates)), [2, MISSING_BIN, 1, 2, 0]);
}

#[test]
fn labels_are_ranked_by_how_common_they_are_then_by_text() {
    assert_eq!(bins(categories(&["b", "a", "c", "c", "", "b", "a"])), [2, 1, 3, 3, MISSING_BIN, 2, 1]);
    let encoder = fit(&table(vec![("x", categories(&["z", "y", "z"]))]));
    assert_eq!(encoder.features()[0].bins, FeatureBins::Categorical { labels: vec!["z".to_owned(), "y".to_owned()] });
}

#[test]
fn of_more_labels_than_bins_the_rarest_share_the_bin_of_the_unseen() {
    let mut cells: Vec<String> = (0..400).map(|label| format!("label {label:03}")).collect();
    cells.extend((0..254).map(|label| format!("label {label:03}")));
    let bins = bins(categories(&cells));
    assert!(bins[..254].iter().all(|&bin| (1..=254).contains(&bin)));
    assert_eq!(bins[254..400], [0; 146]);
    let seen: std::collections::BTreeSet<u8> = bins[..254].iter().copied().collect();
    assert_eq!(seen.len(), 254);
}

#[test]
fn a_later_table_is_encoded_as_the_first_was() {
    let first = table(vec![("amount", numbers([10.0, 20.0, 30.0])), ("kind", categories(&["home", "auto", "home"]))]);
    let encoder = fit(&first);
    let later = table(vec![
        ("new column", numbers([1.0, 2.0, 3.0, 4.0])),
        ("kind", categories(&["boat", "home", "", "auto"])),
        ("amount", numbers([-5.0, 25.0, f64::NAN, 99.0])),
    ]);
    let matrix = encoder.transform(&later).unwrap();
    assert_eq!((matrix.n_rows(), matrix.n_features()), (4, 2));
    assert_eq!(matrix.column(0), [0, 1, MISSING_BIN, 2]);
    assert_eq!(matrix.column(1), [0, 1, MISSING_BIN, 2]);
    assert_eq!((matrix.layout(0).n_bins, matrix.layout(0).is_categorical), (3, false));
    assert_eq!((matrix.layout(1).n_bins, matrix.layout(1).is_categorical), (3, true));
    assert_eq!(matrix.select_rows(&[3, 1]).column(0), [2, 1]);
}

#[test]
fn a_column_that_has_changed_its_kind_keeps_what_fits() {
    let encoder = fit(&table(vec![("amount", numbers([10.0, 20.0, 30.0])), ("code", categories(&["1", "2", "1"]))]));
    let mut texts = TextColumn::default();
    ["1", "", "7"].iter().for_each(|cell| texts.push(cell));
    let later = table(vec![("amount", categories(&["1,020", "n/k", "20"])), ("code", Column::Text(texts))]);
    let matrix = encoder.transform(&later).unwrap();
    assert_eq!(matrix.column(0), [2, MISSING_BIN, 1]);
    assert_eq!(matrix.column(1), [1, MISSING_BIN, 0]);
    let as_numbers = table(vec![("amount", numbers([20.0])), ("code", numbers([2.0]))]);
    assert_eq!(encoder.transform(&as_numbers).unwrap().column(1), [2]);
}

#[test]
fn unknown_and_text_columns_are_named() {
    let mut texts = TextColumn::default();
    texts.push("a note");
    let table = table(vec![("note", Column::Text(texts)), ("x", numbers([1.0]))]);
    let fit = |name: &str| FeatureEncoder::fit(&table, &[name.to_owned()]).map(|_| ());
    assert_eq!(fit("note"), Err(EncodeError::TextColumn("note".to_owned())));
    assert_eq!(fit("y"), Err(EncodeError::UnknownColumn("y".to_owned())));
    let encoder = FeatureEncoder::fit(&table, &["x".to_owned()]).unwrap();
    assert_eq!(encoder.transform(&Table::default()), Err(EncodeError::UnknownColumn("x".to_owned())));
}
