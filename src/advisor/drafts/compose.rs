use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::channel::MessageChannel;
use super::draft_text::Draft;
use super::facts::DraftFacts;
use super::fitting::fill_to_fit;
use super::jurisdiction::Jurisdiction;
use super::language::Language;
use super::length::measure;
use super::message::{Message, voice};
use super::slot::Slot;
use super::template::{Filled, Template};
use super::values::slot_text;
use crate::strategy::{Archetype, Offer, Stage, Treatment};

/// A deadline is at least so many days after [`DraftFacts::today`].
pub const LEAST_DEADLINE_DAYS: i32 = 7;
/// The same for a borrower who is known to be vulnerable, or in dispute.
pub const LEAST_DEADLINE_DAYS_IN_CARE: i32 = 30;

/// Which draft is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRequest {
    /// Who the borrower is taken to be; decides the tone with the stage, and is never said.
    pub archetype: Archetype,
    /// How far the loan is past due.
    pub stage: Stage,
    /// What is done.
    pub treatment: Treatment,
    /// What is offered.
    pub offer: Offer,
    /// The way it goes.
    pub channel: MessageChannel,
    /// The language.
    pub language: Language,
    /// Where the borrower lives.
    pub jurisdiction: Jurisdiction,
}

/// Why there is no draft.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum NoDraft {
    /// The text cannot do without these facts.
    #[error("facts are missing: {0:?}")]
    MissingFacts(Vec<Slot>),
    /// A date that the text would name is too soon after the day on which it goes out.
    #[error("{slot:?} is day {day} and may be day {least} at the earliest")]
    DeadlineTooSoon {
        /// Which date.
        slot: Slot,
        /// What it is, in days since 1970-01-01.
        day: i32,
        /// What it may be at the earliest.
        least: i32,
    },
    /// The borrower has died: a person deals with it, and not by a template.
    #[error("the borrower has died")]
    Deceased,
}

/// A draft, by templates alone: the same request and facts always give the same text.
pub fn draft(request: &DraftRequest, facts: &DraftFacts) -> Result<Draft, NoDraft> {
    if facts.care.is_deceased {
        return Err(NoDraft::Deceased);
    }
    let writing = Writing { request, facts, message: Message::of(request.treatment, facts.care) };
    let body = writing.write("frame")?;
    let subject = if request.channel == MessageChannel::Email { Some(writing.write("subject")?) } else { None };
    let mut stated: Vec<Slot> = subject.iter().flat_map(|subject| &subject.stated).chain(&body.stated).copied().collect();
    stated.sort();
    stated.dedup();
    writing.check_deadlines(&stated)?;
    Ok(Draft {
        channel: request.channel,
        language: request.language,
        subject: subject.map(|subject| subject.text),
        length: measure(request.channel, &body.text),
        body: body.text,
        stated,
    })
}

struct Writing<'a> {
    request: &'a DraftRequest,
    facts: &'a DraftFacts,
    message: Message,
}

impl Writing<'_> {
    /// The text that a piece becomes with all that it names, or the facts that it lacks.
    fn write(&self, name: &str) -> Result<Filled, NoDraft> {
        let text = self.piece(name).unwrap_or_default();
        let template = Template::read(&text, &|name| self.piece(name));
        let filled = fill_to_fit(&template, self.request.channel, &|slot| self.value(slot));
        if filled.missing.is_empty() {
            return Ok(filled);
        }
        let mut missing = filled.missing;
        missing.sort();
        missing.dedup();
        Err(NoDraft::MissingFacts(missing))
    }

    /// The text of a name: by this case where it differs, else as all share it.
    fn piece(&self, name: &str) -> Option<Cow<'static, str>> {
        let request = self.request;
        let text = match name {
            "message" if self.message.stands_alone() => self.own(self.message.heading()),
            "message" => self.opening(request.channel.name()).or_else(|| self.opening("message")),
            "subject" if self.message.stands_alone() => self.shared(&["subject.", self.message.heading()]),
            "subject" => self.opening("subject"),
            "step" => self.where_nothing_is_late(self.step()).or_else(|| self.own(self.step())),
            // What is not past due may still have no date that is known: then no date is named.
            "next" if self.value(Slot::DueDate).is_none() => self.own("next.undated"),
            "account" => self.own(if self.facts.loan_ref_is_whole { "account.whole" } else { "account" }),
            "court_note" if !self.facts.care.is_in_court => Some(""),
            "offer" => self.shared(&["offer.", request.offer.file_label()]).or(Some("")),
            "advice" => self.shared(&["advice.", request.jurisdiction.heading()]),
            "legal" if !self.may_name_legal_steps() => Some(""),
            "debt_notice" => self.debt_notice(),
            "opt_out" => Some(self.opt_out()),
            "complaints" if request.channel == MessageChannel::Sms && !request.jurisdiction.asks_for_complaints_contact() => {
                self.shared(&["complaints.sms.optional"])
            }
            _ => self.own(name),
        };
        text.map(Cow::Borrowed)
    }

    fn step(&self) -> &'static str {
        match self.message {
            // Without figures there is nothing to choose from: the offer is talked about.
            Message::Plan if self.facts.plans.is_empty() => "talk",
            message => message.heading(),
        }
    }

    /// A step for somebody of whom nothing is known to be past due, where that is another than for those who are late: nobody is asked to
    /// pay by the day of a reply what is not due, or may not be. What is said gently asks for nothing by a date anyway.
    fn where_nothing_is_late(&self, step: &str) -> Option<&'static str> {
        let stage = match self.request.stage {
            Stage::Current => ".current",
            Stage::Unknown if self.facts.amount_due.is_none() => ".unknown",
            _ => return None,
        };
        if voice(self.request.archetype) == "gentle" { None } else { self.own(&[step, stage].concat()) }
    }

    fn value(&self, slot: Slot) -> Option<String> {
        slot_text(slot, self.request, self.facts)
    }

    /// The text of a name for this voice and channel, else for the channel, else for the voice, else for all.
    fn own(&self, name: &str) -> Option<&'static str> {
        let (voice, channel) = (voice(self.request.archetype), self.request.channel.name());
        self.shared(&[name, ".", voice, ".", channel])
            .or_else(|| self.shared(&[name, ".", channel]))
            .or_else(|| self.shared(&[name, ".", voice]))
            .or_else(|| self.shared(&[name]))
    }

    fn shared(&self, name: &[&str]) -> Option<&'static str> {
        self.request.language.shared(&name.concat())
    }

    fn opening(&self, name: &str) -> Option<&'static str> {
        self.request.language.opening(self.request.archetype, self.request.stage, name)
    }

    /// Steps at law are named only where they are authorized or may come under review, can still be taken, and are no threat to somebody
    /// who cannot pay.
    fn may_name_legal_steps(&self) -> bool {
        let is_able = !matches!(self.request.archetype, Archetype::WillingUnable | Archetype::Overwhelmed);
        (self.facts.legal_action_authorised || self.facts.may_review_legal_steps) && !self.facts.time_barred && is_able
    }

    fn debt_notice(&self) -> Option<&'static str> {
        if !self.request.jurisdiction.asks_for_debt_notice() {
            return Some("");
        }
        self.own(if self.facts.is_first_contact { "debt_notice.first" } else { "debt_notice.later" })
    }

    fn opt_out(&self) -> &'static str {
        match (self.request.channel.is_electronic(), self.request.jurisdiction.asks_for_opt_out()) {
            (false, _) => "",
            (true, true) => "{opt_out}",
            // Before all else that needs room: a message that nobody can stop fails the check of its own tool.
            (true, false) => "[[~0 {opt_out}]]",
        }
    }

    /// That no date which the text asks to be kept is too soon.
    fn check_deadlines(&self, stated: &[Slot]) -> Result<(), NoDraft> {
        let is_in_care = self.facts.care.block_automation();
        let least = self.facts.today.saturating_add(if is_in_care { LEAST_DEADLINE_DAYS_IN_CARE } else { LEAST_DEADLINE_DAYS });
        let until = self.facts.settlement.and_then(|settlement| settlement.until);
        for (slot, day) in [(Slot::RespondBy, self.facts.respond_by), (Slot::SettlementUntil, until)] {
            if let Some(day) = day.filter(|day| *day < least && stated.contains(&slot)) {
                return Err(NoDraft::DeadlineTooSoon { slot, day, least });
            }
        }
        Ok(())
    }
}
