//! What the plan is worth wherever the upper cut-off lies.

use super::money::MoneyQuestion;
use super::words::borrowers;
use crate::charts::{MoneyCurvePlot, money_curve, money_curve_path};
use crate::quantity::Money;
use crate::quantity::format::{money_in_full, money_text};
use crate::sheets::block::{ChartSheet, TableSheet, number_head};
use crate::sheets::drawn;
use crate::strategy::{CutOffEdge, CutOffs, MoneyCurve, MoneyPoint, Strategy};

/// Points that are drawn, but for those at round places and the best: fewer than 200 in all.
const N_POINTS: u16 = 95;
/// A smaller share of what the plan is worth is no difference.
const NO_DIFFERENCE: f64 = 0.000_5;

/// The curve; `None` where nothing has a value.
pub(super) fn money_curve_chart(question: &MoneyQuestion<'_>) -> Option<ChartSheet> {
    let totals = question.cockpit.totals(question.cut_offs);
    let of_bands = Strategy::BANDS.map(|band| *totals.band(band));
    if of_bands.iter().all(|band| band.n_valued() == 0) {
        return None;
    }
    let net = of_bands.iter().fold(Money::ZERO, |sum, band| sum.saturating_add(band.net()));
    let n_scored: u64 = of_bands.iter().map(|band| band.n_rows()).sum();
    let curve = question.cockpit.money_curve(CutOffEdge::Legal, question.cut_offs, N_POINTS);
    let is_without_legal = curve.best.step == CutOffs::GRID;
    let title = finding(question, &curve, net);
    let best = if question.allotment.is_some() {
        "most without limits".to_owned()
    } else if is_without_legal {
        "most without legal review".to_owned()
    } else {
        format!("most at {}", place(curve.best.step))
    };
    let plot = MoneyCurvePlot { curve: &curve, best: &best, break_even: question.gains.break_even(), currency: question.currency };
    let subtitle = format!(
        "Expected net of the plan by upper cut-off, the lower one at {}; {}",
        place(question.cut_offs.settlement()),
        borrowers(n_scored, question.currency)
    );
    let label = format!("Expected net of the plan by upper cut-off: {title}.");
    Some(ChartSheet {
        note: break_even_words(question),
        table: table(question, &curve),
        csv: csv(&curve),
        file_name: "plan-money-by-cut-off".to_owned(),
        cut_off_path: money_curve_path(&curve, question.currency),
        ..drawn(&money_curve(&plot), title, subtitle, label)
    })
}

/// A place on the grid in two decimals, or as many as it has.
fn place(step: u16) -> String {
    let text = format!("{:.4}", f64::from(step) / f64::from(CutOffs::GRID));
    match step % 100 {
        0 => text[..4].to_owned(),
        rest if rest % 10 == 0 => text[..5].to_owned(),
        _ => text,
    }
}

fn finding(question: &MoneyQuestion<'_>, curve: &MoneyCurve, net: Money) -> String {
    if question.allotment.is_some() {
        return "The limits of capacity are not in this curve: it is what each upper cut-off would bring without them".to_owned();
    }
    let here = place(question.cut_offs.legal());
    let gain = curve.best.net.saturating_sub(net);
    let (lowest, highest) =
        curve.points.iter().fold((curve.best.net, curve.best.net), |ends, point| (ends.0.min(point.net), ends.1.max(point.net)));
    let is_little = |amount: Money| amount.to_major() <= NO_DIFFERENCE * highest.to_major().abs().max(lowest.to_major().abs());
    let worth = money_text(gain, question.currency);
    if is_little(highest.saturating_sub(lowest)) {
        "The upper cut-off makes hardly any difference in money".to_owned()
    } else if is_little(gain) {
        format!("The upper cut-off {here} brings about as much as any")
    } else if curve.best.step == CutOffs::GRID {
        format!("No legal band at all would bring {worth} more than the cut-off {here}")
    } else {
        format!("An upper cut-off of {} would bring {worth} more than {here}", place(curve.best.step))
    }
}

/// What p* says.
fn break_even_words(question: &MoneyQuestion<'_>) -> String {
    let n_rows = question.gains.n_rows;
    let whom = format!("for the {} whom the two bands treat differently", borrowers(n_rows, question.currency));
    let said = match question.gains.break_even() {
        _ if n_rows == 0 => "Both bands treat everybody alike.".to_owned(),
        None => format!("By the assumptions, the upper band’s steps pay at no score, {whom}, taken together."),
        Some(0.0) => format!("By the assumptions, the upper band’s steps pay at any score, {whom}, taken together."),
        Some(at) => format!(
            "p* = {at:.2}: from this score the upper band’s steps pay, {whom}, taken together. The curve adds up each by their own score."
        ),
    };
    let which = match question.allotment {
        Some(_) => " Neither p* nor the curve knows the limits, so neither says where to set the cut-off within them.",
        None if n_rows > 0 => " Of the two, the curve’s top is the one to set: p* stands for an average borrower, and few are average.",
        None => "",
    };
    format!("{said}{which} Money is not all: whether legal steps are right, a person decides.")
}

/// About ten places, evenly spread, and the best.
fn table(question: &MoneyQuestion<'_>, curve: &MoneyCurve) -> TableSheet {
    let stride = curve.points.len().div_ceil(10).max(1);
    let is_shown =
        |(idx, point): &(usize, &MoneyPoint)| idx % stride == 0 || idx + 1 == curve.points.len() || point.step == curve.best.step;
    let row = |(_, point): (usize, &MoneyPoint)| {
        let mark = if point.step == curve.best.step { ", most" } else { "" };
        vec![place(point.step) + mark, money_in_full(point.net, question.currency)]
    };
    TableSheet {
        title: "Expected net by upper cut-off".to_owned(),
        heads: ["Upper cut-off", "Expected net"].map(number_head).into(),
        rows: curve.points.iter().enumerate().filter(is_shown).map(row).collect(),
        ..TableSheet::default()
    }
}

fn csv(curve: &MoneyCurve) -> String {
    let line = |point: &MoneyPoint| format!("{},{}\r\n", place(point.step), point.net.decimal_text());
    std::iter::once("upper_cut_off,expected_net\r\n".to_owned()).chain(curve.points.iter().map(line)).collect()
}
