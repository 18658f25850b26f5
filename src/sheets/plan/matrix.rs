//! Who the borrowers are and how late: archetypes by stage.

use super::words::borrowers;
use crate::charts::{HeatCell, heat_map};
use crate::quantity::Currency;
use crate::quantity::format::{count_text, percent_text};
use crate::sheets::block::{ChartSheet, TableSheet, head, number_head};
use crate::sheets::{archetype_name, drawn, stage_name};
use crate::strategy::{Archetype, PlanSums, Stage};

/// Borrowers by archetype and stage; what is not known stands there only where it is so of someone.
pub(super) fn matrix_chart(sums: &PlanSums, currency: Currency) -> ChartSheet {
    let of_archetype = |archetype: Archetype| Stage::ALL.into_iter().map(|stage| sums.n_of(archetype, stage)).sum::<u64>();
    let of_stage = |stage: Stage| Archetype::ALL.into_iter().map(|archetype| sums.n_of(archetype, stage)).sum::<u64>();
    let archetypes: Vec<Archetype> =
        Archetype::ALL.into_iter().filter(|archetype| *archetype != Archetype::Unknown || of_archetype(*archetype) > 0).collect();
    let stages: Vec<Stage> = Stage::ALL.into_iter().filter(|stage| *stage != Stage::Unknown || of_stage(*stage) > 0).collect();
    let places: Vec<(Archetype, Stage)> =
        archetypes.iter().flat_map(|archetype| stages.iter().map(move |stage| (*archetype, *stage))).collect();
    let n_of = |place: &(Archetype, Stage)| sums.n_of(place.0, place.1);
    let most = places.iter().map(n_of).max().unwrap_or(0);
    let cell = |place: &(Archetype, Stage)| match n_of(place) {
        0 => HeatCell { heat: None, text: "0".to_owned() },
        n => HeatCell { heat: Some(n as f64 / most as f64), text: count_text(n, currency) },
    };
    let cells: Vec<HeatCell> = places.iter().map(cell).collect();
    let row_names: Vec<String> = archetypes.iter().map(|archetype| short_archetype(*archetype).to_owned()).collect();
    let column_names: Vec<String> = stages.iter().map(|stage| short_stage(*stage).to_owned()).collect();
    let n_rows: u64 = archetypes.iter().map(|archetype| of_archetype(*archetype)).sum();
    let title = finding(sums, n_rows, of_archetype(Archetype::Unknown), currency);
    let label = format!("Heat map of borrowers by archetype and days past due: {title}.");
    let subtitle = format!("Borrowers by capacity and readiness to pay, and by days past due; {}", borrowers(n_rows, currency));
    ChartSheet {
        height: (90 + 44 * archetypes.len() as u16).max(300),
        note: "Able and willing are judged within this portfolio, from the file’s own facts; a hint how to help, not a verdict.".to_owned(),
        table: table(sums, &archetypes, &stages, currency),
        csv: csv(sums, &places),
        file_name: "plan-archetypes".to_owned(),
        ..drawn(&heat_map(&row_names, &column_names, &cells), title, subtitle, label)
    }
}

/// The largest archetype of those that are known.
fn finding(sums: &PlanSums, n_rows: u64, n_unknown: u64, currency: Currency) -> String {
    if n_rows == 0 {
        return "There are no borrowers".to_owned();
    }
    let n_of = |archetype: Archetype| Stage::ALL.into_iter().map(|stage| sums.n_of(archetype, stage)).sum::<u64>();
    let known = Archetype::ALL.into_iter().filter(|archetype| *archetype != Archetype::Unknown);
    let largest = known.map(|archetype| (archetype, n_of(archetype))).reduce(|a, b| if b.1 > a.1 { b } else { a });
    match largest {
        Some((archetype, n)) if 2 * n_unknown <= n_rows => {
            let name = archetype_name(archetype).to_ascii_lowercase();
            format!("{} of {} borrowers are {name}", percent_text(n as f64 / n_rows as f64), count_text(n_rows, currency))
        }
        _ => format!(
            "Of {} borrowers the file says too little to tell who can and wants to pay",
            percent_text(n_unknown as f64 / n_rows as f64)
        ),
    }
}

fn table(sums: &PlanSums, archetypes: &[Archetype], stages: &[Stage], currency: Currency) -> TableSheet {
    let row = |archetype: &Archetype| {
        let counts = stages.iter().map(|stage| count_text(sums.n_of(*archetype, *stage), currency));
        std::iter::once(archetype_name(*archetype).to_owned()).chain(counts).collect()
    };
    TableSheet {
        title: "Borrowers by archetype and stage".to_owned(),
        heads: std::iter::once(head("Archetype")).chain(stages.iter().map(|stage| number_head(stage_name(*stage)))).collect(),
        rows: archetypes.iter().map(row).collect(),
        ..TableSheet::default()
    }
}

fn csv(sums: &PlanSums, places: &[(Archetype, Stage)]) -> String {
    let line = |(archetype, stage): &(Archetype, Stage)| {
        format!("{},{},{}\r\n", archetype.file_label(), stage.file_label(), sums.n_of(*archetype, *stage))
    };
    std::iter::once("archetype,stage,borrowers\r\n".to_owned()).chain(places.iter().map(line)).collect()
}

/// As it fits beside a plot.
fn short_archetype(archetype: Archetype) -> &'static str {
    match archetype {
        Archetype::WillingUnable => "Willing, unable",
        Archetype::AbleUnwilling => "Able, unwilling",
        other => archetype_name(other),
    }
}

/// As it fits below a column.
fn short_stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Current => "Not past due",
        Stage::Early => "1–30 days",
        Stage::Middle => "31–60 days",
        Stage::Late => "61–90 days",
        Stage::NonPerforming => "Over 90",
        Stage::Unknown => "Not known",
    }
}
