//! What several pages show: that nothing is there yet, that the data holds no signal, and the file to take away.

use leptos::{html, prelude::*};

use crate::ui::dynamic::{Derived, memo};

use crate::ui::dynamic::dynamic;

use crate::browser::{clock, css_tokens, files};
use crate::jobs::protocol::ModelSummary;
use crate::quantity::Currency;
use crate::quantity::format::count_text;
use crate::session::{Session, SessionError, Stage};
use crate::ui::app::Shared;
use crate::ui::components::{Banner, Button, ButtonKind, ButtonLink, EmptyState, Sketch, Tone};
use crate::ui::icon::Icon;
use crate::ui::text::session_error;

/// A chart's option in the theme that is shown, with motion only for those who want it.
pub fn chart_option(shared: Shared, option: impl Fn() -> String + Send + Sync + 'static) -> Derived<String> {
    memo(move || {
        shared.theme.track();
        let option = css_tokens::with_values(&option());
        if css_tokens::is_motion_reduced() { option.replace("\"animation\":true", "\"animation\":false") } else { option }
    })
}

/// For a page that needs a model: what to do to get one.
#[component]
pub fn NoModelYet() -> impl IntoView {
    let has_file = Shared::get().store.read(|session| session.file().shown().is_some());
    let action =
        || view! { <ButtonLink href="#/" kind=ButtonKind::Primary icon=Icon::ArrowRight>"Check the columns and train"</ButtonLink> };
    dynamic(move || {
        if !has_file.get() {
            return view! { <NoFileYet /> }.into_any();
        }
        view! {
            <EmptyState title="No model is trained yet" sketch=Sketch::Sheet page=true action>
                "Scores come from a model that is trained on the loans whose outcome is known."
            </EmptyState>
        }
        .into_any()
    })
}

/// For a page that needs a file: what to do to get one.
#[component]
pub fn NoFileYet() -> impl IntoView {
    let shared = Shared::get();
    let action = move || {
        view! {
            <Button kind=ButtonKind::Primary icon=Icon::Play on_click=move || shared.open_sample()>
                "Try the sample portfolio"
            </Button>
        }
    };
    view! {
        <EmptyState title="No file is open yet" sketch=Sketch::Sheet page=true action>
            "Open a file of loans on the Data page, or see everything with the synthetic sample."
        </EmptyState>
    }
}

/// Says so when the model does not rank better than chance.
#[component]
pub fn NoSignalBanner(model: std::sync::Arc<ModelSummary>) -> impl IntoView {
    let evaluation = &model.evaluation;
    (!evaluation.has_signal()).then(|| {
        let (low, high) = (evaluation.auc_low, evaluation.auc_high);
        let n_rows = count_text(evaluation.n_rows, Currency::Unstated);
        view! {
            <Banner tone=Tone::Stop title="This data holds no signal">
                <p>
                    {format!(
                        "On loans that it had not seen, the model ranks no better than a coin: the AUC lies between {low:.2} and {high:.2} \
                         (95% interval, {n_rows} loans), and 0.50 is chance. Strategies built on these scores would be arbitrary, so they \
                         are shown in gray.",
                    )}
                </p>
            </Banner>
        }
    })
}

/// Why a stage failed, and whether what was there before is still there.
pub fn failure_of<T: Clone>(stage: &Stage<T>) -> Option<(SessionError, bool)> {
    let Stage::Failed { error, before } = stage else { return None };
    Some((error.clone(), before.is_some()))
}

/// Why the last step failed, with what was there before still below.
#[component]
pub fn FailureBanner(
    /// What failed, and whether what was there before still is.
    failure: Derived<Option<(SessionError, bool)>>,
    /// The person has read it.
    #[prop(optional, into)]
    on_dismiss: Option<Callback<()>>,
) -> impl IntoView {
    let dismiss = move || on_dismiss.map(|on_dismiss| view! { <Button kind=ButtonKind::Quiet on_click=on_dismiss>"Dismiss"</Button> });
    dynamic(move || {
        let (error, is_kept) = failure.get()?;
        let words = session_error(&error);
        let kept = is_kept.then_some(" What was there before is unchanged.");
        Some(view! {
            <Banner tone=Tone::Stop title=words.what alert=true actions=dismiss>
                <p>{words.todo} {kept}</p>
            </Banner>
        })
    })
}

/// A real file field behind a button, so that mouse, keyboard and touch all reach it.
#[component]
pub fn ChooseFile(
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// Its words.
    #[prop(default = "Choose a file…")]
    words: &'static str,
) -> impl IntoView {
    let shared = Shared::get();
    let field = NodeRef::<html::Input>::new();
    let choose = move || {
        if let Some(field) = field.get_untracked() {
            field.click();
        }
    };
    view! {
        <Button kind icon=Icon::Upload on_click=choose>
            {words}
        </Button>
        <input
            class="unseen"
            type="file"
            accept=".csv,.tsv,.txt,.gz,text/csv,text/tab-separated-values,text/plain,application/gzip"
            aria-label="Loan file"
            tabindex="-1"
            node_ref=field
            on:change=move |event| shared.open_files(files::chosen_files(&event))
        />
    }
}

/// The button that saves the scored file.
#[component]
pub fn ExportButton() -> impl IntoView {
    view! { <SaveButton words="Export scored CSV" kind=ButtonKind::Primary save=Session::start_export /> }
}

/// Said of the scored file: whoever filters it by the wrong column writes to those who have paid.
const WHAT_TO_DO: &str = " What to do stands in next_action; recovery_strategy is the score’s band alone.";

/// What came of the file that was saved last, in words.
pub fn export_words() -> Derived<String> {
    Shared::get().store.read(|session| match session.export() {
        Stage::Ready(done) => {
            let left_out = match done.n_left_out {
                0 => String::new(),
                n => format!(" {} rows with too many cells are not in it.", count_text(n, Currency::Unstated)),
            };
            let messages = match done.n_messages {
                None => String::new(),
                Some(1) => ", 1 message of them ready to go".to_owned(),
                Some(n) => format!(", {} messages of them ready to go", count_text(n, Currency::Unstated)),
            };
            let strategy = if done.has_plan { WHAT_TO_DO } else { "" };
            format!("{} saved with {} rows{messages}.{left_out}{strategy}", done.file_name, count_text(done.n_rows, Currency::Unstated))
        }
        Stage::Failed { error, .. } => {
            let words = session_error(error);
            format!("{} {}", words.what, words.todo)
        }
        Stage::Empty | Stage::Running { .. } => String::new(),
    })
}

/// A button that saves a file, and what came of it.
#[component]
pub fn SaveButton(
    /// Its words.
    words: &'static str,
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// The transition that begins it.
    save: fn(&mut Session),
) -> impl IntoView {
    let store = Shared::get().store;
    let busy = store.read(|session| session.export().is_running());
    let on_click = move || {
        store.transition(|session| {
            // The file says on which day it was made.
            session.tell_day(clock::local().0);
            save(session);
        });
    };
    let done = export_words();
    view! {
        <span class="row">
            <Button kind icon=Icon::Download busy on_click=on_click>
                {words}
            </Button>
            <span class="export-note" role="status">{done.signal()}</span>
        </span>
    }
}
