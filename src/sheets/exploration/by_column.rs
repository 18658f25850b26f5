use super::Exploration;
use super::amounts::histogram;
use super::groups::{FEW, Groups};
use crate::charts::{NamedBar, named_bars};
use crate::exploration::for_outcome;
use crate::quantity::format::percent_text;
use crate::sheets::block::{Block, ChartSheet, NoticeTone, Sheet};
use crate::sheets::drawn;

/// Any column against the outcome: numbers in ranges, categories by value, dates by month.
pub fn column_sheet(exploration: &Exploration, column: &str) -> Sheet {
    let notice = |title: &str, text: &str| Sheet {
        blocks: vec![Block::Notice { tone: NoticeTone::Plain, title: title.to_owned(), text: text.to_owned() }],
    };
    let Some(subject) = exploration.schema.column(column).and_then(|column| exploration.subject(column)) else {
        return Sheet::default();
    };
    let Some(grouping) = for_outcome(&subject.variable, exploration.rows) else {
        let title = format!("{} cannot be grouped", subject.words.name);
        return notice(&title, "It holds free text, or nothing at all in these loans.");
    };
    let groups = Groups::of(exploration, &subject, &grouping);
    let chart = if exploration.has_outcome() {
        rate_bars(exploration, &groups)
    } else {
        let title = format!("{}: {} groups", subject.words.name, groups.tests.len());
        histogram(exploration, &groups, title, Vec::new())
    };
    Sheet { blocks: vec![Block::Chart(Box::new(ChartSheet { file_name: "column".to_owned(), ..chart }))] }
}

/// The share of failed loans in each group with its interval, beside that among all.
pub(super) fn rate_bars(exploration: &Exploration, groups: &Groups) -> ChartSheet {
    let all = groups.all();
    let bars: Vec<NamedBar> = groups
        .tests
        .iter()
        .zip(&groups.tallies)
        .enumerate()
        .map(|(place, (test, tally))| {
            let is_few = tally.n_known() < FEW;
            let share = if tally.n_known() > 0 { percent_text(tally.rate()) } else { "–".to_owned() };
            NamedBar {
                name: groups.subject.group(test),
                share: tally.rate(),
                text: format!("{share} of {}", exploration.count(tally.n_known())),
                token: if is_few || groups.is_missing(place) { "--chart-muted" } else { "--accent" },
                interval: (tally.n_known() > 0).then(|| tally.interval()),
            }
        })
        .collect();
    let of_many = groups.tallies.iter().filter(|tally| tally.n_known() >= FEW);
    let longest = of_many.map(|tally| tally.interval().1).fold(all.rate(), f64::max);
    let end = [0.04, 0.08, 0.2, 0.4, 0.6, 0.8, 1.0].into_iter().find(|end| longest <= *end).unwrap_or(1.0);
    let longest_bar = bars.iter().map(|bar| bar.share).fold(0.0, f64::max);
    let end = if longest_bar > end { 1.0 } else { end };
    let title = groups.finding();
    let subtitle = format!(
        "Share failed by {}, lines are 95% intervals, dashed: all loans, {}; gray: missing or under {FEW} loans",
        groups.subject.name(),
        exploration.n_text()
    );
    let label = format!("Bars of the share of failed loans by {}: {title}.", groups.subject.name());
    ChartSheet {
        height: (44 + 32 * bars.len() as u16).max(300),
        table: groups.table(exploration),
        csv: groups.csv(),
        picks: groups.picks(),
        ..drawn(&named_bars(&bars, end, Some(all.rate())), title, subtitle, label)
    }
}
