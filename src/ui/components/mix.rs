//! Mix: one whole, cut by treatment.
//!
//! In: shares with their treatments. Out: a bar, with the shares in words above it.

use leptos::prelude::*;

use crate::ui::dynamic::{Derived, dynamic};

use crate::ui::components::tone::Treatment;

/// One part of a `Mix`.
#[derive(Debug, Clone, PartialEq)]
pub struct MixPart {
    /// Whose part it is.
    pub treatment: Treatment,
    /// Its share of the whole, 0 to 1.
    pub share: f64,
    /// The share in words: "69%".
    pub text: String,
}

/// A stacked bar.
#[component]
pub fn Mix(
    /// What is cut: "Borrowers".
    #[prop(into)]
    label: Signal<String>,
    /// How much the whole is: "5,000".
    #[prop(into)]
    whole: Signal<String>,
    /// The parts, in the order in which they stand.
    #[prop(into)]
    parts: Derived<Vec<MixPart>>,
) -> impl IntoView {
    let shares = dynamic(move || parts.with(|parts| parts.iter().map(|part| part.text.clone()).collect::<Vec<_>>().join(" · ")));
    let spoken = Signal::derive(move || parts.with(|parts| spoken(&label.get(), parts)));
    view! {
        <div class="mix">
            <div class="mix__label" aria-hidden="true">
                <span>
                    <b>{label}</b>
                    " "
                    {whole}
                </span>
                <span>{shares}</span>
            </div>
            <svg class="mix__bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label=spoken>
                {dynamic(move || parts.with(|parts| rects(parts)))}
            </svg>
        </div>
    }
}

fn spoken(label: &str, parts: &[MixPart]) -> String {
    let words: Vec<String> = parts.iter().map(|part| format!("{} {}", part.treatment.word(), part.text)).collect();
    format!("{label}: {}", words.join(", "))
}

fn rects(parts: &[MixPart]) -> Vec<AnyView> {
    let mut from = 0.0;
    let mut views = Vec::with_capacity(parts.len());
    for part in parts {
        let width = 100.0 * if part.share.is_finite() { part.share.clamp(0.0, 1.0) } else { 0.0 };
        let rect = view! {
            <rect
                data-treatment=part.treatment.name()
                x=format!("{from:.3}")
                y="0"
                width=format!("{width:.3}")
                height="10"
                vector-effect="non-scaling-stroke"
            ></rect>
        };
        views.push(rect.into_any());
        from += width;
    }
    views
}
