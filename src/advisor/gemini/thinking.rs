//! How long a model may think. Since Gemini 3 it is told a level, before that a budget of tokens; both together are refused.

use serde::{Deserialize, Serialize};

use super::model_name::ModelName;

/// Tokens of an answer's limit that are left for thinking: thoughts count against the limit, and without room for them the answer
/// is empty.
pub const THINKING_HEADROOM: u32 = 1_024;

/// How much thought an answer is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// As little as the model can.
    Least,
    /// Little.
    Low,
    /// Some.
    Medium,
    /// As much as it takes.
    High,
}

/// A level as models since Gemini 3 know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ThinkingLevel {
    /// Refused by many models.
    Minimal,
    /// Little.
    Low,
    /// Some.
    Medium,
    /// As much as it takes.
    High,
}

/// What a request says of thinking: a level or a budget, never both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ThinkingConfig {
    #[serde(skip_serializing_if = "Option::is_none")]
    thinking_level: Option<ThinkingLevel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    thinking_budget: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    include_thoughts: Option<bool>,
}

impl ThinkingConfig {
    /// A level, for models since Gemini 3.
    pub fn level(level: ThinkingLevel) -> Self {
        ThinkingConfig { thinking_level: Some(level), ..Self::default() }
    }

    /// A budget in tokens, for Gemini 2.5: 0 is none where the model allows it, -1 leaves it to the model.
    pub fn budget(n_tokens: i32) -> Self {
        ThinkingConfig { thinking_budget: Some(n_tokens), ..Self::default() }
    }

    /// What to tell this model; `None` where it is not known to think, or to obey.
    pub fn for_model(model: &ModelName, effort: Effort) -> Option<Self> {
        let version = Version::of(model)?;
        if version < Version::THREE {
            return (version == Version { major: 2, minor: 5 }).then(|| Self::budget(budget_for(effort)));
        }
        let level = match effort {
            Effort::Least if may_think_minimally(model, version) => ThinkingLevel::Minimal,
            Effort::Least | Effort::Low => ThinkingLevel::Low,
            Effort::Medium => ThinkingLevel::Medium,
            Effort::High => ThinkingLevel::High,
        };
        Some(Self::level(level))
    }
}

/// 512 is the least that every model of 2.5 takes (Flash-Lite's least), and -1 leaves it to the model.
fn budget_for(effort: Effort) -> i32 {
    match effort {
        Effort::Least | Effort::Low => 512,
        Effort::Medium => -1,
        Effort::High => 8_192,
    }
}

/// The Flash models up to 3.6; 3.7 and 3.8 refuse it, and of the others it is not known.
fn may_think_minimally(model: &ModelName, version: Version) -> bool {
    model.as_str().contains("flash") && version < Version { major: 3, minor: 7 } && !is_alias(model)
}

fn is_alias(model: &ModelName) -> bool {
    model.as_str().ends_with("-latest")
}

#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Version {
    major: u32,
    minor: u32,
}

impl Version {
    const THREE: Version = Version { major: 3, minor: 0 };

    /// The version of `gemini-3.8-flash`; an alias such as `gemini-flash-latest` stands for one since 3. `None` for other families.
    fn of(model: &ModelName) -> Option<Version> {
        let rest = model.as_str().strip_prefix("gemini-")?;
        if is_alias(model) {
            return Some(Version::THREE);
        }
        let number = rest.split('-').next()?;
        let (major, minor) = number.split_once('.').unwrap_or((number, "0"));
        Some(Version { major: major.parse().ok()?, minor: minor.parse().ok()? })
    }
}
