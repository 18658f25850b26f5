use super::Exploration;
use crate::charts::{NamedBar, named_bars};
use crate::data::schema::ColumnSchema;
use crate::data::table::Kind;
use crate::exploration::{Condition, Test};
use crate::quantity::format::percent_text;
use crate::quantity::order::sort_by;
use crate::sheets::block::{ChartSheet, TableSheet, head, number_head};
use crate::sheets::explanation_words::FeatureWords;
use crate::sheets::{drawn, quoted};

/// Columns that are drawn.
const N_SHOWN: usize = 12;

/// What is missing in which column, and what the columns hold.
pub(super) fn gaps_chart(exploration: &Exploration) -> Option<ChartSheet> {
    let n = exploration.rows.len().max(1) as f64;
    let missing = |idx: usize| {
        let column = &exploration.table.columns()[idx];
        exploration.rows.iter().filter(|&&row| column.is_missing(row as usize)).count() as u64
    };
    let columns = exploration.schema.columns.iter().enumerate();
    // A column without a gap in the file has none among any of its rows.
    let mut gaps: Vec<(&ColumnSchema, u64)> =
        columns.map(|(idx, column)| (column, if column.n_missing == 0 { 0 } else { missing(idx) })).collect();
    sort_by(&mut gaps, |a, b| b.1.cmp(&a.1));
    let (first, most) = *gaps.first()?;
    let n_with = gaps.iter().filter(|(_, n_missing)| *n_missing > 0).count();
    let name = |column: &ColumnSchema| FeatureWords::new(&column.name, column.meaning, None, exploration.currency).name;
    let title = match n_with {
        0 => format!("No cell is missing in {} columns", gaps.len()),
        1 => format!("Only {} has gaps: {} of its cells", name(first), percent_text(most as f64 / n)),
        _ => format!("{n_with} of {} columns have gaps; {} lacks most, {}", gaps.len(), name(first), percent_text(most as f64 / n)),
    };
    let bars: Vec<NamedBar> = gaps
        .iter()
        .take(N_SHOWN)
        .map(|(column, n_missing)| NamedBar {
            name: name(column),
            share: *n_missing as f64 / n,
            text: format!("{} · {}", kind_word(column.kind), short_share(*n_missing as f64 / n)),
            token: "--settlement-fill",
            interval: None,
        })
        .collect();
    let longest = most as f64 / n;
    let end = [0.04, 0.08, 0.2, 0.4, 0.6, 0.8, 1.0].into_iter().find(|end| longest <= *end).unwrap_or(1.0);
    let rest = gaps.len().saturating_sub(N_SHOWN);
    let note = if rest > 0 {
        format!("The other {rest} columns have no more gaps than the last one shown; the table lists them.")
    } else {
        String::new()
    };
    let subtitle = format!("Share of missing cells with each column’s kind, {}", exploration.n_text());
    let label = format!("Bars of missing cells: {title}.");
    Some(ChartSheet {
        height: 400,
        note,
        table: table(exploration, &gaps, n),
        csv: csv(&gaps),
        picks: gaps.iter().map(pick).collect(),
        file_name: "missing-values".to_owned(),
        ..drawn(&named_bars(&bars, end, None), title, subtitle, label)
    })
}

/// A share in little room.
fn short_share(share: f64) -> String {
    if share > 0.0 && share < 0.01 { "<1%".to_owned() } else { percent_text(share) }
}

/// A column without a gap has none to look at.
fn pick((column, n_missing): &(&ColumnSchema, u64)) -> Vec<Condition> {
    if *n_missing == 0 { Vec::new() } else { vec![Condition::new(&column.name, Test::Missing)] }
}

fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "number",
        Kind::Category => "category",
        Kind::Date => "date",
        Kind::Text => "text",
    }
}

fn table(exploration: &Exploration, gaps: &[(&ColumnSchema, u64)], n: f64) -> TableSheet {
    let row = |(column, n_missing): &(&ColumnSchema, u64)| {
        vec![
            column.name.clone(),
            kind_word(column.kind).to_owned(),
            exploration.count(column.n_distinct),
            exploration.count(*n_missing),
            format!("{:.1}%", *n_missing as f64 / n * 100.0),
        ]
    };
    TableSheet {
        title: "Missing cells by column".to_owned(),
        heads: vec![head("Column"), head("Kind"), number_head("Different values"), number_head("Missing"), number_head("Share")],
        rows: gaps.iter().map(row).collect(),
        ..TableSheet::default()
    }
}

fn csv(gaps: &[(&ColumnSchema, u64)]) -> String {
    let line = |(column, n_missing): &(&ColumnSchema, u64)| {
        format!("{},{},{},{n_missing}\r\n", quoted(&column.name), kind_word(column.kind), column.n_distinct)
    };
    std::iter::once("column,kind,different_values,missing\r\n".to_owned()).chain(gaps.iter().map(line)).collect()
}
