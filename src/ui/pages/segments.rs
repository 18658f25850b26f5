//! The fourth step: groups of borrowers. The data engine makes all of it.

use leptos::prelude::*;

use super::parts::NoModelYet;
use super::sheet::SheetView;
use crate::jobs::protocol::Topic;
use crate::ui::app::Shared;
use crate::ui::dynamic::dynamic;

/// See the module.
#[component]
pub fn SegmentsPage() -> impl IntoView {
    let has_model = Shared::get().store.read(|session| session.model().shown().is_some());
    dynamic(
        move || {
            if has_model.get() { view! { <SheetView topic=Topic::Segments /> }.into_any() } else { view! { <NoModelYet /> }.into_any() }
        },
    )
}
