//! The kinds of the public loan files' columns, and that nothing is asked or offered there without need.

use smart_loan_recovery::data::column_format::{ColumnFormat, DateFormat, DateOrder, NumberFormat, NumberUnit, TimeUnit, Writing};
use smart_loan_recovery::data::read::Reading;
use smart_loan_recovery::data::table::Column;

use crate::support::{loan_file, read_well};

fn format(reading: &Reading, name: &str) -> ColumnFormat {
    reading.formats[reading.table.position(name).unwrap_or_else(|| panic!("no column {name}"))]
}

fn number(unit: NumberUnit, writing: Writing) -> ColumnFormat {
    ColumnFormat::Number(NumberFormat { unit, writing, ..NumberFormat::default() })
}

const PLAIN: ColumnFormat = ColumnFormat::Number(NumberFormat {
    mark: smart_loan_recovery::data::column_format::DecimalMark::Point,
    unit: NumberUnit::Bare,
    writing: Writing::Plain,
});
const DAY_FIRST: ColumnFormat = ColumnFormat::Date(DateFormat::Written(DateOrder::DayFirst));
const MONTH_FIRST: ColumnFormat = ColumnFormat::Date(DateFormat::Written(DateOrder::MonthFirst));

#[test]
fn units_months_and_bounds_of_the_lending_clubs_files_are_read() {
    let months = number(NumberUnit::Time(TimeUnit::Months), Writing::Plain);
    let years = number(NumberUnit::Time(TimeUnit::Years), Writing::Bounded);
    let percent = number(NumberUnit::Percent, Writing::Plain);
    if let Some(bytes) = loan_file("lendingclub-sample-150col.csv") {
        let reading = read_well(&bytes);
        let expected = [
            ("term", months),
            ("emp_length", years),
            ("int_rate", PLAIN),
            ("issue_d", DAY_FIRST),
            ("earliest_cr_line", DAY_FIRST),
            ("settlement_date", DAY_FIRST),
            ("zip_code", ColumnFormat::Category),
            ("emp_title", ColumnFormat::Text),
            ("url", ColumnFormat::Text),
            ("debt_settlement_flag", ColumnFormat::Boolean),
            ("loan_status", ColumnFormat::Category),
        ];
        expected.iter().for_each(|(name, expected)| assert_eq!(format(&reading, name), *expected, "{name}"));
    }
    if let Some(bytes) = loan_file("lendingclub-percent-2500.csv") {
        let reading = read_well(&bytes);
        let expected = [
            ("Interest.Rate", percent),
            ("Debt.To.Income.Ratio", percent),
            ("Loan.Length", months),
            ("Employment.Length", years),
            ("FICO.Range", number(NumberUnit::Bare, Writing::Range)),
        ];
        expected.iter().for_each(|(name, expected)| assert_eq!(format(&reading, name), *expected, "{name}"));
    }
}

#[test]
fn dates_with_the_month_first_and_days_as_numbers_are_told_apart() {
    if let Some(bytes) = loan_file("loan-payments.csv") {
        let reading = read_well(&bytes);
        for name in ["effective_date", "due_date", "paid_off_time"] {
            assert_eq!(format(&reading, name), MONTH_FIRST, "{name}");
        }
        assert_eq!(format(&reading, "terms"), PLAIN);
    }
    if let Some(bytes) = loan_file("home-credit-sample.csv") {
        let reading = read_well(&bytes);
        for name in ["DAYS_BIRTH", "DAYS_EMPLOYED", "DAYS_REGISTRATION", "SK_ID_CURR", "AMT_CREDIT"] {
            assert_eq!(format(&reading, name), PLAIN, "{name}");
        }
        assert_eq!(format(&reading, "FLAG_OWN_CAR"), ColumnFormat::Boolean);
    }
}

#[test]
fn only_the_one_sentinel_of_the_public_files_is_offered_and_nothing_is_asked() {
    let files = [
        "german-credit.csv",
        "german-credit-kaggle-NA.csv",
        "home-credit-sample.csv",
        "lendingclub-percent-2500.csv",
        "lendingclub-sample-150col.csv",
        "loan-payments.csv",
        "loan-recovery.csv",
        "taiwan-credit-card.csv",
    ];
    for name in files {
        let Some(bytes) = loan_file(name) else { continue };
        let reading = read_well(&bytes);
        assert_eq!(reading.questions, [], "{name}");
        let offers: Vec<_> = reading.sentinels.iter().map(|offer| (offer.column.as_str(), offer.value.as_str())).collect();
        let expected: &[(&str, &str)] = if name.starts_with("home") { &[("DAYS_EMPLOYED", "365243")] } else { &[] };
        assert_eq!(offers, expected, "{name}");
        for (column, format) in reading.table.columns().iter().zip(&reading.formats) {
            assert_eq!(matches!(column, Column::Number(_)), matches!(format, ColumnFormat::Number(_)));
        }
    }
}
