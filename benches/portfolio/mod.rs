//! What the benches measure on: several synthetic portfolios as one file.

use smart_loan_recovery::data::sample::{SampleMonth, sample_csv};

/// A CSV file of `5,000 × n_portfolios` loans.
pub fn csv(n_portfolios: u64) -> Vec<u8> {
    let mut bytes = sample_csv(0, SampleMonth::September);
    for seed in 1..n_portfolios {
        let portfolio = sample_csv(seed, SampleMonth::September);
        let header_end = portfolio.iter().position(|byte| *byte == b'\n').map_or(0, |place| place + 1);
        bytes.extend_from_slice(&portfolio[header_end..]);
    }
    bytes
}
