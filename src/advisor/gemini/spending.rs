//! What one visit has asked, over all its conversations, and how much it may: whoever begins a conversation anew does not begin to
//! count anew.

use super::conversation::BeginError;
use super::usage::Usage;

/// How much one visit may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Questions.
    pub n_questions: u32,
    /// Tokens in total, as the service counts them.
    pub n_tokens: u64,
}

impl Default for Allowance {
    fn default() -> Allowance {
        Allowance { n_questions: 500, n_tokens: 2_000_000 }
    }
}

/// See the module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spending {
    /// How much may be asked.
    pub allowance: Allowance,
    n_questions: u32,
    usage: Usage,
}

impl Spending {
    /// Nothing yet, of so much.
    pub fn new(allowance: Allowance) -> Spending {
        Spending { allowance, ..Spending::default() }
    }

    /// How many questions were asked, those that were taken back among them.
    pub fn n_questions(&self) -> u32 {
        self.n_questions
    }

    /// Tokens of all questions, of failed and of forgotten ones too.
    pub fn usage(&self) -> Usage {
        self.usage
    }

    /// Whether one question more may be asked.
    ///
    /// # Errors
    /// What is used up.
    pub fn check(&self) -> Result<(), BeginError> {
        if self.n_questions >= self.allowance.n_questions {
            return Err(BeginError::NoMoreQuestions);
        }
        if self.usage.total >= self.allowance.n_tokens {
            return Err(BeginError::NoMoreTokens);
        }
        Ok(())
    }

    /// A question is asked.
    pub fn add_question(&mut self) {
        self.n_questions = self.n_questions.saturating_add(1);
    }

    /// It has cost this.
    pub fn add_usage(&mut self, usage: Usage) {
        self.usage = self.usage.plus(usage);
    }
}
