//! The end of a run: centers and rows to groups in their order, with names and typical values.

use super::behavior::Behavior;
use super::figures::{FigureSource, median, values_of};
use super::naming::segment_names;
use super::principal::Components;
use super::ranking::{Counts, by_risk};
use super::run::SegmentationRun;
use super::segmentation::{LEAST_SILHOUETTE, PrincipalAxis, Segment, SegmentPoint, Segmentation};
use super::source::SegmentSource;
use super::{KMeans, MAX_K, Points};

/// Loans that are drawn on the axes at most.
const MOST_POINTS: usize = 5_000;

impl SegmentationRun {
    /// All rows have their group: puts the groups in order and tells of them.
    pub(super) fn segmentation(&self, source: &SegmentSource) -> Segmentation {
        let fitted = &self.fitted;
        let points = Points::new(&fitted.points, fitted.figures.len().max(1));
        let centroids = self.last.as_ref().map_or(&[][..], KMeans::centroids);
        let nearest = self.last.as_ref().map_or(&[][..], KMeans::nearest);
        let centroids: Vec<&[f64]> = centroids.chunks_exact(points.n_columns()).collect();
        let counts = Counts::of_rows(source, &self.assignment);
        let order = by_risk(&counts[..centroids.len()], &centroids);
        let mut place_of = [0u8; MAX_K];
        order.iter().enumerate().for_each(|(place, &group)| place_of[group] = place as u8);
        let components = Components::of(points);
        let point = |place: usize| SegmentPoint {
            x: components.place(0, points.row(place)) as f32,
            y: components.place(1, points.row(place)) as f32,
            segment: place_of[usize::from(nearest[place])],
        };
        let axis =
            |axis: usize| PrincipalAxis { share: components.share(axis), weights: components.axes.get(axis).cloned().unwrap_or_default() };
        let described = described(source, &self.rows);
        let segments = order.iter().zip(self.names(&order, &centroids)).map(|(&group, name)| Segment {
            name,
            place: (components.place(0, centroids[group]), components.place(1, centroids[group])),
            ..self.segment(group, centroids[group], &counts[group], &described)
        });
        Segmentation {
            seed: self.settings.seed,
            segments: segments.collect(),
            points: (0..nearest.len().min(MOST_POINTS)).map(point).collect(),
            axes: [axis(0), axis(1)],
            n_fitted: self.rows.len() as u32,
            n_judged: self.n_judged as u32,
            silhouette: self.silhouette,
            tried: self.tried.clone(),
            is_k_given: self.settings.k.is_some(),
            stability: self.stability(),
            figures: fitted.figures.clone(),
            dropped: fitted.dropped.clone(),
            assignment: self.assignment.iter().map(|&group| place_of[usize::from(group)]).collect(),
        }
    }

    /// What is counted of a group, and what is typical of it; still without a name and a place.
    fn segment(&self, group: usize, centroid: &[f64], counts: &Counts, described: &[(Behavior, Vec<f64>)]) -> Segment {
        let nearest = self.last.as_ref().map_or(&[][..], KMeans::nearest);
        let members: Vec<usize> = (0..nearest.len()).filter(|&place| usize::from(nearest[place]) == group).collect();
        let figures = self.fitted.figures.iter().zip(&self.fitted.raw);
        let of_behavior =
            |(behavior, raw): &(Behavior, Vec<f64>)| Some((*behavior, typical(&FigureSource::Behavior(*behavior), raw, &members)?));
        Segment {
            name: None,
            centroid: centroid.to_vec(),
            typical: figures.map(|(figure, raw)| typical(&figure.source, raw, &members)).collect(),
            described: described.iter().filter_map(of_behavior).collect(),
            n_rows: counts.n_rows,
            n_known: counts.n_known,
            n_bad: counts.n_bad,
            n_scored: counts.n_scored,
            mean_score: counts.mean_score(),
            place: (0.0, 0.0),
        }
    }

    /// Names in the groups' order; none where groups overlap.
    fn names(&self, order: &[usize], centroids: &[&[f64]]) -> Vec<Option<String>> {
        if self.silhouette < LEAST_SILHOUETTE {
            return vec![None; order.len()];
        }
        let sources: Vec<&FigureSource> = self.fitted.figures.iter().map(|figure| &figure.source).collect();
        let ordered: Vec<&[f64]> = order.iter().map(|&group| centroids[group]).collect();
        segment_names(&sources, &ordered, &self.fitted.correlations()).into_iter().map(Some).collect()
    }
}

/// What is told of groups beside what they are made by: each with its values of these rows, where any is known.
fn described(source: &SegmentSource, rows: &[u32]) -> Vec<(Behavior, Vec<f64>)> {
    let values = Behavior::DESCRIBING.iter().map(|&behavior| (behavior, values_of(source, rows, &FigureSource::Behavior(behavior))));
    values.filter(|(_, values)| values.iter().any(|value| value.is_finite())).collect()
}

/// A typical value of some rows, of those that have one.
fn typical(source: &FigureSource, raw: &[f64], members: &[usize]) -> Option<f64> {
    let mut known: Vec<f64> = members.iter().map(|&place| raw[place]).filter(|value| value.is_finite()).collect();
    match source {
        FigureSource::Behavior(behavior) if behavior.is_averaged() => {
            (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
        }
        _ => median(&mut known),
    }
}
