//! Words for many borrowers from a model: one question an occasion, one after another. Of no borrower anything is told.

use super::Session;
use super::counsel::Talk;
use crate::advisor::conduct::Language;
use crate::advisor::counsel::{About, Brief, Manner, facts_block, instruction, read_draft};
use crate::advisor::drafts::{MessageChannel, Occasion};
use crate::advisor::gemini::{BeginError, Conversation, Ending, GeminiError, Outgoing, TurnEnd};
use crate::advisor::redaction::{KnownValues, Pseudonyms, Scrubber};
use crate::jobs::protocol::{BriefQuestion, MailingGroup, Query, Wording};

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
    /// A question is under way.
    is_asking: bool,
    error: Option<GeminiError>,
    is_stopped: bool,
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

    /// Whether a question is under way.
    pub fn is_asking(&self) -> bool {
        self.is_asking
    }

    /// Why it does not go on.
    pub fn error(&self) -> Option<&GeminiError> {
        self.error.as_ref()
    }
}

impl Session {
    /// Occasions that are being worded, or were last.
    pub fn wording_run(&self) -> Option<&WordingRun> {
        self.mailing.run.as_ref()
    }

    /// What wording all of the mailing's occasions sends, question by question, byte for byte, with the loans of each; of those that a run
    /// has not asked yet, where one waits.
    pub fn wording_requests(&self) -> Vec<(Occasion, u64, Outgoing)> {
        let groups = self.mailing.shown.ready().map(|report| report.groups.as_slice()).unwrap_or_default();
        let worded = groups.iter().filter_map(|group| Some((self.worded(group)?, group.n_rows)));
        let all: Vec<(Worded, u64)> = worded.collect();
        let way = (self.desk.channel, self.desk.language);
        let waits = |occasion: Occasion| self.mailing.run.as_ref().is_some_and(|run| run.waits_with(occasion, way));
        let goes_on = all.iter().any(|(worded, _)| waits(worded.occasion));
        let left = all.into_iter().filter(|(worded, _)| !goes_on || waits(worded.occasion));
        left.map(|(worded, n_rows)| (worded.occasion, n_rows, worded.outgoing)).collect()
    }

    fn worded(&self, group: &MailingGroup) -> Option<Worded> {
        let brief = group.brief.as_ref()?;
        let talk = self.worded_talk(brief);
        let outgoing = self.worded_question(&talk, brief)?;
        Some(Worded { occasion: group.occasion, talk, outgoing })
    }

    fn worded_talk(&self, brief: &Brief) -> Talk {
        let mut conversation = Conversation::new(None);
        let facts = facts_block(brief, None, &[], Manner::Draft);
        conversation.tell(instruction(Manner::Draft, self.desk.channel, self.desk.language, self.counsel.draft_tone), facts);
        Talk { about: brief.about, manner: Manner::Draft, conversation, people: Pseudonyms::new(self.counsel.seed) }
    }

    fn worded_question(&self, talk: &Talk, brief: &Brief) -> Option<Outgoing> {
        let nobody = KnownValues::default();
        // Who may be named in the wish is known only once the file was looked through for names.
        let known = match (&self.counsel.known, self.mailing.wish.trim()) {
            (Some(known), _) => known,
            (None, "") => &nobody,
            (None, _) => return None,
        };
        let model = self.counsel.model()?;
        let style = self.counsel.style_for(Manner::Draft, brief, &model);
        let wish = self.mailing.wish.trim();
        let question = if wish.is_empty() { QUESTION.to_owned() } else { format!("{QUESTION} {wish}") };
        Some(talk.conversation.outgoing(&question, model, &style, Scrubber { known, people: &talk.people }))
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
        let wanted: Vec<Occasion> = self.wording_requests().into_iter().map(|(occasion, ..)| occasion).collect();
        let groups = self.mailing.shown.ready().map(|report| report.groups.as_slice()).unwrap_or_default();
        let left: Vec<Worded> =
            groups.iter().filter(|group| wanted.contains(&group.occasion)).filter_map(|group| self.worded(group)).collect();
        let Some(first) = left.first().map(|worded| worded.occasion) else { return Err(BeginError::Busy) };
        let way = (self.desk.channel, self.desk.language);
        let before = self.mailing.run.take().filter(|run| run.waits_with(first, way));
        let (n_worded, n_unusable) = before.map(|run| (run.n_worded, run.n_unusable)).unwrap_or_default();
        self.mailing.run = Some(WordingRun { left, way, n_unusable, n_worded, is_asking: false, error: None, is_stopped: false });
        self.word_next(now_ms)
    }

    /// The person stops the run; what was worded stays.
    pub fn stop_wording(&mut self) {
        if let Some(run) = &mut self.mailing.run {
            run.is_stopped = true;
        }
        self.stop_asking();
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
        if let Some(run) = &mut self.mailing.run {
            run.is_asking = begun.is_ok();
        }
        begun
    }

    /// The answer about an occasion is there, or there will be none.
    pub(super) fn take_wording(&mut self, occasion: Occasion, (end, text): (TurnEnd, String), now_ms: u64) {
        let Some(mut run) = self.mailing.run.take() else { return };
        let (channel, language) = run.way;
        run.is_asking = false;
        match end {
            TurnEnd::Answered(Ending::Complete) => {
                run.left.retain(|left| left.occasion != occasion);
                match read_draft(&text, &[]) {
                    Ok(drafted) => {
                        run.n_worded += 1;
                        let is_same =
                            |wording: &Wording| (wording.occasion, wording.channel, wording.language) == (occasion, channel, language);
                        self.mailing.wordings.retain(|wording| !is_same(wording));
                        self.mailing.wordings.push(Wording { occasion, channel, language, text: drafted.message });
                    }
                    Err(_) => run.n_unusable += 1,
                }
            }
            TurnEnd::Failed(error) => run.error = Some(error),
            // Whoever stopped it, by which button ever: nothing more leaves.
            TurnEnd::Stopped => run.is_stopped = true,
            // Cut off, or withheld: such words are not used.
            _ if !run.is_stopped => {
                run.left.retain(|left| left.occasion != occasion);
                run.n_unusable += 1;
            }
            _ => {}
        }
        let goes_on = run.error.is_none() && !run.is_stopped && !run.left.is_empty();
        self.mailing.run = Some(run);
        let has_begun = goes_on && self.word_next(now_ms).is_ok();
        if !has_begun {
            // All new words are looked at together.
            self.send_mailing();
        }
    }
}
