use crate::quantity::Probability;
use crate::quantity::order::sort_by;

/// Columns of which pairs are tried, where no single one does it.
const N_PAIRED: usize = 4;
/// Values of each column of a pair that are tried.
const N_VALUES_OF_PAIR: usize = 24;

/// A column that can change, with the values that it could have.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeableColumn {
    /// Its name.
    pub name: String,
    /// Other values than the present one, nearest first.
    pub values: Vec<CandidateValue>,
}

/// A value that a cell could have.
#[derive(Clone, Debug, PartialEq)]
pub struct CandidateValue {
    /// As it would stand in the file.
    pub text: String,
    /// How far it is from the present value: the share of the portfolio that lies between, 0..=1.
    pub distance: f64,
}

/// Judges a row with some cells changed: names of columns with their new texts.
pub type ScoreOf<'a> = &'a mut dyn FnMut(&[(String, String)]) -> Option<Probability>;

/// The smallest change that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct NearestChange {
    /// One or two columns with their new values.
    pub changes: Vec<(String, String)>,
    /// The score then.
    pub score: Probability,
    /// How far the values are from the present ones, summed.
    pub distance: f64,
}

/// The smallest change of one column that brings the score below `below`; where none does, of two of those columns that
/// lower it most alone. `score_of` judges the row with some cells changed. `None` where no such change does it.
pub fn nearest_change(columns: &[ChangeableColumn], below: Probability, score_of: ScoreOf) -> Option<NearestChange> {
    let mut nearest: Option<NearestChange> = None;
    let mut lowest: Vec<(Probability, usize)> = Vec::new();
    for (column_idx, column) in columns.iter().enumerate() {
        let mut lowest_here: Option<Probability> = None;
        for value in &column.values {
            if nearest.as_ref().is_some_and(|found| found.distance <= value.distance) {
                break;
            }
            let changes = [(column.name.clone(), value.text.clone())];
            let Some(score) = score_of(&changes) else { continue };
            if score < below {
                nearest = Some(NearestChange { changes: changes.to_vec(), score, distance: value.distance });
                break;
            }
            lowest_here = lowest_here.filter(|lowest| *lowest <= score).or(Some(score));
        }
        lowest.extend(lowest_here.map(|score| (score, column_idx)));
    }
    if nearest.is_some() {
        return nearest;
    }
    sort_by(&mut lowest, |a, b| a.0.value().total_cmp(&b.0.value()).then(a.1.cmp(&b.1)));
    let paired: Vec<&ChangeableColumn> = lowest.iter().take(N_PAIRED).map(|(_, idx)| &columns[*idx]).collect();
    nearest_pair(&paired, below, score_of)
}

fn nearest_pair(columns: &[&ChangeableColumn], below: Probability, score_of: ScoreOf) -> Option<NearestChange> {
    let mut nearest: Option<NearestChange> = None;
    let pairs = columns.iter().enumerate().flat_map(|(idx, first)| columns[idx + 1..].iter().map(move |second| (first, second)));
    for (first, second) in pairs {
        for a in thinned(&first.values) {
            for b in thinned(&second.values) {
                let distance = a.distance + b.distance;
                if nearest.as_ref().is_some_and(|found| found.distance <= distance) {
                    break;
                }
                let changes = [(first.name.clone(), a.text.clone()), (second.name.clone(), b.text.clone())];
                match score_of(&changes) {
                    Some(score) if score < below => {
                        nearest = Some(NearestChange { changes: changes.to_vec(), score, distance });
                        break;
                    }
                    _ => {}
                }
            }
        }
    }
    nearest
}

/// Every so manieth value, still nearest first.
fn thinned(values: &[CandidateValue]) -> impl Iterator<Item = &CandidateValue> {
    values.iter().step_by(values.len().div_ceil(N_VALUES_OF_PAIR).max(1))
}
