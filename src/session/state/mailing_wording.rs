//! Words for many borrowers from a model: one question an occasion, one after another. Of no borrower anything is told.

use std::borrow::Cow;

use super::Session;
use super::counsel::Talk;
use crate::advisor::conduct::Language;
use crate::advisor::counsel::{About, Brief, Manner, facts_block, instruction, read_draft};
use crate::advisor::drafts::{MessageChannel, Occasion};
use crate::advisor::gemini::{BeginError, Conversation, Ending, GeminiError, Outgoing, TurnEnd};
use crate::advisor::redaction::{KnownValues, Pseudonyms, Scrubber};
use crate::jobs::protocol::{BriefQuestion, Query, Wording};

/// What each question begins with.
const QUESTION: &str = "Draft the message that the next step asks for.";

/// Occasions that are worded one after another.
#[derive(Clone, Debug, PartialEq)]
pub struct WordingRun {
    /// Still to be asked, the first of them now: as the person has seen it.
    left: Vec<Worded>,
    /// For which way and language.
    way: (MessageChannel, Language),
    /// Whose answers were no drafts: the template stays.
    n_unusable: usize,
    n_worded: usize,
    pace: Pace,
}

/// How a run stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Pace {
    /// A question is under way.
    Asking,
    /// It has ended, or the person has stopped it.
    Resting,
    /// The question failed.
    Failed(GeminiError),
    /// The next question was not sent.
    Refused(BeginError),
}

/// An occasion with its question.
#[derive(Clone, Debug, PartialEq)]
struct Worded {
    occasion: Occasion,
    talk: Talk,
    outgoing: Outgoing,
}

impl WordingRun {
    /// Whether it waits to go on with this occasion, in this way and language.
    fn waits_with(&self, occasion: Occasion, way: (MessageChannel, Language)) -> bool {
        self.way == way && self.left.iter().any(|left| left.occasion == occasion)
    }

    /// Occasions that are still to be worded.
    pub fn n_left(&self) -> usize {
        self.left.len()
    }

    /// Occasions that have new words.
    pub fn n_worded(&self) -> usize {
        self.n_worded
    }

    /// Answers that were no drafts.
    pub fn n_unusable(&self) -> usize {
        self.n_unusable
    }

    /// How it stands.
    pub fn pace(&self) -> &Pace {
        &self.pace
    }

    /// Whether a question is under way.
    pub fn is_asking(&self) -> bool {
        self.pace == Pace::Asking
    }
}

impl Session {
    /// Occasions that are being worded, or were last.
    pub fn wording_run(&self) -> Option<&WordingRun> {
        self.mailing.run.as_ref()
    }

    /// How many questions wording the mailing's occasions takes; 0 while they cannot be put.
    pub fn n_wording_requests(&self) -> usize {
        if self.counsel.model().is_some() && self.wish_scrubber().is_some() { self.unworded().len() } else { 0 }
    }

    /// What wording the mailing's occasions sends, question by question, byte for byte.
    pub fn wording_requests(&self) -> Vec<(Occasion, Outgoing)> {
        self.to_be_worded().map(|worded| (worded.occasion, worded.outgoing)).collect()
    }

    /// All of the mailing's occasions that a model may word, or, where a run waits, those that it has not asked yet.
    fn unworded(&self) -> Vec<(Occasion, &Brief)> {
        let groups = self.mailing.shown.ready().map(|report| report.groups.as_slice()).unwrap_or_default();
        let all: Vec<(Occasion, &Brief)> = groups.iter().filter_map(|group| Some((group.occasion, group.brief.as_ref()?))).collect();
        let way = (self.desk.channel, self.desk.language);
        let waits = |occasion: Occasion| self.mailing.run.as_ref().is_some_and(|run| run.waits_with(occasion, way));
        if all.iter().any(|(occasion, _)| waits(*occasion)) {
            return all.into_iter().filter(|(occasion, _)| waits(*occasion)).collect();
        }
        all
    }

    fn to_be_worded(&self) -> impl Iterator<Item = Worded> {
        self.unworded().into_iter().filter_map(|(occasion, brief)| {
            let talk = self.worded_talk(brief);
            let outgoing = self.worded_question(&talk, brief)?;
            Some(Worded { occasion, talk, outgoing })
        })
    }

    fn worded_talk(&self, brief: &Brief) -> Talk {
        let mut conversation = Conversation::new(None);
        let facts = facts_block(brief, None, &[], Manner::Draft);
        conversation.tell(instruction(Manner::Draft, self.desk.channel, self.desk.language, self.counsel.draft_tone), facts);
        Talk { about: brief.about, manner: Manner::Draft, conversation, people: Pseudonyms::new(self.counsel.seed) }
    }

    fn worded_question(&self, talk: &Talk, brief: &Brief) -> Option<Outgoing> {
        let known = self.wish_scrubber()?;
        let model = self.counsel.model()?;
        let style = self.counsel.style_for(Manner::Draft, brief, &model);
        let wish = self.mailing.wish.trim();
        let question = if wish.is_empty() { QUESTION.to_owned() } else { format!("{QUESTION} {wish}") };
        Some(talk.conversation.outgoing(&question, model, &style, Scrubber { known: &known, people: &talk.people }))
    }

    /// Who is taken out of the wish: known only once the file was looked through for names, and nobody where nothing is wished.
    fn wish_scrubber(&self) -> Option<Cow<'_, KnownValues>> {
        match &self.counsel.known {
            Some(known) => Some(Cow::Borrowed(known)),
            None => self.mailing.wish.trim().is_empty().then(Cow::default),
        }
    }

    /// The values of the file that name people are wanted before a wish is sent.
    pub(super) fn need_known_values(&mut self) {
        if self.counsel.wants_known_values() && self.model.shown().is_some() {
            let currency = self.setup.as_ref().map(|setup| setup.currency).unwrap_or_default();
            let question = BriefQuestion { about: About::Portfolio, cut_offs: self.cut_offs, currency, desk: None, wants_known: true };
            let job = self.ask(Query::Brief(Box::new(question)));
            self.counsel.await_brief(job);
        }
    }

    /// Words the occasions, the person having seen [`Session::wording_requests`] and agreed; goes on where a run has stopped.
    ///
    /// # Errors
    /// Why nothing is sent.
    pub fn word_mailing(&mut self, now_ms: u64) -> Result<(), BeginError> {
        if self.counsel.is_asking() || self.counsel.key.is_none() {
            return Err(BeginError::Busy);
        }
        let left: Vec<Worded> = self.to_be_worded().collect();
        let Some(first) = left.first().map(|worded| worded.occasion) else { return Err(BeginError::Busy) };
        let way = (self.desk.channel, self.desk.language);
        let before = self.mailing.run.take().filter(|run| run.waits_with(first, way));
        let (n_worded, n_unusable) = before.map(|run| (run.n_worded, run.n_unusable)).unwrap_or_default();
        self.mailing.run = Some(WordingRun { left, way, n_unusable, n_worded, pace: Pace::Resting });
        self.word_next(now_ms)
    }

    fn word_next(&mut self, now_ms: u64) -> Result<(), BeginError> {
        let Some(Worded { talk, outgoing, .. }) = self.mailing.run.as_ref().and_then(|run| run.left.first().cloned()) else {
            return Ok(());
        };
        if self.counsel.key.is_none() {
            return Err(BeginError::Busy);
        }
        self.counsel.talks.retain(|old| old.about != talk.about);
        self.counsel.talks.push(talk);
        let place = self.counsel.talks.len() - 1;
        let begun = self.begin_asking(place, outgoing, now_ms);
        if let Some(run) = self.mailing.run.as_mut().filter(|_| begun.is_ok()) {
            run.pace = Pace::Asking;
        }
        begun
    }

    /// The answer about an occasion is there, or there will be none.
    pub(super) fn take_wording(&mut self, occasion: Occasion, (end, text): (TurnEnd, String), now_ms: u64) {
        let Some(mut run) = self.mailing.run.take() else { return };
        let (channel, language) = run.way;
        let is_asked = !matches!(end, TurnEnd::Failed(_) | TurnEnd::Stopped);
        run.pace = if let TurnEnd::Failed(error) = end.clone() { Pace::Failed(error) } else { Pace::Resting };
        if is_asked {
            run.left.retain(|left| left.occasion != occasion);
            // What is cut off or withheld is not used.
            match (end == TurnEnd::Answered(Ending::Complete)).then(|| read_draft(&text, &[])) {
                Some(Ok(drafted)) => {
                    run.n_worded += 1;
                    self.mailing.wordings.retain(|wording| !wording.is_for(occasion, channel, language));
                    self.mailing.wordings.push(Wording { occasion, channel, language, text: drafted.message });
                }
                _ => run.n_unusable += 1,
            }
        }
        let goes_on = is_asked && !run.left.is_empty();
        self.mailing.run = Some(run);
        let next = if goes_on { self.word_next(now_ms) } else { Ok(()) };
        if let (Err(error), Some(run)) = (next, &mut self.mailing.run) {
            run.pace = Pace::Refused(error);
        }
        if !self.mailing.run.as_ref().is_some_and(WordingRun::is_asking) {
            // All new words are looked at together.
            self.send_mailing();
        }
    }
}
