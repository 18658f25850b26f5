//! What moves the scores: asked for one by one, because each takes the data engine a moment.

use leptos::prelude::*;

use super::sheet::SheetView;
use crate::jobs::protocol::Topic;
use crate::ui::app::Shared;
use crate::ui::components::{Card, Chip, Choice, Select};
use crate::ui::dynamic::dynamic;

/// See the module.
#[component]
pub fn ModelReasons() -> impl IntoView {
    let store = Shared::get().store;
    let is_permuted = RwSignal::new(false);
    let is_swarm = RwSignal::new(false);
    let feature = RwSignal::new(String::new());
    let options = store.read(|session| {
        let importance = session.model().shown().map(|model| model.importance.clone()).unwrap_or_default();
        let named = importance.into_iter().map(|(name, _)| Choice::new(name.clone(), name));
        std::iter::once(Choice::new("", "none")).chain(named).collect::<Vec<_>>()
    });
    let sheets = dynamic(move || {
        let dependence = Some(feature.get()).filter(|feature| !feature.is_empty()).map(|feature| Topic::Dependence { feature });
        let topics = [is_permuted.get().then_some(Topic::Permutation), is_swarm.get().then_some(Topic::Beeswarm), dependence];
        topics.into_iter().flatten().map(|topic| view! { <SheetView topic /> }).collect_view()
    });
    let toggle = |shown: RwSignal<bool>| move || shown.update(|shown| *shown = !*shown);
    view! {
        <Card title=Some("What moves the scores?".to_owned()) note=Some("judged by parts that had not seen the borrowers".to_owned())>
            <div class="switches">
                <div class="switches__group" role="group" aria-label="Reasons">
                    <Chip pressed=is_permuted on_click=toggle(is_permuted)>
                        "What the AUC loses without each column"
                    </Chip>
                    <Chip pressed=is_swarm on_click=toggle(is_swarm)>
                        "What each column adds, borrower by borrower"
                    </Chip>
                </div>
                <Select label="How scores depend on" options value=feature on_change=move |name: String| feature.set(name) />
            </div>
        </Card>
        {sheets}
    }
}
