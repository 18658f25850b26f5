//! Borrowers in groups, as parts of a page. Comes in: groups in their order, the riskiest first. Goes out: a sentence, figures, a
//! table, and charts of where the groups lie, what is typical of them, how their loans ended and why there are so many.

mod charts;
mod words;

use self::words::{figure_name, in_sentence, numbered, typical_text};
use super::block::{Block, FigureText, NoticeTone, Sheet, TableSheet, head, number_head};
use super::words::{count, list, loans, percent};
use crate::quantity::{Currency, wilson_interval};
use crate::segments::{DropReason, Segment, SegmentError, Segmentation};

/// Below it another seed gives other groups.
const LEAST_STABILITY: f64 = 0.7;

/// All that is shown of the groups.
pub fn segments_sheet(segmentation: &Segmentation, currency: Currency) -> Sheet {
    let (parts, note) = headline(segmentation);
    let mut blocks = vec![Block::Headline { parts, note }, Block::Figures(figures(segmentation))];
    blocks.extend(notices(segmentation));
    blocks.push(Block::Table(groups_table(segmentation, currency)));
    let chart = |chart| Block::Chart(Box::new(chart));
    blocks.push(Block::Beside(vec![chart(charts::scatter(segmentation)), chart(charts::profile(segmentation, currency))]));
    let count = chart(charts::count_chart(segmentation));
    blocks.push(match charts::outcomes(segmentation) {
        Some(outcomes) => Block::Beside(vec![chart(outcomes), count]),
        None => count,
    });
    blocks.push(Block::Text(method(segmentation)));
    Sheet { blocks }
}

/// Why there are no groups.
pub fn no_segments_sheet(error: &SegmentError) -> Sheet {
    let text = match error {
        SegmentError::TooFewRows { n_rows, least } => format!("The file has {}; groups need at least {least}.", loans(*n_rows)),
        SegmentError::NothingToGroupBy => {
            "No figure tells loans from each other: say under Data what the columns mean, or give numbers the role of a feature.".to_owned()
        }
        SegmentError::AllAlike => "All loans have the same figures.".to_owned(),
    };
    Sheet { blocks: vec![Block::Notice { tone: NoticeTone::Plain, title: "There are no groups to show".to_owned(), text }] }
}

const NUMBERS: [&str; 9] = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight"];

fn headline(segmentation: &Segmentation) -> (Vec<(String, bool)>, String) {
    let plain = |text: String| (text, false);
    let strong = |text: String| (text, true);
    let k = NUMBERS.get(segmentation.k()).copied().unwrap_or("Many");
    let first = strong(if segmentation.is_overlapping() { format!("{k} overlapping groups") } else { format!("{k} groups") });
    let (Some(riskiest), Some(safest)) = (segmentation.segments.first(), segmentation.segments.last()) else {
        return (vec![first], String::new());
    };
    let n = loans(riskiest.n_rows);
    let whose = riskiest.name.as_ref().map_or_else(|| n.clone(), |name| format!("{n} with the signs “{}”", lowered(name)));
    let told = match (riskiest.bad_share(), safest.bad_share(), riskiest.mean_score, safest.mean_score) {
        (Some(high), Some(low), ..) => {
            format!(": {whose} failed in {} of cases, against {} in the safest group.", percent(high), percent(low))
        }
        (_, _, Some(high), Some(low)) => {
            format!(": {whose} have a mean risk of {}, against {} in the safest group.", percent(high), percent(low))
        }
        _ => format!(": the largest has {whose}."),
    };
    let note = "Groups describe; they decide nothing. Their order is their risk, their names come from where they lie.".to_owned();
    (vec![first, plain(told)], note)
}

/// A name within a sentence.
fn lowered(name: &str) -> String {
    let mut name = name.to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    name
}

fn figures(segmentation: &Segmentation) -> Vec<FigureText> {
    let figure =
        |label: &str, value: String, unit: &str, note: String| FigureText { label: label.to_owned(), value, unit: unit.to_owned(), note };
    let why = if segmentation.is_k_given { "as chosen by you".to_owned() } else { "by their silhouette".to_owned() };
    let apart = match segmentation.silhouette {
        value if value < 0.15 => "they overlap",
        value if value < 0.3 => "they touch",
        value if value < 0.5 => "they lie apart",
        _ => "they lie far apart",
    };
    let n_judged = count(u64::from(segmentation.n_judged));
    let (x, y) = (segmentation.axes[0].share, segmentation.axes[1].share);
    vec![
        figure("Groups", segmentation.k().to_string(), "", why),
        figure("Silhouette", two_digits(segmentation.silhouette), "of 1", format!("{apart}, {n_judged} loans")),
        figure("Stability", two_digits(segmentation.stability), "of 1", "adjusted Rand index of ten seeds".to_owned()),
        figure("On the map", percent(x + y), "", "of the variance lies on its two axes".to_owned()),
    ]
}

fn two_digits(value: f64) -> String {
    format!("{value:.2}").replace('-', "−")
}

fn notices(segmentation: &Segmentation) -> Vec<Block> {
    let caution = |title: &str, text: String| Block::Notice { tone: NoticeTone::Caution, title: title.to_owned(), text };
    let mut notices = Vec::new();
    if segmentation.is_overlapping() {
        let text = format!(
            "A silhouette of {} means that many loans lie as near to another group as to their own. Such groups get no names.",
            two_digits(segmentation.silhouette)
        );
        notices.push(caution("The groups overlap", text));
    }
    if segmentation.stability < LEAST_STABILITY {
        let text = format!(
            "Of ten seeds, two agree by {} of 1 in the mean. Read the groups as one of several pictures.",
            two_digits(segmentation.stability)
        );
        notices.push(caution("Another seed gives other groups", text));
    }
    notices
}

fn groups_table(segmentation: &Segmentation, currency: Currency) -> TableSheet {
    let n_all: u64 = segmentation.segments.iter().map(|segment| segment.n_rows).sum();
    let described: Vec<_> = segmentation.segments.first().map(|segment| segment.described.clone()).unwrap_or_default();
    let row = |(place, segment): (usize, &Segment)| {
        let score = segment.mean_score.map_or_else(|| "–".to_owned(), |score| format!("{:.1}%", score * 100.0));
        let mut cells =
            vec![numbered(segmentation, place), count(segment.n_rows), percent(segment.n_rows as f64 / n_all.max(1) as f64), score];
        // How sure that is stands in the chart of outcomes.
        let [failed, _] = failed_cells(segment);
        cells.push(failed);
        let own = segmentation.figures.iter().zip(&segment.typical);
        cells.extend(own.map(|(figure, value)| typical_text(&figure.source, *value, currency)));
        cells.extend(described.iter().map(|(behavior, _)| {
            let value = segment.described.iter().find(|(other, _)| other == behavior).map(|(_, value)| *value);
            typical_text(&crate::segments::FigureSource::Behavior(*behavior), value, currency)
        }));
        cells
    };
    let mut heads = vec![head("Group")];
    heads.extend(["Loans", "Share", "Score", "Failed"].map(number_head));
    heads.extend(segmentation.figures.iter().map(|figure| number_head(&figure_name(&figure.source))));
    heads.extend(described.iter().map(|(behavior, _)| number_head(behavior.name())));
    TableSheet {
        title: "The groups, the riskiest first".to_owned(),
        note: "the mean score, the share that failed, the middle loan’s figures".to_owned(),
        heads,
        rows: segmentation.segments.iter().enumerate().map(row).collect(),
    }
}

fn failed_cells(segment: &Segment) -> [String; 2] {
    let Some(share) = segment.bad_share() else { return ["–".to_owned(), "–".to_owned()] };
    let (low, high) = wilson_interval(segment.n_bad, segment.n_known);
    [format!("{:.1}%", share * 100.0), format!("{:.1}–{:.1}", low * 100.0, high * 100.0)]
}

/// How the groups were made, and what was left out.
fn method(segmentation: &Segmentation) -> String {
    let names: Vec<String> = segmentation.figures.iter().map(|figure| in_sentence(&figure.source)).collect();
    let n_rows = segmentation.assignment.len() as u64;
    let fitted = if u64::from(segmentation.n_fitted) < n_rows {
        format!(
            "{} of {} loans, drawn by the seed, then every loan to its nearest center",
            count(u64::from(segmentation.n_fitted)),
            count(n_rows)
        )
    } else {
        format!("all {}", loans(n_rows))
    };
    let mut said = format!(
        "k-means on {fitted}; ten starts by k-means++, seed {}. Grouped by {}, each in standard deviations from the mean, at most three, and each counts the same. Amounts and counts with a long tail by their logarithm.",
        segmentation.seed,
        names.join(", ")
    );
    let missing: Vec<String> = segmentation
        .figures
        .iter()
        .filter(|figure| figure.n_missing > 0)
        .map(|figure| format!("{} ({})", in_sentence(&figure.source), count(u64::from(figure.n_missing))))
        .collect();
    if !missing.is_empty() {
        said.push_str(&format!(" A missing value counts as the middle one: {}.", missing.join(", ")));
    }
    said + &left_out(segmentation)
}

/// What loans are not grouped by, and why.
fn left_out(segmentation: &Segmentation) -> String {
    let mut said = String::new();
    for (reason, words) in [
        (DropReason::Absent, "not in the file"),
        (DropReason::MostlyMissing, "missing in more than half"),
        (DropReason::Constant, "the same in all"),
        (DropReason::OneTooMany, "more than twelve figures"),
    ] {
        let dropped: Vec<&str> = segmentation.dropped.iter().filter(|(_, other)| *other == reason).map(|(name, _)| name.as_str()).collect();
        if !dropped.is_empty() {
            said.push_str(&format!(" Not grouped by, as {words}: {}.", list(&dropped)));
        }
    }
    for (name, reason) in &segmentation.dropped {
        if let DropReason::SameAs(other) = reason {
            said.push_str(&format!(" {name} says the same as {other} and is left out."));
        }
    }
    said
}
