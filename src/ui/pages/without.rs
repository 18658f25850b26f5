//! What one column is worth: the forest with it beside the forest without it.

use leptos::prelude::*;

use super::study::{StudyControls, StudyResult};
use crate::data::schema::{LeftOut, Role};
use crate::jobs::protocol::Study;
use crate::ui::app::Shared;
use crate::ui::components::{Card, Choice, Select};
use crate::ui::dynamic::dynamic;

/// A choice of column, and the study of it. A column that gives the outcome away is asked about first, then what the law protects.
#[component]
pub fn WithoutColumn() -> impl IntoView {
    let store = Shared::get().store;
    let options = store.read(|session| {
        let roles = session.setup().map(|setup| setup.roles()).unwrap_or_default();
        let choice = |(place, (name, _)): (usize, &(String, Role))| Choice::new(place.to_string(), name.clone());
        let columns = session.file().shown().map(|file| file.schema.columns.as_slice()).unwrap_or_default();
        let of_role = |wanted: Role| roles.iter().enumerate().filter(move |(_, (_, role))| *role == wanted).map(choice);
        let is_protected = |(place, (_, role)): &(usize, &(String, Role))| {
            *role == Role::Ignored && columns.get(*place).is_some_and(|column| column.reason == Some(LeftOut::Protected))
        };
        let protected = roles.iter().enumerate().filter(is_protected).map(choice);
        of_role(Role::Collection).chain(protected).chain(of_role(Role::Feature)).collect::<Vec<_>>()
    });
    let chosen = RwSignal::new(String::new());
    let shown = Signal::derive(move || {
        let first = || options.with(|options| options.first().map(|choice| choice.value.clone()).unwrap_or_default());
        Some(chosen.get()).filter(|chosen| !chosen.is_empty()).unwrap_or_else(first)
    });
    let study = move || shown.get().parse().ok().map(|column_idx| Study::Without { column_idx });
    view! {
        <Card title=Some("What one column is worth".to_owned())>
            <p class="prose">
                "Grows the forest with it and without it. Where the AUC falls far, ask whether the column is known when a loan is scored."
            </p>
            <div class="columns columns--halves">
                <Select label="A column to do without" options value=shown on_change=move |place: String| chosen.set(place) />
            </div>
            {dynamic(move || study().map(|study| view! { <StudyControls study action="Compare with and without" /> }))}
        </Card>
        {dynamic(move || study().map(|study| view! { <StudyResult study /> }))}
    }
}
