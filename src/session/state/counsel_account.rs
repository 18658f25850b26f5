//! What was agreed to, what left, and what it has cost in this visit.

use super::Session;
use super::counsel::Counsel;
use crate::advisor::gemini::ModelName;
use crate::advisor::redaction::FactField;

/// What the person agreed to send in this visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Agreed {
    fields: Vec<FactField>,
    is_of_borrowers: bool,
}

/// What a request was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentKind {
    /// An answer.
    Question,
    /// A number of tokens.
    Count,
}

/// A request that left, for the person's own account; nothing of what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentRequest {
    /// What it was for.
    pub kind: SentKind,
    /// Bytes of its body.
    pub n_bytes: usize,
    /// The model that was asked.
    pub model: ModelName,
    /// Which figures of a borrower were in it.
    pub fields: Vec<FactField>,
}

impl Counsel {
    /// Tokens of the visit, over all conversations, those that were begun anew among them.
    pub fn n_tokens(&self) -> u64 {
        self.spending.usage().total
    }

    /// How many tokens the conversation takes, by its last answer, and how many the model reads; `None` while either is not known.
    pub fn room(&self) -> Option<(u64, u64)> {
        let turns = self.talk()?.conversation.turns();
        let usage = turns.iter().rev().map(|turn| turn.answer().usage()).find(|usage| usage.prompt > 0)?;
        Some((usage.prompt.saturating_add(usage.answer), self.most_tokens()?))
    }

    /// How many tokens the model reads; `None` where its list does not say.
    pub fn most_tokens(&self) -> Option<u64> {
        let model = self.model()?;
        self.models.iter().find(|listed| listed.name == model).map(|listed| listed.input_tokens).filter(|n_tokens| *n_tokens > 0)
    }

    /// Whether the person has not yet agreed to send so much.
    pub fn needs_consent(&self) -> bool {
        let is_of_borrower = self.brief().is_some_and(|brief| brief.about.is_one_borrower());
        let is_covered =
            |agreed: &Agreed| !is_of_borrower || agreed.is_of_borrowers && self.ticked.iter().all(|field| agreed.fields.contains(field));
        !self.agreed.as_ref().is_some_and(is_covered)
    }

    /// The fields that the next question tells of.
    fn told_fields(&self) -> Vec<FactField> {
        let facts = self.brief().into_iter().flat_map(|brief| &brief.facts).map(|fact| fact.field);
        facts.filter(|field| self.ticked.contains(field)).collect()
    }
}

impl Session {
    /// The person agrees that so much is sent, for this visit.
    pub fn agree_to_send(&mut self) {
        let is_of_borrower = self.counsel.brief().is_some_and(|brief| brief.about.is_one_borrower());
        let before = self.counsel.agreed.take();
        let is_of_borrowers = is_of_borrower || before.as_ref().is_some_and(|agreed| agreed.is_of_borrowers);
        let fields = if is_of_borrower { self.counsel.ticked.clone() } else { before.map(|agreed| agreed.fields).unwrap_or_default() };
        self.counsel.agreed = Some(Agreed { fields, is_of_borrowers });
    }

    /// For the account of what was sent.
    pub(super) fn note_sent(&mut self, kind: SentKind, model: ModelName, n_bytes: usize) {
        self.note_sent_with(kind, model, n_bytes, self.counsel.told_fields());
    }

    /// The same, of a request that has told these figures of a borrower.
    pub(super) fn note_sent_with(&mut self, kind: SentKind, model: ModelName, n_bytes: usize, fields: Vec<FactField>) {
        self.counsel.sent.push(SentRequest { kind, n_bytes, model, fields });
    }
}
