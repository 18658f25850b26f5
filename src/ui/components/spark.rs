//! Spark: the shape of a column, as small as a word.
//!
//! In: counts. Out: tiny bars. It says nothing that the row does not say in words, so it is hidden from screen readers.

use leptos::prelude::*;

const WIDTH: f64 = 88.0;
const HEIGHT: f64 = 22.0;

/// Bars for counts; the highest is as high as the line.
#[component]
pub fn Spark(
    /// One count for each bar.
    counts: Vec<u32>,
) -> impl IntoView {
    view! {
        <svg class="spark" viewBox="0 0 88 22" aria-hidden="true">
            <path d=outline(&counts)></path>
        </svg>
    }
    .into_any()
}

fn outline(counts: &[u32]) -> String {
    let highest = f64::from(counts.iter().copied().max().unwrap_or(0).max(1));
    let width = WIDTH / counts.len().max(1) as f64;
    let gap = if width > 3.0 { 1.0 } else { 0.0 };
    let bar = |(number, &count): (usize, &u32)| {
        let height = (f64::from(count) / highest * (HEIGHT - 1.0)).max(1.0);
        format!("M{:.1} {HEIGHT}v-{height:.1}h{:.1}v{height:.1}z", number as f64 * width, width - gap)
    };
    counts.iter().enumerate().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_column_has_no_bars_and_an_empty_bin_still_has_a_foot() {
        assert_eq!(outline(&[]), "");
        assert_eq!(outline(&[0, 4]), "M0.0 22v-1.0h43.0v1.0zM44.0 22v-21.0h43.0v21.0z");
    }
}
