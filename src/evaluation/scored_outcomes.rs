use crate::quantity::Probability;
use crate::quantity::order::sort_keys;

/// Scores with their outcomes, sorted once: every figure is worked out from it, whatever the order of the rows was.
/// There is at least one good and one bad row.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoredOutcomes {
    ties: Vec<ScoreTie>,
    n_good: u64,
    n_bad: u64,
}

/// The rows that have the same score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreTie {
    /// Their score, 0..=1.
    pub score: f64,
    /// How many of them were good.
    pub n_good: u64,
    /// How many of them were bad.
    pub n_bad: u64,
}

impl ScoreTie {
    /// Rows with this score.
    pub fn n_rows(&self) -> u64 {
        self.n_good + self.n_bad
    }
}

impl ScoredOutcomes {
    /// From one score and one outcome a row; `None` unless both outcomes occur. What one slice has beyond the other's end
    /// does not count.
    pub fn new(scores: &[Probability], is_bad: &[bool]) -> Option<ScoredOutcomes> {
        let ties = descending_ties(scores.iter().copied().zip(is_bad.iter().copied()));
        let n_good = ties.iter().map(|tie| tie.n_good).sum();
        let n_bad = ties.iter().map(|tie| tie.n_bad).sum();
        (n_good > 0 && n_bad > 0).then_some(ScoredOutcomes { ties, n_good, n_bad })
    }

    /// The distinct scores, highest first.
    pub fn ties(&self) -> &[ScoreTie] {
        &self.ties
    }

    /// Rows, both good and bad.
    pub fn n_rows(&self) -> u64 {
        self.n_good + self.n_bad
    }

    /// Good rows, at least one.
    pub fn n_good(&self) -> u64 {
        self.n_good
    }

    /// Bad rows, at least one.
    pub fn n_bad(&self) -> u64 {
        self.n_bad
    }

    /// Share of bad rows, above 0 and below 1.
    pub fn base_rate(&self) -> f64 {
        self.n_bad as f64 / self.n_rows() as f64
    }
}

/// Rows by score, highest first.
pub(super) fn descending_ties(rows: impl Iterator<Item = (Probability, bool)>) -> Vec<ScoreTie> {
    // The bits of numbers from 0 to 1 are in the order of the numbers and leave the highest two free: whole numbers sort
    // several times faster. Adding 0 makes of −0 a 0.
    let mut keys: Vec<u64> = rows.map(|(score, is_bad)| ((score.value() + 0.0).to_bits() << 1) | u64::from(is_bad)).collect();
    sort_keys(&mut keys);
    let mut ties: Vec<ScoreTie> = Vec::new();
    let mut last_bits = None;
    for key in keys.into_iter().rev() {
        let bits = key >> 1;
        if last_bits != Some(bits) {
            ties.push(ScoreTie { score: f64::from_bits(bits), n_good: 0, n_bad: 0 });
            last_bits = Some(bits);
        }
        if let Some(tie) = ties.last_mut() {
            *(if key & 1 == 1 { &mut tie.n_bad } else { &mut tie.n_good }) += 1;
        }
    }
    ties
}
