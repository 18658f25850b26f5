//! How many tokens an answer cost, as the service counts them.

use serde_json::Value;

/// Tokens of one answer, or summed over several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Asked, with all that is sent along.
    pub prompt: u64,
    /// Answered.
    pub answer: u64,
    /// Thought, which is paid like the answer.
    pub thoughts: u64,
    /// Of those asked, what the service had kept from before and charges less for.
    pub cached: u64,
    /// All of it, as the service says.
    pub total: u64,
}

impl Usage {
    /// The figures of a `usageMetadata`; what is not there is 0.
    pub(super) fn of_value(metadata: &Value) -> Usage {
        let count = |key: &str| metadata.get(key).and_then(Value::as_u64).unwrap_or_default();
        Usage {
            prompt: count("promptTokenCount"),
            answer: count("candidatesTokenCount"),
            thoughts: count("thoughtsTokenCount"),
            cached: count("cachedContentTokenCount"),
            total: count("totalTokenCount"),
        }
    }

    /// Both together.
    pub fn plus(self, other: Usage) -> Usage {
        Usage {
            prompt: self.prompt.saturating_add(other.prompt),
            answer: self.answer.saturating_add(other.answer),
            thoughts: self.thoughts.saturating_add(other.thoughts),
            cached: self.cached.saturating_add(other.cached),
            total: self.total.saturating_add(other.total),
        }
    }
}
