use super::Session;
use super::counsel_account::SentKind;
use super::counsel_counting::LongQuestion;
use crate::advisor::conduct::Language;
use crate::advisor::counsel::{About, Manner, read_draft, translation_question};
use crate::advisor::drafts::{MessageChannel, Slot};
use crate::advisor::gemini::{self, BeginError, Ending, Exchange, GeminiError, News, NextStep, Outcome, Outgoing, TurnEnd};
use crate::session::command::{Command, FetchId};

/// A question under way.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    /// Counts questions, to tell an old alarm from this one's.
    n: u64,
    /// In which conversation.
    talk: usize,
    exchange: Exchange,
    /// The request under way, with its number among this question's.
    fetch: Option<(FetchId, u32)>,
    /// The way and the language of the message that it may become.
    channel: MessageChannel,
    language: Language,
    /// When something was heard of it last, in milliseconds of the page's clock.
    heard_at_ms: u64,
    /// When it is asked again, and why.
    waits: Option<(u64, GeminiError)>,
}

impl Asking {
    /// The words of the answer so far.
    pub fn text(&self) -> &str {
        self.exchange.answer().text()
    }

    /// When it is asked again, in milliseconds of the page's clock, and why; `None` while it does not wait.
    pub fn waits(&self) -> Option<&(u64, GeminiError)> {
        self.waits.as_ref()
    }

    /// In which conversation.
    pub fn talk(&self) -> usize {
        self.talk
    }
}

impl Session {
    /// The question under way, if it is of the conversation that is shown.
    pub fn asking(&self) -> Option<&Asking> {
        self.counsel.asking.as_ref().filter(|asking| Some(asking.talk) == self.talk_place())
    }

    /// Sends what [`Session::outgoing`] shows.
    ///
    /// # Errors
    /// Why it is not sent. What the person must agree to first is not looked at here.
    pub fn ask_gemini(&mut self, now_ms: u64) -> Result<(), BeginError> {
        let (Some(outgoing), Some(talk)) = (self.outgoing(), self.talk_place()) else { return Err(BeginError::Busy) };
        self.may_send()?;
        if matches!(self.length_of(&outgoing), LongQuestion::Uncounted | LongQuestion::Counting) {
            return Err(BeginError::NotCounted);
        }
        self.begin_asking(talk, outgoing, now_ms)?;
        self.counsel.question.clear();
        Ok(())
    }

    /// Sends a question in a conversation, to which the person has agreed.
    pub(super) fn begin_asking(&mut self, talk: usize, outgoing: Outgoing, now_ms: u64) -> Result<(), BeginError> {
        self.counsel.spending.check()?;
        self.counsel.talks[talk].conversation.begin(&outgoing)?;
        self.counsel.spending.add_question();
        let (model, n_bytes) = (outgoing.model().clone(), outgoing.body().len());
        match self.counsel.talks[talk].about {
            About::Occasion(_) => self.note_sent_with(SentKind::Question, model, n_bytes, Vec::new()),
            _ => self.note_sent(SentKind::Question, model, n_bytes),
        }
        self.counsel.n_asked += 1;
        let (exchange, commands) = Exchange::start(outgoing, self.counsel.version, now_ms);
        let (channel, language) = (self.desk.channel, self.desk.language);
        let (n, heard_at_ms) = (self.counsel.n_asked, now_ms);
        self.counsel.asking = Some(Asking { n, talk, exchange, fetch: None, channel, language, heard_at_ms, waits: None });
        self.obey(commands);
        Ok(())
    }

    pub(super) fn may_send(&self) -> Result<(), BeginError> {
        let is_busy = self.counsel.is_asking() || self.counsel.is_counting();
        let is_kept_back = is_busy || self.counsel.obstacle().is_some() || self.counsel.needs_consent();
        if is_kept_back { Err(BeginError::Busy) } else { Ok(()) }
    }

    /// The person stops the answer; what there is of it stays.
    pub fn stop_asking(&mut self) {
        self.stop_counting();
        if let Some(asking) = &mut self.counsel.asking {
            let commands = asking.exchange.stop();
            self.obey(commands);
        }
    }

    /// The network has something to say of a request. `random` is uniform in [0, 1).
    pub fn hear_gemini(&mut self, fetch: FetchId, news: News<'_>, now_ms: u64, random: f64) {
        if self.hear_models(fetch, news) || self.hear_count(fetch, news) {
            return;
        }
        let Some(asking) = &mut self.counsel.asking else { return };
        if let Some((_, attempt)) = asking.fetch.filter(|(own, _)| *own == fetch) {
            asking.heard_at_ms = now_ms;
            let commands = asking.exchange.take(attempt, news, now_ms, random);
            self.obey(commands);
        }
    }

    /// The alarm of a question has rung.
    pub fn wake_gemini(&mut self, n_asked: u64, now_ms: u64, random: f64) {
        if let Some(asking) = self.counsel.asking.as_mut().filter(|asking| asking.n == n_asked) {
            asking.heard_at_ms = now_ms;
            let commands = asking.exchange.wake(now_ms, random);
            self.obey(commands);
        }
    }

    fn obey(&mut self, commands: Vec<gemini::Command>) {
        for command in commands {
            let Some(asking) = &mut self.counsel.asking else { return };
            match command {
                gemini::Command::Send { attempt, request } => {
                    let Some(key) = self.counsel.key.clone() else { continue };
                    self.counsel.n_fetches += 1;
                    let fetch = FetchId(self.counsel.n_fetches);
                    (asking.fetch, asking.waits) = (Some((fetch, attempt)), None);
                    self.commands.push(Command::Fetch { fetch, request, key });
                }
                gemini::Command::Abort => {
                    if let Some((fetch, _)) = asking.fetch.take() {
                        self.commands.push(Command::AbortFetch(fetch));
                    }
                }
                // The answer is read where it is.
                gemini::Command::Show => {}
                gemini::Command::WakeAt(at_ms) => self.commands.push(Command::WakeGemini { n_asked: asking.n, at_ms }),
                gemini::Command::CountDown { until_ms, error } => asking.waits = Some((until_ms, error)),
                gemini::Command::Over(outcome) => self.end_asking(*outcome),
            }
        }
    }

    fn end_asking(&mut self, outcome: Outcome) {
        let Some(asking) = self.counsel.asking.take() else { return };
        self.counsel.version = outcome.version;
        self.counsel.spending.add_usage(outcome.answer.usage());
        let Some(talk) = self.counsel.talks.get_mut(asking.talk) else { return };
        talk.conversation.end(outcome);
        let (manner, about) = (talk.manner, talk.about);
        let Some(turn) = talk.conversation.turns().last() else { return };
        let (end, text) = (turn.end.clone(), turn.shown_text().to_owned());
        if let About::Occasion(occasion) = about {
            return self.take_wording(occasion, (end, text), asking.heard_at_ms);
        }
        // What the person has written is not overwritten unasked, and another way or language has another message.
        let is_awaited = manner == Manner::Draft
            && !self.desk.is_persons()
            && (asking.channel, asking.language) == (self.desk.channel, self.desk.language);
        match end {
            TurnEnd::Answered(Ending::Complete) if is_awaited => self.use_answer_as_draft(about, &text),
            TurnEnd::Failed(error) if error.next_step(self.counsel.version) == NextStep::StripSignatures => {
                self.counsel.talks.iter_mut().for_each(|talk| talk.conversation.forget_signatures());
            }
            _ => {}
        }
    }

    /// The language in which the last draft may be said next; `None` where there is none to say.
    pub fn other_language(&self) -> Option<Language> {
        let turn = self.counsel.talk().filter(|talk| talk.manner == Manner::Draft)?.conversation.turns().last()?;
        (turn.end == TurnEnd::Answered(Ending::Complete)).then_some(match self.desk.language {
            Language::English => Language::Hindi,
            Language::Hindi => Language::English,
        })
    }

    /// Puts the desk to the other language, and the wish for the last draft in it into the field.
    pub fn say_in_other_language(&mut self) {
        let Some(language) = self.other_language() else { return };
        self.change_desk(|desk| desk.language = language);
        self.counsel.question = translation_question(language);
    }

    /// Puts a drafted answer about a borrower into the desk, if it is that borrower's and a draft.
    pub fn use_answer_as_draft(&mut self, about: About, answer: &str) {
        let is_here = self.desk.row.map(About::Borrower) == Some(about);
        let brief = self.counsel.brief().filter(|brief| is_here && brief.about == about);
        let Some((person, drafted)) = brief.and_then(|brief| Some((brief.person.clone()?, read_draft(answer, &brief.plans).ok()?))) else {
            return;
        };
        // The other name is nothing that a borrower may read: theirs is to be filled in.
        let talks = self.counsel.talks.iter_mut().filter(|talk| talk.about == about && talk.manner == Manner::Draft);
        let message = talks
            .map(|talk| talk.people.of(&person.identifier, &[]))
            .fold(drafted.message, |message, pseudonym| message.replace(&pseudonym, &format!("{{{}}}", Slot::BorrowerName.name())));
        self.take_draft(message);
    }
}
