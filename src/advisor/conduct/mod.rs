//! Rules of conduct: what a draft may not say, what it must say, when it may go. Comes in: a draft, facts and plans of its loan, a
//! jurisdiction's pack. Goes out: findings with their places, and whether the draft may be copied. No language model has a part in it.
//!
//! ```text
//! Draft, DraftFacts, Plans, Pack ─▶ case ─▶ one file for each family of rules ─▶ Report
//! packs/*.json, or a person's file ─▶ pack_file (all that is wrong with it) ─▶ pack, lexicon ─▶ pattern, negation
//! ```
//!
//! The words are data (`packs/`), the rules are code. Findings count code points of the draft as it was written.

mod addresses;
mod case;
mod contact_time;
mod draft;
mod facts;
mod identifiers;
mod identity;
mod impersonation;
mod innocent;
mod language;
mod legal;
mod lexicon;
mod limits;
mod money;
mod negation;
mod pack;
mod pack_fields;
mod pack_file;
mod pack_load;
mod pattern;
mod pressure;
mod privacy;
mod reasons;
mod report;
mod rule;
mod stops;
mod strictness;
mod threats;
mod transliteration;
mod wording;
mod zones;

pub use draft::{Channel, Draft, Language, PlannedTime};
pub use facts::{DraftFacts, FactError, FactKind, FactValue, KNOWN_FACTS, Plans};
pub use limits::Limits;
pub use pack::{ContactWindow, Effect, Effects, Jurisdiction, OwnPhrase, Pack, Source};
pub use pack_fields::PackError;
pub use report::{CopyState, Override, Report};
pub use rule::{Finding, Rule, Severity};
pub use strictness::hours_text;
pub use zones::{Daylight, Zone};

use case::Case;

/// Holds a draft against all rules. Deterministic: the same draft, facts, plans and pack give the same report.
pub fn check(draft: &Draft, facts: &DraftFacts, plans: &Plans, pack: &Pack) -> Report {
    let mut case = Case::new(draft, facts, plans, pack);
    contact_time::check(&mut case);
    threats::check(&mut case);
    impersonation::check(&mut case);
    legal::check(&mut case);
    privacy::check(&mut case);
    identity::check(&mut case);
    money::check(&mut case);
    stops::check(&mut case);
    pressure::check(&mut case);
    language::check(&mut case);
    identifiers::check(&mut case);
    addresses::check(&mut case);
    wording::check(&mut case);
    Report { findings: case.into_findings() }
}
