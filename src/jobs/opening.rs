//! A file becoming a table: pieces in, a table with its summary out.

use super::protocol::{FileSummary, JobError, JobId, OutcomeReport};
use crate::data::outcome_guess::choice_for;
use crate::data::quality::{Finding, Flaw, Severity, file_findings, outcome_findings};
use crate::data::read::{ReadError, ReadOptions, Reading, TableReader};
use crate::data::schema::{
    OutcomeChoice, Role, Schema, guess_meanings, guess_outcome, header_fingerprint, infer_schema, labels, outcome_values,
};
use crate::evaluation::leakage::find_leaks;
use crate::sheets::{finding_texts, leak_words, meaning_texts};

/// A file on its way through a job, piece by piece.
#[derive(Debug)]
pub(super) struct Cursor {
    pub(super) file: JobId,
    pub(super) n_bytes: u64,
    pub(super) offset: u64,
    pub(super) next_report: f64,
}

/// A file being read.
#[derive(Debug)]
pub(super) struct Opening {
    pub(super) job: JobId,
    pub(super) cursor: Cursor,
    name: String,
    is_synthetic: bool,
    reader: TableReader,
    bytes: Option<Vec<u8>>,
    started: f64,
}

/// A table that is open.
#[derive(Debug)]
pub(super) struct OpenTable {
    /// The job that opened it: its file's name among files.
    pub(super) job: JobId,
    pub(super) name: String,
    pub(super) n_bytes: u64,
    pub(super) reading: Reading,
    pub(super) schema: Schema,
    /// The whole file, where it was made here and is in no file.
    pub(super) bytes: Option<Vec<u8>>,
}

impl Opening {
    pub(super) fn of_file(job: JobId, name: String, n_bytes: u64, options: ReadOptions, now: f64) -> Opening {
        let cursor = Cursor { file: job, n_bytes, offset: 0, next_report: now };
        Opening { job, cursor, name, is_synthetic: false, reader: TableReader::new(options), bytes: None, started: now }
    }

    pub(super) fn of_sample(job: JobId, name: String, n_bytes: u64, options: ReadOptions, now: f64) -> Opening {
        Opening { is_synthetic: true, ..Opening::of_file(job, name, n_bytes, options, now) }
    }

    /// Keeps the whole file: it cannot be read again from anywhere.
    pub(super) fn keep(&mut self, bytes: Vec<u8>) {
        self.bytes = Some(bytes);
    }

    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        self.cursor.offset += bytes.len() as u64;
        self.reader.push(bytes)
    }

    pub(super) fn n_rows(&self) -> u64 {
        self.reader.n_rows()
    }

    pub(super) fn finish(self, now: f64) -> Result<(OpenTable, FileSummary), JobError> {
        let reading = self.reader.finish()?;
        let schema = infer_schema(&reading.table);
        let n_bytes = self.cursor.offset;
        let mut summary = FileSummary {
            name: self.name.clone(),
            is_synthetic: self.is_synthetic,
            n_bytes,
            n_rows: reading.table.n_rows() as u64,
            dialect: reading.dialect,
            schema: schema.clone(),
            issues: reading.issues.clone(),
            first_rows: reading.first_rows.clone(),
            meanings: meaning_texts(&guess_meanings(&reading.table, &schema.columns)),
            fingerprint: header_fingerprint(reading.table.names()),
            findings: Vec::new(),
            outcome: None,
            read_seconds: (now - self.started) / 1e3,
        };
        let open = OpenTable { job: self.job, name: self.name, n_bytes, reading, schema, bytes: self.bytes };
        summary.outcome = match guess_outcome(&open.reading.table, &open.schema) {
            Some(choice) => Some(open.outcome_report(choice)?),
            None => None,
        };
        let mut findings = file_findings(&open.reading.table, &open.schema);
        if summary.outcome.is_none() {
            findings.insert(0, Finding { severity: Severity::Caution, flaw: Flaw::NoOutcome, remedy: None });
        }
        summary.findings = finding_texts(&findings);
        Ok((open, summary))
    }
}

impl OpenTable {
    /// How this column would be read as the outcome.
    pub(super) fn outcome_choice(&self, column: &str) -> OutcomeChoice {
        choice_for(&self.reading.table, column)
    }

    /// What a column gives as the outcome.
    pub(super) fn outcome_report(&self, choice: OutcomeChoice) -> Result<OutcomeReport, JobError> {
        let table = &self.reading.table;
        if table.position(&choice.column).is_none() {
            return Err(JobError::UnknownColumn(choice.column));
        }
        let values = outcome_values(table, &choice.column);
        let found = labels(table, &choice);
        let is_bad = found.as_deref().unwrap_or_default();
        let mut schema = self.schema.clone();
        schema.choose_outcome(&choice.column);
        let leaks = find_leaks(table, &schema, is_bad);
        let roles: Vec<(String, Role)> = leaks.iter().map(|leak| (leak.column.clone(), Role::Collection)).collect();
        let findings = outcome_findings(table, &schema.with_roles(&roles), &choice, &values, found.as_deref());
        Ok(OutcomeReport {
            n_known: is_bad.iter().flatten().count() as u64,
            n_bad: is_bad.iter().filter(|outcome| **outcome == Some(true)).count() as u64,
            leak_words: leak_words(&leaks),
            findings: finding_texts(&findings),
            leaks,
            values,
            problem: found.as_ref().err().cloned(),
            choice,
        })
    }

    /// `loans.csv` becomes `loans-scored.csv`.
    pub(super) fn export_name(&self) -> String {
        let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
        format!("{}-scored.csv", stem.strip_suffix("-scored").unwrap_or(stem))
    }
}
