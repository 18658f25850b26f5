//! What is written and said to borrowers. Comes in: what the plan decided, facts of a loan, and what a person writes. Goes out: drafts,
//! what is wrong with them, the bytes of a request to Gemini, and answers. Knows no browser: the network, the clock and random numbers
//! are given.
//!
//! ```text
//! plan, facts ─▶ loan_message ─▶ drafts ─▶ draft ─▶ text ─▶ figures ─▶ conduct ─▶ Report: findings, and whether it may be copied
//!            └▶ counsel ─▶ redaction ─▶ gemini ─▶ answer ─▶ counsel: a draft for the same checks, or Markdown
//! ```

pub mod conduct;
pub mod counsel;
pub mod desk;
pub mod drafts;
pub mod figures;
pub mod gemini;
pub mod loan_message;
pub mod redaction;
pub mod text;
