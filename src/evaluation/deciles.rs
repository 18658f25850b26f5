use serde::{Deserialize, Serialize};

use super::scored_outcomes::ScoredOutcomes;

/// A tenth of all rows. Rows that share a score are spread over the groups that the score falls into, each group getting
/// the same mix of them: what drawing lots among them would give on average. So counts need not be whole.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecileRow {
    /// 1 for the tenth with the highest scores, up to 10.
    pub decile: u8,
    /// The highest score in it.
    pub highest_score: f64,
    /// The lowest score in it.
    pub lowest_score: f64,
    /// Rows in it: a tenth of all.
    pub n_rows: f64,
    /// Those that were bad.
    pub n_bad: f64,
    /// Share of bad ones, 0..=1.
    pub share_bad: f64,
    /// Share of all bad rows that lie in this group and those above it (gains), 0..=1.
    pub cumulative_share_of_bad: f64,
    /// How many times the share of bad rows among all this group's share is.
    pub lift: f64,
    /// The same of this group and those above it together.
    pub cumulative_lift: f64,
}

impl ScoredOutcomes {
    /// Ten groups of equally many rows, highest scores first.
    pub fn deciles(&self) -> Vec<DecileRow> {
        let n_rows = self.n_rows() as f64 / 10.0;
        let n_all_bad = self.n_bad() as f64;
        let mut walk = Walk { outcomes: self, tie_idx: 0, rows_above: 0, bad_above: 0 };
        let mut start = walk.advance(0);
        (1..=10u8)
            .map(|decile| {
                // Bounds lie between rows, or in a row: they are counted in tenths of a row.
                let end = walk.advance(u64::from(decile) * self.n_rows());
                let n_bad = end.n_bad_above - start.n_bad_above;
                let row = DecileRow {
                    decile,
                    highest_score: start.score_below,
                    lowest_score: end.score_above,
                    n_rows,
                    n_bad,
                    share_bad: n_bad / n_rows,
                    cumulative_share_of_bad: end.n_bad_above / n_all_bad,
                    lift: n_bad / n_rows / self.base_rate(),
                    cumulative_lift: end.n_bad_above / n_all_bad / (f64::from(decile) / 10.0),
                };
                start = end;
                row
            })
            .collect()
    }
}

/// A place between rows in the order of scores, or in a row.
#[derive(Clone, Copy)]
struct Bound {
    /// Bad rows above it.
    n_bad_above: f64,
    /// The score just above it.
    score_above: f64,
    /// The score just below it.
    score_below: f64,
}

/// Goes down the scores, with what lies above the current one.
struct Walk<'a> {
    outcomes: &'a ScoredOutcomes,
    tie_idx: usize,
    rows_above: u64,
    bad_above: u64,
}

impl Walk<'_> {
    /// Goes on to the bound after so many tenths of rows; never back.
    fn advance(&mut self, n_tenths: u64) -> Bound {
        let ties = self.outcomes.ties();
        while let Some(tie) = ties.get(self.tie_idx).filter(|tie| 10 * (self.rows_above + tie.n_rows()) <= n_tenths) {
            self.rows_above += tie.n_rows();
            self.bad_above += tie.n_bad;
            self.tie_idx += 1;
        }
        let n_tenths_of_tie = n_tenths - 10 * self.rows_above;
        let current = ties.get(self.tie_idx);
        let above = self.tie_idx.checked_sub(1).and_then(|idx| ties.get(idx));
        let score_below = current.or(above).map_or(0.0, |tie| tie.score);
        Bound {
            n_bad_above: self.bad_above as f64
                + current.map_or(0.0, |tie| tie.n_bad as f64 * n_tenths_of_tie as f64 / (10 * tie.n_rows()) as f64),
            score_above: if n_tenths_of_tie > 0 { score_below } else { above.map_or(score_below, |tie| tie.score) },
            score_below,
        }
    }
}
