use super::Exploration;
use super::groups::FEW;
use super::subject::Subject;
use crate::charts::{HeatCell, heat_map};
use crate::data::schema::Meaning;
use crate::data::table::{CategoryColumn, Column};
use crate::exploration::{Condition, Grouping, Tally, chi_square, cross_tallies, is_beyond_chance};
use crate::quantity::format::percent_text;
use crate::sheets::block::{ChartSheet, TableSheet, head};
use crate::sheets::{drawn, quoted};

/// Rows and columns of the map at most; the last of more are counted together.
const MOST: (usize, usize) = (8, 5);

/// The share of failed loans by what they are for and how their borrowers earn.
pub(super) fn product_chart(exploration: &Exploration) -> Option<ChartSheet> {
    let (product, employment) =
        (exploration.columns().category(Meaning::LoanProduct)?, exploration.columns().category(Meaning::Employment)?);
    let (down, across) = (exploration.subject(product)?, exploration.subject(employment)?);
    let grouping = |subject: &Subject, most| match subject.variable {
        crate::exploration::Variable::Column(Column::Category(categories)) => Some(by_label(categories, exploration, most)),
        _ => None,
    };
    let groupings = (grouping(&down, MOST.0)?, grouping(&across, MOST.1)?);
    let tallies = cross_tallies((&down.variable, &groupings.0), (&across.variable, &groupings.1), exploration.rows, exploration.is_bad);
    let rows: Vec<String> = groupings.0.tests.iter().map(|test| down.group(test)).collect();
    let columns: Vec<String> = groupings.1.tests.iter().map(|test| across.group(test)).collect();
    if rows.is_empty() || columns.is_empty() {
        return None;
    }
    let cells = cells(exploration, &tallies);
    let title = title(exploration, (&down, &across), (&rows, &columns), &tallies);
    let what = if exploration.has_outcome() { "Share failed, with the number of loans; gray: under 20" } else { "Loans" };
    let subtitle = format!("{what}, by {} and {}, {}", down.name(), across.name(), exploration.n_text());
    let label = format!("Heat map by {} and {}: {title}.", down.name(), across.name());
    let places = (0..tallies.len()).map(|place| (place / columns.len(), place % columns.len()));
    let pick = |(row, column): (usize, usize)| {
        vec![Condition::new(&down.key, groupings.0.tests[row].clone()), Condition::new(&across.key, groupings.1.tests[column].clone())]
    };
    let table = table(exploration, (&down, &across), (&rows, &columns), &tallies);
    Some(ChartSheet {
        height: 430,
        csv: csv((&down, &across), (&rows, &columns), &tallies),
        table,
        picks: places.map(pick).collect(),
        file_name: "type-and-employment".to_owned(),
        ..drawn(&heat_map(&rows, &columns, &cells), title, subtitle, label)
    })
}

fn by_label(categories: &CategoryColumn, exploration: &Exploration, most: usize) -> Grouping {
    Grouping::by_label(categories, exploration.rows, most)
}

fn cells(exploration: &Exploration, tallies: &[Tally]) -> Vec<HeatCell> {
    let has_outcome = exploration.has_outcome();
    let heat = |tally: &Tally| if has_outcome { tally.rate() } else { tally.n() as f64 };
    let is_many = |tally: &Tally| if has_outcome { tally.n_known() >= FEW } else { tally.n() > 0 };
    let many = || tallies.iter().filter(|tally| is_many(tally)).map(heat);
    let (least, most) = (many().fold(f64::INFINITY, f64::min), many().fold(0.0, f64::max));
    let cell = |tally: &Tally| HeatCell {
        heat: is_many(tally).then(|| if most > least { (heat(tally) - least) / (most - least) } else { 0.0 }),
        text: match tally.n() {
            0 => "–".to_owned(),
            n if has_outcome && tally.n_known() > 0 => {
                format!("{}\nof {}", percent_text(tally.rate()), exploration.count(tally.n_known().min(n)))
            }
            n => exploration.count(n),
        },
    };
    tallies.iter().map(cell).collect()
}

fn title(exploration: &Exploration, subjects: (&Subject, &Subject), names: (&[String], &[String]), tallies: &[Tally]) -> String {
    let (down, across) = subjects;
    let place_text = |place: usize| format!("{}, {}", names.0[place / names.1.len()], names.1[place % names.1.len()]);
    let greatest = |value: &dyn Fn(&Tally) -> f64| {
        let better = |best: usize, place: usize| if value(&tallies[place]) > value(&tallies[best]) { place } else { best };
        (0..tallies.len()).reduce(better).unwrap_or(0)
    };
    if !exploration.has_outcome() {
        return format!("Most loans: {}", place_text(greatest(&|tally| tally.n() as f64)));
    }
    let (sum, degrees) = chi_square(tallies);
    if !is_beyond_chance(sum, degrees) {
        return format!("Who fails hardly depends on {} and {}", down.name(), across.name());
    }
    let highest = greatest(&|tally| if tally.n_known() >= FEW { tally.rate() } else { -1.0 });
    let tally = &tallies[highest];
    let (rate, all) = (percent_text(tally.rate()), percent_text(Tally::sum(tallies).rate()));
    format!("{} fails most: {rate}, against {all} of all", place_text(highest))
}

fn table(exploration: &Exploration, subjects: (&Subject, &Subject), names: (&[String], &[String]), tallies: &[Tally]) -> TableSheet {
    let row = |(place, tally): (usize, &Tally)| {
        let (low, high) = tally.interval();
        let known = tally.n_known() > 0;
        let rate = if known { format!("{:.1}%", tally.rate() * 100.0) } else { "–".to_owned() };
        let between = if known { format!("{:.1}–{:.1}", low * 100.0, high * 100.0) } else { "–".to_owned() };
        let (down, across) = (names.0[place / names.1.len()].clone(), names.1[place % names.1.len()].clone());
        vec![down, across, exploration.count(tally.n()), exploration.count(tally.n_bad), rate, between]
    };
    let heads = [head(&subjects.0.words.name), head(&subjects.1.words.name)];
    TableSheet {
        title: format!("Loans by {} and {}", subjects.0.name(), subjects.1.name()),
        heads: heads.into_iter().chain(["Loans", "Failed", "Share", "95% interval"].map(crate::sheets::block::number_head)).collect(),
        rows: tallies.iter().enumerate().map(row).collect(),
        ..TableSheet::default()
    }
}

fn csv(subjects: (&Subject, &Subject), names: (&[String], &[String]), tallies: &[Tally]) -> String {
    let line = |(place, tally): (usize, &Tally)| {
        let (down, across) = (quoted(&names.0[place / names.1.len()]), quoted(&names.1[place % names.1.len()]));
        format!("{down},{across},{},{},{}\r\n", tally.n(), tally.n_known(), tally.n_bad)
    };
    let head = format!("{},{},loans,known,failed\r\n", quoted(&subjects.0.words.name), quoted(&subjects.1.words.name));
    std::iter::once(head).chain(tallies.iter().enumerate().map(line)).collect()
}
