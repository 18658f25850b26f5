use super::block::{ChartSheet, TableSheet, head, number_head};
use super::explanation_words::{FeatureWords, in_sentence};
use super::{drawn, quoted};
use crate::charts::{DependenceValues, NamedFall, SwarmRow, beeswarm, dependence_plot, permutation_bars};
use crate::explanation::{Dependence, N_REPEATS};
use crate::quantity::Currency;
use crate::quantity::format::{count_text, percent_text};

/// Bars of the most important features.
const N_BARS: usize = 12;
/// Rows of dots of the features that move scores most.
const N_SWARMS: usize = 10;
/// A rise or fall of less is none.
const LEAST_CHANGE: f64 = 0.02;

/// A feature with the values at which scores were asked for; lists have one entry a value.
pub struct DependenceWords {
    /// The feature.
    pub words: FeatureWords,
    /// Where they stand.
    pub values: DependenceValues,
    /// As text: `18`, `18 to 21`, `Salaried`.
    pub texts: Vec<String>,
    /// The smallest value; empty of labels.
    pub first: String,
    /// The largest.
    pub last: String,
}

/// How scores depend on a feature.
pub fn dependence_chart(asked: &DependenceWords, found: &Dependence) -> ChartSheet {
    let DependenceWords { words, values, texts: value_texts, .. } = asked;
    let title = dependence_finding(asked, &found.mean);
    let n_rows = count_text(found.n_rows as u64, Currency::Unstated);
    let is_category = matches!(values, DependenceValues::Labels(_));
    let lines = if is_category { String::new() } else { format!(", faintly {} of them", found.lines.len()) };
    let subtitle =
        format!("Mean score of a sample with every value in turn, n = {n_rows}{lines}; each judged by parts that have not seen it");
    let mut note =
        "All other values stay as they are: a combination may be one that no borrower has, and what the model says of it is a guess."
            .to_owned();
    if let Some(of_missing) = found.of_missing {
        note += &format!(" Where the value is missing, {}.", percent_text(of_missing));
    }
    let label = format!("Partial dependence: {title}.");
    let row = |(text, mean): (&String, &f64)| vec![text.clone(), format!("{:.1}%", mean * 100.0)];
    let line = |(text, mean): (&String, &f64)| format!("{},{mean:.6}\r\n", quoted(text));
    let head_line = format!("{},mean_score\r\n", quoted(&words.name));
    ChartSheet {
        note,
        table: TableSheet {
            title: format!("Scores by {}", in_sentence(&words.name)),
            heads: vec![head(&words.name), number_head("Mean score")],
            rows: value_texts.iter().zip(&found.mean).map(row).collect(),
            ..TableSheet::default()
        },
        csv: std::iter::once(head_line).chain(value_texts.iter().zip(&found.mean).map(line)).collect(),
        file_name: "dependence".to_owned(),
        ..drawn(&dependence_plot(&words.marked_name(), values, &found.mean, &found.lines), title, subtitle, label)
    }
}

fn dependence_finding(asked: &DependenceWords, mean: &[f64]) -> String {
    let DependenceWords { words, values, texts, first: first_text, last: last_text } = asked;
    let is_category = matches!(values, DependenceValues::Labels(_));
    let of = |compare: fn(f64, f64) -> bool| {
        mean.iter().enumerate().fold(
            None,
            |best: Option<(usize, f64)>, (idx, &score)| {
                if best.is_none_or(|(_, other)| compare(score, other)) { Some((idx, score)) } else { best }
            },
        )
    };
    let (Some((lowest_idx, lowest)), Some((highest_idx, highest))) = (of(|a, b| a < b), of(|a, b| a > b)) else {
        return format!("{} takes no part", words.name);
    };
    let text = |idx: usize| texts.get(idx).cloned().unwrap_or_default();
    if highest - lowest < LEAST_CHANGE {
        return format!("{} hardly moves the risk: {} to {}", words.name, percent_text(lowest), percent_text(highest));
    }
    let (first, last) = (mean[0], mean[mean.len() - 1]);
    if is_category || (last - first).abs() < 0.6 * (highest - lowest) {
        let (name, at) = (in_sentence(&words.name), if is_category { "for" } else { "at" });
        let (high, low) = (text(highest_idx), text(lowest_idx));
        return format!(
            "By {name}, risk is highest {at} {high}, {}, and lowest {at} {low}, {}",
            percent_text(highest),
            percent_text(lowest)
        );
    }
    let verb = if last > first { "rises" } else { "falls" };
    let (from, to) = (percent_text(first), percent_text(last));
    format!("Risk {verb} from {from} to {to} as {} goes from {first_text} to {last_text}", in_sentence(&words.name))
}

/// How far the AUC falls where a feature's values are dealt out anew.
pub struct PermutationRow {
    /// The feature.
    pub words: FeatureWords,
    /// The mean fall.
    pub fall: f64,
    /// Its standard deviation.
    pub sd: f64,
    /// Its share of what the model tells apart by it.
    pub importance: f64,
}

/// What the ranking depends on. `rows`: the greatest fall first.
pub fn permutation_chart(auc: f64, n_rows: usize, rows: &[PermutationRow]) -> ChartSheet {
    let leading: Vec<String> =
        rows.iter().filter(|row| row.fall > 2.0 * row.sd && row.fall > 0.001).take(2).map(|row| row.words.name.clone()).collect();
    let title = match &leading[..] {
        [] => "No single feature is needed: others say the same".to_owned(),
        [only] => format!("The ranking depends on {}", in_sentence(only)),
        [first, second, ..] => format!("The ranking depends most on {} and {}", in_sentence(first), in_sentence(second)),
    };
    let n = count_text(n_rows as u64, Currency::Unstated);
    let subtitle = format!(
        "Fall of the AUC from {auc:.3} where a feature's values are dealt out anew, mean ± standard deviation of {N_REPEATS}, n = {n} unseen"
    );
    let label = format!("Permutation importance: {title}.");
    let falls: Vec<NamedFall> =
        rows.iter().take(N_BARS).map(|row| NamedFall { name: row.words.marked_name(), mean: row.fall, sd: row.sd }).collect();
    let row = |row: &PermutationRow| {
        vec![row.words.marked_name(), format!("{:.4}", row.fall), format!("{:.4}", row.sd), format!("{:.1}%", row.importance * 100.0)]
    };
    let line = |row: &PermutationRow| format!("{},{:.6},{:.6},{:.6}\r\n", quoted(&row.words.name), row.fall, row.sd, row.importance);
    ChartSheet {
        height: 60 + 28 * falls.len() as u16,
        note: "Of features that say the same, each alone can be missed: their bars are short. Impurity, in the table, flatters features with many values."
            .to_owned(),
        table: TableSheet {
            title: "Permutation beside impurity importance".to_owned(),
            heads: vec![head("Feature"), number_head("AUC falls by"), number_head("±"), number_head("Impurity")],
            rows: rows.iter().map(row).collect(),
            ..TableSheet::default()
        },
        csv: std::iter::once("feature,auc_fall,sd,importance\r\n".to_owned()).chain(rows.iter().map(line)).collect(),
        file_name: "permutation".to_owned(),
        ..drawn(&permutation_bars(&falls), title, subtitle, label)
    }
}

/// One feature's contributions to the scores of a sample.
pub struct SwarmFeature {
    /// The feature.
    pub words: FeatureWords,
    /// The mean of its contributions without their signs.
    pub mean_absolute: f64,
    /// For each borrower of the sample: the contribution, and how high the value is among all, where it has a height.
    pub dots: Vec<(f64, Option<f64>)>,
}

/// What each feature adds to the scores of a sample. `features`: those that move scores most first. `is_in_log_odds`: the
/// contributions are scaled to points.
pub fn beeswarm_chart(features: &[SwarmFeature], n_rows: usize, is_in_log_odds: bool) -> ChartSheet {
    let shown = &features[..features.len().min(N_SWARMS)];
    let title = match shown {
        [first, second, ..] => format!("{} and {} move scores most", first.words.name, in_sentence(&second.words.name)),
        [only] => format!("{} moves scores", only.words.name),
        [] => "No feature moves a score".to_owned(),
    };
    let scaled = if is_in_log_odds { ", added in log-odds and scaled to points" } else { "" };
    let n = count_text(n_rows as u64, Currency::Unstated);
    let subtitle = format!(
        "What each feature adds to a score, a dot a borrower, n = {n}{scaled}; light: low value, strong: high, gray: a label or none"
    );
    let label = format!("Beeswarm of contributions: {title}.");
    let rows: Vec<SwarmRow> =
        shown.iter().map(|feature| SwarmRow { name: feature.words.marked_name(), dots: feature.dots.clone() }).collect();
    let row = |feature: &SwarmFeature| vec![feature.words.marked_name(), format!("{:.2}", feature.mean_absolute * 100.0)];
    let line = |feature: &SwarmFeature| format!("{},{:.9}\r\n", quoted(&feature.words.name), feature.mean_absolute);
    ChartSheet {
        height: 72 + 40 * rows.len() as u16,
        note: "Contributions describe the model, not the borrowers, and are before calibration.".to_owned(),
        table: TableSheet {
            title: "How far features move scores".to_owned(),
            heads: vec![head("Feature"), number_head("Points on average, either way")],
            rows: features.iter().map(row).collect(),
            ..TableSheet::default()
        },
        csv: std::iter::once("feature,mean_absolute_contribution\r\n".to_owned()).chain(features.iter().map(line)).collect(),
        file_name: "beeswarm".to_owned(),
        ..drawn(&beeswarm(&rows), title, subtitle, label)
    }
}
