//! Rail: the steps in their order, each with a mark for its state and the one number that it produced.
//!
//! In: the steps, and which one is shown. Out: the navigation. It does not know what a step does.

use leptos::prelude::*;

use crate::ui::dynamic::{Derived, dynamic};

use crate::ui::icon::{Glyph, Icon};

/// How far a step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StepState {
    /// Not started.
    #[default]
    Empty,
    /// At work.
    Running,
    /// Done.
    Ready,
    /// Done in part, or waiting for the person.
    Partial,
    /// Went wrong.
    Failed,
}

impl StepState {
    /// The value of `data-state`.
    pub fn name(self) -> &'static str {
        match self {
            StepState::Empty => "empty",
            StepState::Running => "running",
            StepState::Ready => "ready",
            StepState::Partial => "partial",
            StepState::Failed => "failed",
        }
    }

    fn word(self) -> &'static str {
        match self {
            StepState::Empty => ", not started",
            StepState::Running => ", running",
            StepState::Ready => ", ready",
            StepState::Partial => ", in progress",
            StepState::Failed => ", failed",
        }
    }

    fn mark(self) -> Option<Icon> {
        match self {
            StepState::Ready => Some(Icon::Check),
            StepState::Failed => Some(Icon::Cross),
            _ => None,
        }
    }
}

/// One step of the rail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RailStep {
    /// Its name.
    pub label: &'static str,
    /// The page's address, such as `#/plan`.
    pub href: &'static str,
    /// Its picture on narrow screens.
    pub icon: Icon,
    /// How far it has come.
    pub state: StepState,
    /// The one number that it produced, or how far it is: "5,000", "66%".
    pub meta: Option<String>,
    /// Whether its page is shown.
    pub current: bool,
}

/// The navigation: one link for each step.
#[component]
pub fn Rail(
    /// The steps in their order.
    #[prop(into)]
    steps: Derived<Vec<RailStep>>,
) -> impl IntoView {
    view! {
        <nav class="rail" aria-label="The steps">
            <ol class="rail__steps">
                {dynamic(move || steps.get().into_iter().map(step_view).collect_view())}
            </ol>
        </nav>
    }
}

fn step_view(step: RailStep) -> impl IntoView {
    view! {
        <li class="rail__step" data-state=step.state.name()>
            <a class="rail__link" href=step.href aria-current=step.current.then_some("page")>
                <span class="rail__icon">
                    <Glyph icon=step.icon />
                </span>
                <span class="rail__mark">
                    {step.state.mark().map(|icon| view! { <Glyph icon=icon /> })}
                </span>
                <span class="rail__label">
                    {step.label} <span class="unseen">{step.state.word()}</span>
                </span>
                <span class="rail__meta">{step.meta}</span>
            </a>
        </li>
    }
}
