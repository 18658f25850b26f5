//! What a plan says of a borrower, in plain words: who it is, how late, what is done, offered, and how. For the people who treat
//! borrowers; no such word goes into a message to one.

use crate::strategy::{Archetype, Channel, Offer, Stage, Tone, Treatment};

/// An archetype's name, as a description of how to help.
pub fn archetype_name(archetype: Archetype) -> &'static str {
    match archetype {
        // Said of those too to whom nothing is due yet.
        Archetype::Forgetful => "Able and willing",
        Archetype::WillingUnable => "Willing but unable",
        Archetype::AbleUnwilling => "Able but unwilling",
        Archetype::Overwhelmed => "Overwhelmed",
        Archetype::Unknown => "Not known",
    }
}

/// What most likely lies behind an archetype; a guess, never said to a borrower.
pub fn archetype_cause(archetype: Archetype) -> &'static str {
    match archetype {
        Archetype::Forgetful => "An oversight, or a direct debit that failed",
        Archetype::WillingUnable => "A loss of income",
        Archetype::AbleUnwilling => "A dispute, or other priorities",
        Archetype::Overwhelmed => "Stress, often several debts",
        Archetype::Unknown => "The file says too little",
    }
}

/// What to do about an archetype.
pub fn archetype_do(archetype: Archetype) -> &'static str {
    match archetype {
        Archetype::Forgetful => "Send a link, repair the direct debit, and wait some days",
        Archetype::WillingUnable => "Restructure first: a lower instalment, a step-up or a holiday",
        Archetype::AbleUnwilling => "Look for a dispute, then write a firm letter with a date",
        Archetype::Overwhelmed => "Let a specialist offer small steps, and point to free debt advice",
        Archetype::Unknown => "Follow the band of the score, and ask",
    }
}

/// What not to do about an archetype.
pub fn archetype_do_not(archetype: Archetype) -> &'static str {
    match archetype {
        Archetype::Forgetful => "Do not escalate or threaten the credit record",
        Archetype::WillingUnable => "Do not push for one large payment",
        Archetype::AbleUnwilling => "Do not shame, and do not contact family or employer",
        Archetype::Overwhelmed => "Do not call often or set deadlines",
        Archetype::Unknown => "Do not assume ability or will",
    }
}

/// A stage's name.
pub fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Current => "Not past due",
        Stage::Early => "1–30 days past due",
        Stage::Middle => "31–60 days past due",
        Stage::Late => "61–90 days past due",
        Stage::NonPerforming => "Over 90 days past due",
        Stage::Unknown => "Days past due not known",
    }
}

/// A treatment's name.
pub fn treatment_name(treatment: Treatment) -> &'static str {
    match treatment {
        Treatment::NothingDue => "Nothing due",
        Treatment::Wait => "Wait, no contact",
        Treatment::Defer => "Defer",
        Treatment::Reminder => "Reminder",
        Treatment::ReminderCall => "Reminder and call",
        Treatment::RepaymentPlan => "Repayment plan",
        Treatment::Settlement => "Settlement offer",
        Treatment::FieldVisit => "Visit",
        Treatment::PreLegalNotice => "Pre-legal notice",
        Treatment::LegalReview => "Legal review",
        Treatment::Specialist => "Hold for a specialist",
        Treatment::NotScored => "Not scored",
    }
}

/// What is offered.
pub fn offer_name(offer: Offer) -> &'static str {
    match offer {
        Offer::NoOffer => "No offer",
        Offer::MandateFix => "Link to pay and repair of the direct debit",
        Offer::FeeWaiver => "First late fee waived",
        Offer::ArrearsSpread => "Arrears spread over some months",
        Offer::LowerInstalment => "Lower instalment",
        Offer::PaymentHoliday => "Payment holiday",
        Offer::DatedPlan => "Short plan, fees waived if paid by a date",
        Offer::TokenPayments => "Small payments while advice is sought",
        Offer::SettlementLump => "Settlement in one payment",
        Offer::SettlementInstalments => "Settlement in instalments",
    }
}

/// How a borrower is first reached.
pub fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::NoContact => "No contact",
        Channel::Message => "Message",
        Channel::Email => "E-mail",
        Channel::Call => "Call",
        Channel::Letter => "Letter",
        Channel::CallBack => "Call-back at a time they choose",
        Channel::Visit => "Visit",
    }
}

/// How a borrower is spoken to.
pub fn tone_name(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "Plain",
        Tone::Friendly => "Light and friendly",
        Tone::Helpful => "Helpful, asks for the reason",
        Tone::Concerned => "Concerned, with a plan",
        Tone::Formal => "Formal, with a plan",
        Tone::Warm => "Warm, options first",
        Tone::Factual => "Factual",
        Tone::Firm => "Firm, true and lawful consequences",
        Tone::Calm => "Calm, short sentences, a choice",
    }
}
