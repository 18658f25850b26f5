//! The desk: a draft of the templates, or the person's own text, with what was found in it. Comes in: a loan with its plan, who writes
//! and in which way. Goes out: all that the page shows of it, as data.

use serde::{Deserialize, Serialize};

use super::conduct::{self, Draft, Pack, PlannedTime, Report, Rule};
use super::drafts::{DraftFacts, DraftRequest, LengthUnit, MessageChannel, MessageLength, NoDraft, Slot, draft, measure, plan_in_words};
use super::figures::calendar::date_of;
use super::loan_message::{Loan, checked_facts};
use crate::quantity::format::{count_text, currency_sign, money_exact};
use crate::quantity::{Currency, Money};
use crate::sheets::FactText;

/// What a draft is made of and held against.
#[derive(Clone, Copy, Debug)]
pub struct DeskCase<'a> {
    /// Which template.
    pub request: &'a DraftRequest,
    /// What it is filled with.
    pub told: &'a DraftFacts,
    /// The loan.
    pub loan: &'a Loan<'a>,
    /// Whose rules hold.
    pub pack: &'a Pack,
    /// When it is to be sent.
    pub planned_at: PlannedTime,
    /// What the person wrote instead.
    pub written: Option<&'a str>,
}

/// A draft as the desk shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DeskText {
    /// The whole text, as it would be copied; the subject of an e-mail is its first line.
    pub text: String,
    /// Whether it is the template's.
    pub is_template: bool,
    /// What must be known before there is a draft, or why there is to be none, in words.
    pub asks: Vec<String>,
    /// What is wrong with what the person said of the loan.
    pub problems: Vec<String>,
    /// How long it is, and when it may go.
    pub meter: Vec<String>,
    /// Whether it is longer than its channel carries.
    pub is_too_long: bool,
    /// What is wrong with it.
    pub report: Report,
    /// How many rules it keeps, in words.
    pub passed: String,
    /// What it was held against.
    pub facts: Vec<FactText>,
}

/// Writes the draft, or takes the person's, and holds it against the facts and the rules.
pub fn desk_text(case: &DeskCase<'_>) -> DeskText {
    let facts = fact_texts(case.told);
    let template = draft(case.request, case.told);
    let (text, is_template) = match (case.written, &template) {
        (Some(written), _) => (written.to_owned(), false),
        (None, Ok(draft)) => (draft.text(), true),
        (None, Err(reason)) => return DeskText { asks: asks(reason), facts, is_template: true, ..DeskText::default() },
    };
    let DraftRequest { channel, language, .. } = *case.request;
    let checked = Draft { text, channel: way(channel), language, planned_at: case.planned_at };
    let (known, plans) = checked_facts(case.told, case.loan.facts, case.pack);
    let report = conduct::check(&checked, &known, &plans, case.pack);
    let n_broken = Rule::ALL.iter().filter(|rule| report.findings.iter().any(|finding| finding.rule == **rule)).count();
    let n_kept = Rule::ALL.len() - n_broken;
    let passed = match n_broken {
        0 => format!("All {n_kept} rules are kept"),
        _ => format!("{n_kept} other rules are kept"),
    };
    let body =
        checked.text.split_once("\n\n").filter(|(first, _)| first.starts_with("Subject:")).map_or(checked.text.as_str(), |(_, body)| body);
    let length = measure(channel, body);
    let (meter, is_too_long) = (vec![length_text(length), window_text(case.pack)], !length.fits());
    DeskText { text: checked.text, is_template, asks: Vec::new(), problems: Vec::new(), meter, is_too_long, report, passed, facts }
}

/// The way as the rules of conduct call it.
fn way(channel: MessageChannel) -> conduct::Channel {
    match channel {
        MessageChannel::Sms => conduct::Channel::Sms,
        MessageChannel::Whatsapp => conduct::Channel::Whatsapp,
        MessageChannel::Email => conduct::Channel::Email,
        MessageChannel::CallScript => conduct::Channel::CallScript,
    }
}

fn asks(reason: &NoDraft) -> Vec<String> {
    match reason {
        NoDraft::MissingFacts(slots) => slots.iter().map(|slot| ask(*slot).to_owned()).collect(),
        NoDraft::DeadlineTooSoon { least, .. } => vec![format!("A later date: at the earliest {}", date_text(*least))],
        NoDraft::Deceased => vec!["The borrower has died. A person writes to the estate; there is no template for that.".to_owned()],
    }
}

fn ask(slot: Slot) -> &'static str {
    match slot {
        Slot::LenderName => "The lender’s name",
        Slot::AgentName => "Who signs",
        Slot::Contact => "How the borrower reaches the lender",
        Slot::GrievanceContact => "Where the borrower can complain",
        Slot::LoanRefLast4 => "The loan’s number: no column of the file has one",
        Slot::AmountDue => "What is past due: the file does not say",
        Slot::Outstanding => "What is owed: the file does not say",
        Slot::Instalment => "The instalment: the file does not say",
        Slot::DueDate | Slot::DaysPastDue => "How many days the loan is past due: the file does not say",
        Slot::SettlementAmount | Slot::SettlementUntil | Slot::SettlementParts => "What a settlement costs: it cannot be worked out",
        Slot::Plan1 | Slot::Plan2 | Slot::Plan3 => "A plan that the borrower can afford: none could be worked out",
        Slot::BorrowerName => "The borrower’s name",
        Slot::RespondBy => "By when an answer is asked for",
        Slot::CallSlot => "When a call is proposed",
        Slot::WaivedFee => "The fee that is waived",
        Slot::OptOut => "How messages are stopped",
    }
}

fn length_text(length: MessageLength) -> String {
    let MessageLength { used, limit, unit, parts } = length;
    let unit = match unit {
        LengthUnit::Gsm7 => "characters of the plain alphabet",
        LengthUnit::Ucs2 => "characters, not of the plain alphabet",
        LengthUnit::Characters => "characters",
        LengthUnit::Words => "words",
    };
    let parts = if parts > 1 { format!(", in {parts} parts") } else { String::new() };
    let over = if length.fits() { "" } else { ": too long" };
    format!("{used} of {limit} {unit}{parts}{over}")
}

fn window_text(pack: &Pack) -> String {
    format!("To be sent from {}", conduct::hours_text(pack.window(None)))
}

/// A day as people read it: `5 March 2026`.
pub fn date_text(day: i32) -> String {
    const MONTHS: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let text = |(year, month, day): (i32, u32, u32)| Some(format!("{day} {} {year}", MONTHS.get(month as usize - 1)?));
    date_of(day).and_then(text).unwrap_or_default()
}

/// Every figure that a draft may state, with its name.
fn fact_texts(told: &DraftFacts) -> Vec<FactText> {
    let currency = told.currency;
    let fact = |label: &str, value: Option<String>| value.map(|value| FactText { label: label.to_owned(), value });
    let exact = |amount: Money| money_exact(currency_sign(currency), amount, currency);
    let money = |label: &str, amount: Option<Money>| fact(label, amount.map(exact));
    let date = |label: &str, day: Option<i32>| fact(label, day.map(date_text));
    let settlement = told.settlement;
    let plans = told.plans.iter().enumerate().map(|(place, plan)| {
        let words = plan_in_words(plan.kind, super::drafts::Language::English);
        let later = plan.later_instalment.map(|later| format!("{} later, ", exact(later))).unwrap_or_default();
        let (first, total) = (exact(plan.first_instalment), exact(plan.total));
        let value = format!("{words}: {first} first, {later}{} payments, {total} in all", plan.n_instalments);
        FactText { label: format!("Plan {}", place + 1), value }
    });
    let single = [
        fact(if told.loan_ref_is_whole { "Loan" } else { "Loan ends in" }, told.loan_ref_last4.clone()),
        money("Past due", told.amount_due),
        fact("Days past due", told.days_past_due.map(|days| count_text(u64::from(days), Currency::Unstated))),
        date("Due since", told.due_date),
        money("Outstanding", told.outstanding),
        money("Instalment", told.instalment),
        money("Settlement", settlement.map(|settlement| settlement.amount)),
        date("Settlement open until", settlement.and_then(|settlement| settlement.until)),
        date("Answer by", told.respond_by),
    ];
    single.into_iter().flatten().chain(plans).collect()
}
