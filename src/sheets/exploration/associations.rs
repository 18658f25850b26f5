use super::Exploration;
use super::ranking::ranked;
use crate::charts::{HeatCell, heat_map};
use crate::data::table::{Column, NumberColumn};
use crate::exploration::{Association, Variable, associations};
use crate::sheets::block::{ChartSheet, TableSheet, head, number_head};
use crate::sheets::{drawn, quoted};

/// Columns in the map, beside the outcome.
const N_COLUMNS: usize = 9;
/// Two columns that go together less do not.
const LEAST: f64 = 0.1;

/// Which columns go together, and with the outcome.
pub(super) fn association_chart(exploration: &Exploration) -> Option<ChartSheet> {
    let mut subjects = ranked(exploration);
    let n_all = subjects.len();
    subjects.truncate(N_COLUMNS);
    let outcome = outcome_numbers(exploration);
    let mut names: Vec<String> = subjects.iter().map(|subject| subject.words.marked_name()).collect();
    let mut variables: Vec<Variable> = subjects.iter().map(|subject| subject.variable).collect();
    if let Some(outcome) = &outcome {
        names.insert(0, "Failed".to_owned());
        variables.insert(0, Variable::Column(outcome));
    }
    if variables.len() < 2 {
        return None;
    }
    let found = associations(&variables, exploration.rows);
    let n = names.len();
    let first = usize::from(outcome.is_some());
    let title = title(&names, &found, first);
    let chosen =
        if n_all > N_COLUMNS && first == 1 { format!(", the {N_COLUMNS} of {n_all} columns that go most with it") } else { String::new() };
    let chosen = if n_all > N_COLUMNS && first == 0 { format!(", the first {N_COLUMNS} of {n_all} columns") } else { chosen };
    let subtitle = format!("Correlations of numbers, Cramér’s V where one is a category{chosen}, {}", exploration.n_text());
    let label = format!("Heat map of associations: {title}.");
    Some(ChartSheet {
        height: 130 + 32 * n as u16,
        table: table(&names, &found),
        csv: csv(&names, &found),
        file_name: "associations".to_owned(),
        ..drawn(&heat_map(&names, &names, &cells(n, &found)), title, subtitle, label)
    })
}

/// Whether each loan failed, as a number: to stand beside the columns.
fn outcome_numbers(exploration: &Exploration) -> Option<Column> {
    let number = |is_bad: &Option<bool>| is_bad.map_or(f64::NAN, |is_bad| f64::from(u8::from(is_bad)));
    exploration.has_outcome().then(|| Column::Number(NumberColumn::new(exploration.is_bad.iter().map(number).collect())))
}

fn text(association: Association) -> String {
    match association {
        Association::Correlation(r) => format!("{r:.2}").replace('-', "−").replace("0.", "."),
        Association::CramersV(v) => format!("V {v:.2}").replace("0.", "."),
    }
}

fn cells(n: usize, found: &[Association]) -> Vec<HeatCell> {
    let cell = |(place, association): (usize, &Association)| {
        let is_own = place / n == place % n;
        let strength = association.strength();
        let heat = (!is_own).then(|| (strength * 1.25).min(1.0));
        HeatCell { heat, text: if is_own { String::new() } else { text(*association).replace("V ", "") } }
    };
    found.iter().enumerate().map(cell).collect()
}

fn title(names: &[String], found: &[Association], first: usize) -> String {
    let n = names.len();
    let pairs = (first..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
    let stronger =
        |a: (usize, usize), b: (usize, usize)| if found[b.0 * n + b.1].strength() > found[a.0 * n + a.1].strength() { b } else { a };
    match pairs.reduce(stronger).map(|(i, j)| (i, j, found[i * n + j])) {
        Some((i, j, association)) if association.strength() >= LEAST => {
            let measure = match association {
                Association::Correlation(r) => format!("correlation {r:.2}").replace('-', "−"),
                Association::CramersV(v) => format!("Cramér’s V {v:.2}"),
            };
            format!("{} and {} go together most: {measure}", names[i], super::super::explanation_words::in_sentence(&names[j]))
        }
        _ => "Hardly any two columns go together".to_owned(),
    }
}

fn table(names: &[String], found: &[Association]) -> TableSheet {
    let n = names.len();
    let row = |(i, name): (usize, &String)| {
        std::iter::once(name.clone()).chain((0..n).map(|j| if i == j { "–".to_owned() } else { text(found[i * n + j]) })).collect()
    };
    TableSheet {
        title: "How columns go together".to_owned(),
        heads: std::iter::once(head("Column")).chain(names.iter().map(|name| number_head(name))).collect(),
        rows: names.iter().enumerate().map(row).collect(),
        ..TableSheet::default()
    }
}

fn csv(names: &[String], found: &[Association]) -> String {
    let n = names.len();
    let line = |(place, association): (usize, &Association)| {
        let (measure, value) = match association {
            Association::Correlation(r) => ("correlation", *r),
            Association::CramersV(v) => ("cramers_v", *v),
        };
        format!("{},{},{measure},{value:.6}\r\n", quoted(&names[place / n]), quoted(&names[place % n]))
    };
    let above = found.iter().enumerate().filter(|(place, _)| place / n < place % n);
    std::iter::once("column,other,measure,value\r\n".to_owned()).chain(above.map(line)).collect()
}
