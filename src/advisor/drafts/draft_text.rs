use serde::{Deserialize, Serialize};

use super::channel::MessageChannel;
use super::language::Language;
use super::length::{MessageLength, measure};
use super::slot::Slot;
use super::values::clean;

/// A draft for a person to read, change and send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The way it goes.
    pub channel: MessageChannel,
    /// The language it is in.
    pub language: Language,
    /// The subject of an e-mail.
    pub subject: Option<String>,
    /// The text. An empty line divides paragraphs; in a call script the parts between which the borrower speaks.
    pub body: String,
    /// How long the text is.
    pub length: MessageLength,
    /// Which facts it states, each once.
    pub stated: Vec<Slot>,
}

impl Draft {
    /// The text as it is copied: an e-mail begins with its subject.
    pub fn text(&self) -> String {
        match &self.subject {
            Some(subject) => format!("Subject: {subject}\n\n{}", self.body),
            None => self.body.clone(),
        }
    }

    /// The same draft with the borrower's name in place of `{borrower_name}`.
    pub fn with_name(&self, name: &str) -> Draft {
        let name = clean(name);
        let filled = |text: &str| text.replace(&name_token(), &name);
        let body = filled(&self.body);
        Draft { subject: self.subject.as_deref().map(filled), length: measure(self.channel, &body), body, ..self.clone() }
    }
}

/// What stands in a draft whose name is filled in later.
pub(super) fn name_token() -> String {
    format!("{{{}}}", Slot::BorrowerName.name())
}
