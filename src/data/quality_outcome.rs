//! What is wrong with an outcome: too few rows, one rare class, a coding that may be the other way round, gaps that tell
//! how loans ended.

use super::outcome::OutcomeError;
use super::outcome_guess::{OutcomeDoubt, outcome_doubt, turned};
use super::quality::{Finding, Flaw, Remedy, Severity};
use super::schema::{OutcomeChoice, Role, Schema};
use super::table::Table;

/// Fewer labeled rows make rough figures.
const FEW_ROWS: u64 = 200;
/// Fewer rows of the rarer outcome make rough figures.
const FEW_OF_A_CLASS: u64 = 30;
/// Below this share an outcome is rare.
const RARE: f64 = 0.05;
/// How far apart the shares of bad rows lie where gaps tell, and by how many standard errors.
const TELLING_GAP: f64 = 0.2;
const SURE_GAP: f64 = 5.0;

/// What is wrong with the outcome as it is read: `values` are those of its column with their counts, `labels` has one
/// entry a row. The gravest come first.
pub fn outcome_findings(
    table: &Table,
    schema: &Schema,
    choice: &OutcomeChoice,
    values: &[(String, u64)],
    labels: Result<&[Option<bool>], &OutcomeError>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Err(error) = labels {
        findings.push(Finding { severity: Severity::Grave, flaw: Flaw::NothingToLearn(error.clone()), remedy: None });
    }
    let labels = labels.unwrap_or_default();
    let n_known = labels.iter().flatten().count() as u64;
    let n_bad = labels.iter().filter(|label| **label == Some(true)).count() as u64;
    let bad_share = n_bad as f64 / n_known.max(1) as f64;
    if let Some(doubt) = outcome_doubt(choice, values).filter(|_| n_known > 0) {
        let severity = if matches!(doubt, OutcomeDoubt::MostlyBad | OutcomeDoubt::NoneRepaid) { Severity::Note } else { Severity::Caution };
        let remedy = match doubt {
            OutcomeDoubt::NoneRepaid => None,
            OutcomeDoubt::Approval => Some(Remedy::GiveRole { column: choice.column.clone(), role: Role::Ignored }),
            OutcomeDoubt::Coding | OutcomeDoubt::MostlyBad => Some(Remedy::ReadOutcome(turned(choice, values))),
        };
        findings.push(Finding { severity, flaw: Flaw::Doubtful { doubt, choice: choice.clone(), bad_share }, remedy });
    }
    if n_known > 0 {
        findings.extend(sizes(n_known, n_bad));
        findings.extend(telling_gaps(table, schema, labels));
    }
    findings
}

fn sizes(n_known: u64, n_bad: u64) -> Option<Finding> {
    let n_rarer = n_bad.min(n_known - n_bad);
    if n_known < FEW_ROWS || n_rarer < FEW_OF_A_CLASS {
        return Some(Finding { severity: Severity::Caution, flaw: Flaw::FewRows { n_known, n_rarer }, remedy: None });
    }
    let is_rare = (n_rarer as f64) < RARE * n_known as f64;
    is_rare.then_some(Finding { severity: Severity::Note, flaw: Flaw::Imbalance { n_bad, n_known }, remedy: None })
}

/// Features that are missing where loans end much worse or better, by more than chance. Where that tells nearly
/// everything it is a leak (see `evaluation::leakage`).
fn telling_gaps<'a>(table: &'a Table, schema: &'a Schema, labels: &'a [Option<bool>]) -> impl Iterator<Item = Finding> + 'a {
    let columns = schema.columns.iter().zip(table.columns());
    let gappy = columns.filter(|(described, _)| described.role == Role::Feature && described.n_missing > 0);
    gappy.filter_map(|(described, column)| {
        let mut counts = [[0u64; 2]; 2];
        for (row, label) in labels.iter().enumerate() {
            if let Some(is_bad) = label {
                counts[usize::from(column.is_missing(row))][usize::from(*is_bad)] += 1;
            }
        }
        let n_rows = counts.map(|[n_good, n_bad]| (n_good + n_bad) as f64);
        if n_rows[0] == 0.0 || n_rows[1] == 0.0 {
            return None;
        }
        let bad_share = |place: usize| counts[place][1] as f64 / n_rows[place];
        let gap = (bad_share(1) - bad_share(0)).abs();
        let overall = (counts[0][1] + counts[1][1]) as f64 / (n_rows[0] + n_rows[1]);
        let error = libm::sqrt(overall * (1.0 - overall) * (1.0 / n_rows[0] + 1.0 / n_rows[1]));
        let is_telling = gap >= TELLING_GAP && gap > SURE_GAP * error;
        is_telling.then(|| Finding {
            severity: Severity::Note,
            flaw: Flaw::TellingGaps {
                column: described.name.clone(),
                n_missing: n_rows[1] as u64,
                bad_where_missing: bad_share(1),
                bad_where_present: bad_share(0),
            },
            remedy: Some(Remedy::LeaveOut(vec![described.name.clone()])),
        })
    })
}
