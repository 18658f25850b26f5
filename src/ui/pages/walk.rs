//! From one borrower of the list to the next: buttons, and the keys of a borrower's page.

use leptos::prelude::*;

use crate::browser::location;
use crate::quantity::format::count_text;
use crate::session::Session;
use crate::ui::app::Shared;
use crate::ui::components::{Button, ButtonKind};
use crate::ui::dynamic::dynamic;
use crate::ui::icon::Icon;
use crate::ui::route::Route;
use crate::ui::shortcuts::Shortcut;

/// Where the borrower stands in the list, and the ways to those beside. Nothing is seen where the borrower is not in the list.
#[component]
pub fn Walk() -> impl IntoView {
    let shared = Shared::get();
    let currency = shared.currency();
    let place = shared.store.read(Session::place);
    let words = dynamic(move || {
        place.get().map(|(place, n_rows)| {
            format!("{} of {} in the list", count_text(place + 1, currency.get()), count_text(n_rows, currency.get()))
        })
    });
    let button = move |n_places: i64, icon: Icon, words: &'static str| {
        let is_end = shared.store.read(move |session| session.neighbor(n_places).is_none());
        view! {
            <Button kind=ButtonKind::Quiet icon disabled=is_end.signal() on_click=move || step(shared, n_places)>
                {words}
            </Button>
        }
    };
    view! {
        <nav class="walk" aria-label="The list" hidden=Signal::derive(move || place.with(Option::is_none))>
            {button(-1, Icon::ArrowLeft, "Previous")} {button(1, Icon::ArrowRight, "Next")} <span class="walk__place">{words}</span>
        </nav>
    }
}

/// What a borrower's page does at its keys.
pub fn borrower_keys(shared: Shared) {
    let store = shared.store;
    shared.at_keys(move |asked| match asked {
        Shortcut::Step(n_places) => step(shared, n_places),
        Shortcut::Mark => store.transition(|session| {
            if let Some(identifier) = session.borrower().shown().map(|shown| shown.summary.identifier.clone()) {
                session.mark(&identifier);
            }
        }),
        Shortcut::Back => location::set_hash(&Route::Borrowers.href()),
        _ => {}
    });
}

fn step(shared: Shared, n_places: i64) {
    if let Some(row) = shared.store.now(|session| session.neighbor(n_places)) {
        location::set_hash(&Route::Borrower(row).href());
    }
}
