//! What one column is worth: the forest with it beside the forest without it.

use leptos::prelude::*;

use super::study::StudyCard;
use crate::data::schema::Role;
use crate::jobs::protocol::Study;
use crate::ui::app::Shared;
use crate::ui::components::{Choice, Select};
use crate::ui::dynamic::dynamic;

/// A choice of column, and the study of it. A column that gives the outcome away is asked about first.
#[component]
pub fn WithoutColumn() -> impl IntoView {
    let store = Shared::get().store;
    let columns = store.read(|session| {
        let roles = session.setup().map(|setup| setup.roles()).unwrap_or_default();
        let may_be = |role: Role| matches!(role, Role::Feature | Role::Collection);
        let columns = roles.into_iter().enumerate().filter(|(_, (_, role))| may_be(*role));
        let mut columns: Vec<(u32, String, bool)> =
            columns.map(|(place, (name, role))| (place as u32, name, role == Role::Feature)).collect();
        columns.sort_by_key(|(_, _, is_feature)| *is_feature);
        columns
    });
    let chosen = RwSignal::new(None::<u32>);
    let shown = Signal::derive(move || chosen.get().or_else(|| columns.with(|columns| columns.first().map(|(place, ..)| *place))));
    let options = Signal::derive(move || columns.get().into_iter().map(|(place, name, _)| Choice::new(place.to_string(), name)).collect::<Vec<_>>());
    let value = Signal::derive(move || shown.get().map(|place| place.to_string()).unwrap_or_default());
    view! {
        <div class="stack">
            <Select label="A column to do without" options value on_change=move |place: String| chosen.set(place.parse().ok()) />
            {dynamic(move || {
                shown.get().map(|column_idx| {
                    view! {
                        <StudyCard
                            study=Study::Without { column_idx }
                            title="What one column is worth"
                            words="Grows the forest with the column and without it, on the same draws. Where the AUC falls far, ask whether the column is known when a loan is scored."
                            action="Compare with and without"
                        />
                    }
                })
            })}
        </div>
    }
}
