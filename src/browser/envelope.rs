//! The one shape of every message between page and workers: `{ head: Uint8Array, attachments: [...] }`.
//! The head is bytes of the protocol's own; what bytes cannot carry (a `File`, a buffer, a port) is attached.
//! Knows nothing of what the bytes mean.

use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessagePort;

/// What bytes cannot carry: a `File` or a `Blob` (cloned: both sides keep it), an `ArrayBuffer` or a `MessagePort`
/// (transferred: only the receiver has it afterwards).
pub type Attachment = JsValue;

/// A message that the browser would not take, with its own words: an attachment that can be neither cloned nor transferred.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the browser refused the message: {0}")]
pub struct PostError(pub String);

/// What a JavaScript value says about itself: an error's `name: message`, a text, or its debug form.
pub(super) fn describe(value: &JsValue) -> String {
    match value.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.to_string()),
        None => value.as_string().unwrap_or_else(|| format!("{value:?}")),
    }
}

/// A message and what is transferred with it: the head's buffer, and every attached buffer and port.
pub(super) fn seal(head: &[u8], attachments: &[Attachment]) -> Result<(Object, Array), PostError> {
    let head = Uint8Array::from(head);
    let transfer = Array::of1(&head.buffer());
    for attachment in attachments {
        if attachment.is_instance_of::<ArrayBuffer>() || attachment.is_instance_of::<MessagePort>() {
            transfer.push(attachment);
        }
    }
    let message = Object::new();
    set(&message, "head", &head)?;
    set(&message, "attachments", &attachments.iter().collect::<Array>())?;
    Ok((message, transfer))
}

/// The head and the attachments of a received message; `None` where it is not an envelope.
pub(super) fn open(message: &JsValue) -> Option<(Vec<u8>, Vec<Attachment>)> {
    let head = get(message, "head")?.dyn_into::<Uint8Array>().ok()?;
    let attachments = get(message, "attachments")?.dyn_into::<Array>().ok()?;
    Some((head.to_vec(), attachments.iter().collect()))
}

/// The message by which a worker says that it has crashed.
pub(super) fn crash_message(text: &str) -> Object {
    let message = Object::new();
    // On a fresh object this cannot fail, and a crash has nobody left to tell.
    let _ = set(&message, "crash", &JsValue::from_str(text));
    message
}

/// The words of a crash message; `None` where it is not one.
pub(super) fn crash_text(message: &JsValue) -> Option<String> {
    get(message, "crash")?.as_string()
}

fn set(object: &Object, name: &str, value: &JsValue) -> Result<(), PostError> {
    Reflect::set(object, &JsValue::from_str(name), value).map(|_| ()).map_err(|error| PostError(describe(&error)))
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok()
}
