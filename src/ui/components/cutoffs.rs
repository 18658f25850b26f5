//! Cutoffs: two sliders on one track, exactly under the plot of the scores, and the same two numbers as fields.
//!
//! In: the cut-offs on a grid of ten-thousandths, the plot as a slot. Out: `on_change` with both, the settlement cut-off never
//! above the legal one. It does not know how many borrowers lie where.
//!
//! The plot's drawing leaves 44 px at its start, 16 at its end, 8 above and 34 below, the numbers of `cutoffs.css`.

use leptos::{ev, prelude::*};

use crate::ui::components::number_field::{NumberField, NumberRange};
use crate::ui::dynamic::Derived;

/// The grid's last point: a score of 1.
pub const GRID: u16 = 10_000;

const STEP: u16 = 100;
const FINE_STEP: u16 = 10;
const PAGE_STEP: u16 = 500;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    Settlement,
    Legal,
}

impl Cut {
    fn name(self) -> &'static str {
        match self {
            Cut::Settlement => "settlement",
            Cut::Legal => "legal",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Cut::Settlement => "Settlement from",
            Cut::Legal => "Legal review above",
        }
    }

    fn spoken(self) -> &'static str {
        match self {
            Cut::Settlement => "settlement offer from",
            Cut::Legal => "legal review above",
        }
    }
}

/// Both cut-offs and whom to tell.
#[derive(Clone, Copy)]
struct Pair {
    settlement: Derived<u16>,
    legal: Derived<u16>,
    on_change: Callback<(u16, u16)>,
}

impl Pair {
    fn value(self, cut: Cut) -> Derived<u16> {
        match cut {
            Cut::Settlement => self.settlement,
            Cut::Legal => self.legal,
        }
    }

    /// The least and the most that a cut-off may be, given the other.
    fn bounds(self, cut: Cut) -> (u16, u16) {
        match cut {
            Cut::Settlement => (0, self.legal.get()),
            Cut::Legal => (self.settlement.get(), GRID),
        }
    }

    fn set(self, cut: Cut, wanted: u16) {
        let (low, high) = untrack(|| self.bounds(cut));
        let wanted = wanted.clamp(low, high.max(low));
        if wanted == self.value(cut).get_untracked() {
            return;
        }
        match cut {
            Cut::Settlement => self.on_change.run((wanted, self.legal.get_untracked())),
            Cut::Legal => self.on_change.run((self.settlement.get_untracked(), wanted)),
        }
    }
}

/// A point of the grid as a score.
pub fn score_of(point: u16) -> f64 {
    f64::from(point.min(GRID)) / f64::from(GRID)
}

/// A score as the nearest point of the grid.
pub fn point_of(score: f64) -> u16 {
    (score.clamp(0.0, 1.0) * f64::from(GRID)).round() as u16
}

/// The two cut-offs. Drag a thumb, press anywhere on the track, use the arrow keys (with Shift for tenths of a step), Page Up
/// and Page Down, Home and End, or type. The sliders' ids are "cutoff-settlement" and "cutoff-legal".
#[component]
pub fn Cutoffs(
    /// The settlement cut-off, 0 to `GRID`.
    #[prop(into)]
    settlement: Derived<u16>,
    /// The legal cut-off, 0 to `GRID`.
    #[prop(into)]
    legal: Derived<u16>,
    /// A cut-off moved: settlement, legal.
    #[prop(into)]
    on_change: Callback<(u16, u16)>,
    /// What stands over the plot: `Bands`.
    #[prop(optional, into)]
    bands: ViewFnOnce,
    /// What stands beside the two fields.
    #[prop(optional, into)]
    aside: ViewFnOnce,
    /// The plot.
    children: Children,
) -> impl IntoView {
    let pair = Pair { settlement, legal, on_change };
    view! {
        <div
            class="cutoffs"
            style=("--cut-settle", Signal::derive(move || score_of(settlement.get()).to_string()))
            style=("--cut-legal", Signal::derive(move || score_of(legal.get()).to_string()))
        >
            {bands.run()}
            <div class="cutoffs__plot">
                {children()} <span class="cutoffs__line" data-cut="settlement"></span>
                <span class="cutoffs__line" data-cut="legal"></span> <div class="cutoffs__track">
                    {range_view(Cut::Settlement, pair)} {range_view(Cut::Legal, pair)}
                    <span class="cutoffs__thumb" data-cut="settlement"></span>
                    <span class="cutoffs__thumb" data-cut="legal"></span>
                </div>
            </div>
            <div class="cutoffs__fields">
                {field_view(Cut::Settlement, pair)} {field_view(Cut::Legal, pair)}
                <span class="cutoffs__aside">{aside.run()}</span>
            </div>
        </div>
    }
}

/// A slider. The two lie upon one another; the stylesheet gives each the half of the track that is nearer to its thumb, so that
/// a press on the track moves the nearer one.
fn range_view(cut: Cut, pair: Pair) -> AnyView {
    let value = pair.value(cut);
    // The browser rounds to the step: off the grid of hundredths it has to be let through.
    let step = Signal::derive(move || if value.get().is_multiple_of(STEP) { STEP } else { 1 }.to_string());
    let by_key = move |event: ev::KeyboardEvent| {
        if let Some(wanted) = moved_by_key(value.get_untracked(), &event.key(), event.shift_key()) {
            event.prevent_default();
            pair.set(cut, wanted);
        }
    };
    view! {
        <input
            class="cutoffs__range"
            type="range"
            id=format!("cutoff-{}", cut.name())
            data-cut=cut.name()
            min="0"
            max=GRID.to_string()
            step=step
            aria-label=cut.label()
            aria-valuetext=Signal::derive(move || format!("{} {}", cut.spoken(), SCORE.text(score_of(value.get()))))
            prop:value=Signal::derive(move || value.get().to_string())
            on:keydown=by_key
            on:input:target=move |event| {
                let input = event.target();
                if let Ok(wanted) = input.value().parse() {
                    pair.set(cut, snapped(value.get_untracked(), wanted));
                }
                input.set_value(&value.get_untracked().to_string());
            }
        />
    }
    .into_any()
}

const SCORE: NumberRange = NumberRange { min: 0.0, max: 1.0, step: 0.01, decimals: 4 };

fn field_view(cut: Cut, pair: Pair) -> AnyView {
    let value = Derived::new(move || score_of(pair.value(cut).get()));
    let range = Derived::new(move || {
        let (low, high) = pair.bounds(cut);
        NumberRange { min: score_of(low), max: score_of(high), ..SCORE }
    });
    let commit = move |score: f64| pair.set(cut, point_of(score));
    view! { <NumberField label=cut.label() value=value range=range on_commit=commit line=true /> }.into_any()
}

/// Where a key moves a cut-off, before it is bounded; nothing for a key that does not move it.
fn moved_by_key(value: u16, key: &str, fine: bool) -> Option<u16> {
    let step = if fine { FINE_STEP } else { STEP };
    match key {
        "ArrowRight" | "ArrowUp" => Some(value.saturating_add(step)),
        "ArrowLeft" | "ArrowDown" => Some(value.saturating_sub(step)),
        "PageUp" => Some(value.saturating_add(PAGE_STEP)),
        "PageDown" => Some(value.saturating_sub(PAGE_STEP)),
        "Home" => Some(0),
        "End" => Some(GRID),
        _ => None,
    }
}

/// What a drag, or a screen reader's own step, means: the next hundredth in its direction.
fn snapped(old: u16, new: u16) -> u16 {
    let down = new / STEP * STEP;
    if new > old && down < new { down + STEP } else { down }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_by_a_hundredth_and_with_shift_by_a_thousandth() {
        assert_eq!(moved_by_key(5000, "ArrowRight", false), Some(5100));
        assert_eq!(moved_by_key(5000, "ArrowDown", true), Some(4990));
        assert_eq!(moved_by_key(5000, "PageUp", false), Some(5500));
        assert_eq!(moved_by_key(50, "ArrowLeft", false), Some(0));
        assert_eq!(moved_by_key(5000, "End", false), Some(GRID));
        assert_eq!(moved_by_key(5000, "Tab", false), None);
    }

    #[test]
    fn a_step_of_any_size_gets_off_a_point_between_hundredths() {
        assert_eq!(snapped(5123, 5124), 5200);
        assert_eq!(snapped(5123, 5122), 5100);
        assert_eq!(snapped(5000, 5100), 5100);
    }

    #[test]
    fn scores_and_points_are_each_other_s_inverse() {
        assert!((0..=GRID).all(|point| point_of(score_of(point)) == point));
        assert_eq!(point_of(f64::NAN), 0);
    }
}
