//! Facts as they stand in a message. Comes in: the facts, the language and the channel. Goes out: the text of each slot, or `None`
//! where the fact is not known.

use crate::data::table::date_text;
use crate::quantity::format::{currency_sign, money_exact};
use crate::quantity::{Currency, Money};
use crate::strategy::repayment::PlanKind;
use crate::strategy::{Offer, Stage};

use super::channel::MessageChannel;
use super::compose::DraftRequest;
use super::draft_text::name_token;
use super::facts::{BorrowerName, DraftFacts, DraftPlan, SettlementFacts};
use super::jurisdiction::Jurisdiction;
use super::language::Language;
use super::plan_words::plan_in_words;
use super::slot::Slot;

/// The most characters of a name, an address or another text that facts bring.
const MOST_CHARACTERS: usize = 120;
/// Fewer digits are no phone number.
const LEAST_PHONE_DIGITS: usize = 7;

/// The text of a slot.
pub(super) fn slot_text(slot: Slot, request: &DraftRequest, facts: &DraftFacts) -> Option<String> {
    let amount = |money: Option<Money>| money.filter(|money| money.minor_units() > 0).map(|money| amount_text(money, request, facts));
    let day = |day: Option<i32>| day.and_then(|day| day_text(day, request));
    let is_sms = request.channel == MessageChannel::Sms;
    let plan = |idx: usize| facts.plans.get(idx).map(|plan| plan_text(plan, request, facts));
    match slot {
        Slot::BorrowerName => match &facts.borrower_name {
            BorrowerName::Unknown => None,
            BorrowerName::Kept => Some(name_token()),
            BorrowerName::Known(name) => given(Some(name)),
        },
        Slot::LenderName => given(facts.lender_name.as_ref()),
        Slot::AgentName => given(facts.agent_name.as_ref()),
        Slot::LoanRefLast4 => given(facts.loan_ref_last4.as_ref()).map(|reference| last_four(&reference)),
        Slot::AmountDue => amount(facts.amount_due),
        Slot::Outstanding => amount(facts.outstanding),
        Slot::Instalment => amount(facts.instalment),
        // Where nothing is past due the text says that a payment is due, else that one was.
        Slot::DueDate => day(facts.due_date.filter(|due| (*due >= facts.today) == (request.stage == Stage::Current))),
        Slot::DaysPastDue => facts.days_past_due.filter(|days| *days > 0).map(|days| request.language.counted("days", days)),
        Slot::RespondBy => day(facts.respond_by),
        Slot::CallSlot => given(facts.call_slot.as_ref()),
        Slot::Plan1 => plan(0),
        Slot::Plan2 => plan(1),
        Slot::Plan3 => plan(2),
        Slot::SettlementAmount => amount(facts.settlement.map(|settlement| settlement.amount)),
        Slot::SettlementUntil => day(facts.settlement.and_then(|settlement| settlement.until)),
        Slot::SettlementParts => facts.settlement.and_then(|settlement| settlement_parts(settlement, request, facts)),
        Slot::WaivedFee => amount(facts.waived_fee),
        Slot::Contact => given(facts.contact.as_ref()),
        Slot::GrievanceContact => {
            given(facts.grievance_contact.as_ref()).map(|contact| if is_sms { number_alone(&contact) } else { contact })
        }
        Slot::OptOut => given(facts.opt_out.as_ref()).map(|way| if is_sms { short_opt_out(way, request.language) } else { way }),
    }
}

fn given(text: Option<&String>) -> Option<String> {
    text.map(|text| clean(text)).filter(|text| !text.is_empty())
}

/// No more than the last four characters, so that no draft shows a whole account number.
fn last_four(reference: &str) -> String {
    let n_before = reference.chars().count().saturating_sub(4);
    reference.chars().skip(n_before).collect()
}

/// The phone number or the address alone of a contact with words around it: a text message has room for no title.
fn number_alone(contact: &str) -> String {
    let address = contact.split([' ', ',', ';', '(', ')']).find(|part| part.contains('@'));
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ');
    let number = contact
        .split(|c: char| !is_of_number(c))
        .map(|part| part.trim_matches([' ', '-']))
        .find(|part| part.chars().filter(char::is_ascii_digit).count() >= LEAST_PHONE_DIGITS);
    number.or(address).unwrap_or(contact).to_owned()
}

/// The same way to stop messages in fewer words, where it is an answer with the word STOP and nothing else.
fn short_opt_out(way: String, language: Language) -> String {
    let is_stop = way.split(|c: char| !c.is_alphanumeric()).any(|word| word == "STOP") && !way.contains(|c: char| c.is_ascii_digit());
    let short = language.words("opt_out.sms");
    if is_stop && !short.is_empty() { short.to_owned() } else { way }
}

/// A fact's text on one line, without what would end a line, turn its direction or look like a slot.
pub(super) fn clean(text: &str) -> String {
    let is_unfit =
        |c: char| c.is_control() || matches!(c, '{' | '}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain: String = text.chars().take(MOST_CHARACTERS).map(|c| if is_unfit(c) { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// In full and to the minor unit, which is left out where it is zero. The sign of rupees is outside of the alphabet of text
/// messages, where it would leave room for 70 characters instead of 160.
pub(super) fn amount_text(money: Money, request: &DraftRequest, facts: &DraftFacts) -> String {
    let sign = match facts.currency {
        Currency::Rupee if request.channel == MessageChannel::Sms && request.language == Language::English => "Rs ",
        currency => currency_sign(currency),
    };
    money_exact(sign, money, facts.currency)
}

/// `15 Sep 2026`, in the United States `Sep 15, 2026`; `None` beyond the years 0 to 9999.
fn day_text(day: i32, request: &DraftRequest) -> Option<String> {
    let iso = date_text(day);
    let mut parts = iso.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?;
    let month = request.language.month(parts.next()?.parse().ok()?)?;
    let of_month = parts.next()?.trim_start_matches('0');
    let is_month_first = request.jurisdiction == Jurisdiction::UnitedStates && request.language == Language::English;
    Some(if is_month_first { format!("{month} {of_month}, {year}") } else { format!("{of_month} {month} {year}") })
}

fn plan_text(plan: &DraftPlan, request: &DraftRequest, facts: &DraftFacts) -> String {
    let is_sms = request.channel == MessageChannel::Sms;
    let heading = match (is_sms, plan.n_instalments, plan.later_instalment) {
        (true, _, Some(_)) => "figures.sms.later",
        (true, ..) => "figures.sms",
        (false, 1, _) => "figures.once",
        (false, _, Some(_)) => "figures.later",
        _ => "figures",
    };
    let figures = request
        .language
        .words(heading)
        .replace("{words}", &plan_in_words(plan.kind, request.language))
        .replace("{payments}", &request.language.counted("payments", u32::from(plan.n_instalments)))
        .replace("{first}", &amount_text(plan.first_instalment, request, facts))
        .replace("{later}", &amount_text(plan.later_instalment.unwrap_or_default(), request, facts))
        .replace("{total}", &amount_text(plan.total, request, facts));
    // Who writes may not promise what somebody else has to agree to.
    let is_settlement = matches!(plan.kind, PlanKind::SettlementLump { .. } | PlanKind::SettlementInstalments { .. });
    match (plan.kind.changes_terms() || is_settlement, is_sms) {
        (false, _) => figures,
        (true, true) => request.language.words("figures.sms.approval").replace("{figures}", &figures),
        (true, false) => request.language.words("figures.approval").replace("{figures}", &figures),
    }
}

/// In how many payments; nothing where that was not worked out.
fn settlement_parts(settlement: SettlementFacts, request: &DraftRequest, facts: &DraftFacts) -> Option<String> {
    let language = request.language;
    if request.offer != Offer::SettlementInstalments {
        return Some(language.counted("payments", 1));
    }
    let payments = language.counted("payments", u32::from(settlement.n_instalments?));
    let first = settlement.first_instalment.filter(|first| first.minor_units() > 0);
    Some(first.map_or_else(
        || payments.clone(),
        |first| language.words("parts.first").replace("{payments}", &payments).replace("{first}", &amount_text(first, request, facts)),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_four_characters_of_a_number_are_shown() {
        assert_eq!((last_four("5012 3456 4821"), last_four("21")), ("4821".to_owned(), "21".to_owned()));
    }

    #[test]
    fn a_text_message_names_where_to_complain_in_short() {
        for (contact, short) in [
            ("Grievance officer, 1800 555 0199", "1800 555 0199"),
            ("Room 12, +91-22-5550 199 (Ms Rao)", "+91-22-5550 199"),
            ("Ms Rao (help@lender.example)", "help@lender.example"),
            ("the branch", "the branch"),
        ] {
            assert_eq!(number_alone(contact), short);
        }
    }

    #[test]
    fn a_way_to_stop_messages_is_shortened_only_where_it_stays_the_same() {
        let short = |way: &str| short_opt_out(way.to_owned(), Language::English);
        assert_eq!(short("Reply STOP to opt out."), "Reply STOP to end.");
        for other in ["Text STOP to 56789.", "Call us to stop messages."] {
            assert_eq!(short(other), other);
        }
    }

    #[test]
    fn facts_bring_neither_lines_nor_slots() {
        assert_eq!(clean(" A\nB {contact}\u{0}\tC\u{202e} "), "A B contact C");
    }
}
