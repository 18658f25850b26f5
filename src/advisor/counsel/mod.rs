//! What Gemini is asked, and what its answers are worth. Comes in: what the plan and the file say of a borrower or of a group. Goes out:
//! instructions, facts in bands, and answers read as drafts or as Markdown, with the figures marked that nobody has told.
//!
//! ```text
//! Brief ─▶ prompts ─▶ gemini::Outgoing ─▶ (network) ─▶ gemini::Answer ─▶ drafted | markdown ─▶ figures nobody told
//! ```

mod brief;
mod drafted;
mod manner;
mod markdown;
mod prompts;
mod untold;
mod wishes;

pub use brief::{About, Brief, BriefPerson, BriefPlan};
pub use drafted::{Drafted, NotADraft, draft_schema, read_draft};
pub use manner::Manner;
pub use markdown::{Block, Inline, read_markdown};
pub use prompts::{PROMPT_VERSION, facts_block, instruction, quick_questions, translation_question};
pub use untold::untold_figures;
pub use wishes::{AnswerLength, DraftTone};
