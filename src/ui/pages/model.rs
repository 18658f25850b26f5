//! The second step: the forest grows, and is judged by loans that it has not seen.

use std::sync::Arc;

use crate::ui::dynamic::{Derived, memo};

use leptos::prelude::*;

use crate::ui::dynamic::dynamic;

use super::costs::CostCard;
use super::model_cards::{ConfusionCard, ModelFactsCard};
use super::model_reasons::ModelReasons;
use super::model_switch::ModelSwitch;
use super::parts::{FailureBanner, NoModelYet, NoSignalBanner, chart_option, failure_of};
use super::sheet::SheetView;
use super::study::StudyCard;
use super::without::WithoutColumn;
use crate::data::table::Kind;
use crate::jobs::protocol::{ModelSummary, Progress as JobProgress, Study, Topic};
use crate::model::Learner;
use crate::session::Stage;
use crate::sheets::learner_in_sentence;
use crate::ui::app::Shared;
use crate::ui::components::{Banner, Button, ButtonKind, ButtonLink, Card, Chart, ChartCard, Headline, Progress, Tone};
use crate::ui::icon::Icon;

/// See the module.
#[component]
pub fn ModelPage() -> impl IntoView {
    let store = Shared::get().store;
    let failure = store.read(|session| failure_of(session.model()));
    let is_running = store.read(|session| session.model().is_running());
    let model = store.read(|session| if session.model().is_running() { None } else { session.model().shown().cloned() });
    let content = dynamic(move || match (is_running.get(), model.get()) {
        (true, _) => view! { <Training /> }.into_any(),
        (false, Some(model)) => view! { <Trained model /> }.into_any(),
        (false, None) => view! { <NoModelYet /> }.into_any(),
    });
    view! {
        <FailureBanner failure />
        {content}
    }
}

/// While the model learns.
#[component]
fn Training() -> impl IntoView {
    let store = Shared::get().store;
    let progress = store.read(|session| match session.model() {
        Stage::Running { progress: Some(progress), .. } => Some(progress.clone()),
        _ => None,
    });
    let is_fitting = memo(move || matches!(progress.get(), Some(JobProgress::Fitting { .. })));
    let done = Derived::new(move || progress.get().as_ref().and_then(progress_share));
    let detail = Signal::derive(move || progress.get().as_ref().and_then(progress_text));
    let stop = dynamic(move || {
        (!is_fitting.get()).then(|| {
            view! {
                <Button icon=Icon::Stop on_click=move || store.transition(|session| session.stop_training())>
                    "Stop and keep the trees so far"
                </Button>
            }
        })
    });
    let curve = dynamic(move || (!is_fitting.get()).then(|| view! { <TrainingCurve progress /> }));
    view! {
        <Headline>"The model is learning. Each of its parts is judged only by loans that it has not seen."</Headline>
        <Card>
            <Progress label=Signal::derive(move || if is_fitting.get() { "Fitting" } else { "Growing trees" }.to_owned()) done detail />
            <div class="row">
                {stop}
                <Button kind=ButtonKind::Quiet on_click=move || store.transition(|session| session.cancel_training())>
                    "Cancel"
                </Button>
            </div>
        </Card>
        {curve}
    }
}

/// Steps done, and steps in all.
fn steps(progress: &JobProgress) -> Option<(u32, u32)> {
    match progress {
        JobProgress::Training { n_trees, n_trees_total, .. } => Some((*n_trees, *n_trees_total)),
        JobProgress::Fitting { n_fits, n_fits_total, .. } => Some((*n_fits, *n_fits_total)),
        _ => None,
    }
}

/// How much of a training or a study is done, 0..=1.
pub fn progress_share(progress: &JobProgress) -> Option<f64> {
    steps(progress).map(|(n_done, n_total)| f64::from(n_done) / f64::from(n_total.max(1)))
}

/// How far a training or a study is, in its own units.
pub fn progress_text(progress: &JobProgress) -> Option<String> {
    let (n_done, n_total) = steps(progress)?;
    let (unit, seconds) = match progress {
        JobProgress::Training { seconds_left, .. } => ("trees", seconds_left),
        JobProgress::Fitting { seconds_left, .. } => ("fits", seconds_left),
        _ => return None,
    };
    Some(match seconds {
        Some(seconds) => format!("{n_done} of {n_total} {unit} · about {} s left", seconds.ceil()),
        None => format!("{n_done} of {n_total} {unit}"),
    })
}

/// The AUC as trees come in.
#[component]
fn TrainingCurve(progress: Derived<Option<JobProgress>>) -> impl IntoView {
    let shared = Shared::get();
    let title = Signal::derive(move || match progress.get() {
        Some(JobProgress::Training { auc: Some(auc), .. }) => format!("Out-of-bag AUC {auc:.3} so far"),
        _ => "The first trees are growing".to_owned(),
    });
    let option = chart_option(shared, move || match progress.get() {
        Some(JobProgress::Training { curve, .. }) => curve,
        _ => String::new(),
    });
    view! {
        <ChartCard title subtitle="AUC on loans that the trees had not seen, by number of trees; 0.50 is chance">
            <Chart option label=title height=220 />
        </ChartCard>
    }
}

/// The trained model.
#[component]
fn Trained(model: Arc<ModelSummary>) -> impl IntoView {
    let store = Shared::get().store;
    let evaluation = model.evaluation;
    let stale = stale_setup();
    let learner = model.setup.learner;
    let name = learner_in_sentence(learner);
    let stopped = learner == Learner::Forest && model.n_trees < model.setup.params.n_trees;
    let note = if learner == Learner::Forest {
        "Measured on loans that each tree had not seen. On the loans it was trained on, the same forest would look near perfect; nothing \
         here uses that figure."
    } else {
        "Measured on the fifth of the borrowers that each part of the model had not seen."
    };
    let signal = evaluation.has_signal();
    let headline = view! {
        <Headline
            note=Some(note.to_owned())
            action=|| {
                view! {
                    <ButtonLink href="#/plan" kind=ButtonKind::Primary icon=Icon::ArrowRight>
                        "See the plan"
                    </ButtonLink>
                }
            }
        >
            {if signal {
                view! {
                    "Given one borrower who repaid and one who did not, the "{name}" picks the right one "
                    <strong>{format!("{:.0} times in 100", evaluation.auc * 100.0)}</strong> "."
                }
                    .into_any()
            } else {
                view! { "On loans that it had not seen, the "{name}" does " <strong>"no better than a coin"</strong> "." }.into_any()
            }}
        </Headline>
    };
    view! {
        {headline} <NoSignalBanner model=model.clone() />
        {dynamic(move || {
            stale
                .get()
                .then(|| {
                    view! {
                        <Banner
                            tone=Tone::Caution
                            title="Settings have changed since this model was trained"
                            actions=move || {
                                view! {
                                    <Button icon=Icon::ArrowClockwise on_click=move || store.transition(|session| session.train())>
                                        "Train again"
                                    </Button>
                                }
                            }
                        />
                    }
                })
        })}
        {stopped
            .then(|| {
                view! {
                    <Banner
                        tone=Tone::Caution
                        title=format!("Stopped early: {} of {} trees", model.n_trees, model.setup.params.n_trees)
                    >
                        <p>"Scores are honest, but less steady than those of the whole forest."</p>
                    </Banner>
                }
            })}
        <ModelSwitch />
        <SheetView topic=Topic::Evaluation />
        <ConfusionCard model=model.clone() />
        <ModelFactsCard model />
        <CostCard />
        <ModelReasons />
        <Studies />
    }
}

/// What can be found out beside the scores.
#[component]
fn Studies() -> impl IntoView {
    let store = Shared::get().store;
    let has_dates =
        store.read(|session| session.file().shown().is_some_and(|file| file.schema.columns.iter().any(|column| column.kind == Kind::Date)));
    let has_derived = store.read(|session| {
        let derived = session.setup().zip(session.file().shown()).map(|(setup, file)| setup.derived(&file.schema));
        derived.is_some_and(|derived| !derived.is_empty())
    });
    let newest = dynamic(move || {
        has_dates.get().then(|| {
            view! {
                <StudyCard
                    study=Study::Newest
                    title="Does it hold for newer loans?"
                    words="The model in use learns from the older four fifths of the loans, by the file's first column of dates, and judges the newest fifth."
                    action="Judge the newest loans"
                />
            }
        })
    });
    let prices = dynamic(move || {
        has_derived.get().then(|| {
            view! {
                <StudyCard
                    study=Study::Prices
                    title="What are the derived figures worth?"
                    words="A forest is grown without each of them in turn. Figures can be left out under Data, Settings."
                    action="Price the derived figures"
                />
            }
        })
    });
    view! {
        <StudyCard
            study=Study::Compare
            title="Would another model do better?"
            words="Four models and two baselines learn from the same four fifths of the borrowers and judge the last fifth, five times over. \
                   Afterwards the model in use can be changed at once."
            action="Compare the models"
        />
        <WithoutColumn />
        <StudyCard
            study=Study::Shuffle
            title="Could it be chance?"
            words="The outcomes are dealt out anew among the borrowers, 39 times. A forest that still finds something finds what is not there."
            action="Deal the outcomes anew"
        />
        {newest}
        {prices}
    }
}

/// Whether the setup is no longer the one that the model was trained with.
fn stale_setup() -> Derived<bool> {
    Shared::get().store.read(|session| match (session.setup().map(|setup| setup.training()), session.model().shown()) {
        (Some(Ok(setup)), Some(model)) => setup != model.setup,
        _ => false,
    })
}
