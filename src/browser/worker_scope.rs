//! The worker's side of its link with the page: envelopes in, envelopes out.
//! To be used inside a worker only; it knows nothing of what the envelopes mean.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::envelope::{self, Attachment, PostError};

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Posts an envelope to the page. Attached buffers and ports are gone from here afterwards.
///
/// # Errors
/// The browser cannot clone or transfer an attachment.
pub fn post_to_page(head: &[u8], attachments: &[Attachment]) -> Result<(), PostError> {
    let (message, transfer) = envelope::seal(head, attachments)?;
    scope().post_message_with_transfer(&message, &transfer).map_err(|error| PostError(envelope::describe(&error)))
}

/// Calls `handler` with every envelope from the page for as long as the worker lives; anything else is passed over.
/// To be called before the worker's `main` returns: what arrived earlier is delivered right after it.
pub fn on_message(mut handler: impl FnMut(Vec<u8>, Vec<Attachment>) + 'static) {
    let closure = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some((head, attachments)) = envelope::open(&event.data()) {
            handler(head, attachments);
        }
    });
    scope().set_onmessage(Some(closure.as_ref().unchecked_ref()));
    closure.forget();
}

/// Calls `action` once the messages that have arrived are dealt with.
pub fn later(action: impl FnOnce() + 'static) {
    let closure = Closure::once_into_js(action);
    // Every worker has timers.
    let _ = scope().set_timeout_with_callback_and_timeout_and_arguments_0(closure.unchecked_ref(), 0);
}

/// Tells the page that this worker has crashed; the page then ends it.
pub(super) fn post_crash(text: &str) {
    let message: JsValue = envelope::crash_message(text).into();
    // A crash has nobody left to tell if even this fails; the page then hears of it through the worker's error event.
    let _ = scope().post_message(&message);
}
