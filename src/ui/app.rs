//! The frame: which page is shown, what drops and keys do anywhere, and the handles that pages find in the context.

use leptos::{ev, prelude::*};

use crate::ui::dynamic::{Derived, dynamic};

use super::components::{
    AppShell, Banner, Button, Dialog, FileFact, Key, ModelFact, PrivacyMeter, Rail, RailStep, StepState, Tone, TopBar,
};
use super::icon::Icon;
use super::pages::{DataPage, page_of};
use super::route::Route;
use super::shortcuts::{KeyReader, PAGES, Shortcut};
use super::text::{folder_given, several_files};
use super::theme::Theme;
use crate::browser::files::{self, FileHandle};
use crate::browser::location;
use crate::data::sample::SampleMonth;
use crate::quantity::Currency;
use crate::quantity::format::{bytes_text, count_text};
use crate::session::store::{LaterPart, SessionStore};
use crate::session::{Session, Stage};
use crate::sheets::Sentence;

/// What pages share beside the session.
#[derive(Clone, Copy)]
pub(super) struct Shared {
    /// The session.
    pub store: SessionStore,
    /// Light or dark.
    pub theme: Theme,
    /// Whether a file hangs over the page.
    pub is_file_over: RwSignal<bool>,
    /// What could not be taken of what was given last.
    pub notice: RwSignal<Option<Sentence>>,
    /// Go to the plan once the model is there.
    goes_to_plan: StoredValue<bool>,
    /// What the page that is shown does at its own keys.
    page_keys: StoredValue<Option<Callback<(Shortcut,)>>>,
}

impl Shared {
    /// From the context.
    pub fn get() -> Shared {
        expect_context::<Shared>()
    }

    /// Opens the newest month of the synthetic portfolio, and the plan when it is scored.
    pub fn open_sample(self) {
        self.notice.set(None);
        self.goes_to_plan.set_value(true);
        self.store.open_sample(SampleMonth::September);
    }

    /// Opens what the person gave: the first file, where there are several.
    pub fn open_files(self, files: Vec<FileHandle>) {
        let n_files = files.len();
        if let Some(file) = files.into_iter().next() {
            self.notice.set((n_files > 1).then(|| several_files(n_files, &file.name())));
            self.goes_to_plan.set_value(false);
            self.store.open_file(file);
            location::set_hash(&Route::Data.href());
        }
    }

    /// Does this at the keys of the page that is being made, for as long as it is shown.
    pub fn at_keys(self, act: impl Fn(Shortcut) + Send + Sync + 'static) {
        self.page_keys.set_value(Some(Callback::from(act)));
        on_cleanup(move || self.page_keys.set_value(None));
    }

    /// How amounts are shown.
    pub fn currency(self) -> Derived<Currency> {
        self.store.read(|session| session.setup().map(|setup| setup.currency).unwrap_or_default())
    }
}

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let shared = Shared {
        store: SessionStore::start(),
        theme: Theme::follow(),
        is_file_over: RwSignal::new(false),
        notice: RwSignal::new(None),
        goes_to_plan: StoredValue::new(false),
        page_keys: StoredValue::new(None),
    };
    provide_context(shared);
    let route = RwSignal::new(Route::parse(&location::hash()));
    location::on_hash_change(move |hash| {
        route.set(Route::parse(&hash));
        location::focus_main();
    });
    let is_help_open = RwSignal::new(false);
    listen_for_files(shared);
    listen_for_keys(shared, is_help_open);
    follow_the_work(shared, route);
    window_event_listener(ev::beforeunload, move |event| {
        if shared.store.now(Session::would_lose) {
            // The browser asks in its own words.
            event.prevent_default();
        }
    });

    let bar = move || {
        view! {
            <TopBar home="#/" on_theme=move || shared.theme.toggle() on_help=move || is_help_open.set(true)>
                <Facts shared />
            </TopBar>
        }
    };
    let rail = move || view! { <Rail steps=rail_steps(shared, route) /> };
    let later = shared.store.later_part();
    let is_later = move || !matches!(route.get(), Route::Data | Route::Demo);
    Effect::new(move |_| {
        if is_later() {
            shared.store.need_later_part();
        }
    });
    let page = dynamic(move || match route.get() {
        // The first visit is all in the page's first part; it is not made anew as the later one comes.
        Route::Data | Route::Demo => view! { <DataPage /> }.into_any(),
        _ if later.get() != LaterPart::Here => ().into_any(),
        route => page_of(route),
    });
    view! {
        <AppShell bar rail>
            <PageOnItsWay shared is_later=Signal::derive(is_later) />
            {page}
        </AppShell>
        <HelpDialog is_open=is_help_open />
    }
}

/// Says that the page is on its way, or that a part of it did not arrive, which is fetched again then.
#[component]
fn PageOnItsWay(shared: Shared, is_later: Signal<bool>) -> impl IntoView {
    let actions = move || view! { <Button on_click=move || shared.store.bring_later_part()>"Try again"</Button> };
    dynamic(move || match shared.store.later_part().get() {
        LaterPart::Failed(words) => Some(
            view! {
                <Banner tone=Tone::Stop title="A part of this page did not arrive" alert=true actions>
                    <p>{format!("Nothing is lost. Check the connection, then try again ({words}).")}</p>
                </Banner>
            }
            .into_any(),
        ),
        LaterPart::Coming if is_later.get() => Some(
            view! {
                <p class="prose" role="status">
                    "Loading this page…"
                </p>
            }
            .into_any(),
        ),
        // The typeface's file with the signs of money is fetched with it, before the network may be gone.
        LaterPart::Here => Some(view! { <span class="app-shell__letters" aria-hidden="true">"₹"</span> }.into_any()),
        LaterPart::Away | LaterPart::Coming => None,
    })
}

/// Files may be dropped and tables pasted anywhere.
fn listen_for_files(shared: Shared) {
    let over = shared.is_file_over;
    window_event_listener(ev::dragover, move |event| {
        event.prevent_default();
        if !over.get_untracked() {
            over.set(true);
        }
    });
    window_event_listener(ev::dragleave, move |event| {
        // Only where the pointer leaves the window is there nothing that it goes to.
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        over.set(false);
        if files::has_dropped_folder(&event) {
            shared.notice.set(Some(folder_given()));
            location::set_hash(&Route::Data.href());
        } else {
            shared.open_files(files::dropped_files(&event));
        }
    });
    window_event_listener(ev::paste, move |event| {
        if !location::is_typing() {
            shared.open_files(files::pasted(&event));
        }
    });
}

fn listen_for_keys(shared: Shared, is_help_open: RwSignal<bool>) {
    let keys = StoredValue::new(KeyReader::default());
    window_event_listener(ev::keydown, move |event| {
        let asked = keys.try_update_value(|keys| keys.read(&event, location::is_typing() || location::is_dialog_open())).flatten();
        match asked {
            Some(Shortcut::Help) => is_help_open.set(true),
            Some(Shortcut::Go(href)) => location::set_hash(href),
            Some(Shortcut::Search) if location::focus("search") => event.prevent_default(),
            Some(Shortcut::Search) | None => {}
            Some(asked) => {
                if let Some(act) = shared.page_keys.get_value() {
                    act.run((asked,));
                }
            }
        }
    });
}

/// What follows from the work itself: the demo opens the sample, a scored sample opens the plan, the tab has a name.
fn follow_the_work(shared: Shared, route: RwSignal<Route>) {
    if route.get_untracked() == Route::Demo {
        shared.open_sample();
    }
    let has_model = shared.store.read(|session| session.model().ready().is_some());
    Effect::new(move |_| {
        if has_model.get() && shared.goes_to_plan.get_value() {
            shared.goes_to_plan.set_value(false);
            location::set_hash(&Route::Plan.href());
        }
    });
    Effect::new(move |_| location::set_title(&format!("{} · Smart Loan Recovery", route.get().title())));
}

/// The facts in the top bar.
#[component]
fn Facts(shared: Shared) -> impl IntoView {
    let store = shared.store;
    let file = store.read(|session| session.file().shown().cloned());
    let model = store.read(|session| session.model().shown().cloned());
    let currency = shared.currency();
    let detail = move |n_rows: u64, n_bytes: u64| format!("{} loans · {}", count_text(n_rows, currency.get()), bytes_text(n_bytes));
    let file_fact = dynamic(move || {
        file.get().map(|file| {
            let (n_rows, n_bytes) = (file.n_rows, file.n_bytes);
            let words = Signal::derive(move || Some(detail(n_rows, n_bytes)));
            view! { <FileFact name=file.name.clone() detail=words synthetic=file.is_synthetic /> }
        })
    });
    let model_fact = dynamic(move || {
        model.get().map(|model| {
            let evaluation = &model.evaluation;
            let interval = format!("{:.2}–{:.2}", evaluation.auc_low, evaluation.auc_high);
            view! { <ModelFact auc=format!("{:.2}", evaluation.auc) detail=Some(interval) /> }
        })
    });
    let requests = store.requests();
    let n_requests = Derived::new(move || requests.with(|requests| requests.n_requests() + requests.n_blocked()));
    let since = Signal::derive(move || {
        let place = if requests.with(|requests| requests.is_file_open()) { "your file" } else { "this page" };
        format!("since {place} was opened")
    });
    view! {
        {file_fact}
        {model_fact}
        <PrivacyMeter n_requests since />
    }
}

fn rail_steps(shared: Shared, route: RwSignal<Route>) -> Derived<Vec<RailStep>> {
    let currency = shared.currency();
    shared.store.read(move |session: &Session| {
        let n_rows = session.file().shown().map(|file| file.n_rows);
        let auc = session.model().shown().map(|model| (model.evaluation.auc, model.evaluation.has_signal()));
        let (data, model) = (step_state(session.file()), step_state(session.model()));
        let count = n_rows.map(|n_rows| count_text(n_rows, currency.get()));
        let planned = match auc {
            Some((_, true)) => StepState::Ready,
            Some((_, false)) => StepState::Partial,
            None => StepState::Empty,
        };
        let explored = if count.is_some() { StepState::Ready } else { StepState::Empty };
        let listed = if auc.is_some() { StepState::Ready } else { StepState::Empty };
        let bands = auc.map(|_| "3".to_owned());
        let step = |label, href, icon, state, meta, current| RailStep { label, href, icon, state, meta, current };
        let shown = route.get();
        vec![
            step("Data", "#/", Icon::Table, data, count.clone(), matches!(shown, Route::Data | Route::Demo)),
            step("Explore", "#/explore", Icon::ChartScatter, explored, None, shown == Route::Explore),
            step("Model", "#/model", Icon::TreeStructure, model, auc.map(|(auc, _)| format!("{auc:.2}")), shown == Route::Model),
            step("Segments", "#/segments", Icon::UsersThree, listed, None, shown == Route::Segments),
            step("Plan", "#/plan", Icon::Sliders, planned, bands, shown == Route::Plan),
            step(
                "Borrowers",
                "#/borrowers",
                Icon::ListSearch,
                listed,
                auc.and(count),
                matches!(shown, Route::Borrowers | Route::Borrower(_) | Route::BorrowerNamed(_)),
            ),
            step("Messages", "#/messages", Icon::ChatText, listed, None, matches!(shown, Route::Messages(_) | Route::Mailing)),
        ]
    })
}

fn step_state<T: Clone>(stage: &Stage<T>) -> StepState {
    match stage {
        Stage::Empty => StepState::Empty,
        Stage::Running { .. } => StepState::Running,
        Stage::Ready(_) => StepState::Ready,
        Stage::Failed { .. } => StepState::Failed,
    }
}

/// The map of the keys.
#[component]
fn HelpDialog(is_open: RwSignal<bool>) -> impl IntoView {
    let pages = PAGES.map(|(letter, _, name)| {
        view! {
            <div>
                <dt>
                    <Key>"g"</Key>
                    " "
                    <Key>{letter}</Key>
                </dt>
                <dd>{format!("go to {name}")}</dd>
            </div>
        }
    });
    let key = |key: &'static str, does: &'static str| {
        view! {
            <div>
                <dt>
                    <Key>{key}</Key>
                </dt>
                <dd>{does}</dd>
            </div>
        }
    };
    view! {
        <Dialog open=is_open title="Keys" on_close=move || is_open.set(false)>
            <dl class="facts">
                {pages} {key("/", "find a borrower")} {key("?", "this map")} {key("← →", "move a cut-off by 0.01")}
                {key("PgUp PgDn", "move a cut-off by 0.05")} {key("↑ ↓", "walk the list")} {key("Enter", "open the borrower")}
                {key("j k", "the next borrower, the one before")} {key("e", "done with the borrower, or not yet")}
                {key("u", "back to the list; Esc too")}
                {key("Ctrl V", "open a table that was copied")}
            </dl>
        </Dialog>
    }
}
