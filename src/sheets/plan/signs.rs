use super::borrower::BorrowerCase;
use super::next_step::fact;
use crate::sheets::block::{Block, TableSheet, head, number_head};
use crate::sheets::{archetype_cause, archetype_do, archetype_do_not, archetype_name, sign_text};
use crate::strategy::{Axis, Sign};

/// Who the borrower is, what helps, and what to leave.
pub(super) fn archetype_facts(case: &BorrowerCase<'_>) -> Block {
    let scale = case.planner.scale();
    let reading = scale.read(case.subject.facts);
    let who = reading.archetype;
    let facts = vec![
        fact("Capacity", level_text(reading.scores.capacity, scale.capacity_cut, "Able", "Hardly able")),
        fact("Readiness", level_text(reading.scores.readiness, scale.readiness_cut, "Ready", "Hardly ready")),
        fact("Likely cause, a guess", archetype_cause(who)),
        fact("What helps", archetype_do(who)),
        fact("What to leave", archetype_do_not(who)),
    ];
    Block::Facts { title: format!("Who it is: {}", archetype_name(who).to_ascii_lowercase()), facts }
}

/// Scores and cuts are in thousandths.
fn level_text(score: Option<i32>, cut: i32, high: &str, low: &str) -> String {
    match score {
        Some(score) => format!("{}: {} of 1, cut at {}", if score >= cut { high } else { low }, signed(score), signed(cut)),
        None => "Not known: the file says too little".to_owned(),
    }
}

fn signed(thousandths: i32) -> String {
    let hundredths = (thousandths.abs() + 5) / 10;
    let sign = if thousandths < 0 && hundredths > 0 { "−" } else { "" };
    format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100)
}

/// The facts that spoke, or that none did.
pub(super) fn signs_table(case: &BorrowerCase<'_>) -> Block {
    let signs = case.planner.scale().read(case.subject.facts).signs;
    if signs.is_empty() {
        return Block::Text("No fact of this loan speaks of capacity or readiness.".to_owned());
    }
    let row = |sign: &Sign| {
        let axis = match sign.axis {
            Axis::Capacity => "Capacity",
            Axis::Readiness => "Readiness",
        };
        vec![sign_text(sign), axis.to_owned(), speaks(sign.points).to_owned(), format!("{}%", sign.weight)]
    };
    Block::Table(TableSheet {
        title: "What speaks of it".to_owned(),
        note: "Weights are assumptions, not learned".to_owned(),
        heads: vec![head("Fact"), head("Of"), head("Speaks"), number_head("Weight")],
        rows: signs.iter().map(row).collect(),
    })
}

fn speaks(points: i32) -> &'static str {
    match points {
        500.. => "Strongly for",
        100..500 => "For",
        -99..100 => "Neither way",
        -499..-99 => "Against",
        _ => "Strongly against",
    }
}
