//! What leaves the machine, whole: the only thing that can be sent, and what a person is shown before.

use serde_json::Value;

use super::model_name::ModelName;
use super::request::{Content, GenerateRequest, Role};
use crate::advisor::redaction::{KnownValues, Pseudonyms, QUOTE, Removed, Scrubber};

/// Roughly six thousand tokens.
const LONG_BYTES: usize = 24_000;

/// A question with all that goes along, scrubbed. Nothing else makes the body of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    model: ModelName,
    request: GenerateRequest,
    removed: Vec<Removed>,
}

impl Outgoing {
    /// Scrubs what the person and the file say. In what the app itself says, its instructions and all parts before a question, only
    /// what has a private form is looked for: a borrower whose number is 20000 must not take every `20,000` out of the facts. A
    /// model's own parts stay as they were: they answer what was scrubbed, and their signatures hold only unchanged.
    pub fn new(model: ModelName, mut request: GenerateRequest, scrubber: Scrubber<'_>) -> Outgoing {
        let mut removed = Vec::new();
        let (nothing, nobody) = (KnownValues::default(), Pseudonyms::new(0));
        let own = Scrubber { known: &nothing, people: &nobody };
        for part in request.system_instruction.iter_mut().flat_map(|content| &mut content.parts) {
            scrub_part(part, &|_| own, &mut removed);
        }
        for content in request.contents.iter_mut().filter(|content| content.role != Some(Role::Model)) {
            if let Some((question, facts)) = content.parts.split_last_mut() {
                // What stands in a quotation is the file's.
                let by_line = |line: &str| if line.starts_with(QUOTE) { scrubber } else { own };
                facts.iter_mut().for_each(|part| scrub_part(part, &by_line, &mut removed));
                scrub_part(question, &|_| scrubber, &mut removed);
            }
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

/// Scrubs a part's text line by line, each with the scrubber for it.
fn scrub_part<'a>(part: &mut Value, scrubber: &dyn Fn(&str) -> Scrubber<'a>, removed: &mut Vec<Removed>) {
    let Some(text) = part.get_mut("text") else { return };
    let Some(original) = text.as_str() else { return };
    let first = scrubber(original);
    let is_alike = original.lines().all(|line| std::ptr::eq(scrubber(line).known, first.known));
    // A name may go over the end of a line.
    let pieces: Vec<&str> = if is_alike { vec![original] } else { original.split('\n').collect() };
    let scrubbed: Vec<String> = pieces
        .into_iter()
        .map(|piece| {
            let scrubbed = scrubber(piece).scrub(piece);
            removed.extend(scrubbed.removed);
            scrubbed.text
        })
        .collect();
    *text = scrubbed.join("\n").into();
}
