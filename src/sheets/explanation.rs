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
    let mut place = |(name, share, tooltip): Step| {
        bars.push(WaterfallBar { name, from: at, to: at + share, text: signed_points(share), tooltip, is_total: false });
        at += share;
    };
    in_bounds(reasons.base, steps_of(&reasons.reasons)).into_iter().for_each(&mut place);
    if let Some(calibration) = reasons.calibration {
        let tooltip = format!("From the model’s score to a probability: {} points", signed_points(calibration));
        place(("Calibration".to_owned(), calibration, tooltip));
    }
    bars.push(total("This borrower", reasons.score.value(), format!("The score that is shown: {:.2}", reasons.score.value())));
    bars
}

/// A step's name, how far it goes, and what is said of it.
type Step = (String, f64, String);

/// The largest reasons, then all others together.
fn steps_of(reasons: &[Reason]) -> Vec<Step> {
    // A single one left over is shown by itself.
    let n_shown = if reasons.len() == N_BARS + 1 { N_BARS + 1 } else { N_BARS };
    let step = |reason: &Reason| {
        let phrase = reason.words.phrase(&reason.value);
        let typical = reason.words.value_text(&reason.typical);
        let tooltip = format!("{phrase}; typical is {typical}: {} points", signed_points(reason.contribution));
        (phrase, reason.contribution, tooltip)
    };
    let mut steps: Vec<Step> = reasons.iter().take(n_shown).map(step).collect();
    let rest = reasons.get(n_shown..).unwrap_or_default();
    if !rest.is_empty() {
        let sum: f64 = rest.iter().map(|reason| reason.contribution).sum();
        let tooltip = format!("{} other features: {} points", rest.len(), signed_points(sum));
        steps.push((format!("{} others together", rest.len()), sum, tooltip));
    }
    steps
}

/// In their order, but a step that would leave 0..=1 waits until another has made room for it: no score lies there.
fn in_bounds(base: f64, mut steps: Vec<Step>) -> Vec<Step> {
    let mut ordered = Vec::new();
    let mut at = base;
    while !steps.is_empty() {
        let next = steps.iter().position(|(_, share, _)| (0.0..=1.0).contains(&(at + share))).unwrap_or(0);
        at += steps[next].1;
        ordered.push(steps.remove(next));
    }
    ordered
}

/// The largest reasons as sentences.
fn in_words(reasons: &ScoreReasons) -> String {
    let spoken = |is_up: bool| {
        let is_spoken = move |reason: &&Reason| reason.contribution.abs() >= LEAST_SPOKEN && (reason.contribution > 0.0) == is_up;
        reasons.reasons.iter().filter(is_spoken).take(3).collect::<Vec<_>>()
    };
    let points_of = |reasons: &[&Reason]| match points_text(reasons.iter().map(|reason| reason.contribution).sum()) {
        points if points == "1" => "1 point".to_owned(),
        points => format!("{points} points"),
    };
    let (up, down) = (spoken(true), spoken(false));
    let mut sentences = Vec::new();
    if !up.is_empty() {
        sentences.push(format!("What raises the score most, by {}: {}.", points_of(&up), listed(&up)));
    }
    if !down.is_empty() {
        sentences.push(format!("What lowers it most, by {}: {}.", points_of(&down), listed(&down)));
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

/// "a, b and c".
fn listed(reasons: &[&Reason]) -> String {
    let phrases: Vec<String> = reasons.iter().map(|reason| in_sentence(&reason.words.phrase(&reason.value))).collect();
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
