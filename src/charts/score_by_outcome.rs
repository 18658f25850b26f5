use charming::element::{Formatter, ItemStyle};
use charming::series::Bar;

use super::palette::color;
use super::parts::{axis_tooltip, direct_label, end_for, grid, label, score_axis, value_axis, with_cut_off_marks};
use super::plot::Plot;
use crate::evaluation::ScoreBin;

/// The scores of good and of bad loans, one histogram over the other. Each bar is the share of its own outcome's loans,
/// so that shapes compare where one outcome is rare. `bins`: equal bins of 0..=1, lowest first.
pub fn score_by_outcome(bins: &[ScoreBin]) -> Plot {
    let width = 1.0 / bins.len().max(1) as f64;
    let n_of = |count: fn(&ScoreBin) -> u64| bins.iter().map(count).sum::<u64>().max(1) as f64;
    let (n_good, n_bad) = (n_of(|bin| bin.n_good), n_of(|bin| bin.n_bad));
    let n_reached = bins.iter().rposition(|bin| bin.n_good + bin.n_bad > 0).map_or(bins.len(), |last| last + 1);
    let right = end_for(n_reached as f64 * width) / 100.0;
    let n_shown = ((right / width).round() as usize).min(bins.len());
    let heights: Vec<f64> =
        bins.iter().take(n_shown).map(|bin| (bin.n_good as f64 / n_good).max(bin.n_bad as f64 / n_bad) * 100.0).collect();
    let highest = heights.iter().copied().fold(0.0, f64::max);
    let names_at = roomiest(&heights, right);
    let bars = |name: &str, token: &str, opacity: f64, count: fn(&ScoreBin) -> u64| {
        let n_rows = n_of(count);
        let data = bins.iter().take(n_shown).enumerate().map(|(idx, bin)| {
            let middle = ((idx as f64 + 0.5) * width * 1e3).round() / 1e3;
            vec![middle, (count(bin) as f64 / n_rows * 1e4).round() / 1e2]
        });
        Bar::new()
            .name(name)
            .bar_width("88%")
            .bar_gap("-100%")
            .item_style(ItemStyle::new().color(color(token)).opacity(opacity))
            .data(data.collect::<Vec<_>>())
    };
    let plot = Plot::new()
        .grid(grid(44.0, 16.0, 12.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(score_axis(right, "Score"))
        .y_axis(value_axis().axis_label(label().formatter(Formatter::String("{value}%".into()))))
        .series(bars("Good loans, %", "--chart-muted", 0.8, |bin| bin.n_good))
        .series(bars("Bad loans, %", "--accent", 0.65, |bin| bin.n_bad))
        .series(direct_label("good".to_owned(), (names_at, highest * 0.97), color("--ink-3")))
        .series(direct_label("bad".to_owned(), (names_at, highest * 0.88), color("--accent")));
    with_cut_off_marks(plot)
}

/// Where the bars leave most room for words: on the right, in the middle or on the left.
fn roomiest(heights: &[f64], right: f64) -> f64 {
    let tallest = |start: f64| {
        let place = |share: f64| ((share * heights.len() as f64) as usize).min(heights.len());
        heights[place(start)..place(start + 0.2)].iter().copied().fold(0.0, f64::max)
    };
    [0.82, 0.42, 0.02].into_iter().min_by(|a, b| tallest(*a).total_cmp(&tallest(*b))).unwrap_or(0.82) * right
}
