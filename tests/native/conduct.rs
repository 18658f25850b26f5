//! The labelled drafts: how many of the blocking rules are found, and how many clean drafts are stopped.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;
use smart_loan_recovery::advisor::conduct::{
    Channel, Draft, DraftFacts, Jurisdiction, Language, Pack, PlannedTime, Plans, Report, Severity, check,
};

static PACKS: LazyLock<Vec<Pack>> = LazyLock::new(|| {
    let all = [Jurisdiction::India, Jurisdiction::UnitedStates, Jurisdiction::UnitedKingdom, Jurisdiction::Other];
    all.into_iter().map(|jurisdiction| Pack::load(jurisdiction).unwrap()).collect()
});

/// A line of `drafts.jsonl`, or of a test: what `examples/lint.rs` reads.
pub fn report(line: &Value) -> Report {
    report_by(line, &PACKS)
}

/// The same by other rules.
pub fn report_by(line: &Value, packs: &[Pack]) -> Report {
    let word = |name: &str| line[name].as_str().unwrap();
    let jurisdiction = Jurisdiction::of(word("jurisdiction")).unwrap();
    let pack = packs.iter().find(|pack| pack.jurisdiction == jurisdiction).unwrap();
    let draft = Draft {
        text: word("draft").to_owned(),
        channel: Channel::of(word("channel")).unwrap(),
        language: Language::of(word("language")).unwrap(),
        planned_at: PlannedTime::parse(word("planned_at")).unwrap(),
    };
    let facts = DraftFacts::from_json(line["facts"].as_object().unwrap(), pack.day_order).unwrap();
    let plans = line["plans"].as_object().map(Plans::from_json).unwrap_or_default();
    check(&draft, &facts, &plans, pack)
}

/// The rules that block, each once.
pub fn blocking(report: &Report) -> Vec<String> {
    let mut rules: Vec<String> =
        report.findings.iter().filter(|finding| finding.severity == Severity::Block).map(|finding| finding.rule.id()).collect();
    rules.sort();
    rules.dedup();
    rules
}

/// Blocking rules of a labelled draft, as its writer sees it.
fn labels(line: &Value) -> Vec<String> {
    line["blocks"].as_array().unwrap().iter().map(|rule| rule.as_str().unwrap().to_owned()).collect()
}

pub fn drafts() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/conduct/drafts.jsonl");
    std::fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn blocking_rules_are_found_and_clean_drafts_pass() {
    let (mut n_clean, mut n_false_alarms, mut n_labels, mut n_found) = (0, 0, 0, 0);
    let mut by_rule: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for line in drafts() {
        let (found, wanted) = (blocking(&report(&line)), labels(&line));
        if wanted.is_empty() {
            n_clean += 1;
            n_false_alarms += u32::from(!found.is_empty());
            if !found.is_empty() {
                println!("false alarm {found:?}: {}", line["draft"]);
            }
        }
        for rule in wanted {
            let is_found = found.contains(&rule);
            let tally = by_rule.entry(rule.clone()).or_default();
            (tally.0, tally.1) = (tally.0 + u32::from(is_found), tally.1 + 1);
            (n_found, n_labels) = (n_found + u32::from(is_found), n_labels + 1);
            if !is_found {
                println!("missed {rule}: {}", line["draft"]);
            }
        }
    }
    let (recall, false_alarms) = (f64::from(n_found) / f64::from(n_labels), f64::from(n_false_alarms) / f64::from(n_clean));
    println!("{n_clean} clean drafts, {n_false_alarms} stopped ({false_alarms:.3}); {n_found} of {n_labels} labels found ({recall:.3})");
    by_rule.iter().for_each(|(rule, (n_found, n_all))| println!("{rule} {n_found} of {n_all}"));
    assert!(n_clean >= 80 && by_rule.len() >= 20 && by_rule.values().all(|(_, n_all)| *n_all >= 5));
    assert!(recall >= 0.98, "recall {recall}");
    assert!(false_alarms <= 0.05, "false alarms {false_alarms}");
}

#[test]
fn a_report_is_the_same_each_time_and_its_findings_are_in_order() {
    for line in drafts() {
        let first = report(&line);
        assert_eq!(first, report(&line));
        let n_points = line["draft"].as_str().unwrap().chars().count() as u32;
        assert!(first.findings.iter().all(|finding| finding.start <= finding.end && finding.end <= n_points));
        assert!(first.findings.is_sorted_by_key(|finding| (finding.start, finding.rule)));
        assert!(first.findings.iter().all(|finding| finding.why.ends_with('.') && !finding.fix.is_empty()));
    }
}
