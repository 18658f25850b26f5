//! Which message a case calls for. Comes in: what is done about a borrower, and what forbids asking for money. Goes out: the name of
//! the texts to use.

use crate::data::loan_facts::CareFlags;
use crate::strategy::{Archetype, Treatment};

/// A message, by what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Message {
    /// Says how things stand; nothing is asked.
    CheckIn,
    /// Reminds of a payment.
    Reminder,
    /// Proposes a call.
    Call,
    /// Offers plans.
    Plan,
    /// Offers to settle.
    Settlement,
    /// Offers to meet.
    Visit,
    /// States the facts formally, with a date.
    Notice,
    /// Thanks for a promise or a plan that is kept.
    Thanks,
    /// Pauses because of a dispute.
    Dispute,
    /// Offers help to somebody in a hard situation.
    Care,
    /// Leaves all to those who conduct the steps of a court that are under way.
    Court,
    /// Pauses for another reason that a person must look at.
    Hold,
}

impl Message {
    /// What protects the borrower decides first.
    pub fn of(treatment: Treatment, care: CareFlags) -> Message {
        match () {
            () if care.is_disputed => Message::Dispute,
            // Nobody with a date in court may be told that there is time, or nothing to do.
            () if care.is_in_court => Message::Court,
            () if care.is_vulnerable => Message::Care,
            () if care.block_automation() => Message::Hold,
            () => match treatment {
                Treatment::NothingDue | Treatment::Wait => Message::CheckIn,
                Treatment::Defer => Message::Thanks,
                Treatment::Reminder | Treatment::NotScored => Message::Reminder,
                Treatment::ReminderCall => Message::Call,
                Treatment::RepaymentPlan => Message::Plan,
                Treatment::Settlement => Message::Settlement,
                Treatment::FieldVisit => Message::Visit,
                // Whether legal steps are right is reviewed inside; the borrower reads the formal facts.
                Treatment::PreLegalNotice | Treatment::LegalReview => Message::Notice,
                Treatment::Specialist => Message::Care,
            },
        }
    }

    /// Whether it stands alone, without an opening by archetype and stage.
    pub fn stands_alone(self) -> bool {
        matches!(self, Message::Thanks | Message::Dispute | Message::Care | Message::Court | Message::Hold)
    }

    /// Its name in the headings of the texts.
    pub fn heading(self) -> &'static str {
        match self {
            Message::CheckIn => "check_in",
            Message::Reminder => "reminder",
            Message::Call => "callback",
            Message::Plan => "plan",
            Message::Settlement => "settlement",
            Message::Visit => "visit",
            Message::Notice => "notice",
            Message::Thanks => "thanks",
            Message::Dispute => "dispute",
            Message::Care => "care",
            Message::Court => "court",
            Message::Hold => "hold",
        }
    }
}

/// The way an archetype is spoken to, as the headings of the texts name it. Whoever cannot pay is spoken to gently.
pub(super) fn voice(archetype: Archetype) -> &'static str {
    match archetype {
        Archetype::Forgetful | Archetype::Unknown => "plain",
        Archetype::WillingUnable | Archetype::Overwhelmed => "gentle",
        Archetype::AbleUnwilling => "firm",
    }
}
