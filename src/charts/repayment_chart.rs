use charming::component::Axis;
use charming::element::{AxisType, Formatter, ItemStyle, LineStyle, SplitLine};
use charming::series::{Bar, Line};

use super::palette::color;
use super::parts::{axis_tooltip, base_axis, grid, label, legend, money_unit, named, value_axis};
use super::plot::Plot;
use super::stacked_columns::round_up;
use crate::quantity::format::currency_sign;
use crate::quantity::{Currency, Money};
use crate::strategy::repayment::{Schedule, ScheduleRow};

const PRINCIPAL: (&str, &str) = ("Principal", "--chart-muted");
const INTEREST: (&str, &str) = ("Interest", "--risk-5");
const ARREARS: (&str, &str) = ("Arrears", "--settlement-fill");
const BALANCE: (&str, &str) = ("Balance, right", "--accent");

/// What each month's payment is made of, from principal up, and what is then still owed, on an axis of its own at the right.
pub fn repayment_chart(schedule: &Schedule, currency: Currency) -> Plot {
    let rows = &schedule.rows;
    let highest = |amount: fn(&ScheduleRow) -> Money| rows.iter().map(amount).max().unwrap_or_default().to_major();
    let (payment_axis, payment_size, most) = money_axis(highest(|row| row.payment), currency);
    let (balance_axis, balance_size, _) = money_axis(highest(|row| row.balance).max(schedule.opening_balance.to_major()), currency);
    let has_arrears = rows.iter().any(|row| row.arrears > Money::ZERO);
    type Amount = fn(&ScheduleRow) -> Money;
    let parts: [(_, Amount); 3] = [(PRINCIPAL, repaid), (INTEREST, interest_paid), (ARREARS, |row| row.arrears)];
    let mut plot = Plot::new()
        .grid(grid(72.0, 72.0, 30.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(named(
            base_axis().type_(AxisType::Category).data(rows.iter().map(|row| row.month.to_string()).collect::<Vec<_>>()),
            "Month",
        ))
        // The names of colors stand on an axis of their own.
        .x_axis(Axis::new().type_(AxisType::Value).min(0.0).max(1.0).show(false))
        .y_axis(payment_axis)
        .y_axis(balance_axis.position("right").split_line(SplitLine::new().show(false)));
    let n_parts = if has_arrears { 3 } else { 2 };
    for ((name, token), amount) in parts.into_iter().take(n_parts) {
        plot = plot.series(
            Bar::new()
                .name(name)
                .stack("payment")
                .bar_width("70%")
                .item_style(ItemStyle::new().color(color(token)))
                .data(rows.iter().map(|row| in_units(amount(row), payment_size)).collect::<Vec<_>>()),
        );
    }
    plot = plot.series(
        Line::new()
            .name(BALANCE.0)
            .y_axis_index(1.0)
            .show_symbol(false)
            .line_style(LineStyle::new().color(color(BALANCE.1)).width(2.5))
            .item_style(ItemStyle::new().color(color(BALANCE.1)))
            .data(rows.iter().map(|row| in_units(row.balance, balance_size)).collect::<Vec<_>>()),
    );
    let words = [PRINCIPAL, INTEREST, BALANCE, ARREARS];
    legend(&words[..n_parts + 1], 1.0, most).into_iter().fold(plot, Plot::series)
}

/// What a payment takes off the balance; nothing where the balance grows.
fn repaid(row: &ScheduleRow) -> Money {
    row.principal.max(Money::ZERO)
}

/// The rest of the payment: less than the month's interest where that is added to the balance.
fn interest_paid(row: &ScheduleRow) -> Money {
    row.payment.saturating_sub(row.arrears).saturating_sub(repaid(row)).max(Money::ZERO)
}

/// An axis from nothing to a round number in short numbers, its unit, and where it ends in it.
fn money_axis(highest: f64, currency: Currency) -> (Axis, f64, f64) {
    let (size, word) = money_unit(highest, currency);
    // In hundredths, so that a quarter of the axis is round to two decimals.
    let most = round_up((highest / size * 102.0).max(4.0)) / 100.0;
    let formatter = Formatter::String(format!("{}{{value}}{word}", currency_sign(currency)));
    (value_axis().min(0.0).max(most).interval(most / 4.0).axis_label(label().formatter(formatter)), size, most)
}

fn in_units(amount: Money, size: f64) -> f64 {
    (amount.to_major() / size * 1e4).round() / 1e4
}
