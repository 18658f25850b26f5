//! The second step: what the file shows before any model. The data engine makes all of it; a click narrows everything.

use leptos::prelude::*;

use super::conditions::Conditions;
use super::parts::NoFileYet;
use super::sheet::SheetView;
use crate::jobs::protocol::Topic;
use crate::ui::app::Shared;
use crate::ui::components::{Card, Chip, Choice, Select};
use crate::ui::dynamic::dynamic;

/// See the module.
#[component]
pub fn ExplorePage() -> impl IntoView {
    let has_file = Shared::get().store.read(|session| session.file().shown().is_some());
    dynamic(move || if has_file.get() { view! { <Explored /> }.into_any() } else { view! { <NoFileYet /> }.into_any() })
}

#[component]
fn Explored() -> impl IntoView {
    let is_logarithmic = RwSignal::new(false);
    let charts = dynamic(move || view! { <SheetView topic=Topic::Exploration { is_logarithmic: is_logarithmic.get() } /> });
    view! {
        <SheetView topic=Topic::ExplorationSummary />
        <div class="row">
            <Conditions />
            <Chip pressed=is_logarithmic on_click=move || is_logarithmic.update(|is_on| *is_on = !*is_on)>
                "Loan amounts in growing steps"
            </Chip>
        </div>
        {charts}
        <AnyColumn />
    }
}

/// A column of the person's choice against the outcome.
#[component]
fn AnyColumn() -> impl IntoView {
    let column = RwSignal::new(String::new());
    let options = Shared::get().store.read(|session| {
        let columns = session.file().shown().map(|file| file.schema.columns.clone()).unwrap_or_default();
        let named = columns.into_iter().map(|column| Choice::new(column.name.clone(), column.name));
        std::iter::once(Choice::new("", "choose a column")).chain(named).collect::<Vec<_>>()
    });
    let sheet = dynamic(move || {
        Some(column.get()).filter(|column| !column.is_empty()).map(|column| view! { <SheetView topic=Topic::ColumnByOutcome { column } /> })
    });
    view! {
        <Card title=Some("Any column".to_owned()) note=Some("numbers in ranges, categories by value, dates by month".to_owned())>
            <Select label="Against the outcome" options value=column on_change=move |name: String| column.set(name) />
        </Card>
        {sheet}
    }
}
