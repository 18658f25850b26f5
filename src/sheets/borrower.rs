use super::block::{ChartSheet, TableSheet, head, number_head};
use super::drawn;
use crate::charts::tree_votes_histogram;
use crate::quantity::Currency;
use crate::quantity::format::count_text;

/// How far the trees agree on one borrower: how many said a share in each bin of 0..1, and between which shares eight in
/// ten of them lie.
pub fn votes_chart(bins: &[u32], tenth: f64, ninetieth: f64) -> ChartSheet {
    let title = match ninetieth - tenth {
        spread if spread < 0.35 => "The trees agree closely",
        spread if spread < 0.65 => "The trees differ somewhat",
        _ => "The trees disagree widely",
    };
    let title = format!("{title}; eight in ten say {tenth:.2} to {ninetieth:.2}");
    let n_trees = count_text(bins.iter().map(|&n_trees| u64::from(n_trees)).sum(), Currency::Unstated);
    let subtitle = format!("Share of bad loans in the leaf that each of {n_trees} trees puts this borrower in");
    let label = format!("Histogram of the trees' votes: {title}");
    let width = 1.0 / bins.len().max(1) as f64;
    let edges = |idx: usize| (idx as f64 * width, (idx + 1) as f64 * width);
    let row = |(idx, n_trees): (usize, &u32)| vec![format!("{:.2}–{:.2}", edges(idx).0, edges(idx).1), n_trees.to_string()];
    let line = |(idx, n_trees): (usize, &u32)| format!("{:.2},{:.2},{n_trees}\r\n", edges(idx).0, edges(idx).1);
    ChartSheet {
        height: 220,
        table: TableSheet {
            title: "Votes of the trees".to_owned(),
            heads: vec![head("Share of bad loans"), number_head("Trees")],
            rows: bins.iter().enumerate().map(row).collect(),
            ..TableSheet::default()
        },
        csv: std::iter::once("from,to,trees\r\n".to_owned()).chain(bins.iter().enumerate().map(line)).collect(),
        file_name: "votes".to_owned(),
        ..drawn(&tree_votes_histogram(bins), title, subtitle, label)
    }
}
