//! What a collections department decides once, for all borrowers: bands, the table of treatments, rules that come before it, when
//! people may be reached, and what is assumed. Comes in: a policy from a form or a JSON file. Goes out: a [`ValidPolicy`], or all
//! that is wrong with it. Knows no borrower.

mod check;
mod fields;
mod json;
mod number_text;
mod problem;
mod read;
mod write;

use serde::{Deserialize, Serialize};

pub use check::ValidPolicy;
pub use fields::{FieldKind, PolicyField};
pub use json::repeated_fields;
pub use problem::{PolicyError, PolicyProblem, ProblemKind, ValueKind};

use super::assumptions::Assumptions;
use super::cut_offs::CutOffs;
use super::treatment_table::TreatmentTable;
use crate::quantity::Money;

/// A policy as data, checked or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// What people call it; 1 to 80 characters.
    pub name: String,
    /// Which version of it; from 1.
    pub version: u32,
    /// Where the bands of the score end.
    pub bands: Bands,
    /// What is done in each band, for each archetype and stage.
    pub table: TreatmentTable,
    /// What comes before the table.
    pub rules: OverrideRules,
    /// When and how often borrowers may be reached.
    pub contact: ContactLimits,
    /// What treating costs and brings: assumed, not learned.
    pub assumptions: Assumptions,
}

/// Where the bands end, in steps of 0.0001 as [`CutOffs`] has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bands {
    /// Scores below it get a reminder.
    pub settlement: u16,
    /// Scores above it are for legal review.
    pub legal: u16,
}

/// Settings of the rules that come before the table. That a dispute, vulnerability, death, insolvency or a legal hold blocks
/// automated treatment is no setting: nothing turns it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverrideRules {
    /// A loan that has ended gets no step: its outcome's words say that it was repaid, settled or closed, or nothing is owed.
    pub leave_out_ended: bool,
    /// Legal steps are open after so many days past due.
    pub legal_after_days: u32,
    /// A notice that legal steps may follow is sent after so many days past due.
    pub pre_legal_after_days: u32,
    /// Enforcing security without a court needs more than this outstanding (SARFAESI: 1 lakh rupees).
    pub secured_dues_above: Money,
    /// After so many days past due the least is an offer.
    pub non_performing_after_days: u32,
    /// After so many days past due the least is a reminder and a call.
    pub late_after_days: u32,
    /// A first miss of at most so many days cures itself.
    pub self_cure_days: u32,
    /// So many missed payments at most, the one now due among them.
    pub self_cure_missed: u32,
    /// With a score below this, in steps of 0.0001.
    pub self_cure_below: u16,
    /// Days after a promised day on which nothing is done yet.
    pub promise_grace_days: u32,
    /// A score as near as this to a cut-off is looked at by a person, in steps of 0.0001.
    pub review_margin: u16,
    /// So is a borrower whose strategy differs in more than this share of the seeds, in steps of 0.0001.
    pub review_seed_share: u16,
    /// Where a settlement asks for more than the borrower can pay, at once and in as many parts as are allowed, the next step is a
    /// repayment plan that can be afforded; where there is none a person looks first, and nobody is expected to accept the offer.
    pub plan_when_settlement_beyond_means: bool,
    /// A plan that changes the terms of a loan is looked at by a person before it is offered: it is a restructuring, to be approved.
    pub approve_restructuring: bool,
    /// So is a settlement: it gives up a part of what is owed, which is to be approved.
    pub approve_settlement: bool,
    /// A loan that was written off is looked at by a person first, who says whether and by whom it is still collected.
    pub review_written_off: bool,
    /// A visit, a notice or a legal review gives way to a cheaper or gentler step that is expected to bring more, but not below the floors.
    pub harsh_only_when_worth_more: bool,
    /// So does every other step. Not by default: bands and table say what is done, and a person may have reasons that no value holds.
    pub cheaper_when_worth_more: bool,
}

/// When and how often borrowers may be reached; the defaults are the hours of the Reserve Bank of India and caps of our own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactLimits {
    /// Not before this hour of the borrower's day.
    pub from_hour: u32,
    /// Not from this hour on.
    pub to_hour: u32,
    /// Calls to one borrower a day.
    pub calls_a_day: u32,
    /// Messages to one borrower a day.
    pub messages_a_day: u32,
    /// Calls, messages and visits together, to one borrower a week.
    pub contacts_a_week: u32,
}

impl Default for Policy {
    fn default() -> Self {
        let cut_offs = CutOffs::default();
        Policy {
            name: "Default policy".to_owned(),
            version: 1,
            bands: Bands { settlement: cut_offs.settlement(), legal: cut_offs.legal() },
            table: TreatmentTable::default(),
            rules: OverrideRules::default(),
            contact: ContactLimits { from_hour: 8, to_hour: 19, calls_a_day: 1, messages_a_day: 1, contacts_a_week: 3 },
            assumptions: Assumptions::default(),
        }
    }
}

impl Default for OverrideRules {
    fn default() -> Self {
        OverrideRules {
            leave_out_ended: true,
            legal_after_days: 90,
            pre_legal_after_days: 60,
            secured_dues_above: Money::from_minor_units(10_000_000),
            non_performing_after_days: 90,
            late_after_days: 60,
            self_cure_days: 7,
            self_cure_missed: 1,
            self_cure_below: 3_000,
            promise_grace_days: 3,
            review_margin: 500,
            review_seed_share: 2_000,
            plan_when_settlement_beyond_means: true,
            approve_restructuring: true,
            approve_settlement: true,
            review_written_off: true,
            harsh_only_when_worth_more: true,
            cheaper_when_worth_more: false,
        }
    }
}
