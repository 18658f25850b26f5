use super::figures::FigureSource;
use crate::quantity::order::sort_by;

/// Nearer to the mean of all, a group is like all in a figure.
const LEAST_DEVIATION: f64 = 0.3;
/// Figures that go together more tell a group's name twice.
const SAME_STORY: f64 = 0.6;
/// Figures in a name.
const N_NAMED: usize = 2;

/// A name for each group, from where its center lies: the two figures in which it differs most from all, each in plain words. Of
/// figures that go together only the first is named, unless two groups would have one name: then the next figure is added to both.
pub(super) fn segment_names(figures: &[&FigureSource], centroids: &[&[f64]], correlations: &[Vec<f64>]) -> Vec<String> {
    let orders: Vec<Vec<usize>> = centroids.iter().map(|centroid| telling_figures(centroid, correlations)).collect();
    let mut n_named = vec![N_NAMED; centroids.len()];
    let parts_of = |segment: usize, n_named: usize| -> Vec<(usize, bool)> {
        orders[segment].iter().take(n_named).map(|&figure| (figure, centroids[segment][figure] > 0.0)).collect()
    };
    let is_same = |a: &[(usize, bool)], b: &[(usize, bool)]| a.len() == b.len() && a.iter().all(|part| b.contains(part));
    loop {
        let parts: Vec<Vec<(usize, bool)>> = n_named.iter().enumerate().map(|(segment, &n)| parts_of(segment, n)).collect();
        let has_twin = |segment: usize| (0..parts.len()).any(|other| other != segment && is_same(&parts[segment], &parts[other]));
        let twins: Vec<usize> = (0..parts.len()).filter(|&segment| has_twin(segment)).collect();
        let longer: Vec<usize> = twins.iter().copied().filter(|&segment| n_named[segment] < orders[segment].len()).collect();
        if longer.is_empty() {
            let name = |(segment, parts): (usize, &Vec<(usize, bool)>)| {
                let number = if twins.contains(&segment) { Some(segment + 1) } else { None };
                name_of(figures, parts, number)
            };
            return parts.iter().enumerate().map(name).collect();
        }
        longer.into_iter().for_each(|segment| n_named[segment] += 1);
    }
}

/// The figures in which a center differs from the mean of all, the most telling first, those that tell the same story last.
fn telling_figures(centroid: &[f64], correlations: &[Vec<f64>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..centroid.len()).filter(|&figure| centroid[figure].abs() >= LEAST_DEVIATION).collect();
    sort_by(&mut order, |&a, &b| centroid[b].abs().total_cmp(&centroid[a].abs()));
    let mut told: Vec<usize> = Vec::new();
    let mut again: Vec<usize> = Vec::new();
    for figure in order {
        let is_told = told.iter().any(|&other| correlations[figure][other].abs() > SAME_STORY);
        if is_told { again.push(figure) } else { told.push(figure) }
    }
    told.extend(again);
    told
}

fn name_of(figures: &[&FigureSource], parts: &[(usize, bool)], number: Option<usize>) -> String {
    let words = |&(figure, is_much): &(usize, bool)| match figures[figure] {
        FigureSource::Behavior(behavior) if is_much => behavior.much().to_owned(),
        FigureSource::Behavior(behavior) => behavior.little().to_owned(),
        FigureSource::Column(name) => format!("{} {name}", if is_much { "high" } else { "low" }),
    };
    let mut name = parts.iter().map(words).collect::<Vec<_>>().join(", ");
    if name.is_empty() {
        name.push_str("close to the average");
    }
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    match number {
        Some(number) => format!("{name} ({number})"),
        None => name,
    }
}
