use super::Exploration;
use super::groups::Groups;
use super::ranking::ranked;
use crate::data::schema::Meaning;
use crate::exploration::for_outcome;
use crate::quantity::Money;
use crate::quantity::format::{money_text, percent_text};
use crate::sheets::block::{Block, FigureText, Sheet};
use crate::sheets::explanation_words::in_sentence;

/// How many of the best columns are tried for the first sentence.
const N_TRIED: usize = 4;

/// The page's first sentence and its figures.
pub fn summary_sheet(exploration: &Exploration) -> Sheet {
    let (parts, note) = headline(exploration);
    let mut blocks = vec![Block::Headline { parts, note }];
    if !exploration.rows.is_empty() {
        blocks.push(Block::Figures(figures(exploration)));
    }
    Sheet { blocks }
}

fn loans(exploration: &Exploration) -> String {
    let (n, n_all) = (exploration.rows.len() as u64, exploration.table.n_rows() as u64);
    let word = if n_all == 1 { "loan" } else { "loans" };
    if n < n_all {
        format!("{} of {} {word}", exploration.count(n), exploration.count(n_all))
    } else {
        format!("{} {word}", exploration.count(n))
    }
}

/// Parts of a sentence, each with whether it stands out.
fn headline(exploration: &Exploration) -> (Vec<(String, bool)>, String) {
    let plain = |text: &str| (text.to_owned(), false);
    let strong = |text: String| (text, true);
    if exploration.rows.is_empty() {
        return (
            vec![plain("No loan meets "), strong("all of these conditions".to_owned()), plain(".")],
            "Take one of them away.".to_owned(),
        );
    }
    let n_bad = exploration.rows.iter().filter(|&&row| exploration.is_bad.get(row as usize) == Some(&Some(true))).count() as u64;
    let n_known = exploration.rows.iter().filter(|&&row| matches!(exploration.is_bad.get(row as usize), Some(Some(_)))).count() as u64;
    if n_known == 0 {
        let note = if exploration.has_outcome() { "" } else { "Name the outcome column under Data, and every chart shows who fails." };
        return (vec![strong(loans(exploration)), plain(", as they stand in the file.")], note.to_owned());
    }
    let share = percent_text(n_bad as f64 / n_known as f64);
    let found = ranked(exploration).iter().take(N_TRIED).find_map(|subject| {
        let grouping = for_outcome(&subject.variable, exploration.rows)?;
        Groups::of(exploration, subject, &grouping).beyond_chance()
    });
    let told = match found {
        Some(finding) => format!("; {}.", in_sentence(&finding)),
        None => "; no column tells who, beyond chance.".to_owned(),
    };
    let unknown = exploration.rows.len() as u64 - n_known;
    let note = if unknown > 0 {
        format!("Of {}, {} have a known end.", loans(exploration), exploration.count(n_known))
    } else {
        "Click a bar or a cell, or drag across several, and everything shows these loans alone. Each chart’s table does the same."
            .to_owned()
    };
    let n = exploration.rows.len();
    let these = if n < exploration.table.n_rows() { format!("these {} loans", exploration.count(n as u64)) } else { loans(exploration) };
    (vec![strong(format!("{share} of {these}")), plain(" failed"), plain(&told)], note)
}

fn figures(exploration: &Exploration) -> Vec<FigureText> {
    let figure = |label: &str, value: String, unit: String, note: String| FigureText { label: label.to_owned(), value, unit, note };
    let (n, n_all) = (exploration.rows.len() as u64, exploration.table.n_rows() as u64);
    let of_all = if n < n_all { format!("of {}", exploration.count(n_all)) } else { String::new() };
    let n_columns = format!("{} columns", exploration.table.n_columns());
    let mut figures = vec![figure("Loans", exploration.count(n), of_all, n_columns)];
    let mut tally = crate::exploration::Tally::default();
    exploration.rows.iter().for_each(|&row| tally.add(exploration.is_bad.get(row as usize).copied().flatten()));
    if tally.n_known() > 0 {
        let (low, high) = tally.interval();
        let between = format!("95% interval {:.1}–{:.1}%", low * 100.0, high * 100.0);
        figures.push(figure("Failed", percent_text(tally.rate()), format!("of {}", exploration.count(tally.n_known())), between));
    }
    figures.extend(money_figure(exploration));
    let cells = n.max(1) * exploration.table.n_columns().max(1) as u64;
    let n_gaps: u64 = exploration
        .table
        .columns()
        .iter()
        .zip(&exploration.schema.columns)
        .filter(|(_, column)| column.n_missing > 0)
        .map(|(column, _)| exploration.rows.iter().filter(|&&row| column.is_missing(row as usize)).count() as u64)
        .sum();
    figures.push(figure(
        "Missing cells",
        percent_text(n_gaps as f64 / cells as f64),
        String::new(),
        format!("{} cells", exploration.count(n_gaps)),
    ));
    figures
}

/// What is owed, or was lent, in all.
fn money_figure(exploration: &Exploration) -> Option<FigureText> {
    let meaning =
        [Meaning::Outstanding, Meaning::LoanAmount].into_iter().find(|meaning| exploration.columns().meaning(*meaning).is_some())?;
    let subject = exploration.subject_of(meaning)?;
    let amounts = exploration.rows.iter().filter_map(|&row| Money::from_major(subject.variable.number(row as usize)));
    let (mut sum, mut n) = (Money::ZERO, 0u64);
    amounts.for_each(|amount| {
        sum = sum.saturating_add(amount);
        n += 1;
    });
    let label = if meaning == Meaning::Outstanding { "Outstanding" } else { "Lent" };
    let note = Money::from_major(sum.to_major() / n.max(1) as f64).map(|mean| format!("{} a loan", money_text(mean, exploration.currency)));
    Some(FigureText {
        label: label.to_owned(),
        value: money_text(sum, exploration.currency),
        note: note.unwrap_or_default(),
        unit: String::new(),
    })
}
