//! Drafts of messages to borrowers without a network: templates as data, filled with facts and never with guesses. Comes in: what is
//! done and offered, the channel, the language, and typed facts. Goes out: a text that fits its channel, or what is missing.
//!
//! ```text
//! DraftRequest ─▶ message ─▶ texts ─▶ template ─▶ fitting ─▶ Draft
//!                 which       language's files     DraftFacts ─▶ values      length
//! ```
//!
//! The texts lie beside the code: a folder for each language, a file for each archetype and stage, and three that all share. A
//! language more is a folder and a row in `language.rs`.

mod channel;
mod compose;
mod draft_text;
mod facts;
mod fitting;
mod jurisdiction;
mod language;
mod length;
mod message;
mod occasion;
mod plan_words;
mod slot;
mod slots_filled;
mod template;
mod values;

pub use channel::MessageChannel;
pub use compose::{DraftRequest, LEAST_DEADLINE_DAYS, LEAST_DEADLINE_DAYS_IN_CARE, NoDraft, draft};
pub use draft_text::Draft;
pub use facts::{BorrowerName, DraftFacts, DraftPlan, SettlementFacts};
pub use jurisdiction::Jurisdiction;
pub use language::Language;
pub use length::{LengthUnit, MessageLength, measure};
pub use occasion::Occasion;
pub use plan_words::plan_in_words;
pub use slot::Slot;
pub use slots_filled::{fill_slots, known_slots};
