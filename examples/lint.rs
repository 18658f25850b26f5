//! Drafts in, findings out, one JSON line each: the same checks that stand before a draft is copied.
//!
//! `cargo run --release --example lint -- [--pack rules.json]… < drafts.jsonl`
//!
//! A line of standard input is an object with `draft`, `channel` (`sms`, `whatsapp`, `email`, `letter`, `call script`, `chat`),
//! `jurisdiction` (`IN`, `US`, `UK`, `Other`), `language` (`en`, `hi`), `planned_at` (`2026-03-05T10:30:00`, on the borrower's clock,
//! or with an offset), and the flat objects `facts` and `plans`, which may be missing. A line of standard output is
//! `{"findings": [{"rule", "severity", "start", "end", "why"}]}`, by place and rule; `start` and `end` count code points, as Python's
//! `str` does, and are both 0 where something is missing. A line that cannot be read gives `{"error": …}`, and the next one is read.
//!
//! `--pack FILE` takes a file of rules, as the page saves it, in place of the built-in one of its jurisdiction; one with mistakes lists
//! all of them and checks nothing.

use std::io::{BufRead, BufWriter, Write};
use std::process::ExitCode;

use serde_json::{Map, Value, json};
use smart_loan_recovery::advisor::conduct::{Channel, Draft, DraftFacts, Finding, Jurisdiction, Language, Pack, PlannedTime, Plans, check};

const JURISDICTIONS: [Jurisdiction; 4] =
    [Jurisdiction::India, Jurisdiction::UnitedStates, Jurisdiction::UnitedKingdom, Jurisdiction::Other];

fn main() -> ExitCode {
    let lint = || {
        let packs = packs(&own_packs(std::env::args().skip(1))?, today())?;
        lint(&packs, &mut std::io::stdin().lock(), &mut BufWriter::new(std::io::stdout().lock()))
    };
    match lint() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("lint: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The files behind `--pack`, each with its text.
pub fn own_packs(mut arguments: impl Iterator<Item = String>) -> Result<Vec<(String, String)>, String> {
    let mut files = Vec::new();
    while let Some(argument) = arguments.next() {
        if argument != "--pack" {
            return Err(format!("{argument}: unknown; there is: --pack FILE"));
        }
        let path = arguments.next().ok_or("--pack: needs a file")?;
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        files.push((path, text));
    }
    Ok(files)
}

/// The built-in packs, but for jurisdictions that have one of their own; of several the last.
pub fn packs(own: &[(String, String)], today: i32) -> Result<Vec<Pack>, String> {
    let packs = JURISDICTIONS.iter().map(|jurisdiction| Pack::load(*jurisdiction)).collect::<Result<Vec<_>, _>>();
    let mut packs = packs.map_err(|error| error.to_string())?;
    for (path, text) in own {
        let pack = Pack::read(Pack::jurisdiction_of(text).unwrap_or_default(), text, today).map_err(|problems| {
            let lines: Vec<String> = problems.iter().map(|problem| format!("  {problem}")).collect();
            format!("{path}: nothing was checked\n{}", lines.join("\n"))
        })?;
        packs.retain(|built_in| built_in.jurisdiction != pack.jurisdiction);
        packs.push(pack);
    }
    Ok(packs)
}

#[allow(clippy::disallowed_methods, reason = "native: there is a clock")]
fn today() -> i32 {
    let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    (since_1970.as_secs() / 86_400) as i32
}

/// Checks all lines of `input`; blank ones are passed over. An error is one of reading, not of a line.
pub fn lint(packs: &[Pack], input: &mut dyn BufRead, out: &mut dyn Write) -> Result<(), String> {
    for line in input.split(b'\n') {
        let line = line.map_err(|error| error.to_string())?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let answer = match lint_line(&line, packs) {
            Ok(findings) => json!({ "findings": findings.iter().map(finding_json).collect::<Vec<_>>() }),
            Err(problem) => json!({ "error": problem }),
        };
        // Whoever reads may have seen enough.
        if writeln!(out, "{answer}").is_err() {
            return Ok(());
        }
    }
    out.flush().or(Ok(()))
}

fn lint_line(line: &[u8], packs: &[Pack]) -> Result<Vec<Finding>, String> {
    let text = std::str::from_utf8(line).map_err(|error| format!("not UTF-8: {error}"))?;
    let value: Value = serde_json::from_str(text).map_err(|error| format!("not JSON: {error}"))?;
    let object = value.as_object().ok_or("not an object")?;
    let word = |name: &str| text_of(object, name);
    let choice = |name: &str, known: &str| format!("{name}: unknown; there are: {known}");
    let jurisdiction = Jurisdiction::of(word("jurisdiction")?).ok_or_else(|| choice("jurisdiction", "IN, US, UK, Other"))?;
    let draft = Draft {
        text: word("draft")?.to_owned(),
        channel: Channel::of(word("channel")?).ok_or_else(|| choice("channel", "sms, whatsapp, email, letter, call script, chat"))?,
        language: Language::of(word("language")?).ok_or_else(|| choice("language", "en, hi"))?,
        planned_at: PlannedTime::parse(word("planned_at")?).ok_or("planned_at: no time as 2026-03-05T10:30:00")?,
    };
    let pack = packs.iter().find(|pack| pack.jurisdiction == jurisdiction).ok_or("jurisdiction: no pack")?;
    let facts = DraftFacts::from_json(object_of(object, "facts")?, pack.day_order)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))?;
    let plans = Plans::from_json(object_of(object, "plans")?);
    Ok(check(&draft, &facts, &plans, pack).findings)
}

fn text_of<'a>(object: &'a Map<String, Value>, name: &str) -> Result<&'a str, String> {
    match object.get(name) {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(format!("{name}: expected a text")),
        None => Err(format!("{name}: missing")),
    }
}

/// An object that may be missing.
fn object_of<'a>(object: &'a Map<String, Value>, name: &str) -> Result<&'a Map<String, Value>, String> {
    static NOTHING: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
    match object.get(name) {
        Some(Value::Object(inner)) => Ok(inner),
        Some(Value::Null) | None => Ok(&NOTHING),
        Some(_) => Err(format!("{name}: expected an object")),
    }
}

fn finding_json(finding: &Finding) -> Value {
    json!({
        "rule": finding.rule,
        "severity": finding.severity,
        "start": finding.start,
        "end": finding.end,
        "why": finding.why,
    })
}
