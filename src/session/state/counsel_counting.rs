//! Before a long question its tokens are counted, which is a request too: it is shown before, and leaves as the question does, with the
//! same key and consent. Whether it succeeds or not, the person then decides whether to send the question.

use super::Session;
use super::counsel::Counsel;
use super::counsel_account::SentKind;
use crate::advisor::gemini::{
    ApiVersion, BeginError, GeminiError, HttpRequest, ModelName, News, NextStep, Outgoing, WholeReply, count_tokens, read_token_count,
};
use crate::quantity::hash_bytes;
use crate::session::command::{Command, FetchId};

/// How long the counting may take, in milliseconds.
const MOST_MS: u64 = 30_000;
/// No reply with a number is longer.
const MOST_BYTES: usize = 1 << 20;

/// A counting under way.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Counting {
    pub(super) fetch: FetchId,
    /// Names the request whose tokens are counted, and its model.
    of: (u64, ModelName),
    request: HttpRequest,
    reply: WholeReply,
}

/// What came of counting.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Counted {
    of: (u64, ModelName),
    result: Result<u64, GeminiError>,
}

/// How it stands with the tokens of the next question.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum LongQuestion {
    /// It is not long: nothing is counted.
    #[default]
    No,
    /// Its tokens are counted first.
    Uncounted,
    /// They are being counted.
    Counting,
    /// So many, or why it is not known.
    Counted(Result<u64, GeminiError>),
}

fn name_of(outgoing: &Outgoing) -> (u64, ModelName) {
    (hash_bytes(outgoing.body().as_bytes()), outgoing.model().clone())
}

impl Counsel {
    /// Whether tokens are being counted.
    pub fn is_counting(&self) -> bool {
        self.counting.is_some()
    }
}

impl Session {
    /// How it stands with the tokens of the next question.
    pub fn long_question(&self) -> LongQuestion {
        // While an answer comes, nothing is about to be sent, and its every piece would ask this again.
        let next = if self.counsel.is_asking() { None } else { self.outgoing() };
        next.map(|outgoing| self.length_of(&outgoing)).unwrap_or_default()
    }

    pub(super) fn length_of(&self, outgoing: &Outgoing) -> LongQuestion {
        if !outgoing.is_long() {
            return LongQuestion::No;
        }
        let (own, counsel) = (name_of(outgoing), &self.counsel);
        match (&counsel.counting, &counsel.counted) {
            (Some(counting), _) if counting.of == own => LongQuestion::Counting,
            (_, Some(counted)) if counted.of == own => LongQuestion::Counted(counted.result.clone()),
            _ => LongQuestion::Uncounted,
        }
    }

    /// The request that counts the tokens of what [`Session::outgoing`] shows, where that is what leaves first.
    pub fn counting_request(&self, outgoing: &Outgoing) -> Option<HttpRequest> {
        let is_first = matches!(self.length_of(outgoing), LongQuestion::Uncounted | LongQuestion::Counting);
        is_first.then(|| count_tokens(self.counsel.version, outgoing))
    }

    /// Sends what [`Session::counting_request`] shows.
    ///
    /// # Errors
    /// Why it is not sent: for what keeps the question from being sent.
    pub fn count_tokens(&mut self) -> Result<(), BeginError> {
        let outgoing = self.outgoing().ok_or(BeginError::Busy)?;
        self.may_send()?;
        self.counsel.spending.check()?;
        self.send_counting(name_of(&outgoing), count_tokens(self.counsel.version, &outgoing));
        Ok(())
    }

    fn send_counting(&mut self, of: (u64, ModelName), request: HttpRequest) {
        let Some(key) = self.counsel.key.clone() else { return };
        self.note_sent(SentKind::Count, of.1.clone(), request.body.as_deref().map_or(0, str::len));
        self.counsel.n_fetches += 1;
        let fetch = FetchId(self.counsel.n_fetches);
        self.counsel.counting = Some(Counting { fetch, of, request: request.clone(), reply: WholeReply::default() });
        self.commands.push(Command::Fetch { fetch, request, key });
        self.commands.push(Command::WakeFetch { fetch, after_ms: MOST_MS });
    }

    /// Whether the request was for a number of tokens.
    pub(super) fn hear_count(&mut self, fetch: FetchId, news: News<'_>) -> bool {
        let Some(counting) = self.counsel.counting.as_mut().filter(|counting| counting.fetch == fetch) else { return false };
        if let Some(reply) = counting.reply.take(news, MOST_BYTES) {
            if reply == Err(GeminiError::TooLarge) {
                self.commands.push(Command::AbortFetch(fetch));
            }
            self.end_counting(reply.and_then(|(status, body)| read_token_count(status, &body)));
        }
        true
    }

    /// The time of a counting is over.
    pub(super) fn wake_counting(&mut self, fetch: FetchId) {
        if self.counsel.counting.as_ref().is_some_and(|counting| counting.fetch == fetch) {
            self.commands.push(Command::AbortFetch(fetch));
            self.end_counting(Err(GeminiError::Silent { is_before_first_byte: true }));
        }
    }

    /// The person stops it, or there is nothing any more whose tokens to count.
    pub(super) fn stop_counting(&mut self) {
        if let Some(counting) = self.counsel.counting.take() {
            self.commands.push(Command::AbortFetch(counting.fetch));
        }
    }

    fn end_counting(&mut self, result: Result<u64, GeminiError>) {
        let Some(counting) = self.counsel.counting.take() else { return };
        let tries_beta = |error: &GeminiError| error.next_step(self.counsel.version) == NextStep::TryBeta;
        if result.as_ref().is_err_and(tries_beta) && self.may_send().is_ok() {
            // The same bytes to the other address. Whoever looks here for what would be asked now would have all that makes a question
            // load with the page.
            self.counsel.version = ApiVersion::V1Beta;
            return self.send_counting(counting.of, counting.request.under(ApiVersion::V1Beta));
        }
        self.counsel.counted = Some(Counted { of: counting.of, result });
    }
}
