//! What may leave the machine. Comes in: texts, facts of a borrower, the values of columns that identify people. Goes out: texts in
//! which placeholders and pseudonyms stand for whatever names a person, facts rounded until they fit many, and names put back
//! into what returns. Knows nothing of requests.

mod folded;
mod check_digits;
mod kind;
mod numbers;
mod addresses;
mod codes;
mod api_keys;
mod known_values;
mod pseudonyms;
mod scrubber;
mod quoted;
mod facts;
mod few;

pub use api_keys::without_api_keys;
pub use facts::{CaseFacts, FactField, SharedFact, facts_text, shared_facts};
pub use few::{Headcount, LEAST_BORROWERS, left_out, left_out_of_groups};
pub use kind::PrivateKind;
pub use known_values::{KnownValues, ValueCollector};
pub use pseudonyms::Pseudonyms;
pub use quoted::{DATA_RULE, LONGEST_QUOTE, QUOTE, plain_text, quoted_data};
pub use scrubber::{Removed, Scrubbed, Scrubber};
