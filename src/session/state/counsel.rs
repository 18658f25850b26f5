//! Talks with Gemini: what is told of whom, what the person has agreed to, questions and answers. Nothing is sent but by the
//! transition [`Session::ask_gemini`], and what it sends is what [`Session::outgoing`] shows.

use std::sync::Arc;

use super::Session;
use super::counsel_account::{Agreed, SentRequest};
use super::counsel_asking::Asking;
use super::counsel_counting::{Counted, Counting};
use super::counsel_key::{KeyCheck, ModelReading};
use crate::advisor::counsel::{About, AnswerLength, Brief, DraftTone, Manner, draft_schema, facts_block, instruction};
use crate::advisor::gemini::{
    AnswerStyle, ApiKey, ApiVersion, Conversation, Effort, FALLBACK_MODELS, GeminiModel, GenerationConfig, ModelName, Outgoing, Spending,
    ThinkingConfig, TranscriptHead, transcript_json, transcript_markdown,
};
use crate::advisor::redaction::{FactField, KnownValues, Pseudonyms, Scrubber};
use crate::jobs::protocol::{BriefQuestion, JobId, Query};
use crate::quantity::hash_bytes;
use crate::session::command::Command;
use crate::strategy::Treatment;

/// What is talked about, of what the desk shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TalkScope {
    /// Whom the desk writes to.
    #[default]
    Borrower,
    /// All with this next step.
    Group(Treatment),
    /// All.
    Portfolio,
}

/// One conversation: about one thing, in one manner.
#[derive(Clone, Debug, PartialEq)]
pub struct Talk {
    /// About what.
    pub about: About,
    /// In which manner.
    pub manner: Manner,
    /// What was said.
    pub conversation: Conversation,
    /// The borrowers' other names in it.
    pub people: Pseudonyms,
}

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Counsel {
    pub(super) key: Option<ApiKey>,
    /// Whether Google takes the key.
    pub key_check: KeyCheck,
    /// Whether the browser keeps the key for this tab.
    pub is_key_kept: bool,
    /// Whether the key's project is paid for; what unpaid ones send may be read by people.
    pub is_paid: bool,
    /// The models to choose from, as the service lists them.
    pub models: Vec<GeminiModel>,
    /// The model that the person chose; `None` for the first that the service offers.
    pub chosen_model: Option<ModelName>,
    pub(super) version: ApiVersion,
    /// What is talked about.
    pub scope: TalkScope,
    /// How.
    pub manner: Manner,
    /// The figures of a borrower that may be told.
    pub ticked: Vec<FactField>,
    /// What the person is about to ask.
    pub question: String,
    brief: Option<Arc<Brief>>,
    brief_job: Option<JobId>,
    is_brief_stale: bool,
    pub(super) known: Option<Arc<KnownValues>>,
    pub(super) agreed: Option<Agreed>,
    pub(super) talks: Vec<Talk>,
    pub(super) asking: Option<Asking>,
    pub(super) reading: Option<ModelReading>,
    pub(super) counting: Option<Counting>,
    pub(super) counted: Option<Counted>,
    pub(super) n_fetches: u64,
    pub(super) n_asked: u64,
    /// What left in this visit.
    pub sent: Vec<SentRequest>,
    /// What the visit has asked, and how much it may.
    pub spending: Spending,
    /// In which tone drafts are to be.
    pub draft_tone: DraftTone,
    /// How long answers may be.
    pub answer_length: AnswerLength,
    /// Random bits that nobody can guess, for pseudonyms.
    pub(super) seed: u64,
}

impl Default for Counsel {
    fn default() -> Counsel {
        Counsel {
            key: None,
            key_check: KeyCheck::Untried,
            is_key_kept: false,
            is_paid: false,
            models: Vec::new(),
            chosen_model: None,
            version: ApiVersion::V1,
            scope: TalkScope::Borrower,
            manner: Manner::Draft,
            ticked: FactField::ALL.to_vec(),
            question: String::new(),
            brief: None,
            brief_job: None,
            is_brief_stale: false,
            known: None,
            agreed: None,
            talks: Vec::new(),
            asking: None,
            reading: None,
            counting: None,
            counted: None,
            n_fetches: 0,
            n_asked: 0,
            sent: Vec::new(),
            spending: Spending::default(),
            draft_tone: DraftTone::AsPlanned,
            answer_length: AnswerLength::Usual,
            seed: 0,
        }
    }
}

impl Counsel {
    /// The last letters of the key; `None` without one.
    pub fn key_hint(&self) -> Option<&str> {
        self.key.as_ref().map(ApiKey::hint)
    }

    /// The model that is asked: the chosen one; else, of those that the service lists, one that is known to do, a Flash or the first.
    pub fn model(&self) -> Option<ModelName> {
        let listed = |name: &str| self.models.iter().find(|model| model.name.as_str() == name);
        let flash = || self.models.iter().find(|model| model.name.as_str().contains("flash"));
        let best = || FALLBACK_MODELS.into_iter().find_map(listed).or_else(flash).or(self.models.first()).map(|model| model.name.clone());
        self.chosen_model.clone().or_else(best).or_else(|| ModelName::new(FALLBACK_MODELS[0]).ok())
    }

    /// What may be told, once it is known.
    pub fn brief(&self) -> Option<&Arc<Brief>> {
        self.brief.as_ref()
    }

    /// The conversation about what is talked about, in this manner.
    pub fn talk(&self) -> Option<&Talk> {
        let about = self.brief.as_ref()?.about;
        self.talks.iter().find(|talk| (talk.about, talk.manner) == (about, self.manner))
    }

    /// Whether a question is under way, in this conversation or another.
    pub fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    /// Why nothing may be sent, though there is a question.
    pub fn obstacle(&self) -> Option<Obstacle> {
        match self.brief.as_ref() {
            _ if self.key.is_none() => Some(Obstacle::NoKey),
            None => Some(Obstacle::NoBrief),
            Some(brief) if self.manner.needs_borrower() && !brief.about.is_one_borrower() => Some(Obstacle::NeedsBorrower),
            Some(brief) if brief.about.is_one_borrower() && !self.is_paid => Some(Obstacle::NotPaid),
            Some(_) => None,
        }
    }

    /// Whether the values of the file that name people are not known yet, nor asked for.
    pub(super) fn wants_known_values(&self) -> bool {
        self.key.is_some() && self.known.is_none() && self.brief_job.is_none()
    }

    /// What may be told comes with the answer to this job.
    pub(super) fn await_brief(&mut self, job: JobId) {
        self.brief_job = Some(job);
    }

    /// How an answer is to be.
    pub(super) fn style_for(&self, manner: Manner, brief: &Brief, model: &ModelName) -> AnswerStyle {
        let effort = if manner == Manner::Ask { Effort::Medium } else { Effort::Low };
        let config = GenerationConfig::for_answer(self.answer_length.n_tokens(), ThinkingConfig::for_model(model, effort));
        let config = if manner == Manner::Draft { config.with_json_schema(draft_schema(&brief.plans)) } else { config };
        AnswerStyle { config, safety: Vec::new() }
    }
}

/// Why nothing may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// There is no key.
    NoKey,
    /// What may be told is not known yet.
    NoBrief,
    /// This manner is about one borrower.
    NeedsBorrower,
    /// Of one borrower only a paid project is told.
    NotPaid,
}

impl Session {
    /// Talks with Gemini.
    pub fn counsel(&self) -> &Counsel {
        &self.counsel
    }

    /// Changes how and about what is talked, or what is told. `seed` is random bits that nobody can guess.
    pub fn change_counsel(&mut self, seed: u64, change: impl FnOnce(&mut Counsel)) {
        let (scope, manner) = (self.counsel.scope, self.counsel.manner);
        change(&mut self.counsel);
        self.counsel.seed ^= seed;
        if self.counsel.manner.needs_borrower() && manner != self.counsel.manner {
            self.counsel.scope = TalkScope::Borrower;
        }
        if scope != self.counsel.scope {
            // What was to be asked of one may name them to another.
            self.counsel.question.clear();
            self.counsel.brief = None;
        }
        if self.counsel.brief.is_none() {
            self.send_brief();
        }
        self.open_talk();
    }

    fn about(&self) -> Option<About> {
        Some(match self.counsel.scope {
            TalkScope::Borrower => About::Borrower(self.desk.row?),
            TalkScope::Group(step) => About::Group(step),
            TalkScope::Portfolio => About::Portfolio,
        })
    }

    /// Asks what may be told, where somebody may want to tell it.
    pub(super) fn send_brief(&mut self) {
        let Some(about) = self.about().filter(|_| self.counsel.key.is_some() && self.model.shown().is_some()) else { return };
        // Nothing of somebody else is told meanwhile.
        if self.counsel.brief.take_if(|brief| brief.about != about).is_some() {
            self.counsel.question.clear();
        }
        // What is said of the message, its way and language, holds from now on.
        self.open_talk();
        self.counsel.is_brief_stale = self.counsel.brief_job.is_some();
        if self.counsel.is_brief_stale {
            return;
        }
        let currency = self.setup.as_ref().map(|setup| setup.currency).unwrap_or_default();
        let (cut_offs, desk, wants_known) = (self.cut_offs, self.desk_question(), self.counsel.known.is_none());
        let question = BriefQuestion { about, cut_offs, currency, desk, wants_known };
        self.counsel.brief_job = Some(self.ask(Query::Brief(Box::new(question))));
    }

    pub(super) fn take_brief(&mut self, job: JobId, mut brief: Brief) {
        if self.counsel.brief_job != Some(job) {
            return;
        }
        self.counsel.brief_job = None;
        if let Some(known) = brief.known.take() {
            self.counsel.known = Some(Arc::new(known));
        }
        if self.about() == Some(brief.about) {
            self.counsel.brief = Some(Arc::new(brief));
            self.open_talk();
        } else {
            self.counsel.is_brief_stale = true;
        }
        if self.counsel.is_brief_stale {
            self.send_brief();
        }
    }

    /// Whether the job was asked for a brief.
    pub(super) fn fail_brief(&mut self, job: JobId) -> bool {
        self.counsel.brief_job.take_if(|own| *own == job).is_some()
    }

    /// Another file is open: what was told of the one before is over. The key stays.
    pub(super) fn clear_counsel(&mut self) {
        self.stop_asking();
        let counsel = &mut self.counsel;
        (counsel.brief, counsel.brief_job, counsel.known) = (None, None, None);
        (counsel.scope, counsel.agreed) = (TalkScope::Borrower, None);
        counsel.talks.clear();
        counsel.question.clear();
    }

    /// Another model, and perhaps other columns that name people: what may be told, and what may not, is asked anew.
    pub(super) fn renew_brief(&mut self) {
        (self.counsel.brief, self.counsel.brief_job, self.counsel.known) = (None, None, None);
        self.send_brief();
        self.need_known_values();
    }

    /// What was asked will not be answered: it is asked again when there is something to ask about.
    pub(super) fn lose_brief(&mut self) {
        self.counsel.brief_job = None;
    }

    /// The conversation about what is talked about, begun where there is none, with what it is told brought up to date.
    fn open_talk(&mut self) {
        let Some(brief) = self.counsel.brief.clone() else { return };
        let manner = self.counsel.manner;
        let place = self.counsel.talks.iter().position(|talk| (talk.about, talk.manner) == (brief.about, manner));
        let place = place.unwrap_or_else(|| {
            let seed = self.counsel.seed ^ hash_bytes(&self.counsel.talks.len().to_le_bytes());
            let conversation = Conversation::new(None);
            self.counsel.talks.push(Talk { about: brief.about, manner, conversation, people: Pseudonyms::new(seed) });
            self.counsel.talks.len() - 1
        });
        let talk = &mut self.counsel.talks[place];
        let pseudonym = brief.person.as_ref().map(|person| {
            let names: Vec<&str> = person.names.iter().map(String::as_str).collect();
            talk.people.of(&person.identifier, &names)
        });
        let facts = facts_block(&brief, pseudonym.as_deref(), &self.counsel.ticked, manner);
        talk.conversation.tell(instruction(manner, self.desk.channel, self.desk.language, self.counsel.draft_tone), facts);
    }

    /// What the next question sends, byte for byte; `None` while it is not known what may be told.
    pub fn outgoing(&self) -> Option<Outgoing> {
        let (counsel, nobody) = (&self.counsel, KnownValues::default());
        let (brief, talk) = (counsel.brief.as_ref()?, counsel.talk()?);
        let scrubber = Scrubber { known: counsel.known.as_deref().unwrap_or(&nobody), people: &talk.people };
        let model = counsel.model()?;
        let style = counsel.style_for(counsel.manner, brief, &model);
        Some(talk.conversation.outgoing(&counsel.question, model, &style, scrubber))
    }

    /// Takes a turn and all after it back, and puts its question into the field, to be changed or asked again.
    pub fn take_question_back(&mut self, turn_idx: usize) {
        let Some(place) = self.talk_place() else { return };
        if let Some(question) = self.counsel.talks[place].conversation.take_back(turn_idx) {
            self.counsel.question = self.counsel.talks[place].people.put_back(&question);
        }
    }

    /// Begins the conversation anew.
    pub fn begin_anew(&mut self) {
        let Some(place) = self.talk_place().filter(|_| !self.counsel.is_asking()) else { return };
        self.counsel.talks.remove(place);
        self.open_talk();
    }

    /// The conversation as a file: as Markdown, or as JSON. `date` is the day, as the person writes it.
    pub fn save_transcript(&mut self, date: &str, as_json: bool) {
        let Some(talk) = self.counsel.talk() else { return };
        let facts_hash = hash_bytes(talk.conversation.facts().as_bytes());
        let head = TranscriptHead { date, prompt_version: crate::advisor::counsel::PROMPT_VERSION, facts_hash };
        let put_back = |text: &str| talk.people.put_back(text);
        let (name, text) = match as_json {
            true => ("conversation.json", transcript_json(head, &talk.conversation, &put_back)),
            false => ("conversation.md", transcript_markdown(head, &talk.conversation, &put_back)),
        };
        self.commands.push(Command::Save(name.to_owned(), vec![text.into_bytes()]));
    }

    pub(super) fn talk_place(&self) -> Option<usize> {
        let about = self.counsel.brief.as_ref()?.about;
        self.counsel.talks.iter().position(|talk| (talk.about, talk.manner) == (about, self.counsel.manner))
    }
}
