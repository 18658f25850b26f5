//! A message to one borrower: the draft of the templates or of the person, held against the facts and the rules of conduct.

use serde::{Deserialize, Serialize};

use super::planning::Plannable;
use super::protocol::JobError;
use super::rules::{OwnRules, ReadRules};
use crate::advisor::conduct::{Jurisdiction, Language, PlannedTime};
use crate::advisor::desk::{DeskCase, DeskText, desk_text};
use crate::advisor::drafts::{DraftFacts, DraftRequest, MessageChannel, fill_slots};
use crate::advisor::loan_message::{Ledger, Loan, Writer, draft_facts};
use crate::data::loan_facts::{LoanFacts, NotedContact};
use crate::quantity::format::decimal;
use crate::quantity::{Currency, Money};
use crate::sheets::reason_text;
use crate::strategy::{BorrowerPlan, CutOffs, Reason};

/// Who writes, as the person says it. What is empty is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// Where the borrower lives: whose rules hold.
    pub jurisdiction: Jurisdiction,
    /// The lender.
    pub lender_name: String,
    /// Who signs.
    pub agent_name: String,
    /// How the borrower reaches the lender.
    pub contact: String,
    /// Where the borrower complains.
    pub grievance_contact: String,
}

impl Sender {
    /// The made-up lender of the synthetic portfolio.
    pub fn of_sample() -> Sender {
        Sender {
            jurisdiction: Jurisdiction::India,
            lender_name: "Northline Finance".to_owned(),
            agent_name: "Meera Nair".to_owned(),
            contact: "1800 555 0142".to_owned(),
            grievance_contact: "Grievance officer, 1800 555 0199".to_owned(),
        }
    }
}

/// What the desk is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeskQuestion {
    /// The borrower's row in the table.
    pub row: u64,
    /// Where the bands end.
    pub cut_offs: CutOffs,
    /// How amounts are written.
    pub currency: Currency,
    /// Who writes.
    pub sender: Sender,
    /// The person's own rules in place of the built-in ones of the sender's jurisdiction, as a file that was checked.
    pub rules: Option<String>,
    /// The way the message goes.
    pub channel: MessageChannel,
    /// The language.
    pub language: Language,
    /// When it is to be sent; its day is today.
    pub planned_at: PlannedTime,
    /// What is past due by the lender's ledger, as the person writes it; empty where nothing is said.
    pub amount_due: String,
    /// Since when, as `2026-03-05`; empty where nothing is said.
    pub due_date: String,
    /// Which words.
    pub words: DeskWords,
}

/// The words of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeskWords {
    /// The template's.
    #[default]
    Template,
    /// What the person wrote.
    Written(String),
    /// A text with slots in braces, which are filled here.
    WithSlots(String),
}

/// Why nothing is written after what was noted of the last contact.
fn stop_after(noted: NotedContact) -> Option<&'static str> {
    match noted {
        NotedContact::Paid => Some("The borrower is marked as having paid: there is nothing to ask for"),
        NotedContact::WrongNumber => Some("The number is marked as somebody else’s, who must not learn of the debt"),
        _ => None,
    }
}

impl DeskQuestion {
    /// The ledger's figures, and what is wrong with what was written: that is not taken for a fact.
    fn ledger(&self, outstanding: Option<Money>) -> (Ledger, Vec<String>) {
        let (mut ledger, mut problems) = (Ledger::default(), Vec::new());
        let written = self.amount_due.trim().trim_start_matches(['₹', '$', '€', '£']).replace([',', ' '], "");
        let amount = decimal(&written).and_then(Money::from_major).filter(|due| *due > Money::ZERO);
        match amount {
            None if written.is_empty() => {}
            None => problems.push("What is past due must be an amount above zero, such as 12,500.50".to_owned()),
            Some(due) if outstanding.is_some_and(|owed| due > owed) => {
                problems.push("More cannot be past due than is owed in all".to_owned());
            }
            Some(_) => ledger.amount_due = amount,
        }
        match PlannedTime::parse(&format!("{}T00:00", self.due_date.trim())).map(|date| date.day) {
            Some(day) if day > self.planned_at.day => problems.push("It cannot be due since a day that is still to come".to_owned()),
            day => ledger.due_date = day,
        }
        (ledger, problems)
    }
}

/// A draft for a borrower.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeskAnswer {
    /// The borrower's row in the table.
    pub row: u64,
    /// Who it is.
    pub identifier: String,
    /// The draft, and what was found in it.
    pub text: DeskText,
    /// Why a person looks at the borrower before anything is sent, in words.
    pub look_first: Vec<String>,
    /// The names of slots that no fact fills.
    pub unfilled: Vec<String>,
    /// The person's own rules, where it was checked by them.
    pub rules: Option<OwnRules>,
}

/// All that a message to a borrower is made of.
pub(super) struct Told {
    /// What is done, and why.
    pub plan: BorrowerPlan,
    /// What the file says, and the last contact.
    pub facts: LoanFacts,
    /// What may be stated.
    pub draft: DraftFacts,
    /// Which draft is asked for.
    pub request: DraftRequest,
    reference: String,
    ledger: Ledger,
    problems: Vec<String>,
}

impl Told {
    pub(super) fn of(plannable: &Plannable<'_>, question: &DeskQuestion) -> Result<Told, JobError> {
        let row = plannable.row(question.row)?;
        let facts = plannable.facts(row);
        let (ledger, problems) = question.ledger(facts.outstanding);
        let planner = plannable.planner();
        let plan = planner.plan(&plannable.subject(row, &facts));
        let (sender, reference) = (&question.sender, plannable.reference(row));
        let writer = Writer {
            lender_name: &sender.lender_name,
            agent_name: &sender.agent_name,
            contact: &sender.contact,
            grievance_contact: &sender.grievance_contact,
            opt_out: opt_out(question.language),
        };
        let loan = Loan { plan: &plan, facts: &facts, reference: &reference, currency: question.currency, ledger };
        let draft = draft_facts(&loan, planner.proposer(), &writer, question.planned_at.day);
        let request = DraftRequest {
            archetype: plan.decision.archetype,
            stage: plan.decision.stage,
            treatment: plan.decision.treatment,
            offer: plan.decision.offer,
            channel: question.channel,
            language: question.language,
            jurisdiction: sender.jurisdiction,
        };
        Ok(Told { plan, facts, draft, request, reference, ledger, problems })
    }
}

/// The draft with what is wrong with it.
pub(super) fn desk_answer(plannable: &Plannable<'_>, question: &DeskQuestion, rules: &ReadRules) -> Result<DeskAnswer, JobError> {
    desk_answer_of(plannable, question, Told::of(plannable, question)?, rules)
}

/// The same, of what is known already.
pub(super) fn desk_answer_of(
    plannable: &Plannable<'_>,
    question: &DeskQuestion,
    told: Told,
    rules: &ReadRules,
) -> Result<DeskAnswer, JobError> {
    let loan = Loan { plan: &told.plan, facts: &told.facts, reference: &told.reference, currency: question.currency, ledger: told.ledger };
    let (written, unfilled) = match &question.words {
        DeskWords::Template => (None, Vec::new()),
        DeskWords::Written(text) => (Some(text.clone()), Vec::new()),
        DeskWords::WithSlots(text) => {
            let (text, unfilled) = fill_slots(text, &told.request, &told.draft);
            (Some(text), unfilled)
        }
    };
    let case = DeskCase {
        request: &told.request,
        told: &told.draft,
        loan: &loan,
        pack: &rules.pack,
        planned_at: question.planned_at,
        written: written.as_deref(),
    };
    let mut text = desk_text(&case);
    text.problems = told.problems;
    let ended = (!told.plan.decision.treatment.is_due()).then_some("The loan has ended and nothing is due: there is nothing to ask for");
    if let Some(stop) = told.facts.noted.and_then(stop_after).or(ended) {
        text = DeskText { asks: vec![stop.to_owned()], text: String::new(), ..text };
    }
    let identifier = plannable.identifier(plannable.row(question.row)?);
    let is_caution = |reason: &&Reason| matches!(reason, Reason::Review(_) | Reason::BeyondMeans(_) | Reason::Care(_));
    let cautions = told.plan.decision.reasons.iter().filter(is_caution);
    let look_first = cautions.map(|reason| reason_text(reason, question.currency)).collect();
    Ok(DeskAnswer { row: question.row, identifier, text, look_first, unfilled, rules: rules.note.clone() })
}

/// How messages are stopped, in the message's own language.
fn opt_out(language: Language) -> &'static str {
    match language {
        Language::English => "Reply STOP to opt out.",
        Language::Hindi => "संदेश बंद करने के लिए STOP लिखकर भेजें।",
    }
}
