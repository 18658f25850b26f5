//! What a model is told of its role and of the case. The texts are in `prompts/*.md`; nothing of the file stands among instructions.

use super::brief::{About, Brief};
use super::manner::Manner;
use super::wishes::DraftTone;
use crate::advisor::drafts::{Language, MessageChannel, Slot};
use crate::advisor::redaction::{DATA_RULE, FactField, SharedFact, facts_text};

/// Names the texts in a transcript: the day of their last change.
pub const PROMPT_VERSION: &str = "2026-11-22";

/// The role, the rules and, for a draft, its form.
pub fn instruction(manner: Manner, channel: MessageChannel, language: Language, tone: DraftTone) -> String {
    let role = match manner {
        Manner::Draft => include_str!("prompts/draft.md"),
        Manner::Ask => include_str!("prompts/ask.md"),
        Manner::PlayBorrower => include_str!("prompts/play_borrower.md"),
        Manner::PlayCollector => include_str!("prompts/play_collector.md"),
    };
    let mut text = format!("{}\n{}\n{DATA_RULE}", include_str!("prompts/common.md"), role);
    if manner == Manner::Draft {
        text.push_str(&format!("\n\nThe message goes as {}, in {}.", way_words(channel), language_word(language)));
        text.push_str(tone_words(tone));
    }
    text
}

/// What is told of the case: of the figures those that are ticked, the plan's own words, what the file is quoted with.
pub fn facts_block(brief: &Brief, pseudonym: Option<&str>, ticked: &[FactField], manner: Manner) -> String {
    let facts: Vec<SharedFact> = brief.facts.iter().filter(|fact| ticked.contains(&fact.field)).cloned().collect();
    let mut lines = vec![match (pseudonym, brief.about) {
        (Some(pseudonym), _) => facts_text(pseudonym, &facts),
        (None, About::Borrower(_)) => facts_text("of the case", &facts),
        (None, About::Group(_)) => "A group of borrowers".to_owned(),
        (None, About::Occasion(_)) => "The message goes to many borrowers in this situation, each with their own figures".to_owned(),
        (None, About::Portfolio) => "All borrowers of the file".to_owned(),
    }];
    lines.extend(brief.situation.iter().cloned());
    if !brief.plans.is_empty() {
        lines.push("Plans that the borrower can afford:".to_owned());
        lines.extend(brief.plans.iter().map(|plan| format!("- {}: {}", plan.id, plan.words)));
    }
    if manner == Manner::Draft {
        let slots: Vec<String> = brief.slots.iter().map(|slot| format!("- {{{}}}: {}", slot.name(), slot_words(*slot))).collect();
        lines.push(format!("Slots of the message:\n{}", slots.join("\n")));
    }
    lines.extend(brief.quoted.iter().cloned());
    lines.join("\n")
}

/// Questions that are often asked, with their buttons' words.
pub fn quick_questions(manner: Manner, about: About) -> &'static [(&'static str, &'static str)] {
    match (manner, about) {
        (Manner::Draft, _) => &[
            ("For the next step", "Draft the message that the next step asks for."),
            ("Gentle reminder", "Draft a gentle reminder that offers help."),
            ("Offer the plans", "Draft a message that offers the plans that fit best."),
            ("Again", "Draft it again, in the tone that is wanted now."),
            ("Shorter", "Draft it again, half as long."),
        ],
        (Manner::Ask, About::Borrower(_)) => &[
            ("Explain this score simply", "Explain in plain words why the score is what it is."),
            ("What would help most?", "What would most likely bring this borrower back to paying, and why?"),
            ("Which plan fits?", "Which of the plans fits this borrower best, and what speaks against it?"),
            ("How to open the call", "How should a collector open the call, and what should they avoid?"),
        ],
        (Manner::Ask, _) => &[
            ("Where to begin?", "Where should a small team begin, and why?"),
            ("What stands out?", "What stands out in these figures?"),
            ("What to doubt", "What in these figures should be doubted before acting on them?"),
        ],
        (Manner::PlayBorrower, _) => &[("Begin the call", "Hello, am I speaking with the account holder?")],
        (Manner::PlayCollector, _) => &[("Pick up", "Hello?")],
    }
}

/// Asks for the last draft in another language.
pub fn translation_question(language: Language) -> String {
    format!("Say the same message in {}, with the same slots and plans.", language_word(language))
}

/// What of the given tone is to be changed; a rule of conduct bends to none.
fn tone_words(tone: DraftTone) -> &'static str {
    match tone {
        DraftTone::AsPlanned => "",
        DraftTone::Warmer => " Make it warmer than the tone that is given: kind and personal, and clear about what is asked for.",
        DraftTone::Neutral => " Make it neutral, whatever tone is given: plain and factual, neither warm nor stern.",
        DraftTone::Firmer => {
            " Make it firmer than the tone that is given: short and direct about what is asked for, and within all the rules."
        }
    }
}

fn way_words(channel: MessageChannel) -> &'static str {
    match channel {
        MessageChannel::Sms => "a text message (SMS) of at most 160 characters, 70 in Hindi",
        MessageChannel::Whatsapp => "a WhatsApp message of at most 700 characters",
        MessageChannel::Email => "an e-mail of at most 150 words; its first line is “Subject: …”, then an empty line",
        MessageChannel::CallScript => "a script for a call, of at most 90 words, to be spoken",
    }
}

fn language_word(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::Hindi => "Hindi, in Devanagari",
    }
}

fn slot_words(slot: Slot) -> &'static str {
    match slot {
        Slot::BorrowerName => "the borrower's name",
        Slot::LenderName => "the lender's name",
        Slot::AgentName => "who writes",
        Slot::LoanRefLast4 => "the last four characters of the loan's number",
        Slot::AmountDue => "what is past due",
        Slot::Outstanding => "all that is still owed",
        Slot::Instalment => "the agreed payment a month",
        Slot::DueDate => "since when it is due",
        Slot::DaysPastDue => "how many days it is past due, with the word for days",
        Slot::RespondBy => "the day by which an answer is asked for",
        Slot::CallSlot => "when a call is proposed",
        Slot::Plan1 => "the plan of id plan_1, in words and figures",
        Slot::Plan2 => "the plan of id plan_2, in words and figures",
        Slot::Plan3 => "the plan of id plan_3, in words and figures",
        Slot::SettlementAmount => "for how much the account could be settled, subject to approval, which must be said",
        Slot::SettlementUntil => "until when that offer can be accepted",
        Slot::SettlementParts => "in how many payments it would be paid",
        Slot::WaivedFee => "the late fee that is waived",
        Slot::Contact => "how to reach the lender",
        Slot::GrievanceContact => "where to complain",
        Slot::OptOut => "how to stop messages, as a whole sentence",
    }
}
