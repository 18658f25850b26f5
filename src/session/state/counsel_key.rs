use super::Session;
use crate::advisor::gemini::{
    ApiKey, ApiKeyError, ApiVersion, GeminiError, GeminiModel, News, NextStep, WholeReply, list_models, read_models,
};
use crate::session::command::{Command, FetchId};

/// Whether Google takes the key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KeyCheck {
    /// Nobody has asked.
    #[default]
    Untried,
    /// It is being asked.
    Trying,
    /// It does.
    Accepted,
    /// It does not, or could not be asked.
    Refused(GeminiError),
}

/// The list of models on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelReading {
    fetch: FetchId,
    reply: WholeReply,
    models: Vec<GeminiModel>,
    n_pages: u32,
}

/// A list with more pages is none of models.
const MOST_PAGES: u32 = 5;
/// Nor is one with more bytes.
const MOST_BYTES: usize = 8 << 20;
/// How long a page of the list may take, in milliseconds.
const MOST_MS: u64 = 30_000;

impl Session {
    /// Takes the person's key, and asks Google for its models with it, which tells whether it works. Nothing of the file goes along.
    ///
    /// # Errors
    /// Why the text is no key. The key before stays then.
    pub fn use_key(&mut self, typed: &str, is_kept: bool) -> Result<(), ApiKeyError> {
        let key = ApiKey::new(typed)?;
        if self.counsel.key.as_ref().is_some_and(|before| *before != key) {
            // Another key's project knows nothing of the thoughts that were signed for this one.
            self.counsel.talks.iter_mut().for_each(|talk| talk.conversation.forget_signatures());
            self.forget_what_was_said_of_the_key();
            if self.wording_run().is_some_and(|run| run.is_asking()) {
                self.stop_asking();
            }
        }
        self.counsel.key = Some(key.clone());
        self.counsel.is_key_kept = is_kept;
        self.commands.push(Command::KeepKey(is_kept.then_some(key)));
        self.read_models(None);
        self.send_brief();
        self.need_known_values();
        Ok(())
    }

    /// Takes the key that the browser has kept for this tab. Nothing is asked with it.
    pub fn recall_key(&mut self, kept: &str) {
        if let Ok(key) = ApiKey::new(kept) {
            (self.counsel.key, self.counsel.is_key_kept) = (Some(key), true);
        }
    }

    /// The browser does not keep the key: it is gone with the page.
    pub fn key_not_kept(&mut self) {
        self.counsel.is_key_kept = false;
    }

    /// Forgets the key, here and in the browser, and stops what is asked with it.
    pub fn forget_key(&mut self) {
        self.stop_asking();
        if let Some(reading) = self.counsel.reading.take() {
            self.commands.push(Command::AbortFetch(reading.fetch));
        }
        (self.counsel.key, self.counsel.is_key_kept) = (None, false);
        (self.counsel.key_check, self.counsel.models) = (KeyCheck::Untried, Vec::new());
        self.forget_what_was_said_of_the_key();
        self.commands.push(Command::KeepKey(None));
    }

    /// Whether its project is paid for, and what was agreed to, was said of the key before.
    fn forget_what_was_said_of_the_key(&mut self) {
        (self.counsel.is_paid, self.counsel.agreed) = (false, None);
    }

    /// Keeps the key, and the next one, in the browser for this tab, or no more.
    pub fn keep_key(&mut self, is_kept: bool) {
        self.counsel.is_key_kept = is_kept;
        self.commands.push(Command::KeepKey(self.counsel.key.clone().filter(|_| is_kept)));
    }

    /// Reads the list of models anew.
    pub fn refresh_models(&mut self) {
        self.read_models(None);
    }

    fn read_models(&mut self, page_token: Option<&str>) {
        let Some(key) = self.counsel.key.clone() else { return };
        let before = self.counsel.reading.take();
        let (models, n_pages) = match before {
            Some(reading) if page_token.is_some() => (reading.models, reading.n_pages),
            Some(reading) => {
                self.commands.push(Command::AbortFetch(reading.fetch));
                (Vec::new(), 0)
            }
            None => (Vec::new(), 0),
        };
        self.counsel.n_fetches += 1;
        let fetch = FetchId(self.counsel.n_fetches);
        self.counsel.reading = Some(ModelReading { fetch, reply: WholeReply::default(), models, n_pages: n_pages + 1 });
        self.counsel.key_check = KeyCheck::Trying;
        self.commands.push(Command::Fetch { fetch, request: list_models(self.counsel.version, page_token), key });
        self.commands.push(Command::WakeFetch { fetch, after_ms: MOST_MS });
    }

    /// The time of a request is over: if it is still waited for, it is no more.
    pub fn wake_fetch(&mut self, fetch: FetchId) {
        self.wake_counting(fetch);
        if self.counsel.reading.as_ref().is_some_and(|reading| reading.fetch == fetch) {
            self.commands.push(Command::AbortFetch(fetch));
            self.end_reading(Some(GeminiError::Silent { is_before_first_byte: true }));
        }
    }

    /// Whether the request was for the list of models.
    pub(super) fn hear_models(&mut self, fetch: FetchId, news: News<'_>) -> bool {
        let Some(reading) = self.counsel.reading.as_mut().filter(|reading| reading.fetch == fetch) else { return false };
        match reading.reply.take(news, MOST_BYTES) {
            None => {}
            Some(Err(error)) => {
                if error == GeminiError::TooLarge {
                    self.commands.push(Command::AbortFetch(fetch));
                }
                self.end_reading(Some(error));
            }
            Some(Ok((status, body))) => match read_models(status, &body) {
                Ok(page) => {
                    reading.models.extend(page.models);
                    match page.next_page_token.filter(|_| reading.n_pages < MOST_PAGES) {
                        Some(token) => self.read_models(Some(&token)),
                        None => self.end_reading(None),
                    }
                }
                Err(error) => self.end_reading(Some(error)),
            },
        }
        true
    }

    fn end_reading(&mut self, error: Option<GeminiError>) {
        let Some(reading) = self.counsel.reading.take() else { return };
        if error.as_ref().is_some_and(|error| error.next_step(self.counsel.version) == NextStep::TryBeta) {
            self.counsel.version = ApiVersion::V1Beta;
            return self.read_models(None);
        }
        self.counsel.key_check = match error {
            None => KeyCheck::Accepted,
            Some(error) => KeyCheck::Refused(error),
        };
        if !reading.models.is_empty() {
            self.counsel.models = reading.models;
        }
    }

    /// What the person may do about the last answer's error, of those things that the page has a button for.
    pub fn step_after(&self, error: &GeminiError) -> NextStep {
        error.next_step(self.counsel.version)
    }
}
