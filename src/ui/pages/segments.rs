//! The fourth step: groups of borrowers. The data engine makes all of it.

use leptos::prelude::*;

use super::parts::NoFileYet;
use super::sheet::SheetView;
use crate::jobs::protocol::Topic;
use crate::ui::app::Shared;
use crate::ui::dynamic::dynamic;

/// See the module.
#[component]
pub fn SegmentsPage() -> impl IntoView {
    let has_file = Shared::get().store.read(|session| session.file().shown().is_some());
    dynamic(
        move || if has_file.get() { view! { <SheetView topic=Topic::Segments /> }.into_any() } else { view! { <NoFileYet /> }.into_any() },
    )
}
