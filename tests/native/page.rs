//! A session with a real data engine and real trainers behind its commands, which the test can let crash.

use std::collections::BTreeMap;

use crate::harness::Harness;
use smart_loan_recovery::jobs::protocol::{Reply, Request};
use smart_loan_recovery::session::work_log_text::merged_work_text;
use smart_loan_recovery::session::{Command, FileKey, Session};

/// See the module.
pub struct Page {
    pub session: Session,
    /// `None` after a crash, until the session starts another.
    pub engine: Option<Harness>,
    pub files: BTreeMap<FileKey, Vec<u8>>,
    /// Every command so far, in order, but for those about what this machine keeps.
    pub commands: Vec<Command>,
    /// What the person was handed.
    pub saved: Vec<(String, Vec<u8>)>,
    /// What this machine keeps of the work, by the columns of its files.
    pub kept: BTreeMap<u64, String>,
    /// Why the browser keeps nothing.
    pub refusal: Option<String>,
}

impl Page {
    /// As the page starts, with all workers up.
    pub fn new(n_trainers: u32) -> Page {
        let session = Session::new(n_trainers);
        let (files, kept) = (BTreeMap::new(), BTreeMap::new());
        let mut page = Page { session, engine: None, files, commands: Vec::new(), saved: Vec::new(), kept, refusal: None };
        page.run();
        page
    }

    /// The person drops a file.
    pub fn drop_file(&mut self, name: &str, bytes: &[u8]) {
        let key = FileKey(self.files.len() as u64 + 1);
        self.files.insert(key, bytes.to_vec());
        self.session.open_file(key, name.to_owned(), bytes.len() as u64);
        self.obey();
    }

    /// Does what the session commands, but lets nothing come back yet.
    pub fn obey(&mut self) {
        for command in self.session.take_commands() {
            if !matches!(command, Command::RecallWork { .. } | Command::RememberWork { .. } | Command::ForgetWork { .. }) {
                self.commands.push(command.clone());
            }
            match command {
                Command::StartEngine => {
                    self.engine = Some(Harness::new(0));
                    self.session.receive(Reply::Ready, Vec::new());
                }
                Command::StartTrainer(trainer) => self.with_engine(|engine| engine.start_trainer(trainer)),
                Command::EndTrainer(trainer) => self.with_engine(|engine| {
                    if engine.trainers().contains(&trainer) {
                        engine.take_trainer(trainer);
                    }
                }),
                Command::Send(request, file) => {
                    let bytes = file.and_then(|key| self.files.get(&key).cloned());
                    self.with_engine(|engine| {
                        if let (Request::Open { job, .. }, Some(bytes)) = (&request, bytes) {
                            engine.files.insert(*job, bytes);
                        }
                        engine.send(request);
                    });
                }
                Command::Save(name, pieces) => self.saved.push((name, pieces.concat())),
                Command::RecallWork { fingerprint } => {
                    if let Some(text) = self.kept.get(&fingerprint) {
                        self.session.recall_work(fingerprint, text);
                    }
                }
                Command::RememberWork { fingerprint, text } => match &self.refusal {
                    Some(words) => self.session.work_not_kept(fingerprint, words.clone()),
                    None => {
                        let merged = merged_work_text(self.kept.get(&fingerprint).map(String::as_str), text.clone());
                        if merged != text {
                            self.session.recall_work(fingerprint, &merged);
                        }
                        self.kept.insert(fingerprint, merged);
                    }
                },
                Command::ForgetWork { fingerprint } => drop(self.kept.remove(&fingerprint)),
                // What goes to another host is the test's to answer.
                Command::Fetch { .. }
                | Command::AbortFetch(_)
                | Command::WakeFetch { .. }
                | Command::WakeGemini { .. }
                | Command::KeepKey(_) => {}
            }
        }
    }

    fn with_engine(&mut self, act: impl FnOnce(&mut Harness)) {
        if let Some(engine) = &mut self.engine {
            act(engine);
        }
    }

    /// Lets what has been answered so far arrive.
    pub fn hear(&mut self) -> bool {
        let replies = self.engine.as_mut().map_or(Vec::new(), Harness::take_replies_with_bytes);
        let has_any = !replies.is_empty();
        for (reply, bytes) in replies {
            self.session.receive(reply, bytes);
        }
        self.obey();
        has_any
    }

    /// One piece of a file and one tree of each trainer.
    pub fn step(&mut self) {
        self.obey();
        self.with_engine(|engine| {
            engine.read_step();
            engine.continue_step();
            engine.trainers().into_iter().for_each(|trainer| {
                engine.grow_step(trainer);
            });
        });
        self.hear();
    }

    /// Until nothing more comes.
    pub fn run(&mut self) {
        loop {
            self.obey();
            self.with_engine(Harness::run);
            if !self.hear() {
                return;
            }
        }
    }

    pub fn crash_engine(&mut self) {
        self.engine = None;
        self.session.engine_crashed("unreachable executed".to_owned());
        self.obey();
    }

    pub fn crash_trainer(&mut self, trainer: u32) {
        self.with_engine(|engine| {
            if engine.trainers().contains(&trainer) {
                engine.take_trainer(trainer);
            }
        });
        self.session.trainer_crashed(trainer, "out of memory".to_owned());
        self.obey();
    }

    /// The commands since the last call.
    pub fn take_commands(&mut self) -> Vec<Command> {
        self.obey();
        std::mem::take(&mut self.commands)
    }
}
