//! The worker: one binary, two roles. The first envelope says which.

use std::cell::RefCell;
use std::rc::Rc;

use smart_loan_recovery::browser::envelope::Attachment;
use smart_loan_recovery::browser::file_reader::FileReader;
use smart_loan_recovery::browser::files::{FileHandle, bytes_attachment};
use smart_loan_recovery::browser::port::{PortHandle, PortSender};
use smart_loan_recovery::browser::requests::{self, Seen};
use smart_loan_recovery::browser::{clock, panic, worker_scope};
use smart_loan_recovery::jobs::data_engine::{DataEngine, Effect, Input};
use smart_loan_recovery::jobs::keyed::Keyed;
use smart_loan_recovery::jobs::protocol::{JobError, JobId, Reply, Request, TrainerReply, WorkerRole, decode, encode};
use smart_loan_recovery::jobs::trainer::Trainer;

fn main() {
    panic::install_worker_panic_hook();
    requests::watch(|seen| {
        let reply = match seen {
            Seen::Request(address) => Reply::Requested { address, was_blocked: false },
            Seen::Blocked(address) => Reply::Requested { address, was_blocked: true },
        };
        tell_page(&reply, &[]);
    });
    let host = Rc::new(RefCell::new(Host::default()));
    let mut role = None;
    worker_scope::on_message(move |head, attachments| match (role, decode::<WorkerRole>(&head)) {
        (None, Ok(WorkerRole::DataEngine)) => {
            role = Some(WorkerRole::DataEngine);
            tell_page(&Reply::Ready, &[]);
        }
        (None, Ok(WorkerRole::Trainer)) => {
            role = Some(WorkerRole::Trainer);
            train(attachments);
        }
        (Some(WorkerRole::DataEngine), _) => Host::hear_page(&host, &head, attachments),
        // A trainer hears only its port.
        (Some(WorkerRole::Trainer) | None, _) => {}
    });
}

fn tell_page(reply: &Reply, attachments: &[Attachment]) {
    if let Err(error) = worker_scope::post_to_page(&encode(reply), attachments) {
        web_sys::console::error_1(&error.to_string().into());
    }
}

/// The trainer's role: requests come and trees go through the port, until the page ends the worker.
fn train(attachments: Vec<Attachment>) {
    let Some(mut port) = attachments.into_iter().next().and_then(PortHandle::from_attachment) else { return };
    let outward = port.sender();
    let mut trainer = Trainer::default();
    port.on_message(move |head, _| hear_data_engine(&mut trainer, &outward, &head));
    std::mem::forget(port);
}

/// Not inlined, for its name: all that it calls is in the engine's first part, the only one that a trainer has
/// (`scripts/divide_program.mjs`).
#[inline(never)]
fn hear_data_engine(trainer: &mut Trainer, outward: &PortSender, head: &[u8]) {
    let Ok(request) = decode(head) else { return tell_page(&Reply::failed(JobId::default(), JobError::Garbled), &[]) };
    trainer.handle(request);
    while let Some(reply) = trainer.step(&clock::now) {
        if let Err(error) = outward.post(&encode(&reply), &[]) {
            web_sys::console::error_1(&error.to_string().into());
        }
    }
}

/// The data engine's role: its state machine with the files and ports that it speaks of.
#[derive(Default)]
struct Host {
    engine: DataEngine,
    files: Keyed<JobId, Rc<FileReader>>,
    trainers: Keyed<u32, PortHandle>,
}

impl Host {
    fn hear_page(host: &Rc<RefCell<Host>>, head: &[u8], attachments: Vec<Attachment>) {
        let request = match decode::<Request>(head) {
            Ok(request) => request,
            Err(error) => return tell_page(&Reply::failed(JobId::default(), error), &[]),
        };
        let attachment = attachments.into_iter().next();
        match (&request, attachment) {
            (Request::Open { job, .. }, Some(file)) => {
                let file = FileHandle::from_attachment(file);
                if let Some(file) = file {
                    host.borrow_mut().files.insert(*job, Rc::new(FileReader::new(file)));
                }
            }
            (Request::TrainerStarted { trainer }, Some(port)) => {
                let Some(mut port) = PortHandle::from_attachment(port) else { return };
                let (trainer, listener) = (*trainer, Rc::clone(host));
                port.on_message(move |head, _| Host::hear_trainer(&listener, trainer, &head));
                host.borrow_mut().trainers.insert(trainer, port);
            }
            (Request::TrainerLost { trainer }, _) => {
                host.borrow_mut().trainers.remove(trainer);
            }
            _ => {}
        }
        Host::take_in(host, Input::Request(request));
    }

    fn hear_trainer(host: &Rc<RefCell<Host>>, trainer: u32, head: &[u8]) {
        match decode::<TrainerReply>(head) {
            Ok(reply) => Host::take_in(host, Input::FromTrainer { trainer, reply }),
            Err(error) => tell_page(&Reply::failed(JobId::default(), error), &[]),
        }
    }

    fn take_in(host: &Rc<RefCell<Host>>, input: Input) {
        let effects = host.borrow_mut().engine.handle(input, clock::now());
        for effect in effects {
            match effect {
                Effect::Reply { reply, attachments } => {
                    let attachments: Vec<Attachment> = attachments.iter().map(|bytes| bytes_attachment(bytes)).collect();
                    tell_page(&reply, &attachments);
                }
                Effect::ToTrainer { trainer, request } => {
                    let refused = host.borrow().trainers.get(&trainer).map(|port| port.post(&encode(&request), &[]));
                    if let Some(Err(error)) = refused {
                        web_sys::console::error_1(&error.to_string().into());
                    }
                }
                Effect::ReadFile { job, file, offset, n_bytes } => Host::read(host, job, file, offset, n_bytes),
                Effect::Continue(job) => {
                    let host = Rc::clone(host);
                    worker_scope::later(move || Host::take_in(&host, Input::Continue { job }));
                }
                Effect::ForgetFile(job) => {
                    host.borrow_mut().files.remove(&job);
                }
            }
        }
    }

    fn read(host: &Rc<RefCell<Host>>, job: JobId, file: JobId, offset: u64, n_bytes: u64) {
        let (host, handle) = (Rc::clone(host), host.borrow().files.get(&file).cloned());
        wasm_bindgen_futures::spawn_local(async move {
            let bytes = match handle {
                Some(handle) => handle.read(offset, n_bytes).await,
                None => Err("no file".to_owned()),
            };
            Host::take_in(&host, Input::Piece { job, bytes });
        });
    }
}
