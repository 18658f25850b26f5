//! Which learner scores, and how its scores become probabilities: everything else on all pages follows.

use leptos::prelude::*;

use crate::evaluation::CalibrationMethod;
use crate::model::Learner;
use crate::sheets::learner_name;
use crate::ui::app::Shared;
use crate::ui::components::{Card, Chip};

/// See the module.
#[component]
pub fn ModelSwitch() -> impl IntoView {
    let store = Shared::get().store;
    let model = store.read(|session| session.model().shown().cloned());
    let is_used = move |learner: Learner| model.with(|model| model.as_ref().is_some_and(|model| model.setup.learner == learner));
    let is_calibrated = move |calibration: CalibrationMethod| {
        model.with(|model| model.as_ref().is_some_and(|model| model.setup.calibration == calibration))
    };
    let learners = Learner::MODELS.map(|choice| {
        view! {
            <Chip
                pressed=Signal::derive(move || is_used(choice))
                on_click=move || store.transition(|session| session.use_learner(choice))
            >
                {learner_name(choice)}
            </Chip>
        }
    });
    let calibrations = CALIBRATIONS.map(|(choice, word)| {
        view! {
            <Chip
                pressed=Signal::derive(move || is_calibrated(choice))
                on_click=move || store.transition(|session| session.use_calibration(choice))
            >
                {word}
            </Chip>
        }
    });
    view! {
        <Card title=Some("The model in use".to_owned()) note=Some("plan, borrowers and export follow it".to_owned())>
            <div class="switches">
                <div class="switches__group" role="group" aria-label="Model">
                    {learners.into_iter().collect_view()}
                </div>
                <div class="switches__group" role="group" aria-label="Scores">
                    {calibrations.into_iter().collect_view()}
                </div>
            </div>
            <p class="prose">
                "Calibration bends the scores until they mean what they say: of loans that score 0.70, seventy in a hundred are not repaid."
            </p>
        </Card>
    }
}

const CALIBRATIONS: [(CalibrationMethod, &str); 3] = [
    (CalibrationMethod::None, "Scores as they are"),
    (CalibrationMethod::Isotonic, "Calibrated, isotonic"),
    (CalibrationMethod::Platt, "Calibrated, Platt"),
];
