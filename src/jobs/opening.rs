//! A file becoming a table: pieces in, a table with its summary out.

use super::protocol::{FileSummary, JobError, JobId, OutcomeReport, Progress};
use crate::data::outcome_guess::choice_for;
use crate::data::quality::{Finding, Flaw, Severity, file_findings, outcome_findings};
use crate::data::read::{ReadOptions, Reading, TableReader};
use crate::data::schema::{
    Confidence, MeaningGuess, OutcomeChoice, Role, Schema, guess_meanings, guess_outcome, header_fingerprint, infer_schema, labels,
    outcome_values,
};
use crate::evaluation::leakage::find_leaks;
use crate::sheets::{PreviewText, finding_texts, leak_words, meaning_texts, outcome_error, preview_text, reading_text};

/// How much of a file is kept to show how it would be read in another way.
const HEAD_BYTES: usize = 1 << 18;

/// A file on its way through a job, piece by piece.
#[derive(Debug)]
pub(super) struct Cursor {
    pub(super) file: JobId,
    pub(super) n_bytes: u64,
    pub(super) offset: u64,
    pub(super) next_report: f64,
}

/// A file being read. Between its steps the engine hears what else it is asked.
#[derive(Debug)]
pub(super) struct Opening {
    pub(super) job: JobId,
    pub(super) cursor: Cursor,
    name: String,
    is_synthetic: bool,
    step: Step,
    options: ReadOptions,
    head: Head,
    bytes: Option<Vec<u8>>,
    started: f64,
}

/// The first bytes of a file, to show how it would be read in another way.
#[derive(Debug, Default)]
pub(super) struct Head {
    bytes: Vec<u8>,
    is_whole: bool,
}

impl Head {
    fn push(&mut self, bytes: &[u8]) {
        let n_taken = (HEAD_BYTES - self.bytes.len()).min(bytes.len());
        self.is_whole = n_taken == bytes.len();
        self.bytes.extend_from_slice(&bytes[..n_taken]);
    }

    /// How the file would be read.
    pub(super) fn preview(&self, options: &ReadOptions) -> PreviewText {
        preview_text(&self.bytes, self.is_whole, options)
    }
}

#[derive(Debug)]
enum Step {
    /// Pieces of the file arrive.
    Reading(Box<TableReader>),
    /// All have arrived.
    Typing(Box<TableReader>),
    /// The columns are there.
    Checking(Box<Reading>),
}

/// What a step has led to.
pub(super) enum Advance {
    /// There is another one.
    ToNext(Opening, Progress),
    /// That was the last.
    Opened(OpenTable, Box<FileSummary>),
}

/// A table that is open.
#[derive(Debug)]
pub(super) struct OpenTable {
    /// The job that opened it: its file's name among files.
    pub(super) job: JobId,
    pub(super) name: String,
    pub(super) n_bytes: u64,
    pub(super) reading: Reading,
    pub(super) options: ReadOptions,
    pub(super) schema: Schema,
    pub(super) head: Head,
    /// The whole file, where it was made here and is in no file.
    pub(super) bytes: Option<Vec<u8>>,
}

impl Opening {
    pub(super) fn of_file(job: JobId, name: String, n_bytes: u64, options: ReadOptions, now: f64) -> Opening {
        // How much a packed file holds is not known before its end.
        let n_bytes = if is_packed(&name) { 0 } else { n_bytes };
        let cursor = Cursor { file: job, n_bytes, offset: 0, next_report: now };
        let step = Step::Reading(Box::new(TableReader::new(options.clone()).expecting(n_bytes)));
        Opening { job, cursor, name, is_synthetic: false, step, options, head: Head::default(), bytes: None, started: now }
    }

    pub(super) fn of_sample(job: JobId, name: String, n_bytes: u64, options: ReadOptions, now: f64) -> Opening {
        Opening { is_synthetic: true, ..Opening::of_file(job, name, n_bytes, options, now) }
    }

    /// Keeps the whole file: it cannot be read again from anywhere.
    pub(super) fn keep(&mut self, bytes: Vec<u8>) {
        self.bytes = Some(bytes);
    }

    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<(), JobError> {
        self.cursor.offset += bytes.len() as u64;
        self.head.push(bytes);
        match &mut self.step {
            Step::Reading(reader) => Ok(reader.push(bytes)?),
            Step::Typing(_) | Step::Checking(_) => Ok(()),
        }
    }

    /// What was read first, of a file that cannot be opened.
    pub(super) fn into_head(self) -> Head {
        self.head
    }

    /// How far it is while pieces arrive.
    pub(super) fn progress(&self, now: f64) -> Progress {
        let n_rows = match &self.step {
            Step::Reading(reader) | Step::Typing(reader) => reader.n_rows(),
            Step::Checking(reading) => reading.table.n_rows() as u64,
        };
        let rows_per_second = n_rows as f64 / ((now - self.started) / 1e3).max(1e-3);
        Progress::Reading { n_bytes: self.cursor.offset, n_bytes_total: self.cursor.n_bytes, n_rows, rows_per_second }
    }

    /// Does the next step, once all pieces are there.
    ///
    /// # Errors
    /// Why it is no table, with what was read first.
    pub(super) fn advance(mut self, now: f64) -> Result<Advance, (JobError, Head)> {
        match self.step {
            Step::Reading(reader) => {
                let n_rows = reader.n_rows();
                self.step = Step::Typing(reader);
                Ok(Advance::ToNext(self, Progress::Typing { n_rows }))
            }
            Step::Typing(reader) => {
                let reading = match reader.finish() {
                    Ok(reading) => Box::new(reading),
                    Err(error) => return Err((error.into(), self.head)),
                };
                let n_rows = reading.table.n_rows() as u64;
                self.step = Step::Checking(reading);
                Ok(Advance::ToNext(self, Progress::Checking { n_rows }))
            }
            Step::Checking(reading) => {
                let open = OpenTable {
                    job: self.job,
                    name: self.name,
                    n_bytes: self.cursor.offset,
                    schema: infer_schema(&reading.table).with_meanings(&self.options.meanings),
                    reading: *reading,
                    options: self.options,
                    head: self.head,
                    bytes: self.bytes,
                };
                match open.summary(self.is_synthetic, (now - self.started) / 1e3) {
                    Ok(summary) => Ok(Advance::Opened(open, Box::new(summary))),
                    Err(error) => Err((error, open.head)),
                }
            }
        }
    }
}

/// Whether a file is packed, by its name.
fn is_packed(name: &str) -> bool {
    name.len() > 3 && name.is_char_boundary(name.len() - 3) && name[name.len() - 3..].eq_ignore_ascii_case(".gz")
}

impl OpenTable {
    fn summary(&self, is_synthetic: bool, read_seconds: f64) -> Result<FileSummary, JobError> {
        let (reading, schema) = (&self.reading, &self.schema);
        let outcome = guess_outcome(&reading.table, schema).map(|choice| self.outcome_report(choice)).transpose()?;
        let leaks = outcome.iter().flat_map(|outcome| &outcome.leaks);
        let roles: Vec<(String, Role)> = leaks.map(|leak| (leak.column.clone(), Role::Collection)).collect();
        let mut findings = file_findings(&reading.table, &schema.with_roles(&roles));
        if outcome.is_none() {
            findings.insert(0, Finding { severity: Severity::Caution, flaw: Flaw::NoOutcome, remedy: None });
        }
        Ok(FileSummary {
            name: self.name.clone(),
            is_synthetic,
            n_bytes: self.n_bytes,
            n_rows: reading.table.n_rows() as u64,
            reading: reading_text(reading, &self.options, read_seconds),
            schema: schema.clone(),
            first_rows: reading.first_rows.clone(),
            meanings: meaning_texts(&said_meanings(guess_meanings(&reading.table, &schema.columns), schema, &self.options)),
            fingerprint: header_fingerprint(reading.table.names()),
            findings: finding_texts(&findings),
            outcome,
        })
    }

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
            problem: found.as_ref().err().map(outcome_error),
            choice,
        })
    }

    /// With the suffix `scored`, `loans.csv` and `loans.csv.gz` become `loans-scored.csv`.
    pub(super) fn export_name(&self, suffix: &str) -> String {
        let name = if is_packed(&self.name) { &self.name[..self.name.len() - 3] } else { &self.name };
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        format!("{}-{suffix}.csv", stem.strip_suffix("-scored").unwrap_or(stem))
    }
}

/// The guesses, with what the person said in their place.
fn said_meanings(mut guesses: Vec<MeaningGuess>, schema: &Schema, options: &ReadOptions) -> Vec<MeaningGuess> {
    for guess in &mut guesses {
        let guessed = std::mem::replace(&mut guess.column, schema.meaning(guess.meaning).map(|column| column.name.clone()));
        if options.meanings.iter().any(|(meaning, _)| *meaning == guess.meaning) {
            guess.confidence = Confidence::Sure;
            guess.alternatives.extend(guessed.filter(|guessed| guess.column.as_ref() != Some(guessed)));
        }
    }
    guesses
}
