//! The synthetic sample portfolio: a seed and a month in, the bytes of a CSV file out.
//!
//! Nobody in it exists. Five thousand borrowers, one retail loan each, are followed month by month from the day the
//! loan was paid out, and each of three months is a photograph of the same book:
//!
//! 1. A borrower has an income (log-normal by employment and age), dependents, and two things that no file shows:
//!    willingness to pay and a slowly wandering income shock (`borrower`).
//! 2. The lender fits a loan to the income, prices it by type and by a noisy bureau grade, and takes security for
//!    homes, vehicles and half of the business loans (`loan`).
//! 3. Each month an instalment falls due. Whether it is paid follows from the strain on the income, from willingness
//!    and from what the borrower would lose; arrears roll forward, stand still, roll back or are cured (`repayment`).
//! 4. What the nine months after the photograph bring in on the same path is the recovery status, as a file made for
//!    training carries it. Attempts, method and legal action come after it and from it: knowing them is knowing the
//!    answer (`outcome`).
//!
//! Assumed, not measured: every coefficient. The book is a strained one, chosen so that honest scores spread over all
//! three strategies. Gender decides nothing; age only shifts income and dependents. Unpaid instalments bear no
//! penal interest and nobody repays early. The module knows nothing of tables, schemas or models.

mod borrower;
mod csv_text;
mod loan;
mod outcome;
mod portfolio;
mod repayment;

use portfolio::portfolio_at;

/// The seed of the portfolio that the page opens: the year of its months.
pub const SAMPLE_SEED: u64 = 2026;

/// Rows in each month: a loan that leaves the book is followed by a new one.
pub const SAMPLE_BORROWERS: usize = 5_000;

/// A month-end of the sample; the latest is the one the page opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum SampleMonth {
    /// 31 July 2026.
    July,
    /// 31 August 2026.
    August,
    /// 30 September 2026.
    September,
}

impl SampleMonth {
    /// All of them, oldest first.
    pub const ALL: [SampleMonth; 3] = [SampleMonth::July, SampleMonth::August, SampleMonth::September];

    /// Months after July.
    fn offset(self) -> i32 {
        match self {
            SampleMonth::July => 0,
            SampleMonth::August => 1,
            SampleMonth::September => 2,
        }
    }
}

/// What the file of that month is called; it says that the portfolio is synthetic.
pub fn sample_file_name(month: SampleMonth) -> &'static str {
    match month {
        SampleMonth::July => "synthetic-portfolio-2026-07.csv",
        SampleMonth::August => "synthetic-portfolio-2026-08.csv",
        SampleMonth::September => "synthetic-portfolio-2026-09.csv",
    }
}

/// The portfolio of `seed` at the end of `month`: UTF-8, commas, LF, a header and [`SAMPLE_BORROWERS`] rows of 21 cells.
/// Amounts are rupees with two decimals; an unknown income or collateral is an empty cell. The same seed gives the
/// same borrowers in every month and the same bytes on every machine.
pub fn sample_csv(seed: u64, month: SampleMonth) -> Vec<u8> {
    csv_text::write_portfolio(&portfolio_at(seed, month.offset()))
}
