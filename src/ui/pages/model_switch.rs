//! Which learner scores, and how its scores become probabilities: everything else on all pages follows.

use leptos::prelude::*;

use crate::evaluation::CalibrationMethod;
use crate::model::Learner;
use crate::sheets::learner_name;
use crate::ui::app::Shared;
use crate::ui::components::{Card, Chip};
use crate::ui::dynamic::memo;

/// See the module.
#[component]
pub fn ModelSwitch() -> impl IntoView {
    let store = Shared::get().store;
    let used = store.read(|session| session.model().shown().map(|model| (model.setup.learner, model.setup.calibration)));
    let learner = memo(move || used.get().map(|(learner, _)| learner));
    let calibration = memo(move || used.get().map(|(_, calibration)| calibration));
    let learners = Learner::MODELS.map(|choice| {
        view! {
            <Chip
                pressed=Signal::derive(move || learner.get() == Some(choice))
                on_click=move || store.transition(|session| session.use_learner(choice))
            >
                {learner_name(choice)}
            </Chip>
        }
    });
    let calibrations = CALIBRATIONS.map(|(choice, word)| {
        view! {
            <Chip
                pressed=Signal::derive(move || calibration.get() == Some(choice))
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
                "Calibration bends the scores until they mean what they say: of loans that score 0.70, seventy in a hundred are not repaid. \
                 Each fold of borrowers is calibrated by the other four."
            </p>
        </Card>
    }
}

const CALIBRATIONS: [(CalibrationMethod, &str); 3] = [
    (CalibrationMethod::None, "Scores as they are"),
    (CalibrationMethod::Isotonic, "Calibrated, isotonic"),
    (CalibrationMethod::Platt, "Calibrated, Platt"),
];
