//! A worker as the page sees it: started, spoken to in envelopes, told of its crash, and ended by dropping it.
//! Knows nothing of what the envelopes mean or which role the worker has.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, JSON};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, ErrorEvent, Event, HtmlLinkElement, MessageEvent, Url, Worker, WorkerOptions, WorkerType};

use super::envelope::{self, Attachment, PostError};

/// Why a worker could not be started.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StartError {
    /// index.html does not say where the engine is: it was not built by the project's own commands.
    #[error("no <link rel=\"{0}\"> in the page")]
    NoAddress(&'static str),
    /// The browser refused to make a worker, in its own words.
    #[error("the browser refused the worker: {0}")]
    Refused(String),
}

/// What is called, once, when the worker has crashed.
type OnCrash = Rc<RefCell<Option<Box<dyn FnOnce(String)>>>>;

/// A running worker. Dropping it ends the worker at once, whatever it is doing.
pub struct EnginePort {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl EnginePort {
    /// Starts a worker with the engine in it. It may be posted to at once: what arrives before the engine listens is kept.
    ///
    /// `on_message` gets every envelope from the worker. `on_crash` is called at most once, with technical words, if the engine
    /// cannot be loaded, panics or throws; the worker is then of no more use. Either may drop the port.
    ///
    /// # Errors
    /// The page does not say where the engine is, or the browser makes no worker.
    pub fn start(
        on_message: impl FnMut(Vec<u8>, Vec<Attachment>) + 'static,
        on_crash: impl FnOnce(String) + 'static,
    ) -> Result<EnginePort, StartError> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name("engine");
        let worker = Worker::new_with_options(&bootstrap_address()?, &options).map_err(refused)?;

        let on_crash: OnCrash = Rc::new(RefCell::new(Some(Box::new(on_crash))));
        let on_message = listen_for_envelopes(on_message, Rc::clone(&on_crash));
        let on_error = listen_for_errors(on_crash);
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(EnginePort { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Posts an envelope to the worker. Attached buffers and ports are gone from the page afterwards.
    ///
    /// # Errors
    /// The browser cannot clone or transfer an attachment.
    pub fn post(&self, head: &[u8], attachments: &[Attachment]) -> Result<(), PostError> {
        let (message, transfer) = envelope::seal(head, attachments)?;
        self.worker.post_message_with_transfer(&message, &transfer).map_err(|error| PostError(envelope::describe(&error)))
    }
}

impl Drop for EnginePort {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.set_onmessageerror(None);
        self.worker.terminate();
    }
}

fn refused(error: JsValue) -> StartError {
    StartError::Refused(envelope::describe(&error))
}

fn report_crash(on_crash: &OnCrash, text: String) {
    // Taken out before it is called: it may drop the port, and with it this very cell's other holders.
    let once = on_crash.borrow_mut().take();
    if let Some(on_crash) = once {
        on_crash(text);
    }
}

fn listen_for_envelopes(
    mut on_message: impl FnMut(Vec<u8>, Vec<Attachment>) + 'static,
    on_crash: OnCrash,
) -> Closure<dyn FnMut(MessageEvent)> {
    Closure::new(move |event: MessageEvent| {
        let message = event.data();
        if let Some((head, attachments)) = envelope::open(&message) {
            on_message(head, attachments);
        } else {
            let text = envelope::crash_text(&message).unwrap_or_else(|| "a message that is no envelope".to_owned());
            report_crash(&on_crash, text);
        }
    })
}

fn listen_for_errors(on_crash: OnCrash) -> Closure<dyn FnMut(Event)> {
    Closure::new(move |event: Event| {
        let text = match event.dyn_ref::<ErrorEvent>() {
            Some(error) => error.message(),
            None => format!("the worker's {} event", event.type_()),
        };
        report_crash(&on_crash, text);
    })
}

/// The address of the blob that starts every worker: made once and kept, it is about two kilobytes.
fn bootstrap_address() -> Result<String, StartError> {
    thread_local! {
        static ADDRESS: RefCell<Option<String>> = const { RefCell::new(None) };
    }
    if let Some(address) = ADDRESS.with_borrow(Clone::clone) {
        return Ok(address);
    }
    let source = include_str!("engine_bootstrap.js")
        .replace("ENGINE_SCRIPT", &quoted(&linked_address("engine-script")?))
        .replace("ENGINE_WASM", &quoted(&linked_address("engine-wasm")?))
        // What is built for development is not divided.
        .replace("ENGINE_LATER", &linked_address("engine-later").map_or("null".to_owned(), |address| quoted(&address)));
    let options = BlobPropertyBag::new();
    options.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(&source)), &options).map_err(refused)?;
    let address = Url::create_object_url_with_blob(&blob).map_err(refused)?;
    ADDRESS.set(Some(address.clone()));
    Ok(address)
}

/// Where a part of the program is, as an absolute address: index.html says it relative to itself, so that any sub-path works.
pub(super) fn linked_address(rel: &'static str) -> Result<String, StartError> {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector(&format!("link[rel=\"{rel}\"]")).ok().flatten())
        .and_then(|element| element.dyn_into::<HtmlLinkElement>().ok())
        .map(|link| link.href())
        .ok_or(StartError::NoAddress(rel))
}

/// A text as a JavaScript literal.
fn quoted(text: &str) -> String {
    JSON::stringify(&JsValue::from_str(text)).map(String::from).unwrap_or_default()
}
