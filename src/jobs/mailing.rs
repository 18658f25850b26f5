//! Messages to many borrowers at once: one row after another, each in the words of its occasion and held against its own facts. What
//! drives it a step at a time is in `mailing_run.rs`.

use serde::{Deserialize, Serialize};

use super::briefing::occasion_brief;
use super::desk::{DeskAnswer, Told, desk_answer_of};
use super::planning::Plannable;
use super::protocol::{DeskQuestion, DeskWords, Filter, JobError};
use super::rules::ReadRules;
use crate::advisor::conduct::{CopyState, Language, Override};
use crate::advisor::counsel::Brief;
use crate::advisor::drafts::{MessageChannel, Occasion, Slot, known_slots};

/// To whom, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MailingQuestion {
    /// Who is written to; `None` for nobody but those of `kept`.
    pub filter: Option<Filter>,
    /// How: the row, the ledger's figures and the words are each borrower's own.
    pub manner: DeskQuestion,
    /// Other words than the templates'.
    pub wordings: Vec<Wording>,
    /// What the person wrote to single borrowers; it comes before all else, to those of the filter and to others.
    pub kept: Vec<KeptMessage>,
}

/// Words for all of an occasion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// For whom.
    pub occasion: Occasion,
    /// For which way.
    pub channel: MessageChannel,
    /// In which language.
    pub language: Language,
    /// The words, with slots.
    pub text: String,
}

impl Wording {
    /// Whether these are the words for the occasion, in this way and language.
    pub fn is_for(&self, occasion: Occasion, channel: MessageChannel, language: Language) -> bool {
        (self.occasion, self.channel, self.language) == (occasion, channel, language)
    }
}

/// A message that the person wrote to one borrower, to be taken away with the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptMessage {
    /// The borrower's row in the table.
    pub row: u64,
    /// The way it goes.
    pub channel: MessageChannel,
    /// The language.
    pub language: Language,
    /// The ledger's figures that it was written with, as the person wrote them.
    pub ledger: (String, String),
    /// The whole text.
    pub text: String,
    /// The person's reasons to take it against a rule.
    pub overrides: Vec<Override>,
}

/// What became of a mailing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MailingReport {
    /// Messages that may go.
    pub n_ready: u64,
    /// Loans that were looked at.
    pub n_rows: u64,
    /// By occasion, the most loans first.
    pub groups: Vec<MailingGroup>,
}

/// The loans of one occasion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MailingGroup {
    /// What is said of it to a model, if it may be worded by one: nothing of a single borrower, and no figure.
    pub brief: Option<Brief>,
    /// Which.
    pub occasion: Occasion,
    /// Something protects the borrower: only the templates speak to them.
    pub is_in_care: bool,
    /// Loans.
    pub n_rows: u64,
    /// Messages that may go.
    pub n_ready: u64,
    /// Why others may not, in words, with how many each.
    pub obstacles: Vec<(String, u64)>,
    /// The first message, to be looked at.
    pub example: Option<MailingExample>,
}

/// One message of an occasion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailingExample {
    /// The borrower's row in the table.
    pub row: u64,
    /// Who it is.
    pub identifier: String,
    /// The message; empty where there is none.
    pub text: String,
}

/// One message, as a file has it.
#[derive(Clone, Debug)]
pub(super) struct Mailed {
    pub(super) row: u32,
    pub(super) identifier: String,
    pub(super) channel: MessageChannel,
    pub(super) language: Language,
    /// Empty where there is none.
    pub(super) text: String,
    /// Why it may not go; `None` where it may.
    pub(super) obstacle: Option<String>,
    /// The rules that it goes against all the same, each with the person's reason.
    pub(super) against: Vec<String>,
}

/// What is known of an occasion so far.
#[derive(Debug)]
pub(super) struct Gathered {
    occasion: Occasion,
    is_in_care: bool,
    n_rows: u64,
    n_ready: u64,
    obstacles: Vec<(String, u64)>,
    example: Option<MailingExample>,
    /// What all of them have.
    slots: Vec<Slot>,
}

/// Why a message waits that nothing else stops.
const PERSON_FIRST: &str = "a person looks first: open the borrower, and add the message by hand";

/// The message of a row, counted among those of its occasion.
pub(super) fn mail(
    plannable: &Plannable<'_>,
    question: &MailingQuestion,
    row: u64,
    rules: &ReadRules,
    gathered: &mut Vec<Gathered>,
) -> Result<Mailed, JobError> {
    let kept = question.kept.iter().find(|kept| kept.row == row);
    let mut manner = DeskQuestion { row, amount_due: String::new(), due_date: String::new(), ..question.manner.clone() };
    if let Some(kept) = kept {
        (manner.channel, manner.language) = (kept.channel, kept.language);
        (manner.amount_due, manner.due_date) = kept.ledger.clone();
    }
    let mut told = Told::of(plannable, &manner)?;
    if kept.is_none() {
        // What goes to many is what was planned; a choice is for somebody who talks with the borrower.
        told.draft.plans.truncate(1);
    }
    let (occasion, is_in_care) = (Occasion::of(&told.plan.decision), told.facts.flags.block_automation());
    let worded = |wording: &&Wording| !is_in_care && wording.is_for(occasion, manner.channel, manner.language);
    manner.words = match (kept, question.wordings.iter().find(worded)) {
        (Some(kept), _) => DeskWords::Written(kept.text.clone()),
        (None, Some(wording)) => DeskWords::WithSlots(wording.text.clone()),
        (None, None) => DeskWords::Template,
    };
    let slots = known_slots(&told.request, &told.draft);
    // Whoever wrote by hand has looked.
    let waits_for_person = kept.is_none() && told.plan.decision.is_for_a_person();
    let answer = desk_answer_of(plannable, &manner, told, rules)?;
    let obstacle = obstacle(&answer, kept.map_or(&[], |kept| &kept.overrides));
    let obstacle = obstacle.or_else(|| waits_for_person.then(|| PERSON_FIRST.to_owned()));
    let place = gathered.iter().position(|group| (group.occasion, group.is_in_care) == (occasion, is_in_care));
    let place = place.unwrap_or_else(|| {
        let group = Gathered { occasion, is_in_care, n_rows: 0, n_ready: 0, obstacles: Vec::new(), example: None, slots: slots.clone() };
        gathered.push(group);
        gathered.len() - 1
    });
    gathered[place].add(&answer, obstacle.as_deref(), &slots);
    let DeskAnswer { identifier, text, .. } = answer;
    let (row, DeskQuestion { channel, language, .. }) = (row as u32, manner);
    let against = kept.map(|kept| text.report.overridden(&kept.overrides)).unwrap_or_default();
    let against = against.into_iter().map(|given| format!("{} {}: {}", given.rule.id(), given.rule.name(), given.reason.trim())).collect();
    Ok(Mailed { row, identifier, channel, language, text: text.text, obstacle, against })
}

impl Gathered {
    fn add(&mut self, answer: &DeskAnswer, obstacle: Option<&str>, slots: &[Slot]) {
        self.n_rows += 1;
        self.slots.retain(|slot| slots.contains(slot));
        match obstacle {
            None => self.n_ready += 1,
            Some(words) => match self.obstacles.iter_mut().find(|(known, _)| known == words) {
                Some((_, n)) => *n += 1,
                None => self.obstacles.push((words.to_owned(), 1)),
            },
        }
        // One that may go shows more than one that may not.
        if self.example.is_none() || obstacle.is_none() && self.n_ready == 1 {
            let (row, identifier, text) = (answer.row, answer.identifier.clone(), answer.text.text.clone());
            self.example = Some(MailingExample { row, identifier, text });
        }
    }
}

/// Why a message may not go, in words that say nothing of the borrower.
fn obstacle(answer: &DeskAnswer, overrides: &[Override]) -> Option<String> {
    let text = &answer.text;
    if !text.asks.is_empty() {
        return Some(text.asks.join("; "));
    }
    if !answer.unfilled.is_empty() {
        return Some(format!("no figure for {{{}}}", answer.unfilled.join("}, {")));
    }
    match text.report.copy_state(overrides) {
        CopyState::Allowed if text.is_too_long => Some("too long for its channel".to_owned()),
        CopyState::Allowed => None,
        CopyState::NeedsReason(rules) | CopyState::Blocked(rules) => {
            let names: Vec<String> = rules.iter().map(|rule| format!("{} {}", rule.id(), rule.name())).collect();
            Some(format!("stopped by {}", names.join(", ")))
        }
    }
}

/// What was gathered, the most loans first.
pub(super) fn report(gathered: &[Gathered]) -> MailingReport {
    let group = |group: &Gathered| {
        let mut obstacles = group.obstacles.clone();
        obstacles.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let may_be_worded = !group.is_in_care && group.occasion.treatment.is_due();
        MailingGroup {
            brief: may_be_worded.then(|| occasion_brief(group.occasion, &group.slots)),
            occasion: group.occasion,
            is_in_care: group.is_in_care,
            n_rows: group.n_rows,
            n_ready: group.n_ready,
            obstacles,
            example: group.example.clone(),
        }
    };
    let mut groups: Vec<MailingGroup> = gathered.iter().map(group).collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.n_rows), group.occasion, group.is_in_care));
    MailingReport {
        n_ready: gathered.iter().map(|group| group.n_ready).sum(),
        n_rows: gathered.iter().map(|group| group.n_rows).sum(),
        groups,
    }
}
