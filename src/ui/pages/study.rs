//! A study of the setup: what it would find out, the button that begins it, how far it is, and what it found.

use std::sync::Arc;

use leptos::prelude::*;

use super::model::{progress_share, progress_text};
use super::parts::{FailureBanner, failure_of};
use super::sheet::blocks;
use crate::jobs::protocol::{Study, StudyReport};
use crate::session::Stage;
use crate::ui::app::Shared;
use crate::ui::components::{Button, ButtonKind, Card, Progress};
use crate::ui::dynamic::{Derived, dynamic};
use crate::ui::icon::Icon;

/// See the module.
#[component]
pub fn StudyCard(
    /// Which study.
    study: Study,
    /// What it answers.
    title: &'static str,
    /// What it does, and what that costs.
    words: &'static str,
    /// The button's words.
    action: &'static str,
) -> impl IntoView {
    view! {
        <Card title=Some(title.to_owned())>
            <p class="prose">{words}</p>
            <StudyControls study action />
        </Card>
        <StudyResult study />
    }
}

/// The button that begins a study, and how far it is.
#[component]
pub fn StudyControls(
    /// Which study.
    study: Study,
    /// The button's words.
    action: &'static str,
) -> impl IntoView {
    let store = Shared::get().store;
    let is_running = store.read(move |session| session.study(study).is_running());
    let is_blocked = store.read(|session| session.model().is_running() || session.is_studying());
    let progress = store.read(move |session| match session.study(study) {
        Stage::Running { progress, .. } => progress.clone(),
        _ => None,
    });
    let done = Derived::new(move || progress.get().as_ref().and_then(progress_share));
    let detail = Signal::derive(move || progress.get().as_ref().and_then(progress_text));
    dynamic(move || {
        if is_running.get() {
            view! {
                <Progress label=action done detail />
                <div class="row">
                    <Button kind=ButtonKind::Quiet on_click=move || store.transition(|session| session.cancel_study())>
                        "Cancel"
                    </Button>
                </div>
            }
            .into_any()
        } else {
            view! {
                <div class="row">
                    <Button
                        icon=Icon::Play
                        disabled=is_blocked
                        on_click=move || store.transition(|session| session.start_study(study))
                    >
                        {action}
                    </Button>
                </div>
            }
            .into_any()
        }
    })
}

/// What a study found.
#[component]
pub fn StudyResult(
    /// Which study.
    study: Study,
) -> impl IntoView {
    let store = Shared::get().store;
    let failure = store.read(move |session| failure_of(session.study(study)));
    let report = store.read(move |session| session.study(study).shown().cloned());
    view! {
        <FailureBanner failure />
        {dynamic(move || report.get().map(|report: Arc<StudyReport>| blocks(report.sheet.blocks.clone())))}
    }
}
