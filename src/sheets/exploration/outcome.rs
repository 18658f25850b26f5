use super::Exploration;
use super::groups::Groups;
use crate::charts::{NamedBar, named_bars};
use crate::exploration::{Tally, for_outcome};
use crate::quantity::format::percent_text;
use crate::sheets::block::ChartSheet;
use crate::sheets::drawn;

/// How the loans ended, by the outcome's own values.
pub(super) fn outcome_chart(exploration: &Exploration) -> Option<ChartSheet> {
    let choice = exploration.outcome.filter(|_| exploration.has_outcome())?;
    let subject = exploration.subject(exploration.schema.column(&choice.column)?)?;
    let grouping = for_outcome(&subject.variable, exploration.rows)?;
    let groups = Groups::of(exploration, &subject, &grouping);
    let all = groups.all();
    let n = all.n().max(1) as f64;
    let bars: Vec<NamedBar> = groups
        .tests
        .iter()
        .zip(&groups.tallies)
        .map(|(test, tally)| NamedBar {
            name: subject.group(test),
            share: tally.n() as f64 / n,
            text: format!("{} · {}", percent_text(tally.n() as f64 / n), exploration.count(tally.n())),
            token: token_of(tally),
            interval: None,
        })
        .collect();
    let longest = bars.iter().map(|bar| bar.share).fold(0.0, f64::max);
    let title = title(&all);
    let (low, high) = all.interval();
    let subtitle = format!("Loans by {}, {}; strong: failed, gray: repaid, light: not decided", subject.name(), exploration.n_text());
    let note = if all.n_known() > 0 {
        let known = format!("{} of {} loans with a known end", exploration.count(all.n_bad), exploration.count(all.n_known()));
        format!("{known}: {:.1}%, 95% interval {:.1}–{:.1}%.", all.rate() * 100.0, low * 100.0, high * 100.0)
    } else {
        String::new()
    };
    let label = format!("Bars of how loans ended: {title}.");
    Some(ChartSheet {
        height: 300,
        note,
        table: groups.table(exploration),
        csv: groups.csv(),
        picks: groups.picks(),
        file_name: "outcomes".to_owned(),
        ..drawn(&named_bars(&bars, (longest * 5.0).ceil().clamp(1.0, 5.0) / 5.0, None), title, subtitle, label)
    })
}

fn token_of(tally: &Tally) -> &'static str {
    match tally {
        Tally { n_bad: 1.., .. } => "--accent",
        Tally { n_good: 1.., .. } => "--chart-muted",
        Tally { .. } => "--risk-2",
    }
}

fn title(all: &Tally) -> String {
    match all.n_known() {
        0 => "No loan’s end is known here".to_owned(),
        _ if all.n_bad == 0 => "No loan failed here".to_owned(),
        _ if all.n_good == 0 => "Every loan failed here".to_owned(),
        _ => format!("{} of the loans failed", percent_text(all.rate())),
    }
}
