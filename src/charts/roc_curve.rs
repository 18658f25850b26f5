use charming::component::Axis;
use charming::element::{AreaStyle, Formatter, LineStyle, NameLocation};
use charming::series::Line;

use super::palette::color;
use super::parts::{axis_tooltip, base_axis, direct_label, grid, label, reference_line, value_axis};
use super::plot::Plot;
use crate::evaluation::Evaluation;

/// The ROC curve beside chance, with the widest gap (KS) as an upright line.
pub fn roc_curve(evaluation: &Evaluation) -> Plot {
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
    Plot::new()
        .grid(grid(44.0, 16.0, 12.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(percent_axis(base_axis()).name("Good loans flagged").name_location(NameLocation::Middle).name_gap(28.0))
        .y_axis(percent_axis(value_axis()))
        .series(line("Chance").silent(true).line_style(reference_line()).data(vec![vec![0.0, 0.0], vec![100.0, 100.0]]))
        .series(
            line("Bad loans caught, %")
                .line_style(LineStyle::new().color(color("--accent")).width(2.5))
                .area_style(AreaStyle::new().color(color("--accent-tint")).opacity(0.55))
                .data(curve.collect::<Vec<_>>()),
        )
        .series(line("KS").silent(true).line_style(LineStyle::new().color(color("--ink")).width(1.5)).data(gap.clone().unwrap_or_default()))
        .series(direct_label(format!("out of bag, {:.2}", evaluation.auc), (46.0, 70.0), color("--accent")))
        .series(direct_label("chance, 0.50".to_owned(), (62.0, 52.0), color("--ink-3")))
        .series(direct_label(format!("KS {:.2}", evaluation.ks), gap_middle(gap.as_deref()), color("--ink")))
}

/// Beside the middle of the upright line.
fn gap_middle(gap: Option<&[Vec<f64>]>) -> (f64, f64) {
    match gap {
        Some([foot, head]) => (foot[0], (foot[1] + head[1]) / 2.0),
        _ => (0.0, 0.0),
    }
}

fn percent_axis(axis: Axis) -> Axis {
    axis.min(0.0).max(100.0).interval(25.0).axis_label(label().formatter(Formatter::String("{value}%".into())))
}
