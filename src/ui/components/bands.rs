//! Bands: what lies below, between and above the two cut-offs, over the plot.
//!
//! In: three bands, least risk first. Out: heads as wide as their bands. It stands in the `bands` slot of `Cutoffs`, which
//! tells the stylesheet where the cut-offs are.

use leptos::prelude::*;

use crate::ui::dynamic::{Derived, dynamic};

use crate::ui::components::tone::Treatment;
use crate::ui::icon::Glyph;

/// One band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// What is done about it.
    pub treatment: Treatment,
    /// How many borrowers: "3,517".
    pub count: String,
    /// How much money: "₹314.6 crore".
    pub money: Option<String>,
    /// From where to where: "score below 0.50".
    pub range: String,
}

/// The heads of the bands.
#[component]
pub fn Bands(
    /// The bands, least risk first.
    #[prop(into)]
    bands: Derived<Vec<Band>>,
) -> impl IntoView {
    view! { <div class="bands">{dynamic(move || bands.get().into_iter().map(band_view).collect_view())}</div> }
}

fn band_view(band: Band) -> impl IntoView {
    let whole = format!("{}, {} borrowers, {}", band.treatment.word(), band.count, band.range);
    view! {
        <div class="band" data-treatment=band.treatment.name() title=whole>
            <span class="band__name">
                <Glyph icon=band.treatment.icon() />
                <span class="band__word">{band.treatment.word()}</span>
                <span class="band__short" aria-hidden="true">{band.treatment.short_word()}</span>
            </span>
            <span class="band__count">
                {band.count} <small class="band__range">" " {band.range}</small>
            </span>
            {band.money.map(|money| view! { <span class="band__money">{money}</span> })}
        </div>
    }
}
