use super::block::{Block, ChartSheet, NoticeTone, TableSheet, head, number_head};
use super::explanation_words::{CellValue, FeatureWords, in_sentence, points_text, signed_points};
use super::{drawn, quoted};
use crate::charts::{WaterfallBar, waterfall};
use crate::quantity::Probability;
use crate::quantity::format::percent_text;

/// So many features have a bar of their own.
const N_BARS: usize = 7;
/// What moves the score by less is not spoken of.
const LEAST_SPOKEN: f64 = 0.005;

/// What one feature adds to a borrower's score.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The feature.
    pub words: FeatureWords,
    /// The borrower's value.
    pub value: CellValue,
    /// The portfolio's middle or commonest one.
    pub typical: CellValue,
    /// In shares of 1.
    pub contribution: f64,
}

/// Why a borrower has the score that is shown: base, contributions and calibration sum to it.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreReasons {
    /// What the model expects of any borrower.
    pub base: f64,
    /// One a feature, the largest first.
    pub reasons: Vec<Reason>,
    /// What calibration adds, where scores are calibrated.
    pub calibration: Option<f64>,
    /// The score.
    pub score: Probability,
    /// The model adds in log-odds: contributions are scaled to points.
    pub is_in_log_odds: bool,
}

/// From the average borrower to this one, feature by feature.
pub fn explanation_chart(reasons: &ScoreReasons) -> ChartSheet {
    let title = finding(&reasons.reasons);
    let scaled = if reasons.is_in_log_odds { "; added in log-odds, scaled to points" } else { "" };
    let subtitle = format!("From the average borrower to this one, in points; these describe the model, not the person{scaled}");
    let bars = bars_of(reasons);
    let label = format!("Waterfall of the score: {title}. {}", in_words(reasons));
    ChartSheet {
        height: 40 + 30 * bars.len() as u16,
        note: in_words(reasons),
        table: table_of(reasons),
        csv: csv_of(reasons),
        file_name: "explanation".to_owned(),
        ..drawn(&waterfall(&bars), title, subtitle, label)
    }
}

/// Where every part of the model has seen the borrower.
pub fn no_explanation() -> Block {
    Block::Notice {
        tone: NoticeTone::Caution,
        title: "This score cannot be explained".to_owned(),
        text: "Every part of the model has seen this borrower, so that none may judge it. More trees leave some that have not.".to_owned(),
    }
}

fn finding(reasons: &[Reason]) -> String {
    let total: f64 = reasons.iter().map(|reason| reason.contribution.abs()).sum();
    let share = |n: usize| reasons.iter().take(n).map(|reason| reason.contribution.abs()).sum::<f64>() / total;
    let [first, rest @ ..] = reasons else { return "The model uses no feature".to_owned() };
    if first.contribution.abs() < LEAST_SPOKEN {
        return "Nothing sets this borrower apart".to_owned();
    }
    let name = &first.words.name;
    match rest.first().map(|second| in_sentence(&second.words.name)) {
        _ if share(1) > 0.5 => format!("{name} explains most of it"),
        Some(second) if share(2) > 0.5 => format!("{name} and {second} explain most of it"),
        Some(second) => format!("Many things add up; {} and {second} weigh most", in_sentence(name)),
        None => format!("{name} explains it"),
    }
}

fn bars_of(reasons: &ScoreReasons) -> Vec<WaterfallBar> {
    let total = |name: &str, share: f64, tooltip: String| WaterfallBar {
        name: name.to_owned(),
        from: 0.0,
        to: share,
        text: percent_text(share),
        tooltip,
        is_total: true,
    };
    let mut bars =
        vec![total("All borrowers", reasons.base, format!("What the model expects of any borrower: {}", percent_text(reasons.base)))];
    let mut at = reasons.base;
    let mut step = |name: String, share: f64, tooltip: String| {
        bars.push(WaterfallBar { name, from: at, to: at + share, text: signed_points(share), tooltip, is_total: false });
        at += share;
    };
    // A single one left over is shown by itself.
    let n_shown = if reasons.reasons.len() == N_BARS + 1 { N_BARS + 1 } else { N_BARS };
    for reason in reasons.reasons.iter().take(n_shown) {
        let phrase = reason.words.phrase(&reason.value);
        let typical = reason.words.value_text(&reason.typical);
        let tooltip = format!("{phrase}; typical is {typical}: {} points", signed_points(reason.contribution));
        step(phrase, reason.contribution, tooltip);
    }
    let rest = reasons.reasons.get(n_shown..).unwrap_or_default();
    if !rest.is_empty() {
        let sum: f64 = rest.iter().map(|reason| reason.contribution).sum();
        step(format!("{} others together", rest.len()), sum, format!("{} other features: {} points", rest.len(), signed_points(sum)));
    }
    if let Some(calibration) = reasons.calibration {
        step(
            "Calibration".to_owned(),
            calibration,
            format!("From the model's score to a probability: {} points", signed_points(calibration)),
        );
    }
    bars.push(total("This borrower", reasons.score.value(), format!("The score that is shown: {:.2}", reasons.score.value())));
    bars
}

/// The largest reasons as sentences.
fn in_words(reasons: &ScoreReasons) -> String {
    let spoken = |is_up: bool| {
        let is_spoken = move |reason: &&Reason| reason.contribution.abs() >= LEAST_SPOKEN && (reason.contribution > 0.0) == is_up;
        reasons.reasons.iter().filter(is_spoken).take(3).collect::<Vec<_>>()
    };
    let sum = |reasons: &[&Reason]| points_text(reasons.iter().map(|reason| reason.contribution).sum());
    let (up, down) = (spoken(true), spoken(false));
    let mut sentences = Vec::new();
    if !up.is_empty() {
        let verb = if up.len() == 1 { "raises" } else { "raise" };
        sentences.push(format!("{} {verb} the score by {} points.", listed(&up), sum(&up)));
    }
    if !down.is_empty() {
        let verb = if down.len() == 1 { "takes" } else { "take" };
        sentences.push(format!("{} {verb} {} off.", listed(&down), sum(&down)));
    }
    if sentences.is_empty() {
        sentences.push("All values together leave the score where it is for any borrower.".to_owned());
    }
    if let Some(calibration) = reasons.calibration.filter(|calibration| calibration.abs() >= LEAST_SPOKEN) {
        sentences.push(format!("Calibration moves it by {}.", signed_points(calibration)));
    }
    if up.iter().chain(&down).any(|reason| reason.words.is_protected) {
        sentences.push("What is marked as protected must not decide how a borrower is treated.".to_owned());
    }
    sentences.join(" ")
}

/// "A, b and c", beginning a sentence.
fn listed(reasons: &[&Reason]) -> String {
    let phrases: Vec<String> = reasons
        .iter()
        .enumerate()
        .map(|(idx, reason)| {
            let phrase = reason.words.phrase(&reason.value);
            if idx == 0 { phrase } else { in_sentence(&phrase) }
        })
        .collect();
    match phrases.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}

fn table_of(reasons: &ScoreReasons) -> TableSheet {
    let points = |share: f64| if share < 0.0 { format!("−{:.2}", -share * 100.0) } else { format!("{:.2}", share * 100.0) };
    let row = |name: &str, share: f64| vec![name.to_owned(), String::new(), String::new(), points(share)];
    let reason = |reason: &Reason| {
        let words = &reason.words;
        vec![words.marked_name(), words.value_text(&reason.value), words.value_text(&reason.typical), points(reason.contribution)]
    };
    let mut rows = vec![row("All borrowers", reasons.base)];
    rows.extend(reasons.reasons.iter().map(reason));
    rows.extend(reasons.calibration.map(|calibration| row("Calibration", calibration)));
    rows.push(row("This borrower", reasons.score.value()));
    TableSheet {
        title: "What the score is made of".to_owned(),
        heads: vec![head("Feature"), head("Value"), head("Typical"), number_head("Points")],
        rows,
        ..TableSheet::default()
    }
}

fn csv_of(reasons: &ScoreReasons) -> String {
    let line = |reason: &Reason| {
        let Reason { words, value, typical, contribution } = reason;
        let (value, typical) = (quoted(&words.value_text(value)), quoted(&words.value_text(typical)));
        format!("{},{value},{typical},{contribution:.9},{}\r\n", quoted(&words.name), words.is_protected)
    };
    let mut csv = "feature,value,typical,contribution,protected\r\n".to_owned();
    csv += &format!("all borrowers,,,{:.9},\r\n", reasons.base);
    csv.extend(reasons.reasons.iter().map(line));
    csv.extend(reasons.calibration.map(|calibration| format!("calibration,,,{calibration:.9},\r\n")));
    csv + &format!("this borrower,,,{:.6},\r\n", reasons.score.value())
}
