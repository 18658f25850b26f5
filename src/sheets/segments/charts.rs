//! The charts of groups.

use super::two_digits;
use super::words::{figure_name, in_sentence, more_or_less, numbered, token, typical_text};
use crate::charts::{HeatCell, NamedBar, ScatterGroup, TriedCount, group_count, group_scatter, heat_map, named_bars};
use crate::quantity::order::sort_by;
use crate::quantity::{Currency, wilson_interval};
use crate::segments::{Figure, LEAST_SILHOUETTE, PrincipalAxis, Segment, Segmentation};
use crate::sheets::block::{ChartSheet, TableSheet, head, number_head};
use crate::sheets::words::{count, percent};
use crate::sheets::{drawn, quoted};

/// More groups have only their numbers on the map.
const MOST_NAMED: usize = 4;

/// Where the groups lie: a sample of loans on the two axes along which loans spread most.
pub(super) fn scatter(segmentation: &Segmentation) -> ChartSheet {
    let k = segmentation.k();
    let group = |(place, segment): (usize, &Segment)| ScatterGroup {
        // Many names would lie upon each other.
        name: if k <= MOST_NAMED { numbered(segmentation, place).replace(", ", ",\n") } else { (place + 1).to_string() },
        token: token(place, k),
        points: segmentation.points.iter().filter(|point| usize::from(point.segment) == place).map(|point| (point.x, point.y)).collect(),
        middle: segment.place,
    };
    let groups: Vec<ScatterGroup> = segmentation.segments.iter().enumerate().map(group).collect();
    let [x, y] = [&segmentation.axes[0], &segmentation.axes[1]];
    let of_all = percent(x.share + y.share);
    let title = if segmentation.is_overlapping() {
        "The groups lie in each other".to_owned()
    } else {
        format!("Loans differ most in {}", strongest(x, &segmentation.figures))
    };
    let (n, n_all) = (segmentation.points.len() as u64, segmentation.assignment.len() as u64);
    let subtitle = format!("Two principal components, {of_all} of all variance; a dot is a loan, {} of {}", count(n), count(n_all));
    let label = format!("Scatter of loans by group: {title}.");
    let axis_name = |axis: &PrincipalAxis, word: &str| format!("{word}: {}", percent(axis.share));
    let plot = group_scatter(&groups, &axis_name(x, "First component"), &axis_name(y, "Second component"));
    ChartSheet {
        height: 420,
        note: format!("To the right: {}. Upwards: {}.", direction(x, &segmentation.figures), direction(y, &segmentation.figures)),
        table: axes_table(segmentation),
        csv: axes_csv(segmentation),
        file_name: "segments-map".to_owned(),
        ..drawn(&plot, title, subtitle, label)
    }
}

fn strongest(axis: &PrincipalAxis, figures: &[Figure]) -> String {
    by_weight(axis, figures).first().map_or_else(String::new, |(figure, _)| in_sentence(&figure.source))
}

/// Figures by their weight on an axis, the largest first.
fn by_weight<'a>(axis: &PrincipalAxis, figures: &'a [Figure]) -> Vec<(&'a Figure, f64)> {
    let mut weights: Vec<(&Figure, f64)> = figures.iter().zip(axis.weights.iter().copied()).collect();
    sort_by(&mut weights, |a, b| b.1.abs().total_cmp(&a.1.abs()));
    weights
}

/// What grows along an axis, in words: the three figures with most weight.
fn direction(axis: &PrincipalAxis, figures: &[Figure]) -> String {
    let told = by_weight(axis, figures).into_iter().filter(|(_, weight)| weight.abs() >= 0.25).take(3);
    let told: Vec<String> = told.map(|(figure, weight)| more_or_less(&figure.source, weight > 0.0)).collect();
    if told.is_empty() { "nothing".to_owned() } else { told.join(", ") }
}

fn axes_table(segmentation: &Segmentation) -> TableSheet {
    let weight = |axis: usize, figure: usize| two_digits(segmentation.axes[axis].weights.get(figure).copied().unwrap_or(0.0));
    let row = |(place, figure): (usize, &Figure)| vec![figure_name(&figure.source), weight(0, place), weight(1, place)];
    TableSheet {
        title: "What the two axes are made of".to_owned(),
        heads: vec![head("Figure"), number_head("First"), number_head("Second")],
        rows: segmentation.figures.iter().enumerate().map(row).collect(),
        ..TableSheet::default()
    }
}

fn axes_csv(segmentation: &Segmentation) -> String {
    let line = |point: &crate::segments::SegmentPoint| format!("{},{:.4},{:.4}\r\n", point.segment + 1, point.x, point.y);
    std::iter::once("group,first,second\r\n".to_owned()).chain(segmentation.points.iter().map(line)).collect()
}

/// What is typical of each group: its middle loan, shaded by how far its mean lies from that of all.
pub(super) fn profile(segmentation: &Segmentation, currency: Currency) -> ChartSheet {
    let figures = &segmentation.figures;
    let rows: Vec<String> = figures.iter().map(|figure| figure_name(&figure.source)).collect();
    let columns: Vec<String> = (1..=segmentation.k()).map(|number| format!("Group {number}")).collect();
    let cell = |(place, figure): (usize, &Figure)| {
        let of_segment = move |segment: &Segment| HeatCell {
            heat: Some(((segment.centroid[place] + 1.5) / 3.0).clamp(0.0, 1.0)),
            text: typical_text(&figure.source, segment.typical[place], currency),
        };
        segmentation.segments.iter().map(of_segment).collect::<Vec<_>>()
    };
    let cells: Vec<HeatCell> = figures.iter().enumerate().flat_map(cell).collect();
    let spread = |place: usize| {
        let of_all = || segmentation.segments.iter().map(|segment| segment.centroid[place]);
        of_all().fold(f64::NEG_INFINITY, f64::max) - of_all().fold(f64::INFINITY, f64::min)
    };
    let wider = |a: usize, b: usize| if spread(b) > spread(a) { b } else { a };
    let widest = (0..figures.len()).reduce(wider).unwrap_or(0);
    let title = figures.get(widest).map_or_else(String::new, |figure| format!("Groups differ most in {}", in_sentence(&figure.source)));
    let subtitle =
        format!("Typical value of each group; strong: above all loans, faint: below; {} loans", count(u64::from(segmentation.n_fitted)));
    let label = format!("Heat map of figures by group: {title}.");
    ChartSheet {
        height: (90 + 44 * rows.len() as u16).max(300),
        note: "The middle loan’s value; of payment history the mean.".to_owned(),
        table: profile_table(segmentation),
        csv: profile_csv(segmentation),
        file_name: "segments-profile".to_owned(),
        ..drawn(&heat_map(&rows, &columns, &cells), title, subtitle, label)
    }
}

fn profile_table(segmentation: &Segmentation) -> TableSheet {
    let row = |(place, segment): (usize, &Segment)| {
        let distances = segment.centroid.iter().map(|z| two_digits(*z));
        std::iter::once(numbered(segmentation, place)).chain(distances).collect()
    };
    TableSheet {
        title: "Standard deviations from the mean of all loans".to_owned(),
        heads: std::iter::once(head("Group"))
            .chain(segmentation.figures.iter().map(|figure| number_head(&figure_name(&figure.source))))
            .collect(),
        rows: segmentation.segments.iter().enumerate().map(row).collect(),
        ..TableSheet::default()
    }
}

fn profile_csv(segmentation: &Segmentation) -> String {
    let mut csv = "group,figure,standard_deviations,typical\r\n".to_owned();
    for (place, segment) in segmentation.segments.iter().enumerate() {
        for ((figure, z), typical) in segmentation.figures.iter().zip(&segment.centroid).zip(&segment.typical) {
            let typical = typical.map_or_else(String::new, |value| format!("{value:.4}"));
            csv.push_str(&format!("{},{},{z:.4},{typical}\r\n", place + 1, quoted(&figure_name(&figure.source))));
        }
    }
    csv
}

/// How the loans of each group ended; `None` where that is not known of any.
pub(super) fn outcomes(segmentation: &Segmentation) -> Option<ChartSheet> {
    let (n_bad, n_known) = segmentation.segments.iter().fold((0, 0), |sum, segment| (sum.0 + segment.n_bad, sum.1 + segment.n_known));
    if n_known == 0 {
        return None;
    }
    let of_all = n_bad as f64 / n_known as f64;
    let bars: Vec<NamedBar> = outcome_bars(segmentation);
    let longest = bars.iter().filter_map(|bar| bar.interval).map(|(_, high)| high).fold(of_all, f64::max);
    let end = [0.04, 0.08, 0.2, 0.4, 0.6, 0.8, 1.0].into_iter().find(|end| longest <= *end).unwrap_or(1.0);
    let title = outcomes_title(segmentation, of_all);
    let label = format!("Bars of the share of failed loans by group: {title}.");
    let subtitle = format!("Share failed by group, lines are 95% intervals, dashed: all loans; n = {}", count(n_known));
    Some(ChartSheet {
        height: (44 + 40 * bars.len() as u16).max(300),
        table: outcomes_table(segmentation),
        csv: outcomes_csv(segmentation),
        file_name: "segments-outcomes".to_owned(),
        ..drawn(&named_bars(&bars, end, Some(of_all)), title, subtitle, label)
    })
}

fn outcome_bars(segmentation: &Segmentation) -> Vec<NamedBar> {
    let bar = |(place, segment): (usize, &Segment)| NamedBar {
        name: format!("Group {}", place + 1),
        share: segment.bad_share().unwrap_or(0.0),
        text: format!("{} of {}", segment.bad_share().map_or_else(|| "–".to_owned(), percent), count(segment.n_known)),
        token: token(place, segmentation.k()),
        interval: (segment.n_known > 0).then(|| wilson_interval(segment.n_bad, segment.n_known)),
    };
    segmentation.segments.iter().enumerate().map(bar).collect()
}

fn outcomes_title(segmentation: &Segmentation, of_all: f64) -> String {
    let is_clear = |segment: &&Segment| segment.n_known > 0 && wilson_interval(segment.n_bad, segment.n_known).0 > of_all;
    match segmentation.segments.iter().filter(is_clear).count() {
        0 => "No group fails more often than all loans do, beyond chance".to_owned(),
        1 => format!("One group fails more often than the {} of all loans", percent(of_all)),
        n => format!("{n} groups fail more often than the {} of all loans", percent(of_all)),
    }
}

fn outcomes_table(segmentation: &Segmentation) -> TableSheet {
    let row = |(place, segment): (usize, &Segment)| {
        let mut cells = vec![numbered(segmentation, place), count(segment.n_known), count(segment.n_bad)];
        cells.extend(super::failed_cells(segment));
        cells
    };
    TableSheet {
        title: "How the loans of each group ended".to_owned(),
        heads: std::iter::once(head("Group")).chain(["Known", "Failed", "Share", "95% interval"].map(number_head)).collect(),
        rows: segmentation.segments.iter().enumerate().map(row).collect(),
        ..TableSheet::default()
    }
}

fn outcomes_csv(segmentation: &Segmentation) -> String {
    let line = |(place, segment): (usize, &Segment)| {
        format!("{},{},{},{},{}\r\n", place + 1, quoted(&numbered(segmentation, place)), segment.n_rows, segment.n_known, segment.n_bad)
    };
    let head = "group,name,loans,known,failed\r\n".to_owned();
    std::iter::once(head).chain(segmentation.segments.iter().enumerate().map(line)).collect()
}

/// Why there are so many groups.
pub(super) fn count_chart(segmentation: &Segmentation) -> ChartSheet {
    let tried: Vec<TriedCount> = segmentation
        .tried
        .iter()
        .map(|tried| TriedCount { k: tried.k, silhouette: tried.silhouette, inertia_share: tried.inertia_share })
        .collect();
    let k = segmentation.k() as u8;
    let title = count_title(segmentation);
    let subtitle = format!(
        "Silhouette, dashed: below it groups overlap; and variance left within groups; {} loans",
        count(u64::from(segmentation.n_judged))
    );
    let label = format!("Silhouette and variance left by the number of groups: {title}.");
    let row = |tried: &TriedCount| vec![tried.k.to_string(), two_digits(tried.silhouette), format!("{:.1}%", tried.inertia_share * 100.0)];
    let line = |tried: &TriedCount| format!("{},{:.4},{:.4}\r\n", tried.k, tried.silhouette, tried.inertia_share);
    ChartSheet {
        height: 380,
        note: count_note(segmentation).to_owned(),
        table: TableSheet {
            title: "Numbers of groups that were tried".to_owned(),
            heads: ["Groups", "Silhouette", "Variance left"].map(number_head).into(),
            rows: tried.iter().map(row).collect(),
            ..TableSheet::default()
        },
        csv: std::iter::once("groups,silhouette,variance_left\r\n".to_owned()).chain(tried.iter().map(line)).collect(),
        file_name: "segments-count".to_owned(),
        ..drawn(&group_count(&tried, k, LEAST_SILHOUETTE), title, subtitle, label)
    }
}

fn count_title(segmentation: &Segmentation) -> String {
    let k = segmentation.k();
    let better = |a: usize, b: usize| if segmentation.tried[b].silhouette > segmentation.tried[a].silhouette { b } else { a };
    let best = (0..segmentation.tried.len()).reduce(better).map_or(k, |place| usize::from(segmentation.tried[place].k));
    match (best == k, segmentation.is_k_given) {
        (true, _) => format!("{k} groups lie farthest apart"),
        (false, true) => format!("{best} groups would lie farther apart than the {k} that you chose"),
        (false, false) => format!("{k} groups, as more would hardly lie farther apart"),
    }
}

fn count_note(segmentation: &Segmentation) -> &'static str {
    match (segmentation.is_k_given, segmentation.k()) {
        (true, _) => "",
        (false, 2) => "More than two groups would overlap.",
        _ => "Of three groups and more, the fewest within 0.02 of the best silhouette: two only tell the late from the others.",
    }
}
