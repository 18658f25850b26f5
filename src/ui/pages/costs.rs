//! What mistakes cost, and at which cut-off they cost least: two amounts to be edited, and the curve that follows them.

use leptos::prelude::*;

use super::sheet::SheetView;
use crate::jobs::protocol::Topic;
use crate::quantity::format::currency_sign;
use crate::ui::app::Shared;
use crate::ui::components::{Card, NumberField, NumberRange};
use crate::ui::dynamic::{Derived, dynamic};

/// What a missed bad loan costs where a needlessly flagged good one costs [`FLAGGED_GOOD`], before anyone says so.
const MISSED_BAD: f64 = 5_000.0;
const FLAGGED_GOOD: f64 = 1_000.0;

/// See the module.
#[component]
pub fn CostCard() -> impl IntoView {
    let missed_bad = RwSignal::new(MISSED_BAD);
    let flagged_good = RwSignal::new(FLAGGED_GOOD);
    let range = NumberRange { min: 0.0, max: 4_000_000_000.0, step: 500.0, decimals: 0 };
    let currency = Shared::get().currency();
    let label = move |what: &'static str| {
        Signal::derive(move || match currency_sign(currency.get()) {
            "" => format!("{what} costs"),
            sign => format!("{what} costs, in {sign}"),
        })
    };
    let sheet = dynamic(move || {
        let topic = Topic::Costs { missed_bad: missed_bad.get() as u32, flagged_good: flagged_good.get() as u32 };
        view! { <SheetView topic /> }
    });
    view! {
        <Card title=Some("What do mistakes cost?".to_owned()) note=Some("one cut-off between leaving alone and acting".to_owned())>
            <div class="columns columns--halves">
                <NumberField label=label("A bad loan that was left alone") value=Derived::new(move || missed_bad.get()) range on_commit=move |value: f64| missed_bad.set(value) />
                <NumberField label=label("A good loan that was acted on") value=Derived::new(move || flagged_good.get()) range on_commit=move |value: f64| flagged_good.set(value) />
            </div>
        </Card>
        {sheet}
    }
}
