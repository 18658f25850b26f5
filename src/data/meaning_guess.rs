//! Names and content to meanings: which column measures what, how sure that is, and which others it may be. Comes in: a
//! table with its columns' roles and statistics. Goes out: one guess a meaning; no column has two.

use super::aliases::is_protected;
use super::meaning::{Confidence, Meaning, MeaningGuess};
use super::meaning_content::{Fit, NumberProfile, fit_of, number_profile};
use super::meaning_names::{name_rank, names_of};
use super::phrase::{holds, holds_any, phrase_of};
use super::schema::{ColumnSchema, Role};
use super::table::Table;
use crate::quantity::order::sort_by;

/// Names that say too little by themselves: the content must speak for them.
const VAGUE: &[&str] = &[
    "amount",
    "loan",
    "value",
    "principal",
    "exposure",
    "pos",
    "ead",
    "date",
    "rate",
    "interest",
    "income",
    "salary",
    "job",
    "reason",
    "purpose",
    "title",
    "product",
    "months",
    "term",
    "duration",
    "loan term",
    "loan duration",
    "loan length",
    "loan period",
    "collateral",
    "roi",
    "borrower",
    "customer",
    "contract",
    "lan",
    "saldo",
    "importe",
    "monto",
    "plazo",
    "prazo",
    "duree",
    "laufzeit",
    "tasa",
    "taux",
    "zins",
    "cuota",
    "parcela",
    "credit limit",
    "start date",
    "open date",
    "opening date",
    "number of months",
    "no of months",
    "number of installments",
    "children",
    "repayment plan",
    "payment plan",
    "forbearance",
    "bankrupt",
];
/// Words of measures that are like one, and another.
const OF_ANOTHER: &[&str] = &[
    "co",
    "joint",
    "spouse",
    "guarantor",
    "previous",
    "prior",
    "last",
    "other",
    "sec",
    "max",
    "maximum",
    "min",
    "num",
    "number",
    "count",
    "ratio",
    "to",
    "percent",
    "percentage",
    "flag",
    "since",
    "change",
    "limit",
    "score",
    "type",
    "date",
    "id",
    "status",
    "range",
    "group",
    "level",
];
/// Incomes whose names do not say of how long.
const INCOMES_WITHOUT_PERIOD: &[&str] =
    &["income", "salary", "net income", "net salary", "total income", "income total", "amt income total", "income amount", "person income"];

/// A column that may have a meaning.
struct Candidate {
    column_idx: usize,
    confidence: Confidence,
    rank: usize,
}

/// One guess for each meaning, in the order of [`Meaning::ALL`].
pub fn guess_meanings(table: &Table, columns: &[ColumnSchema]) -> Vec<MeaningGuess> {
    let phrases: Vec<String> = columns.iter().map(|column| phrase_of(&column.name)).collect();
    let profiles: Vec<Option<NumberProfile>> = table.columns().iter().map(number_profile).collect();
    let mut candidates: Vec<Vec<Candidate>> = Meaning::ALL
        .into_iter()
        .map(|meaning| {
            let candidate = |column_idx: usize| {
                candidate_for(meaning, &columns[column_idx], &phrases[column_idx], column_idx, profiles[column_idx].as_ref())
            };
            let mut found: Vec<Candidate> = (0..columns.len().min(profiles.len())).filter_map(candidate).collect();
            sort_by(&mut found, |a, b| b.confidence.cmp(&a.confidence).then(a.rank.cmp(&b.rank)).then(a.column_idx.cmp(&b.column_idx)));
            found
        })
        .collect();
    check_incomes(&mut candidates, &phrases, &profiles);
    let mut used: Vec<Option<usize>> = vec![None; Meaning::ALL.len()];
    for wanted in [Confidence::Sure, Confidence::Likely] {
        for (place, found) in candidates.iter().enumerate() {
            let is_free = |candidate: &&Candidate| candidate.confidence == wanted && !used.contains(&Some(candidate.column_idx));
            if let Some(best) = found.iter().find(is_free).filter(|_| used[place].is_none()) {
                used[place] = Some(best.column_idx);
            }
        }
    }
    let guess = |(place, found): (usize, Vec<Candidate>)| {
        let column = used[place];
        let confidence =
            found.iter().find(|candidate| Some(candidate.column_idx) == column).map_or(Confidence::Unsure, |best| best.confidence);
        let name = |column_idx: usize| columns[column_idx].name.clone();
        let others = found.iter().map(|candidate| candidate.column_idx).filter(|idx| !used.contains(&Some(*idx)));
        let alternatives = others.take(MeaningGuess::MOST_ALTERNATIVES).map(name).collect();
        MeaningGuess { meaning: Meaning::ALL[place], column: column.map(name), confidence, alternatives }
    };
    candidates.into_iter().enumerate().map(guess).collect()
}

/// Whether a column is one that names borrowers or loans.
pub(super) fn is_identifier(phrase: &str, schema: &ColumnSchema, n_rows: usize) -> bool {
    let is_named = [Meaning::BorrowerId, Meaning::LoanId].into_iter().any(|meaning| name_rank(phrase, meaning).is_some());
    let is_near_unique = schema.n_distinct * 2 >= n_rows as u64 - schema.n_missing;
    is_named && schema.n_distinct > 1 && (is_near_unique || !VAGUE.contains(&phrase))
}

fn candidate_for(
    meaning: Meaning,
    schema: &ColumnSchema,
    phrase: &str,
    column_idx: usize,
    profile: Option<&NumberProfile>,
) -> Option<Candidate> {
    let is_id = matches!(meaning, Meaning::BorrowerId | Meaning::LoanId);
    let may_be = match schema.role {
        Role::Identifier => is_id,
        Role::Outcome | Role::OwnExport => false,
        Role::Collection => meaning.may_be_of_collection(),
        Role::Feature | Role::Ignored => !is_id,
    };
    let fit = fit_of(meaning, schema, profile);
    if !may_be || fit == Fit::Not {
        return None;
    }
    let (confidence, rank) = match name_rank(phrase, meaning) {
        Some(rank) => (confidence_of(fit, VAGUE.contains(&phrase)), rank),
        None if is_id => return None,
        None if meaning == Meaning::Group && is_protected(phrase) => (Confidence::Likely, names_of(meaning).len()),
        None => {
            let held = names_of(meaning).iter().position(|name| name.contains(' ') && holds(phrase, name))?;
            let is_another = holds_any(phrase, OF_ANOTHER) || fit == Fit::Possibly;
            (if is_another { Confidence::Unsure } else { Confidence::Likely }, names_of(meaning).len() + held)
        }
    };
    Some(Candidate { column_idx, confidence, rank })
}

fn confidence_of(fit: Fit, is_vague: bool) -> Confidence {
    match (fit, is_vague) {
        (Fit::Well, false) => Confidence::Sure,
        (Fit::Well, true) | (Fit::Possibly, false) => Confidence::Likely,
        _ => Confidence::Unsure,
    }
}

/// An income whose name does not say of how long is only used where the instalment is a likely part of it: from a
/// hundredth of a month's income to somewhat more than all of it.
fn check_incomes(candidates: &mut [Vec<Candidate>], phrases: &[String], profiles: &[Option<NumberProfile>]) {
    let median = |column_idx: usize| profiles[column_idx].map_or(f64::NAN, |profile| profile.median);
    let place = |meaning: Meaning| Meaning::ALL.iter().position(|other| *other == meaning).unwrap_or_default();
    let best = candidates[place(Meaning::MonthlyInstalment)].first().filter(|best| best.confidence > Confidence::Unsure);
    let instalment = best.map_or(f64::NAN, |best| median(best.column_idx));
    for (meaning, months) in [(Meaning::MonthlyIncome, 1.0), (Meaning::YearlyIncome, 12.0)] {
        for candidate in &mut candidates[place(meaning)] {
            let share = instalment * months / median(candidate.column_idx);
            let is_unclear = INCOMES_WITHOUT_PERIOD.contains(&phrases[candidate.column_idx].as_str());
            if is_unclear && !(0.01..=1.2).contains(&share) {
                candidate.confidence = Confidence::Unsure;
            }
        }
    }
}
