//! Figures worked out from columns, a row with other cells, and what bins stand for.

use smart_loan_recovery::data::read::ReadOptions;
use smart_loan_recovery::data::schema::{Meaning, Role, Schema, infer_schema};
use smart_loan_recovery::data::table::{Column, NumberColumn, Table};
use smart_loan_recovery::features::{
    BinDescription, DerivedFeature, EncodeError, FeatureEncoder, FeatureSource, MISSING_BIN, Ratio, available,
};

use crate::support::{loan_file, read_well};

const LOANS: &str = "\
borrower,Monthly_Income,Monthly_EMI,Loan_Amount,Outstanding_Loan_Amount,Collateral_Value,Loan_Tenure,Num_Missed_Payments,Loan_Type,Start
Asha,1000,250,5000,2500,5000,24,6,Home,2025-01-05
Bela,2000,,8000,8000,0,12,0,Auto,2025-02-05
Chet,0,300,9000,4500,9000,36,3,Home,2025-03-05
Dara,4000,1000,6000,1500,,48,1,Gold,
";

fn table_of(text: &str) -> Table {
    read_well(text.as_bytes()).table
}

/// A table of one column.
fn numbers(values: impl Iterator<Item = f64>) -> Table {
    Table::new(vec![("x".to_owned(), Column::Number(NumberColumn::new(values.collect())))]).unwrap()
}

fn names(schema: &Schema) -> Vec<String> {
    schema.columns.iter().filter(|column| column.role == Role::Feature).map(|column| column.name.clone()).collect()
}

/// The loans with all that can be derived, and the derived features.
fn loans() -> (Table, Schema, Vec<DerivedFeature>) {
    let table = table_of(LOANS);
    let schema = infer_schema(&table).with_roles(&table.names().iter().map(|name| (name.clone(), Role::Feature)).collect::<Vec<_>>());
    let derived = available(&schema, table.names());
    (table, schema, derived)
}

fn encoder(table: &Table, derived: &[DerivedFeature]) -> FeatureEncoder {
    let columns = ["Monthly_Income", "Loan_Type", "Start"].map(|name| FeatureSource::Column(name.to_owned()));
    let sources: Vec<FeatureSource> = columns.into_iter().chain(derived.iter().cloned().map(FeatureSource::Derived)).collect();
    FeatureEncoder::fit(table, &sources).unwrap()
}

/// The value of each row's bin; `None` is missing.
fn values(encoder: &FeatureEncoder, table: &Table, feature: &str) -> Vec<Option<f64>> {
    let matrix = encoder.transform(table).unwrap();
    let feature_idx = encoder.features().iter().position(|candidate| candidate.name == feature).unwrap();
    let value = |&bin: &u8| (bin != MISSING_BIN).then(|| matrix.bin_value(feature_idx, bin));
    matrix.column(feature_idx).iter().map(value).collect()
}

#[test]
fn all_figures_are_derived_where_their_columns_are() {
    let (table, _, derived) = loans();
    assert_eq!(derived.iter().map(|derived| derived.ratio).collect::<Vec<_>>(), Ratio::ALL);
    assert_eq!(derived[3].inputs(), ["Collateral_Value", "Outstanding_Loan_Amount"]);
    let encoder = encoder(&table, &derived);
    let of = |name: &str| values(&encoder, &table, name);
    assert_eq!(of("EMI to income"), [Some(0.25), None, None, Some(0.25)]);
    assert_eq!(of("Outstanding to income"), [Some(2.5), Some(4.0), None, Some(0.375)]);
    assert_eq!(of("Outstanding to loan amount"), [Some(0.5), Some(1.0), Some(0.5), Some(0.25)]);
    assert_eq!(of("Collateral cover"), [Some(2.0), Some(0.0), Some(2.0), None]);
    assert_eq!(of("Missed payments per month"), [Some(0.25), Some(0.0), Some(3.0 / 36.0), Some(1.0 / 48.0)]);
}

#[test]
fn only_features_derive_and_no_name_comes_twice() {
    let (_, schema, _) = loans();
    let ratios = |schema: &Schema, usable: &[String]| -> Vec<Ratio> { available(schema, usable).into_iter().map(|d| d.ratio).collect() };
    let without_income = schema.with_roles(&[("Monthly_Income".to_owned(), Role::Ignored)]);
    let usable = names(&schema);
    assert_eq!(ratios(&without_income, &usable), [Ratio::OutstandingToLoan, Ratio::CollateralCover, Ratio::MissedPerMonth]);
    let unusable: Vec<String> = usable.iter().filter(|name| *name != "Outstanding_Loan_Amount").cloned().collect();
    assert_eq!(ratios(&schema, &unusable), [Ratio::EmiToIncome, Ratio::CollateralCover, Ratio::MissedPerMonth]);
    assert_eq!(available(&schema, &unusable)[1].denominator, "Loan_Amount", "what was lent stands in for what is owed");
    let mut named = schema.clone();
    named.columns[0].name = "EMI to income".to_owned();
    assert!(!ratios(&named, &usable).contains(&Ratio::EmiToIncome));
}

#[test]
fn nothing_is_divided_by_nothing_or_by_less() {
    let table = table_of("income,emi,y\n0,5,a\n-10,5,b\n10,-5,a\n10,5,b\n");
    let ratio =
        DerivedFeature { ratio: Ratio::EmiToIncome, numerator: "emi".to_owned(), denominator: "income".to_owned(), is_yearly: false };
    let encoder = FeatureEncoder::fit(&table, &[FeatureSource::Derived(ratio.clone())]).unwrap();
    assert_eq!(values(&encoder, &table, "EMI to income"), [None, None, Some(-0.5), Some(0.5)]);
    let without = table_of("income,y\n1,a\n2,b\n");
    assert_eq!(encoder.transform(&without), Err(EncodeError::UnknownColumn("emi".to_owned())));
    assert_eq!(FeatureEncoder::fit(&without, &[FeatureSource::Derived(ratio)]).err(), Some(EncodeError::UnknownColumn("emi".to_owned())));
}

#[test]
fn a_row_without_changes_has_its_own_bins() {
    let (table, _, derived) = loans();
    let encoder = encoder(&table, &derived);
    let matrix = encoder.transform(&table).unwrap();
    for row in 0..table.n_rows() {
        assert_eq!(encoder.row_bins(&table, row, &[]), Ok(matrix.row_bins(row)));
    }
    // Columns that have become of another kind are read as the whole table is.
    let other =
        table_of(&LOANS.replace("1000", "one thousand").replace("2000", "much").replace("4000", "more").replace(",0,", ",none yet,"));
    let matrix = encoder.transform(&other).unwrap();
    for row in 0..other.n_rows() {
        assert_eq!(encoder.row_bins(&other, row, &[]), Ok(matrix.row_bins(row)));
    }
}

#[test]
fn a_changed_cell_changes_its_features_and_what_is_derived_from_it() {
    let (table, _, derived) = loans();
    let encoder = encoder(&table, &derived);
    let matrix = encoder.transform(&table).unwrap();
    let change = |row: usize, changes: &[(&str, &str)]| {
        let changes: Vec<(String, String)> = changes.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        encoder.row_bins(&table, row, &changes)
    };
    let bins = change(0, &[("Monthly_Income", "₹ 4,000")]).unwrap();
    assert_eq!(bins[0], matrix.bin(0, 3), "income as Dara's");
    assert_eq!(bins[3], matrix.bin(3, 0), "an EMI to income below all that were seen");
    assert_eq!(bins[4], matrix.bin(4, 3), "2500 of 4000 is next to 1500 of 4000");
    assert_eq!(bins[5..], matrix.row_bins(0)[5..]);
    assert_eq!(change(0, &[("Loan_Type", "Auto"), ("Start", "2025-03-01")]).unwrap()[1..3], [matrix.bin(1, 1), matrix.bin(2, 2)]);
    assert_eq!(change(0, &[("Loan_Type", "Boat")]).unwrap()[1], 0);
    assert_eq!(change(0, &[("Loan_Type", ""), ("Start", " ")]).unwrap()[1..3], [MISSING_BIN; 2]);
    assert_eq!(change(0, &[("Monthly_EMI", "")]).unwrap()[3], MISSING_BIN);
    assert_eq!(change(0, &[("borrower", "Zoe")]), Ok(matrix.row_bins(0)));
    assert_eq!(change(0, &[("Monthly_Income", "1"), ("Monthly_Income", "1000")]), Ok(matrix.row_bins(0)));
    assert_eq!(change(0, &[("Salary", "1")]), Err(EncodeError::UnknownColumn("Salary".to_owned())));
    let not_a_value = |column: &str, text: &str| Err(EncodeError::NotAValue { column: column.to_owned(), text: text.to_owned() });
    assert_eq!(change(0, &[("Monthly_EMI", "much")]), not_a_value("Monthly_EMI", "much"));
    assert_eq!(change(0, &[("Start", "soon")]), not_a_value("Start", "soon"));
}

#[test]
fn bins_say_what_they_stand_for() {
    let (table, _, derived) = loans();
    let encoder = encoder(&table, &derived);
    let texts = |feature_idx: usize| encoder.bins_for(feature_idx).iter().map(BinDescription::text).collect::<Vec<_>>();
    assert_eq!(texts(0), ["0", "1000", "2000", "4000", "missing"]);
    assert_eq!(texts(1), ["other", "Home", "Auto", "Gold", "missing"]);
    assert_eq!(texts(2), ["2025-01-05", "2025-02-05", "2025-03-05", "missing"]);
    assert!(encoder.bins_for(99).is_empty());
    let BinDescription::Range(range) = &encoder.bins_for(0)[1] else { panic!("a range") };
    assert_eq!((range.lower_edge, range.upper_edge), (Some(500.0), Some(1500.0)));
    let many = numbers((0..1020).map(f64::from));
    let encoder = FeatureEncoder::fit(&many, many.names()).unwrap();
    let bins = encoder.bins_for(0);
    assert_eq!((bins.len(), bins[0].text().as_str(), bins[254].text().as_str()), (256, "0 to 3", "1016 to 1019"));
    let BinDescription::Range(range) = &bins[1] else { panic!("a range") };
    assert_eq!((range.lower_edge, range.upper_edge, range.mean), (Some(3.5), Some(7.5), 5.5));
    assert_eq!(encoder.transform(&many).unwrap().bin_value(0, 1), 5.5);
}

#[test]
fn means_of_bins_are_finite_and_the_same_in_any_order() {
    let value = |row: u32| f64::from(row % 977) * 1.3e305;
    let forth = numbers((0..5_000).map(value));
    let back = numbers((0..5_000).rev().map(value));
    let fit = |table: &Table| FeatureEncoder::fit(table, table.names()).unwrap();
    assert_eq!(fit(&forth), fit(&back));
    assert!(fit(&forth).bins_for(0).iter().all(|bin| !matches!(bin, BinDescription::Range(range) if !range.mean.is_finite())));
}

#[test]
fn public_files_get_the_meanings_that_they_have() {
    let meanings = |name: &str| -> Option<Vec<(String, Meaning)>> {
        let schema = infer_schema(&read_well(&loan_file(name)?).table);
        let named = schema.columns.into_iter().filter_map(|column| Some((column.name, column.meaning?)));
        Some(named.filter(|(_, meaning)| matches!(meaning, Meaning::CollateralValue | Meaning::LoanTenure)).collect())
    };
    for name in ["taiwan-credit-card.csv", "loan-payments.csv", "home-credit-sample.csv"] {
        assert!(meanings(name).is_none_or(|meanings| meanings.is_empty()), "{name}");
    }
    for (name, column) in [("german-credit.csv", "duration_in_month"), ("german-credit-kaggle-NA.csv", "Duration")] {
        assert!(meanings(name).is_none_or(|meanings| meanings == [(column.to_owned(), Meaning::LoanTenure)]), "{name}");
    }
    let Some(bytes) = loan_file("loan-recovery.csv") else { return };
    let reading = smart_loan_recovery::data::read::read_table(&bytes, &ReadOptions::default()).unwrap();
    let schema = infer_schema(&reading.table);
    assert_eq!(available(&schema, &names(&schema)).len(), 5);
    for name in ["german-credit.csv", "taiwan-credit-card.csv"] {
        let Some(bytes) = loan_file(name) else { continue };
        let schema = infer_schema(&read_well(&bytes).table);
        assert_eq!(available(&schema, &names(&schema)), [], "{name}");
    }
}
