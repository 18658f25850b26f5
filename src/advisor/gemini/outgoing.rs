//! What leaves the machine, whole: the only thing that can be sent, and what a person is shown before.

use super::model_name::ModelName;
use super::request::{Content, GenerateRequest, Role};
use crate::advisor::redaction::{Removed, Scrubber};

/// Roughly five thousand tokens.
const LONG_BYTES: usize = 20_000;

/// A question with all that goes along, scrubbed. Nothing else makes the body of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    model: ModelName,
    request: GenerateRequest,
    removed: Vec<Removed>,
}

impl Outgoing {
    /// Scrubs what the person, the prompts and the file say. A model's own parts stay as they were: they answer what was scrubbed,
    /// and their signatures hold only unchanged.
    pub fn new(model: ModelName, mut request: GenerateRequest, scrubber: Scrubber<'_>) -> Outgoing {
        let mut removed = Vec::new();
        let said_here = request.contents.iter_mut().filter(|content| content.role != Some(Role::Model));
        for content in request.system_instruction.iter_mut().chain(said_here) {
            scrub_content(content, scrubber, &mut removed);
        }
        Outgoing { model, request, removed }
    }

    /// The model that is asked.
    pub fn model(&self) -> &ModelName {
        &self.model
    }

    /// The body, byte for byte as it is sent.
    pub fn body(&self) -> String {
        self.request.body()
    }

    /// Whether it is so long that its tokens are counted, and shown, before it is sent.
    pub fn is_long(&self) -> bool {
        self.body().len() > LONG_BYTES
    }

    /// What was taken out.
    pub fn removed(&self) -> &[Removed] {
        &self.removed
    }

    /// The question as it is sent.
    pub fn question(&self) -> &str {
        let last = self.request.contents.last().and_then(|content| content.parts.last());
        last.and_then(|part| part.get("text")).and_then(|text| text.as_str()).unwrap_or_default()
    }

    /// All that was said.
    pub(super) fn contents(&self) -> &[Content] {
        &self.request.contents
    }

    /// Asks for the next piece of an answer, or from its beginning.
    pub(super) fn set_continuation(&mut self, token: Option<String>) {
        self.request.continuation_token = token;
    }
}

fn scrub_content(content: &mut Content, scrubber: Scrubber<'_>, removed: &mut Vec<Removed>) {
    for part in &mut content.parts {
        if let Some(text) = part.get_mut("text")
            && let Some(original) = text.as_str()
        {
            let scrubbed = scrubber.scrub(original);
            removed.extend(scrubbed.removed);
            *text = scrubbed.text.into();
        }
    }
}
