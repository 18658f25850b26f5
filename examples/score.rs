//! The pipeline without a browser: reads a file, trains a model, judges it honestly and scores every row.
//!
//! `cargo run --release --example score -- FILE --target COLUMN --bad VALUE[,VALUE] [--exclude COLUMN,…]
//! [--include COLUMN,…] [--model forest|boosting|logistic|tree] [--calibration none|isotonic|platt] [--trees N] [--depth N] [--min-leaf N] [--seed N] [--out scored.csv]`
//!
//! Prints one JSON object. Columns that give the outcome away are left out unless included.

#![allow(clippy::disallowed_methods, reason = "runs natively, where there is a clock")]

use std::process::ExitCode;
use std::time::Instant;

use serde_json::json;
use smart_loan_recovery::data::read::{ReadOptions, Reading, TableReader};
use smart_loan_recovery::data::schema::{OutcomeChoice, Role, Schema, infer_schema, labels, outcome_values};
use smart_loan_recovery::evaluation::CalibrationMethod;
use smart_loan_recovery::evaluation::leakage::{Leak, find_leaks};
use smart_loan_recovery::export::ScoredCsv;
use smart_loan_recovery::jobs::alone::train;
use smart_loan_recovery::jobs::protocol::TrainingSetup;
use smart_loan_recovery::jobs::scored::Scored;
use smart_loan_recovery::model::{ForestParams, Learner};
use smart_loan_recovery::strategy::CutOffs;

const USAGE: &str = "usage: score FILE --target COLUMN --bad VALUE[,VALUE] [--exclude COLUMN,…] [--include COLUMN,…] \
[--model forest|boosting|logistic|tree] [--calibration none|isotonic|platt] [--trees N] [--depth N] [--min-leaf N] [--seed N] [--out scored.csv]";

struct Arguments {
    file: String,
    target: String,
    bad: Vec<String>,
    exclude: Vec<String>,
    include: Vec<String>,
    learner: Learner,
    calibration: CalibrationMethod,
    params: ForestParams,
    out: Option<String>,
}

fn main() -> ExitCode {
    match read_arguments(std::env::args().skip(1)).and_then(|arguments| run(&arguments)) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("score: {message}");
            ExitCode::FAILURE
        }
    }
}

fn read_arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let list = |text: String| text.split(',').map(str::to_owned).collect::<Vec<_>>();
    let (mut file, mut target) = (None, None);
    let mut arguments = Arguments {
        file: String::new(),
        target: String::new(),
        bad: Vec::new(),
        exclude: Vec::new(),
        include: Vec::new(),
        learner: Learner::Forest,
        calibration: CalibrationMethod::None,
        params: ForestParams::default(),
        out: None,
    };
    while let Some(word) = words.next() {
        if !word.starts_with("--") {
            if file.replace(word).is_some() {
                return Err(format!("one file at a time\n{USAGE}"));
            }
            continue;
        }
        let value = words.next().ok_or_else(|| format!("{word} needs a value\n{USAGE}"))?;
        match word.as_str() {
            "--target" => target = Some(value),
            "--bad" => arguments.bad = list(value),
            "--exclude" => arguments.exclude = list(value),
            "--include" => arguments.include = list(value),
            "--model" => arguments.learner = named(&word, &value, &LEARNERS)?,
            "--calibration" => arguments.calibration = named(&word, &value, &CALIBRATIONS)?,
            "--trees" => arguments.params.n_trees = number(&word, &value)?,
            "--depth" => arguments.params.max_depth = Some(number(&word, &value)?),
            "--min-leaf" => arguments.params.min_samples_leaf = number(&word, &value)?,
            "--seed" => arguments.params.seed = number(&word, &value)?,
            "--out" => arguments.out = Some(value),
            _ => return Err(format!("unknown option {word}\n{USAGE}")),
        }
    }
    arguments.file = file.ok_or_else(|| format!("no file\n{USAGE}"))?;
    arguments.target = target.ok_or_else(|| format!("--target is missing\n{USAGE}"))?;
    if arguments.bad.is_empty() {
        return Err(format!("--bad is missing\n{USAGE}"));
    }
    Ok(arguments)
}

const LEARNERS: [(&str, Learner); 4] =
    [("forest", Learner::Forest), ("boosting", Learner::Boosting), ("logistic", Learner::Logistic), ("tree", Learner::DecisionTree)];

const CALIBRATIONS: [(&str, CalibrationMethod); 3] =
    [("none", CalibrationMethod::None), ("isotonic", CalibrationMethod::Isotonic), ("platt", CalibrationMethod::Platt)];

fn named<T: Copy>(option: &str, value: &str, known: &[(&str, T)]) -> Result<T, String> {
    let names = || known.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    known
        .iter()
        .find(|(name, _)| *name == value)
        .map(|(_, choice)| *choice)
        .ok_or_else(|| format!("{option}: unknown {value}; there are: {}", names()))
}

fn number<T: std::str::FromStr>(option: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("{option}: {value} is not a whole number"))
}

fn run(arguments: &Arguments) -> Result<serde_json::Value, String> {
    let started = Instant::now();
    let reading = read(&arguments.file)?;
    let read_seconds = started.elapsed().as_secs_f64();
    let table = &reading.table;
    for name in std::iter::once(&arguments.target).chain(&arguments.exclude).chain(&arguments.include) {
        if table.position(name).is_none() {
            return Err(format!("unknown column {name}; there are: {}", table.names().join(", ")));
        }
    }
    let values: Vec<String> = outcome_values(table, &arguments.target).into_iter().map(|(value, _)| value).collect();
    if let Some(unknown) = arguments.bad.iter().find(|value| !values.contains(value)) {
        return Err(format!("unknown value {unknown} of {}; there are: {}", arguments.target, values.join(", ")));
    }

    let outcome = OutcomeChoice::new(arguments.target.clone(), arguments.bad.clone());
    let is_bad = labels(table, &outcome).map_err(|error| error.to_string())?;
    let mut schema = infer_schema(table);
    schema.choose_outcome(&arguments.target);
    let leaks = find_leaks(table, &schema, &is_bad);
    let roles = roles(&schema, &leaks, arguments);
    let setup = TrainingSetup {
        outcome,
        roles: roles.clone(),
        balance: None,
        without: Vec::new(),
        learner: arguments.learner,
        calibration: arguments.calibration,
        params: arguments.params.clone(),
    };
    let clock = Instant::now();
    let scored = train(table, &schema, setup, &|| clock.elapsed().as_secs_f64() * 1e3).map_err(|error| error.to_string())?;
    let Scored { prepared, candidate, evaluation, .. } = &scored;
    let features: Vec<&str> = prepared.encoder.features().iter().map(|feature| feature.name.as_str()).collect();
    if let Some(out) = &arguments.out {
        write_scored(arguments, &reading, &schema.with_roles(&roles), &scored.scores, out)?;
    }
    Ok(json!({
        "n_rows": table.n_rows(),
        "n_bad": is_bad.iter().filter(|outcome| **outcome == Some(true)).count(),
        "auc": evaluation.auc,
        "auc_low": evaluation.auc_low,
        "auc_high": evaluation.auc_high,
        "gini": evaluation.gini,
        "ks": evaluation.ks,
        "brier": evaluation.brier,
        "average_precision": evaluation.average_precision,
        "log_loss": evaluation.log_loss,
        "ece": evaluation.ece,
        "model": LEARNERS.iter().find(|(_, learner)| *learner == arguments.learner).map(|(name, _)| name),
        "read_seconds": read_seconds,
        "fit_seconds": candidate.fit_seconds,
        "score_seconds": clock.elapsed().as_secs_f64() - candidate.fit_seconds,
        "issues": reading.issues.n_total(),
        "leakage": leaks.iter().map(|leak| leak.column.as_str()).collect::<Vec<_>>(),
        "features": features,
    }))
}

fn read(path: &str) -> Result<Reading, String> {
    use std::io::Read;
    let mut file = std::fs::File::open(path).map_err(|error| format!("{path}: {error}"))?;
    let mut reader = TableReader::new(ReadOptions::default());
    let mut piece = vec![0; 1 << 20];
    loop {
        let n_bytes = file.read(&mut piece).map_err(|error| format!("{path}: {error}"))?;
        if n_bytes == 0 {
            return reader.finish().map_err(|error| format!("{path}: {error}"));
        }
        reader.push(&piece[..n_bytes]).map_err(|error| format!("{path}: {error}"))?;
    }
}

/// As the page would settle them, then as the command line says.
fn roles(schema: &Schema, leaks: &[Leak], arguments: &Arguments) -> Vec<(String, Role)> {
    let role = |name: &String, guessed: Role| {
        if arguments.include.contains(name) {
            Role::Feature
        } else if arguments.exclude.contains(name) {
            Role::Ignored
        } else if leaks.iter().any(|leak| leak.column == *name) {
            Role::Collection
        } else {
            guessed
        }
    };
    schema.columns.iter().map(|column| (column.name.clone(), role(&column.name, column.role))).collect()
}

fn write_scored(
    arguments: &Arguments,
    reading: &Reading,
    schema: &Schema,
    scores: &[Option<smart_loan_recovery::quantity::Probability>],
    out: &str,
) -> Result<(), String> {
    let original = std::fs::read(&arguments.file).map_err(|error| format!("{}: {error}", arguments.file))?;
    let mut writer = ScoredCsv::new(reading, schema, scores, CutOffs::default());
    let mut bytes = writer.push(&original);
    let (rest, _) = writer.finish().map_err(|error| error.to_string())?;
    bytes.extend(rest);
    std::fs::write(out, bytes).map_err(|error| format!("{out}: {error}"))
}
