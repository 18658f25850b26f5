//! ScoreBar: a score as a number and a bar of the risk scale.
//!
//! In: a score. Out: two decimals and a bar, or the words for no score.

use leptos::prelude::*;

/// How many steps the risk scale has.
const N_STEPS: f64 = 7.0;

/// The step of the risk scale, 1 to 7, that a score of 0 to 1 falls into.
pub fn risk_step(score: f64) -> u8 {
    (score * N_STEPS).ceil().clamp(1.0, N_STEPS) as u8
}

/// A score between 0 and 1.
#[component]
pub fn ScoreBar(
    /// The score; not a number means not scored.
    score: f64,
) -> impl IntoView {
    if !score.is_finite() {
        return view! { <span class="score-bar__none">"not scored"</span> }.into_any();
    }
    view! {
        <span class="score-bar" data-risk=risk_step(score).to_string()>
            <span>{format!("{score:.2}")}</span>
            <svg class="score-bar__bar" viewBox="0 0 72 6" aria-hidden="true">
                <rect class="score-bar__ground" width="72" height="6" rx="3"></rect>
                <rect class="score-bar__value" width=format!("{:.1}", 72.0 * score.clamp(0.0, 1.0)) height="6" rx="3"></rect>
            </svg>
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_equal_steps() {
        assert_eq!([0.0, 0.14, 0.15, 0.5, 0.86, 1.0].map(risk_step), [1, 1, 2, 4, 7, 7]);
    }
}
