//! Scored rows and a policy in, one JSON line a borrower out: the strategy, the treatment, why, and what it is worth. What a server or a batch would
//! call: the same engine as the page.
//!
//! `cargo run --release --example plan -- FILE [policy.json] [--score COLUMN] [--date 2026-09-30]
//! [--meaning MEANING=COLUMN …] [--currency rupee|dollar|euro|pound] [--default-policy]`
//!
//! FILE is a CSV file as the app exports it, or JSON lines (`.jsonl`, `.ndjson`): one object a row. Scores are in the column
//! `risk_score`, from 0 to 1; a row without one is not scored. `--default-policy` prints the default policy and ends.
//!
//! A policy with mistakes plans nothing: all of them are printed, with exit code 1.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use serde_json::{Map, Value, json};
use smart_loan_recovery::data::date::{DateOrder, parse_date};
use smart_loan_recovery::data::loan_columns::LoanColumns;
use smart_loan_recovery::data::read::{Delimiter, LineEnd, Quote, ReadOptions, Reading, TableReader};
use smart_loan_recovery::data::schema::{Meaning, Role, Schema, infer_schema};
use smart_loan_recovery::data::table::{Column, Table};
use smart_loan_recovery::export::CellWriter;
use smart_loan_recovery::quantity::{Currency, Money, Probability};
use smart_loan_recovery::sheets::plan::plan_text;
use smart_loan_recovery::sheets::{policy_problem, reason_text, review_text, sign_text};
use smart_loan_recovery::strategy::{
    Allotment, BorrowerPlan, Planner, Policy, PortfolioScaleFit, Proposal, SettlementTerms, Subject, Treatment, TreatmentValues,
    ValidPolicy,
};

const USAGE: &str = "usage: plan FILE [policy.json] [--score COLUMN] [--date 2026-09-30] [--meaning MEANING=COLUMN …] \
[--currency rupee|dollar|euro|pound] [--default-policy]";

#[derive(Default)]
struct Arguments {
    file: String,
    policy: Option<String>,
    score: Option<String>,
    plan_day: Option<i32>,
    meanings: Vec<(Meaning, Option<String>)>,
    currency: Currency,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match plan(words, &mut BufWriter::new(std::io::stdout().lock())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("plan: {message}");
            ExitCode::FAILURE
        }
    }
}

/// What the words of the command line ask for, written to `out`; the error is for people.
pub fn plan(words: Vec<String>, out: &mut dyn Write) -> Result<(), String> {
    if words.iter().any(|word| word == "--default-policy") {
        return write!(out, "{}", Policy::default().to_json()).and_then(|()| out.flush()).map_err(|error| error.to_string());
    }
    read_arguments(words.into_iter()).and_then(|arguments| run(&arguments, out))
}

fn read_arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut arguments = Arguments::default();
    while let Some(word) = words.next() {
        if !word.starts_with("--") {
            if arguments.file.is_empty() {
                arguments.file = word;
            } else if arguments.policy.replace(word).is_some() {
                return Err(format!("one file and one policy at a time\n{USAGE}"));
            }
            continue;
        }
        let value = words.next().ok_or_else(|| format!("{word} needs a value\n{USAGE}"))?;
        match word.as_str() {
            "--policy" => arguments.policy = Some(value),
            "--score" => arguments.score = Some(value),
            "--date" => arguments.plan_day = Some(day(&value)?),
            "--meaning" => arguments.meanings.push(meaning(&value)?),
            "--currency" => arguments.currency = currency(&value)?,
            _ => return Err(format!("unknown option {word}\n{USAGE}")),
        }
    }
    if arguments.file.is_empty() { Err(format!("no file\n{USAGE}")) } else { Ok(arguments) }
}

fn day(text: &str) -> Result<i32, String> {
    parse_date(text).and_then(|date| date.day(DateOrder::DayFirst)).ok_or_else(|| format!("--date: {text} is no day"))
}

/// `DaysPastDue=overdue`; nothing after the sign leaves the meaning to no column.
fn meaning(text: &str) -> Result<(Meaning, Option<String>), String> {
    let (name, column) = text.split_once('=').ok_or_else(|| format!("--meaning: {text} has no ="))?;
    let names = || Meaning::ALL.map(|meaning| format!("{meaning:?}")).join(", ");
    let found = Meaning::ALL.into_iter().find(|meaning| format!("{meaning:?}").eq_ignore_ascii_case(name));
    let found = found.ok_or_else(|| format!("--meaning: unknown {name}; there are: {}", names()))?;
    Ok((found, Some(column.to_owned()).filter(|column| !column.is_empty())))
}

fn currency(name: &str) -> Result<Currency, String> {
    match name {
        "rupee" => Ok(Currency::Rupee),
        "dollar" => Ok(Currency::Dollar),
        "euro" => Ok(Currency::Euro),
        "pound" => Ok(Currency::Pound),
        _ => Err(format!("--currency: unknown {name}; there are: rupee, dollar, euro, pound")),
    }
}

fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<(), String> {
    let policy = read_policy(arguments.policy.as_deref())?;
    let table = read_rows(&arguments.file)?.table;
    let schema = infer_schema(&table).with_meanings(&arguments.meanings);
    if let Some((_, Some(unknown))) =
        arguments.meanings.iter().find(|(_, column)| column.as_ref().is_some_and(|name| table.position(name).is_none()))
    {
        return Err(format!("unknown column {unknown}; there are: {}", table.names().join(", ")));
    }
    let columns = LoanColumns::of(&table, &schema, arguments.plan_day);
    let mut fit = PortfolioScaleFit::default();
    (0..table.n_rows()).for_each(|row| fit.push(&columns.facts(&table, row)));
    let planner = Planner::new(policy, fit.finish());
    let mut planning = Planning {
        score_column: score_column(&table, &schema, arguments.score.as_deref())?,
        id_column: id_column(&schema, &table),
        allotment: None,
        planner,
        currency: arguments.currency,
        table,
        columns,
    };
    let (n_rows, scored) = (planning.table.n_rows(), |row| (planning.score(row), planning.columns.facts(&planning.table, row)));
    planning.allotment = planning.planner.allotment(n_rows, scored);
    for row in 0..planning.table.n_rows() {
        // Whoever reads may have seen enough.
        if writeln!(out, "{}", planning.line(row)).is_err() {
            return Ok(());
        }
    }
    out.flush().or(Ok(()))
}

fn read_policy(path: Option<&str>) -> Result<ValidPolicy, String> {
    let Some(path) = path else { return Ok(ValidPolicy::default()) };
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    ValidPolicy::from_json(&text).map_err(|error| {
        let problems: Vec<String> = error.problems.iter().map(policy_problem).collect();
        format!("{path}: {error}\n{}", problems.join("\n"))
    })
}

// Rows

fn read_rows(path: &str) -> Result<Reading, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let is_lines = [".jsonl", ".ndjson"].iter().any(|ending| path.ends_with(ending));
    let (bytes, options) = if is_lines { (csv_of_lines(path, &bytes)?, made_options()) } else { (bytes, ReadOptions::default()) };
    let mut reader = TableReader::new(options);
    reader.push(&bytes).map_err(|error| format!("{path}: {error}"))?;
    reader.finish().map_err(|error| format!("{path}: {error}"))
}

fn made_options() -> ReadOptions {
    ReadOptions {
        delimiter: Some(Delimiter::Comma),
        quote: Some(Quote::Double),
        has_header: Some(true),
        comment: Some(false),
        ..ReadOptions::default()
    }
}

/// JSON lines as a CSV file, so that cells are read alike: a column for each name, in order of first appearance.
fn csv_of_lines(path: &str, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| format!("{path}: {error}"))?;
    let mut names: Vec<String> = Vec::new();
    let mut rows: Vec<Map<String, Value>> = Vec::new();
    for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let row: Map<String, Value> = serde_json::from_str(line).map_err(|error| format!("{path}, line {}: {error}", place + 1))?;
        for name in row.keys().filter(|name| !names.contains(name)).cloned().collect::<Vec<_>>() {
            names.push(name);
        }
        rows.push(row);
    }
    let mut writer = CellWriter::new(Delimiter::Comma, LineEnd::Lf);
    names.iter().for_each(|name| writer.add_cell(name.as_bytes()));
    writer.end_line();
    for row in &rows {
        for name in &names {
            match row.get(name) {
                None | Some(Value::Null) => writer.add_cell(b""),
                Some(Value::String(text)) => writer.add_cell(text.as_bytes()),
                Some(other) => writer.add_cell(other.to_string().as_bytes()),
            }
        }
        writer.end_line();
    }
    Ok(writer.take())
}

/// The one named, else the last `risk_score`: of several the newest export's.
fn score_column(table: &Table, schema: &Schema, name: Option<&str>) -> Result<usize, String> {
    let columns = || table.names().join(", ");
    if let Some(name) = name {
        return table.position(name).ok_or_else(|| format!("unknown column {name}; there are: {}", columns()));
    }
    let own = |column: &String| schema.column(column).is_some_and(|column| column.role == Role::OwnExport);
    let exported = table.names().iter().rposition(|name| own(name) && name.starts_with("risk_score"));
    exported.or_else(|| table.position("risk_score")).ok_or_else(|| format!("no column risk_score; name one with --score: {}", columns()))
}

fn id_column(schema: &Schema, table: &Table) -> Option<usize> {
    let named = schema.meaning(Meaning::BorrowerId).or_else(|| schema.meaning(Meaning::LoanId));
    named.and_then(|column| table.position(&column.name))
}

// Plan

/// All that a line is made of.
struct Planning {
    table: Table,
    columns: LoanColumns,
    score_column: usize,
    id_column: Option<usize>,
    planner: Planner,
    allotment: Option<Allotment>,
    currency: Currency,
}

impl Planning {
    fn score(&self, row: usize) -> Option<Probability> {
        match self.table.column(self.score_column)? {
            Column::Number(numbers) => Probability::new(numbers.get(row)?),
            _ => None,
        }
    }

    fn id(&self, row: usize) -> String {
        let text = self.id_column.and_then(|idx| self.table.column(idx)).map(|column| column.text(row).into_owned());
        text.filter(|text| !text.is_empty()).unwrap_or_else(|| (row + 1).to_string())
    }

    /// One borrower.
    fn line(&self, row: usize) -> Value {
        let facts = self.columns.facts(&self.table, row);
        let reading = self.planner.scale().read(&facts);
        let score = self.score(row);
        let plan = self.planner.plan(&Subject {
            instead: self.allotment.as_ref().and_then(|allotment| allotment.instead(row)),
            ..Subject::new(score, &facts)
        });
        let BorrowerPlan { decision, values, settlement, proposal, .. } = plan;
        let value = values.of(decision.treatment);
        json!({
            "borrower": self.id(row),
            "risk_score": score.map(Probability::value),
            "risk_band": decision.band.file_band(),
            "recovery_strategy": decision.strategy.file_label(),
            "treatment": decision.treatment.file_label(),
            "offer": decision.offer.file_label(),
            "channel": decision.channel.file_label(),
            "tone": decision.tone.file_label(),
            "stage": decision.stage.file_label(),
            "archetype": decision.archetype.file_label(),
            "capacity": reading.scores.capacity.map(|score| f64::from(score) / 1e3),
            "readiness": reading.scores.readiness.map(|score| f64::from(score) / 1e3),
            "signs": reading.signs.iter().map(sign_text).collect::<Vec<_>>(),
            "needs_review": decision.needs_review.map(review_text),
            "reasons": decision.reasons.iter().map(|reason| reason_text(reason, self.currency)).collect::<Vec<_>>(),
            "plan": proposal_json(&proposal),
            "expected_recovery": value.map(|value| value.recovered.to_major()),
            "expected_cost": value.map(|value| value.cost.to_major()),
            "expected_value": value.map(|value| value.net().to_major()),
            "over_doing_nothing": value.zip(values.net(Treatment::Wait)).map(|(value, waiting)| value.net().saturating_sub(waiting).to_major()),
            "values": values_json(&values),
            "settlement": settlement.as_ref().map(settlement_json),
        })
    }
}

/// The repayment plan or settlement that goes with the treatment, where there is one.
fn proposal_json(proposal: &Proposal) -> Value {
    match proposal {
        Proposal::Plan(plan) => json!({
            "id": plan.kind.id(),
            "words": plan_text(plan.kind),
            "instalment": plan.instalment.to_major(),
            "later_instalment": plan.later.map(Money::to_major),
            "months": plan.end_month,
            "total_paid": plan.paid.to_major(),
        }),
        _ => Value::Null,
    }
}

/// What each treatment is expected to bring, net.
fn values_json(values: &TreatmentValues) -> Value {
    let nets = Treatment::ALL.into_iter().filter_map(|treatment| Some((treatment.file_label().to_owned(), values.net(treatment)?)));
    Value::Object(nets.map(|(name, net)| (name, net.to_major().into())).collect())
}

fn settlement_json(terms: &SettlementTerms) -> Value {
    json!({
        "offered_haircut": terms.offered_haircut,
        "allowed_haircut": terms.allowed_haircut,
        "largest_paying_haircut": terms.largest_paying_haircut,
        "least_acceptable": terms.least_acceptable.to_major(),
        "legal_value": terms.legal_value.map(Money::to_major),
        "beats_legal": terms.beats_legal,
    })
}
