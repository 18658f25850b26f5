use super::Judgement;
use super::words::{percent_cell, score_cell};
use crate::evaluation::DecileRow;
use crate::sheets::block::{TableSheet, head, number_head};

/// The loans in tenths, the riskiest first: what a lender's scorecard is judged by.
pub(super) fn decile_table(judgement: &Judgement) -> TableSheet {
    let evaluation = judgement.evaluation;
    let words = ["Scores", "Loans", "Bad", "Share bad", "Bad caught so far", "Lift"];
    let row = |row: &DecileRow| {
        vec![
            name(row.decile),
            scores(row),
            count_cell(judgement, row.n_rows),
            count_cell(judgement, row.n_bad),
            percent_cell(row.share_bad),
            percent_cell(row.cumulative_share_of_bad),
            format!("{:.2}", row.lift),
        ]
    };
    TableSheet {
        title: "Tenths of the loans, the riskiest first".to_owned(),
        note: format!("{}, of which {} bad; lift 1 is as among all", judgement.loans(), judgement.count(evaluation.n_bad)),
        heads: std::iter::once(head("Tenth")).chain(words.map(number_head)).collect(),
        rows: evaluation.deciles.iter().map(row).collect(),
    }
}

fn name(decile: u8) -> String {
    match decile {
        1 => "1, riskiest".to_owned(),
        10 => "10, safest".to_owned(),
        decile => decile.to_string(),
    }
}

fn scores(row: &DecileRow) -> String {
    let (low, high) = (score_cell(row.lowest_score), score_cell(row.highest_score));
    if low == high { low } else { format!("{low}–{high}") }
}

/// A tenth of the loans need not be a whole number of them, and neither need its bad ones where loans share a score.
fn count_cell(judgement: &Judgement, n: f64) -> String {
    let tenths = (n * 10.0).round().max(0.0) as u64;
    let whole = judgement.count(tenths / 10);
    if tenths.is_multiple_of(10) { whole } else { format!("{whole}.{}", tenths % 10) }
}
