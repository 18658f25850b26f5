use charming::Chart;
use charming::component::Axis;
use charming::element::{AreaStyle, Formatter, LineStyle, NameLocation};
use charming::series::Line;

use super::palette::Palette;
use super::parts::{axis_tooltip, base_axis, grid, label, reference_line, value_axis};
use crate::evaluation::Evaluation;

/// The ROC curve beside chance, with the widest gap (KS) as an upright line.
pub fn roc_curve(evaluation: &Evaluation, palette: &Palette) -> Chart {
    let percent = |share: f64| (share * 1e3).round() / 10.0;
    let curve = evaluation.roc.iter().map(|point| vec![percent(point.false_positive_rate), percent(point.true_positive_rate)]);
    let widest = evaluation.roc.iter().max_by(|a, b| {
        let gap = |point: &crate::evaluation::RocPoint| point.true_positive_rate - point.false_positive_rate;
        gap(a).total_cmp(&gap(b))
    });
    let gap = widest.map(|point| {
        let x = percent(point.false_positive_rate);
        vec![vec![x, x], vec![x, percent(point.true_positive_rate)]]
    });
    let line = |name: &str| Line::new().name(name).show_symbol(false);
    Chart::new()
        .grid(grid(44.0, 16.0, 12.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(percent_axis(base_axis(palette), palette).name("Good loans flagged").name_location(NameLocation::Middle).name_gap(28.0))
        .y_axis(percent_axis(value_axis(palette), palette))
        .series(line("Chance").silent(true).line_style(reference_line(palette)).data(vec![vec![0.0, 0.0], vec![100.0, 100.0]]))
        .series(
            line("Bad loans caught, %")
                .line_style(LineStyle::new().color(palette.get("--accent")).width(2.5))
                .area_style(AreaStyle::new().color(palette.get("--accent-tint")).opacity(0.55))
                .data(curve.collect::<Vec<_>>()),
        )
        .series(line("KS").silent(true).line_style(LineStyle::new().color(palette.get("--ink")).width(1.5)).data(gap.unwrap_or_default()))
}

fn percent_axis(axis: Axis, palette: &Palette) -> Axis {
    axis.min(0.0).max(100.0).interval(25.0).axis_label(label(palette).formatter(Formatter::String("{value}%".into())))
}
