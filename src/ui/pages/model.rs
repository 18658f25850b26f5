//! The second step: the forest grows, and is judged by loans that it has not seen.

use std::sync::Arc;

use crate::ui::dynamic::memo;

use leptos::prelude::*;

use crate::ui::dynamic::dynamic;

use super::model_cards::{ConfusionCard, ForestFacts};
use super::parts::{FailureBanner, NoModelYet, NoSignalBanner, chart_option, failure_of};
use super::sheet::SheetView;
use crate::jobs::protocol::{ModelSummary, Progress as JobProgress, Topic};
use crate::quantity::Currency;
use crate::quantity::format::count_text;
use crate::session::Stage;
use crate::ui::app::Shared;
use crate::ui::components::{Banner, Button, ButtonKind, ButtonLink, Card, Chart, ChartCard, Figure, Figures, Headline, Progress, Tone};
use crate::ui::icon::Icon;

/// See the module.
#[component]
pub fn ModelPage() -> impl IntoView {
    let store = Shared::get().store;
    let stage = store.read(|session| session.model().clone());
    let failure = store.read(|session| failure_of(session.model()));
    let is_running = memo(move || stage.with(Stage::is_running));
    let model = memo(move || stage.with(|stage| if stage.is_running() { None } else { stage.shown().cloned() }));
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

/// While the forest grows.
#[component]
fn Training() -> impl IntoView {
    let shared = Shared::get();
    let store = shared.store;
    let progress = store.read(|session| match session.model() {
        Stage::Running { progress: Some(JobProgress::Training { n_trees, n_trees_total, auc, seconds_left, curve }), .. } => {
            Some((*n_trees, *n_trees_total, *auc, *seconds_left, curve.clone()))
        }
        _ => None,
    });
    let done = Signal::derive(move || progress.get().map(|(n_trees, total, ..)| f64::from(n_trees) / f64::from(total.max(1))));
    let detail = Signal::derive(move || {
        progress.get().map(|(n_trees, total, _, seconds, _)| match seconds {
            Some(seconds) => format!("{n_trees} of {total} trees · about {} s left", seconds.ceil()),
            None => format!("{n_trees} of {total} trees"),
        })
    });
    let auc = Signal::derive(move || progress.get().and_then(|(_, _, auc, ..)| auc));
    let title = Signal::derive(move || {
        auc.get().map_or_else(|| "The first trees are growing".to_owned(), |auc| format!("Out-of-bag AUC {auc:.3} so far"))
    });
    let option = chart_option(shared, move || progress.get().map(|(.., curve)| curve).unwrap_or_default());
    view! {
        <Headline>"The forest is growing. Each tree is judged only by loans that it has not seen."</Headline>
        <Card>
            <Progress label="Growing trees" done detail />
            <div class="row">
                <Button icon=Icon::Stop on_click=move || store.transition(|session| session.stop_training())>
                    "Stop and keep the trees so far"
                </Button>
                <Button kind=ButtonKind::Quiet on_click=move || store.transition(|session| session.cancel_training())>
                    "Cancel"
                </Button>
            </div>
        </Card>
        <ChartCard title subtitle="AUC on loans that the trees had not seen, by number of trees; 0.50 is chance">
            <Chart option label=title height=220 />
        </ChartCard>
    }
}

/// The trained model.
#[component]
fn Trained(model: Arc<ModelSummary>) -> impl IntoView {
    let evaluation = model.evaluation.clone();
    let stale = stale_setup();
    let interval = Some(format!("{:.2}–{:.2}", evaluation.auc_low, evaluation.auc_high));
    let n_rows = count_text(evaluation.n_rows, Currency::Unstated);
    let stopped = model.n_trees < model.setup.params.n_trees;
    let signal = evaluation.has_signal();
    let headline = view! {
        <Headline
            note=Some(
                "Measured on loans that each tree had not seen. On the loans it was trained on, the same forest would look near perfect; \
                 nothing here uses that figure."
                    .to_owned(),
            )
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
                    "Given one borrower who repaid and one who did not, the forest picks the right one "
                    <strong>{format!("{:.0} times in 100", evaluation.auc * 100.0)}</strong> "."
                }
                    .into_any()
            } else {
                view! { "On loans that it had not seen, the forest does " <strong>"no better than a coin"</strong> "." }.into_any()
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
                                    <ButtonLink href="#/" icon=Icon::ArrowClockwise>
                                        "Train again"
                                    </ButtonLink>
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
        <Figures>
            <Figure
                label="AUC, out of bag"
                value=Some(format!("{:.2}", evaluation.auc))
                unit=interval
                note=Some(format!("95% interval, {n_rows} loans"))
            />
            <Figure label="Gini" value=Some(format!("{:.2}", evaluation.gini)) note=Some("twice the AUC less one".to_owned()) />
            <Figure
                label="KS"
                value=Some(format!("{:.2}", evaluation.ks))
                note=Some(format!("widest gap, at score {:.2}", evaluation.ks_score))
            />
            <Figure
                label="Brier score"
                value=Some(format!("{:.3}", evaluation.brier))
                note=Some(format!("{:.3} if everyone got the base rate", evaluation.brier_of_base_rate))
            />
        </Figures>
        <SheetView topic=Topic::Evaluation />
        <div class="columns columns--list">
            <ConfusionCard model=model.clone() /> <ForestFacts model />
        </div>
    }
}

/// Whether the setup is no longer the one that the model was trained with.
fn stale_setup() -> Memo<bool> {
    Shared::get().store.read(|session| match (session.setup().map(|setup| setup.training()), session.model().shown()) {
        (Some(Ok(setup)), Some(model)) => setup != model.setup,
        _ => false,
    })
}
