use crate::strategy::CutOffs;

/// A point of a chart's curve with the lowest score that it stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PathPoint {
    /// The lowest score flagged, 0..=1.
    pub score: f64,
    /// Where it stands; `None` where the horizontal axis is the score itself.
    pub x: Option<f64>,
    /// Its height in per cent.
    pub y: f64,
}

/// Into how many parts the way along the curve is divided at most.
const N_PARTS: f64 = 75.0;

/// The widest distance of entries in steps where the horizontal axis is the score.
const WIDEST: u16 = 250;

/// Where each cut-off lies on a curve, as [`crate::sheets::ChartSheet::cut_off_path`] has it: at most 200 entries, so near
/// each other that the nearest one stands for a cut-off between two. `points` by falling score. Where one score holds so many rows that the curve jumps,
/// the cut-offs above it stay at the point before.
pub fn cut_off_path(points: impl Iterator<Item = PathPoint>) -> Vec<(u16, f32, f32)> {
    let places = places(points);
    let way: f64 = places.windows(2).map(|pair| distance(&pair[0], &pair[1])).sum();
    let part = (way / N_PARTS).max(f64::MIN_POSITIVE);
    let mut path: Vec<Place> = Vec::new();
    let mut since_kept = 0.0;
    for (idx, place) in places.iter().enumerate() {
        let before = &places[idx.saturating_sub(1)];
        let leap = distance(before, place);
        since_kept += leap;
        if leap >= part && before.step > place.step + 1 {
            path.push(Place { step: place.step + 1, ..*before });
        }
        if idx == 0 || idx + 1 == places.len() || since_kept >= part {
            path.push(*place);
            since_kept = 0.0;
        }
    }
    path.reverse();
    filled(&path).iter().map(Place::entry).collect()
}

/// With places between those that lie far apart on an axis of scores.
fn filled(path: &[Place]) -> Vec<Place> {
    let mut places: Vec<Place> = path.iter().take(1).copied().collect();
    for pair in path.windows(2) {
        let (low, high) = (pair[0], pair[1]);
        let n_parts = if high.x.is_none() { (high.step - low.step) / WIDEST + 1 } else { 1 };
        places.extend((1..n_parts).map(|part| {
            let share = f64::from(part) / f64::from(n_parts);
            let step = low.step + (f64::from(high.step - low.step) * share) as u16;
            Place { step, x: None, y: low.y + share * (high.y - low.y) }
        }));
        places.push(high);
    }
    places
}

#[derive(Clone, Copy)]
struct Place {
    step: u16,
    x: Option<f64>,
    y: f64,
}

impl Place {
    fn entry(&self) -> (u16, f32, f32) {
        (self.step, self.x.unwrap_or(f64::from(self.step) / f64::from(CutOffs::GRID)) as f32, self.y as f32)
    }
}

/// The points by falling step, each once: a step flags all rows from it up, so the lowest of its scores counts.
fn places(points: impl Iterator<Item = PathPoint>) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for PathPoint { score, x, y } in points {
        // A product such as 0.29 · 10,000 falls short of the whole number that it is.
        let step = ((score * f64::from(CutOffs::GRID) + 1e-6).floor() as u16).min(CutOffs::GRID);
        places.pop_if(|last| last.step <= step);
        places.push(Place { step, x, y });
    }
    places
}

/// How far apart two points of a curve lie, in per cent along both axes; scores lie where they lie.
fn distance(a: &Place, b: &Place) -> f64 {
    let across = a.x.zip(b.x).map_or(0.0, |(a, b)| (a - b).abs());
    across + (a.y - b.y).abs()
}

/// The same for a chart that has the score as its horizontal axis and cut-offs on that axis.
pub(super) fn path_on_axis() -> Vec<(u16, f32, f32)> {
    let ends = [0, CutOffs::GRID].map(|step| Place { step, x: None, y: 0.0 });
    filled(&ends).iter().map(Place::entry).collect()
}
