//! Which loans are looked at: a chip for each condition, which takes it away. The same on every page that lists or draws loans.

use leptos::prelude::*;

use crate::data::table::Kind;
use crate::jobs::protocol::Condition;
use crate::ui::app::Shared;
use crate::ui::components::Choice;
use crate::ui::dynamic::{dynamic, memo};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::text::condition_text;

/// Where the focus goes when a condition has come or gone.
pub const CONDITIONS_ID: &str = "conditions";

/// See the module. Nothing is seen where all loans are looked at.
#[component]
pub fn Conditions() -> impl IntoView {
    let shared = Shared::get();
    let store = shared.store;
    let currency = shared.currency();
    let conditions = store.read(move |session| {
        let schema = session.file().shown().map(|file| &file.schema);
        let is_date = |name: &str| schema.and_then(|schema| schema.column(name)).is_some_and(|column| column.kind == Kind::Date);
        let words = |condition: &Condition| condition_text(condition, is_date(&condition.column), currency.get());
        let chip = |(place, condition): (usize, &Condition)| Choice::new(place.to_string(), words(condition));
        session.conditions().iter().enumerate().map(chip).collect::<Vec<_>>()
    });
    let widen = move |place: Option<usize>| {
        store.transition(|session| session.widen(place));
        crate::browser::location::focus(CONDITIONS_ID);
    };
    let chip = move |Choice { value, label }: Choice| {
        view! {
            <button class="chip" type="button" aria-pressed="true" title="Take this filter away" on:click=move |_| widen(value.parse().ok())>
                {label}
                <Glyph icon=Icon::Close />
            </button>
        }
    };
    let chips = dynamic(move || conditions.get().into_iter().map(chip).collect_view());
    let is_any = memo(move || conditions.with(|conditions| !conditions.is_empty()));
    let all = dynamic(move || {
        is_any.get().then(|| {
            view! {
                <button class="chip" type="button" on:click=move |_| widen(None)>
                    "All loans"
                </button>
            }
        })
    });
    // It stays on the page without a condition, to have the focus when the last one is taken away.
    let state = Signal::derive(move || if is_any.get() { "ready" } else { "empty" });
    view! {
        <div class="conditions" id=CONDITIONS_ID role="group" aria-label="Loans looked at" tabindex="-1" data-state=state>
            {chips}
            {all}
        </div>
    }
}
