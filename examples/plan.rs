//! The plan without a browser: a file of scores and a policy in, one JSON line a borrower out, by the same engine as the page. What a
//! server or a batch would call.
//!
//! `cargo run --release --example plan -- SCORED.csv [POLICY.json]`
//!
//! The file is one that the page, or `examples/score.rs --out`, has exported. Without a policy the default one is taken. A policy with
//! mistakes plans nothing: all of them are listed, and the example ends with a failure.

use std::io::Write;
use std::process::ExitCode;

use smart_loan_recovery::data::read::{ReadOptions, read_table};
use smart_loan_recovery::data::schema::infer_schema;
use smart_loan_recovery::jobs::plan_lines::plan_lines;
use smart_loan_recovery::sheets::policy_problem;
use smart_loan_recovery::strategy::ValidPolicy;

const USAGE: &str = "usage: plan SCORED.csv [POLICY.json]";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.as_slice() {
        [file] => run(file, None),
        [file, policy] => run(file, Some(policy)),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("plan: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(file: &str, policy: Option<&str>) -> Result<(), String> {
    let policy = policy.map_or_else(|| Ok(ValidPolicy::default()), read_policy)?;
    let bytes = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
    let reading = read_table(&bytes, &ReadOptions::default()).map_err(|error| format!("{file}: {error}"))?;
    let schema = infer_schema(&reading.table);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut written = Ok(());
    let mut write = |line| {
        if written.is_ok() {
            written = serde_json::to_string(&line).map_err(|error| error.to_string()).and_then(|line| {
                // Whoever reads the lines may have seen enough.
                writeln!(out, "{line}").map_err(|error| error.to_string())
            });
        }
    };
    plan_lines(&reading.table, &schema, policy, &mut write).map_err(|error| format!("{file}: {error}"))?;
    written.and_then(|()| out.flush().map_err(|error| error.to_string()))
}

fn read_policy(path: &str) -> Result<ValidPolicy, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    ValidPolicy::from_json(&text).map_err(|error| {
        let problems = error.problems.iter().map(|problem| format!("\n  {}", policy_problem(problem)));
        format!("{path} has mistakes:{}", problems.collect::<String>())
    })
}
