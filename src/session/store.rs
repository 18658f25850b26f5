//! The session in the page: its state as a signal, and the workers and files that its commands speak of.

use crate::jobs::keyed::Keyed;

use leptos::prelude::*;

use super::command::{Command, FetchId, FileKey};
use super::derived::Derived;
use super::late;
use super::requests_seen::RequestsSeen;
use super::state::{Counsel, Session};
use super::work_log_text::merged_work_text;
use crate::advisor::gemini::{self, BeginError, News};
use crate::browser::engine_port::EnginePort;
use crate::browser::envelope::Attachment;
use crate::browser::fetching::{FetchRequest, Fetching, Heard, fetch};
use crate::browser::files::{self, FileHandle};
use crate::browser::storage::Keep;
use crate::browser::{clock, later_part, location, machine, port, random, requests, storage};
use crate::data::sample::SampleMonth;
use crate::jobs::protocol::{EarlyReply, Request, WorkerRole, decode, encode};

/// How long a worker may take to start.
const START_MILLISECONDS: i32 = 10_000;
/// How long the page's later part may be on its way before the person is asked.
const LATER_MILLISECONDS: i32 = 30_000;
/// When a page that nobody has touched has come to rest.
const REST_MILLISECONDS: i32 = 3_000;

/// The one handle that pages get through the context.
#[derive(Clone, Copy)]
pub struct SessionStore {
    session: RwSignal<Session>,
    requests: RwSignal<RequestsSeen>,
    later: RwSignal<LaterPart>,
    workers: StoredValue<Workers, LocalStorage>,
}

/// Whether all of the page's program is there. Nothing is shown of a file before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LaterPart {
    /// Not asked for yet.
    Away,
    /// On its way.
    Coming,
    /// There.
    Here,
    /// It did not arrive; why, in technical words.
    Failed(String),
}

#[derive(Default)]
struct Workers {
    engine: Option<EnginePort>,
    trainers: Keyed<u32, EnginePort>,
    files: Keyed<FileKey, FileHandle>,
    n_files: u64,
    fetches: Keyed<FetchId, Fetching>,
    /// What was heard before all of the page's program was there.
    unheard: Vec<(Vec<u8>, Vec<Vec<u8>>)>,
    /// The person waits for the page's later part.
    needs_later_part: bool,
}

/// Where the work on files with these columns is kept. Other pages may share the storage.
fn work_name(fingerprint: u64) -> String {
    format!("{WORK_NAMES}{fingerprint}")
}

const WORK_NAMES: &str = "slr:v1:work:";

/// Where the key is kept until the tab is closed, if the person wants it.
const KEY_NAME: &str = "slr:v1:gemini-key";

/// What follows from other signals.
pub fn memo<T: PartialEq + Send + Sync + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Derived<T> {
    Derived::new(value)
}

impl SessionStore {
    /// Starts the session and its workers.
    pub fn start() -> SessionStore {
        let store = SessionStore {
            session: RwSignal::new(Session::new(machine::n_trainers())),
            requests: RwSignal::new(RequestsSeen::new(location::base())),
            later: RwSignal::new(LaterPart::Away),
            workers: StoredValue::new_local(Workers::default()),
        };
        requests::watch(move |seen| match seen {
            requests::Seen::Request(address) => store.requests.update(|requests| requests.note(&address, false)),
            requests::Seen::Blocked(address) => store.requests.update(|requests| requests.note(&address, true)),
        });
        storage::watch(move |name, text| store.hear_of_work(&name, text.as_deref()));
        store.transition(|session| session.tell_day(clock::local().0));
        // Once the page has come to rest, so that all of it works without a network.
        clock::after(REST_MILLISECONDS, move || {
            if store.later.get_untracked() == LaterPart::Away {
                store.bring_later_part();
            }
        });
        store
    }

    /// Whether all of the page's program is there.
    pub fn later_part(self) -> RwSignal<LaterPart> {
        self.later
    }

    /// Has the page's later part brought for what the person waits for, unless that was done: one that did not arrive is theirs to
    /// ask for again.
    pub fn need_later_part(self) {
        self.workers.update_value(|workers| workers.needs_later_part = true);
        if self.later.get_untracked() == LaterPart::Away {
            self.bring_later_part();
        }
    }

    /// Has the page's later part brought; then hears what was said meanwhile. Where nobody waits for it, nobody is told that it did not
    /// arrive.
    pub fn bring_later_part(self) {
        self.later.set(LaterPart::Coming);
        clock::after(LATER_MILLISECONDS, move || {
            if self.later.get_untracked() == LaterPart::Coming {
                self.later.set(LaterPart::Failed("no answer in time".to_owned()));
            }
        });
        later_part::bring(move |brought| {
            // Asked for twice, the first to arrive is joined to the page for all.
            if self.later.get_untracked() == LaterPart::Here {
                return;
            }
            let is_needed = self.workers.with_value(|workers| workers.needs_later_part);
            self.later.set(match brought {
                Ok(()) => LaterPart::Here,
                Err(words) if is_needed => LaterPart::Failed(words),
                Err(_) => LaterPart::Away,
            });
            if self.later.get_untracked() == LaterPart::Here {
                let unheard = self.workers.try_update_value(|workers| std::mem::take(&mut workers.unheard));
                unheard.into_iter().flatten().for_each(|(head, bytes)| self.hear_later(&head, bytes));
            }
        });
    }

    /// Part of the state, as it changes.
    pub fn read<T: PartialEq + Send + Sync + 'static>(self, part: impl Fn(&Session) -> T + Send + Sync + 'static) -> Derived<T> {
        memo(move || self.session.with(&part))
    }

    /// Part of the state, as it is now.
    pub fn now<T>(self, part: impl FnOnce(&Session) -> T) -> T {
        self.session.with_untracked(part)
    }

    /// What the browser saw leave.
    pub fn requests(self) -> RwSignal<RequestsSeen> {
        self.requests
    }

    /// Goes through one of the session's named transitions and does what it commands.
    pub fn transition(self, transition: impl FnOnce(&mut Session)) {
        let commands = self.session.try_update(|session| {
            transition(session);
            session.take_commands()
        });
        for command in commands.unwrap_or_default() {
            self.execute(command);
        }
    }

    /// Opens a file that the person gave.
    pub fn open_file(self, file: FileHandle) {
        let (name, n_bytes) = (file.name(), file.n_bytes());
        let key = self.workers.try_update_value(|workers| {
            workers.n_files += 1;
            let key = FileKey(workers.n_files);
            workers.files.insert(key, file);
            key
        });
        if let Some(key) = key {
            self.requests.update(RequestsSeen::start_anew);
            self.transition(|session| session.open_file(key, name, n_bytes));
            // The file before stays: a failed or cancelled opening goes back to it.
            let in_use = self.now(Session::files_in_use);
            self.workers.update_value(|workers| workers.files.retain(|kept| in_use.contains(kept)));
        }
    }

    /// Opens a month of the synthetic portfolio.
    pub fn open_sample(self, month: SampleMonth) {
        self.requests.update(RequestsSeen::start_anew);
        self.transition(|session| session.open_sample(month));
    }

    fn execute(self, command: Command) {
        match command {
            Command::StartEngine => self.start_engine(),
            Command::StartTrainer(trainer) => self.start_trainer(trainer),
            Command::EndTrainer(trainer) => self.workers.update_value(|workers| {
                workers.trainers.remove(&trainer);
            }),
            Command::Send(request, file) => {
                let handle = self.workers.with_value(|workers| file.and_then(|key| workers.files.get(&key)).map(FileHandle::to_attachment));
                self.post_to_engine(&request, handle.as_slice());
            }
            Command::Save(name, pieces) => {
                if let Err(words) = files::save(&name, &pieces, "text/csv;charset=utf-8") {
                    self.transition(|session| session.saving_failed(words));
                }
            }
            Command::RecallWork { fingerprint } => {
                if let Some(text) = storage::read(Keep::Always, &work_name(fingerprint)) {
                    self.transition(|session| session.recall_work(fingerprint, &text));
                }
            }
            Command::RememberWork { fingerprint, text } => {
                let name = work_name(fingerprint);
                // Another page may have noted something meanwhile.
                let merged = merged_work_text(storage::read(Keep::Always, &name).as_deref(), text.clone());
                match storage::write(Keep::Always, &name, &merged) {
                    Err(words) => self.transition(|session| session.work_not_kept(fingerprint, words)),
                    Ok(()) if merged != text => self.transition(|session| session.recall_work(fingerprint, &merged)),
                    Ok(()) => {}
                }
            }
            Command::ForgetWork { fingerprint } => storage::remove(Keep::Always, &work_name(fingerprint)),
            Command::Fetch { fetch: id, request, key } => self.fetch_from_gemini(id, request, &key),
            Command::AbortFetch(fetch) => self.workers.update_value(|workers| {
                workers.fetches.remove(&fetch);
            }),
            Command::WakeFetch { fetch, after_ms } => {
                clock::after(i32::try_from(after_ms).unwrap_or(i32::MAX), move || self.transition(|session| session.wake_fetch(fetch)));
            }
            Command::WakeGemini { n_asked, at_ms } => {
                // Never before its time, which is in whole milliseconds.
                let wait_ms = at_ms.saturating_sub(now_ms()).saturating_add(1);
                clock::after(i32::try_from(wait_ms).unwrap_or(i32::MAX), move || {
                    self.transition(|session| session.wake_gemini(n_asked, now_ms(), random::uniform()));
                });
            }
            Command::KeepKey(None) => storage::remove(Keep::WhileTabIsOpen, KEY_NAME),
            Command::KeepKey(Some(key)) => {
                if storage::write(Keep::WhileTabIsOpen, KEY_NAME, key.reveal()).is_err() {
                    self.transition(Session::key_not_kept);
                }
            }
        }
    }

    /// Another page of this browser has kept something under this name, or taken it away.
    fn hear_of_work(self, name: &str, text: Option<&str>) {
        let Some(fingerprint) = name.strip_prefix(WORK_NAMES).and_then(|number| number.parse().ok()) else { return };
        self.transition(|session| match text {
            Some(text) => session.recall_work(fingerprint, text),
            None => session.work_let_go(fingerprint),
        });
    }

    /// Takes the key that this tab has kept, where none is at hand.
    pub fn recall_key(self) {
        if self.now(|session| session.counsel().key_hint().is_none())
            && let Some(kept) = storage::read(Keep::WhileTabIsOpen, KEY_NAME)
        {
            self.transition(|session| session.recall_key(&kept));
        }
    }

    /// Changes how and about what Gemini is talked to.
    pub fn change_counsel(self, change: impl FnOnce(&mut Counsel)) {
        self.transition(|session| session.change_counsel(random::bits(), change));
    }

    /// Sends the question that is shown.
    ///
    /// # Errors
    /// Why it is not sent.
    pub fn ask_gemini(self) -> Result<(), BeginError> {
        let mut asked = Ok(());
        self.transition(|session| asked = session.ask_gemini(now_ms()));
        asked
    }

    /// Has a model word the occasions of the mailing.
    ///
    /// # Errors
    /// Why nothing is sent.
    pub fn word_mailing(self) -> Result<(), BeginError> {
        let mut begun = Ok(());
        self.transition(|session| begun = session.word_mailing(now_ms()));
        begun
    }

    fn fetch_from_gemini(self, id: FetchId, request: gemini::HttpRequest, key: &gemini::ApiKey) {
        let request = FetchRequest {
            address: format!("{}{}", gemini::BASE, request.path),
            headers: vec![("x-goog-api-key", key.reveal().to_owned())],
            body: request.body,
        };
        let on_heard = move |heard: Heard| {
            let is_over = matches!(heard, Heard::End | Heard::Lost);
            let news = match &heard {
                Heard::Head(status, content_type) => News::Head { status: *status, content_type },
                Heard::Bytes(bytes) => News::Bytes(bytes),
                Heard::End => News::End,
                Heard::Lost => News::Lost,
            };
            self.transition(|session| session.hear_gemini(id, news, now_ms(), random::uniform()));
            if is_over {
                self.workers.update_value(|workers| {
                    workers.fetches.remove(&id);
                });
            }
        };
        let fetching = fetch(request, on_heard);
        self.workers.update_value(|workers| {
            workers.fetches.insert(id, fetching);
        });
    }

    fn post_to_engine(self, request: &Request, attachments: &[Attachment]) {
        let posted = self.workers.with_value(|workers| workers.engine.as_ref().map(|engine| engine.post(&encode(request), attachments)));
        if let Some(Err(error)) = posted {
            self.transition(|session| session.engine_crashed(error.to_string()));
        }
    }

    fn start_engine(self) {
        let on_message = move |head: Vec<u8>, attachments: Vec<Attachment>| self.hear(&head, &attachments);
        let on_crash = move |words| self.transition(|session| session.engine_crashed(words));
        self.workers.update_value(|workers| workers.engine = None);
        match EnginePort::start(on_message, on_crash).map_err(|error| error.to_string()).and_then(|engine| {
            engine.post(&encode(&WorkerRole::DataEngine), &[]).map_err(|error| error.to_string())?;
            Ok(engine)
        }) {
            Ok(engine) => self.workers.update_value(|workers| workers.engine = Some(engine)),
            Err(words) => return self.transition(|session| session.engine_crashed(words)),
        }
        clock::after(START_MILLISECONDS, move || self.transition(Session::engine_silent));
    }

    fn start_trainer(self, trainer: u32) {
        let on_message = move |head: Vec<u8>, attachments: Vec<Attachment>| self.hear(&head, &attachments);
        let on_crash = move |words| self.transition(|session| session.trainer_crashed(trainer, words));
        self.workers.update_value(|workers| {
            workers.trainers.remove(&trainer);
        });
        let started = port::new_channel().map_err(|error| error.to_string()).and_then(|(for_engine, for_trainer)| {
            let worker = EnginePort::start(on_message, on_crash).map_err(|error| error.to_string())?;
            worker.post(&encode(&WorkerRole::Trainer), &[for_trainer]).map_err(|error| error.to_string())?;
            Ok((worker, for_engine))
        });
        match started {
            Ok((worker, for_engine)) => {
                self.workers.update_value(|workers| {
                    workers.trainers.insert(trainer, worker);
                });
                self.post_to_engine(&Request::TrainerStarted { trainer }, &[for_engine]);
            }
            Err(words) => self.transition(|session| session.trainer_crashed(trainer, words)),
        }
    }

    fn hear(self, head: &[u8], attachments: &[Attachment]) {
        match decode(head) {
            Ok(EarlyReply::Ready) => self.transition(Session::engine_ready),
            Ok(EarlyReply::Requested { address, was_blocked }) => self.requests.update(|requests| requests.note(&address, was_blocked)),
            // No early one.
            Err(_) => {
                let bytes = attachments.iter().filter_map(files::attached_bytes).collect();
                if self.later.get_untracked() == LaterPart::Here {
                    self.hear_later(head, bytes);
                } else {
                    self.workers.update_value(|workers| workers.unheard.push((head.to_vec(), bytes)));
                    self.need_later_part();
                }
            }
        }
    }

    /// What only all of the page's program understands.
    fn hear_later(self, head: &[u8], bytes: Vec<Vec<u8>>) {
        let mut heard = Ok(());
        self.transition(|session| heard = late::hear(session, head, bytes));
        if let Err(error) = heard {
            self.transition(|session| session.engine_crashed(error.to_string()));
        }
    }
}

/// Milliseconds of the page's clock.
pub fn now_ms() -> u64 {
    clock::now() as u64
}
