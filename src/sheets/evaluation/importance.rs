use super::Judgement;
use super::words::{csv, percent_cell};
use crate::charts::importance_bars;
use crate::model::Learner;
use crate::sheets::block::{ChartSheet, TableSheet, head, number_head};
use crate::sheets::{drawn, quoted};

/// Most features that are drawn.
const N_SHOWN: usize = 12;

/// What the model tells loans apart by.
pub(super) fn importance_chart(judgement: &Judgement) -> ChartSheet {
    let importance = judgement.importance;
    let used: Vec<&str> = importance.iter().filter(|(_, share)| *share > 0.0).take(2).map(|(name, _)| name.as_str()).collect();
    let title = if used.is_empty() { "No feature was used".to_owned() } else { format!("It looks most at {}", joined(&used)) };
    let measure = match judgement.learner {
        Learner::Logistic => "Share of the spread that each feature gives to the log-odds",
        Learner::Boosting => "Share of the differences in log-odds that splits on each feature make",
        _ => "Share of the impurity that splits on each feature removed",
    };
    let n_features = importance.len();
    let n_shown = n_features.min(N_SHOWN);
    let subtitle = if n_features > n_shown { format!("{measure}; the first {n_shown} of {n_features}") } else { measure.to_owned() };
    let label = format!("Importance of features: {title}.");
    let row = |(name, share): &(String, f64)| vec![name.clone(), percent_cell(*share)];
    let line = |(name, share): &(String, f64)| format!("{},{share:.6}", quoted(name));
    ChartSheet {
        height: 24 + 27 * n_shown.max(3) as u16,
        table: TableSheet {
            title: "Importance".to_owned(),
            heads: vec![head("Feature"), number_head("Share")],
            rows: importance.iter().map(row).collect(),
            ..TableSheet::default()
        },
        csv: csv("feature,share", importance.iter().map(line)),
        file_name: "importance".to_owned(),
        ..drawn(&importance_bars(importance, n_shown), title, subtitle, label)
    }
}

/// The names, shortened where a title has no room for them.
fn joined(names: &[&str]) -> String {
    let is_long = names.iter().map(|name| name.chars().count()).sum::<usize>() > 45;
    let shortened = |name: &&str| match name.char_indices().nth(22).filter(|_| is_long) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => (*name).to_owned(),
    };
    names.iter().map(shortened).collect::<Vec<_>>().join(" and ")
}
