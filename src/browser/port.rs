//! One end of a private channel between two workers, so that columns need not pass through the page.
//! Envelopes go in and come out; it knows nothing of what they mean.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{MessageChannel, MessageEvent, MessagePort};

use super::envelope::{self, Attachment, PostError};

/// One end of a channel. Dropping it closes the channel.
pub struct PortHandle {
    port: MessagePort,
    on_message: Option<Closure<dyn FnMut(MessageEvent)>>,
}

impl PortHandle {
    /// The end that came attached to a message; `None` where the attachment is something else.
    pub fn from_attachment(attachment: Attachment) -> Option<PortHandle> {
        let port = attachment.dyn_into::<MessagePort>().ok()?;
        Some(PortHandle { port, on_message: None })
    }

    /// Posts an envelope to the other end. Attached buffers and ports are gone from here afterwards.
    ///
    /// # Errors
    /// The browser cannot clone or transfer an attachment.
    pub fn post(&self, head: &[u8], attachments: &[Attachment]) -> Result<(), PostError> {
        post(&self.port, head, attachments)
    }

    /// A way to post that the listener itself can keep.
    pub fn sender(&self) -> PortSender {
        PortSender { port: self.port.clone() }
    }

    /// Calls `handler` with every envelope from the other end, those that arrived earlier among them.
    /// Anything else that arrives is passed over. A second call takes the place of the first.
    pub fn on_message(&mut self, mut handler: impl FnMut(Vec<u8>, Vec<Attachment>) + 'static) {
        let closure = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some((head, attachments)) = envelope::open(&event.data()) {
                handler(head, attachments);
            }
        });
        self.port.set_onmessage(Some(closure.as_ref().unchecked_ref()));
        self.on_message = Some(closure);
    }
}

impl Drop for PortHandle {
    fn drop(&mut self) {
        self.port.set_onmessage(None);
        self.port.close();
    }
}

/// Posts to the other end of a channel from inside its own listener.
pub struct PortSender {
    port: MessagePort,
}

impl PortSender {
    /// As [`PortHandle::post`].
    ///
    /// # Errors
    /// The browser cannot clone or transfer an attachment.
    pub fn post(&self, head: &[u8], attachments: &[Attachment]) -> Result<(), PostError> {
        post(&self.port, head, attachments)
    }
}

fn post(port: &MessagePort, head: &[u8], attachments: &[Attachment]) -> Result<(), PostError> {
    let (message, transfer) = envelope::seal(head, attachments)?;
    port.post_message_with_transferable(&message, &transfer).map_err(|error| PostError(envelope::describe(&error)))
}

/// The two ends of a new channel, to be attached to a message each.
///
/// # Errors
/// The browser has no channels.
pub fn new_channel() -> Result<(Attachment, Attachment), PostError> {
    let channel = MessageChannel::new().map_err(|error| PostError(envelope::describe(&error)))?;
    Ok((channel.port1().into(), channel.port2().into()))
}
