use super::Exploration;
use super::groups::{FEW, Groups};
use super::subject::Subject;
use crate::charts::{Bubble, BubbleAxis, bubbles};
use crate::data::schema::Meaning;
use crate::exploration::{Condition, Tally, Test, by_range, by_width, cross_tallies, spread};
use crate::features::Ratio;
use crate::quantity::format::percent_text;
use crate::sheets::block::{ChartSheet, TableSheet, head, number_head};
use crate::sheets::{drawn, quoted};

/// The shades of shares that failed, from few to many.
const SHADES: [&str; 5] = ["--risk-2", "--risk-3", "--risk-4", "--risk-5", "--risk-6"];
const NO_SHADE: &str = "--well";
/// Of thousands of cells, the ones with most loans are listed in the table.
const MOST_ROWS: usize = 200;

/// A cell of the plane.
struct Cell {
    x: Test,
    y: Test,
    tally: Tally,
}

/// Income against what is owed: a circle for the loans of each cell, and how many of them failed.
pub(super) fn income_chart(exploration: &Exploration) -> Option<ChartSheet> {
    let x = exploration.subject_of(Meaning::MonthlyIncome).or_else(|| exploration.subject_of(Meaning::YearlyIncome))?;
    let y = exploration.subject_of(Meaning::Outstanding).or_else(|| exploration.subject_of(Meaning::LoanAmount))?;
    let groupings = (by_width(&x.variable, exploration.rows, 12)?, by_width(&y.variable, exploration.rows, 9)?);
    let tallies = cross_tallies((&x.variable, &groupings.0), (&y.variable, &groupings.1), exploration.rows, exploration.is_bad);
    let n_y = groupings.1.tests.len();
    let cell = |(place, tally): (usize, &Tally)| Cell {
        x: groupings.0.tests[place / n_y].clone(),
        y: groupings.1.tests[place % n_y].clone(),
        tally: *tally,
    };
    let mut cells: Vec<Cell> = tallies.iter().enumerate().filter(|(_, tally)| tally.n() > 0).map(cell).collect();
    crate::quantity::order::sort_by(&mut cells, |a, b| b.tally.n().cmp(&a.tally.n()));
    let n_drawn: u64 = cells.iter().map(|cell| cell.tally.n()).sum();
    let n_missing = exploration.rows.len() as u64 - n_drawn;
    let title = title(exploration)?;
    let missing = if n_missing > 0 { format!("; {} without both are left out", exploration.count(n_missing)) } else { String::new() };
    let shade = if exploration.has_outcome() { "; the stronger, the more failed; pale: under 20" } else { "" };
    let subtitle =
        format!("{} against {}, a circle for the loans of each cell{shade}, {}{missing}", y.words.name, x.name(), exploration.n_text());
    let label = format!("Circles of loans by {} and {}: {title}.", x.name(), y.name());
    Some(ChartSheet {
        height: 320,
        note: "A circle’s area is its number of loans, in six sizes.".to_owned(),
        table: table(exploration, &x, &y, &cells),
        csv: csv(&x, &y, &cells),
        picks: cells.iter().map(|cell| vec![Condition::new(&x.key, cell.x.clone()), Condition::new(&y.key, cell.y.clone())]).collect(),
        file_name: "income-and-debt".to_owned(),
        ..drawn(&plot(exploration, &x, &y, &cells), title, subtitle, label)
    })
}

fn title(exploration: &Exploration) -> Option<String> {
    let by_income = |above| exploration.ratio(Ratio::OutstandingToIncome, above, &[Meaning::MonthlyIncome, Meaning::YearlyIncome]);
    let ratio = by_income(Meaning::Outstanding).or_else(|| by_income(Meaning::LoanAmount))?;
    if exploration.has_outcome() {
        let grouping = by_range(&ratio.variable, exploration.rows, 8)?;
        return Some(Groups::of(exploration, &ratio, &grouping).finding());
    }
    let median = spread(&ratio.variable, exploration.rows.iter().copied())?.median;
    Some(format!("Half of the borrowers owe {median:.1} months of income or more"))
}

fn plot(exploration: &Exploration, x: &Subject, y: &Subject, cells: &[Cell]) -> crate::charts::Plot {
    let ends = |of: fn(&Cell) -> &Test| {
        let width = cells.iter().filter_map(|cell| finite(of(cell))).map(|(low, high)| high - low).fold(0.0, f64::max);
        let end = cells.iter().map(|cell| middle(of(cell), width) + width / 2.0).fold(0.0, f64::max);
        (width, end)
    };
    let ((x_width, x_end), (y_width, y_end)) = (ends(|cell| &cell.x), ends(|cell| &cell.y));
    let (x_unit, y_unit) = (x.unit(x_end), y.unit(y_end));
    let known = cells.iter().filter(|cell| cell.tally.n_known() >= FEW);
    let highest = known.map(|cell| cell.tally.rate()).fold(0.01, f64::max);
    let drawn = cells.iter().map(|cell| Bubble {
        at: (rounded(middle(&cell.x, x_width) / x_unit.0), rounded(middle(&cell.y, y_width) / y_unit.0)),
        n: cell.tally.n(),
        token: token(exploration, &cell.tally, highest),
        tooltip: format!(
            "{}\n{} {}\n{} {}",
            counted(exploration, &cell.tally),
            x.words.name,
            x.group(&cell.x),
            y.words.name,
            y.group(&cell.y)
        ),
    });
    let axis = |subject: &Subject, unit: &(f64, String), end: f64| BubbleAxis {
        name: format!("{}{}", subject.words.name, unit.1),
        format: "{value}".to_owned(),
        end: rounded(end / unit.0),
    };
    bubbles(&drawn.collect::<Vec<_>>(), &axis(x, &x_unit, x_end), &axis(y, &y_unit, y_end))
}

fn rounded(value: f64) -> f64 {
    (value * 1e3).round() / 1e3
}

fn counted(exploration: &Exploration, tally: &Tally) -> String {
    let failed =
        if exploration.has_outcome() && tally.n_known() > 0 { format!(", {} failed", percent_text(tally.rate())) } else { String::new() };
    format!("{} loans{failed}", exploration.count(tally.n()))
}

fn token(exploration: &Exploration, tally: &Tally, highest: f64) -> &'static str {
    if !exploration.has_outcome() {
        return "--accent";
    }
    if tally.n_known() < FEW {
        return NO_SHADE;
    }
    SHADES[((tally.rate() / highest * SHADES.len() as f64) as usize).min(SHADES.len() - 1)]
}

fn finite(test: &Test) -> Option<(f64, f64)> {
    match test {
        Test::Between(low, high) if low.is_finite() && high.is_finite() => Some((*low, *high)),
        _ => None,
    }
}

/// The middle of a range; an open one is as wide as the others.
fn middle(test: &Test, width: f64) -> f64 {
    match test {
        Test::Between(low, high) if low.is_infinite() => high - width / 2.0,
        Test::Between(low, high) if high.is_infinite() => low + width / 2.0,
        Test::Between(low, high) => f64::midpoint(*low, *high),
        _ => 0.0,
    }
}

fn table(exploration: &Exploration, x: &Subject, y: &Subject, cells: &[Cell]) -> TableSheet {
    let row = |cell: &Cell| {
        let rate = if cell.tally.n_known() > 0 { percent_text(cell.tally.rate()) } else { "–".to_owned() };
        let mut cells = vec![x.group(&cell.x), y.group(&cell.y), exploration.count(cell.tally.n())];
        cells.extend(exploration.has_outcome().then_some(rate));
        cells
    };
    let mut heads = vec![head(&x.words.name), head(&y.words.name), number_head("Loans")];
    heads.extend(exploration.has_outcome().then(|| number_head("Failed")));
    TableSheet {
        title: format!("Loans by {} and {}", x.name(), y.name()),
        heads,
        rows: cells.iter().take(MOST_ROWS).map(row).collect(),
        ..TableSheet::default()
    }
}

fn csv(x: &Subject, y: &Subject, cells: &[Cell]) -> String {
    let line = |cell: &Cell| {
        let (x, y) = (quoted(&x.group(&cell.x)), quoted(&y.group(&cell.y)));
        format!("{x},{y},{},{},{}\r\n", cell.tally.n(), cell.tally.n_known(), cell.tally.n_bad)
    };
    let head = format!("{},{},loans,known,failed\r\n", quoted(&x.words.name), quoted(&y.words.name));
    std::iter::once(head).chain(cells.iter().map(line)).collect()
}
