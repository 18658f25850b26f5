use super::Exploration;
use super::groups::Groups;
use crate::charts::{BoxRow, box_plot};
use crate::data::schema::Meaning;
use crate::exploration::{Condition, Spread, Test, for_outcome, separation, spread};
use crate::sheets::block::{ChartSheet, TableSheet, head, number_head};
use crate::sheets::drawn;

/// How many payments the borrowers of failed and of repaid loans have missed.
pub(super) fn missed_chart(exploration: &Exploration) -> Option<ChartSheet> {
    let subject = exploration.subject_of(Meaning::MissedPayments)?;
    let choice = exploration.outcome.filter(|_| exploration.has_outcome())?;
    let of = |wanted: bool| {
        let rows = exploration.rows.iter().copied().filter(move |&row| exploration.is_bad[row as usize] == Some(wanted));
        spread(&subject.variable, rows)
    };
    let both = [("Failed", "--accent", of(true)?), ("Repaid", "--chart-muted", of(false)?)];
    let grouping = for_outcome(&subject.variable, exploration.rows)?;
    let groups = Groups::of(exploration, &subject, &grouping);
    let title = groups.finding();
    let rows = both.map(|(name, token, spread)| BoxRow { name: name.to_owned(), token, quantiles: quantiles(&spread), mean: spread.mean });
    let n_each = both.map(|(_, _, spread)| exploration.count(spread.n));
    let subtitle = format!(
        "Missed payments, {} failed and {} repaid; box: middle half, line: 5th to 95th percentile, dot: mean",
        n_each[0], n_each[1]
    );
    let label = format!("Box plots of missed payments by outcome: {title}.");
    let note = separation(&subject.variable, exploration.rows, exploration.is_bad).map_or_else(String::new, |found| {
        format!(
            "Of one failed and one repaid loan, the failed one has more missed payments {:.0} times in 100 (95% interval {:.0}–{:.0}; 50 is chance, ties count half).",
            found.auc * 100.0,
            found.low * 100.0,
            found.high * 100.0
        )
    });
    let good_values = other_values(exploration, &choice.column, &choice.bad_values, &choice.undecided_values);
    let picks = [choice.bad_values.clone(), good_values].map(|values| vec![Condition::new(&choice.column, Test::OneOf(values))]);
    Some(ChartSheet {
        height: 260,
        note,
        table: table(&both),
        csv: csv(&both),
        picks: picks.to_vec(),
        file_name: "missed-payments".to_owned(),
        ..drawn(&box_plot(&rows, "Missed payments"), title, subtitle, label)
    })
}

/// The outcome's values that are neither bad nor undecided.
fn other_values(exploration: &Exploration, column: &str, bad: &[String], undecided: &[String]) -> Vec<String> {
    let values = crate::data::schema::outcome_values(exploration.table, column);
    values.into_iter().map(|(value, _)| value).filter(|value| !bad.contains(value) && !undecided.contains(value)).collect()
}

fn quantiles(spread: &Spread) -> [f64; 5] {
    [spread.fifth, spread.lower_quartile, spread.median, spread.upper_quartile, spread.ninety_fifth]
}

fn table(both: &[(&str, &str, Spread)]) -> TableSheet {
    let row = |(name, _, spread): &(&str, &str, Spread)| {
        let numbers = quantiles(spread).map(|quantile| format!("{quantile:.1}"));
        [(*name).to_owned(), spread.n.to_string()].into_iter().chain(numbers).chain([format!("{:.2}", spread.mean)]).collect()
    };
    let words = ["Loans", "5th percentile", "Lower quartile", "Median", "Upper quartile", "95th percentile", "Mean"];
    TableSheet {
        title: "Missed payments by outcome".to_owned(),
        heads: std::iter::once(head("Outcome")).chain(words.map(number_head)).collect(),
        rows: both.iter().map(row).collect(),
        ..TableSheet::default()
    }
}

fn csv(both: &[(&str, &str, Spread)]) -> String {
    let line = |(name, _, spread): &(&str, &str, Spread)| {
        let numbers: String = quantiles(spread).iter().map(|quantile| format!(",{quantile}")).collect();
        format!("{name},{}{numbers},{:.6}\r\n", spread.n, spread.mean)
    };
    let head = "outcome,loans,p05,p25,median,p75,p95,mean\r\n".to_owned();
    std::iter::once(head).chain(both.iter().map(line)).collect()
}
