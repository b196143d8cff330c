//! What comes with an answer beside its parts: usage, safety, citations, grounding.

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::json::{self, Value};

use super::ending::BlockReason;

/// Everything beside the parts that the chunks of one answer carried, put together.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Metadata {
    /// The last count seen of each kind.
    pub usage: Usage,
    /// The last ratings seen.
    pub safety_ratings: Vec<SafetyRating>,
    /// Every citation, once.
    pub citations: Vec<Citation>,
    /// The last grounding that named a source.
    pub grounding: Option<Grounding>,
    /// What was said about the prompt.
    pub prompt_feedback: Option<PromptFeedback>,
    /// The model's own words on why it stopped.
    pub finish_message: Option<String>,
    /// The pages that the model read, as raw JSON.
    pub url_context: Option<Raw>,
    /// The version of the model that answered.
    pub model_version: Option<String>,
    /// The server's name for this answer.
    pub response_id: Option<String>,
}

/// Token counts. Within a request each is a running total: the last one counts, never the sum. An
/// answer that took several requests has the sum of theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Usage {
    /// The tokens of the request.
    pub prompt_token_count: Option<u64>,
    /// Those of the prompt that came from a cache.
    pub cached_content_token_count: Option<u64>,
    /// The tokens of the answer, thoughts excluded.
    pub candidates_token_count: Option<u64>,
    /// The tokens of the thoughts.
    pub thoughts_token_count: Option<u64>,
    /// The tokens that tools put into the prompt.
    pub tool_use_prompt_token_count: Option<u64>,
    /// All tokens, thoughts included.
    pub total_token_count: Option<u64>,
}

impl Usage {
    /// Takes over each count that `newer` carries.
    pub(crate) fn update(&mut self, newer: &Self) {
        *self = self.zip(newer, |old, new| new.or(old));
    }

    /// The counts of two requests together.
    pub(crate) fn plus(&self, other: &Self) -> Self {
        self.zip(other, |one, two| match (one, two) {
            (Some(one), Some(two)) => Some(one.saturating_add(two)),
            (one, two) => one.or(two),
        })
    }

    /// A count by Gemini's name for it.
    pub(crate) fn count_mut(&mut self, name: &str) -> Option<&mut Option<u64>> {
        Some(match name {
            "promptTokenCount" => &mut self.prompt_token_count,
            "cachedContentTokenCount" => &mut self.cached_content_token_count,
            "candidatesTokenCount" => &mut self.candidates_token_count,
            "thoughtsTokenCount" => &mut self.thoughts_token_count,
            "toolUsePromptTokenCount" => &mut self.tool_use_prompt_token_count,
            "totalTokenCount" => &mut self.total_token_count,
            _ => return None,
        })
    }

    /// Each count with Gemini's name for it.
    pub(crate) fn counts(&self) -> [(&'static str, Option<u64>); 6] {
        [
            ("promptTokenCount", self.prompt_token_count),
            ("cachedContentTokenCount", self.cached_content_token_count),
            ("candidatesTokenCount", self.candidates_token_count),
            ("thoughtsTokenCount", self.thoughts_token_count),
            ("toolUsePromptTokenCount", self.tool_use_prompt_token_count),
            ("totalTokenCount", self.total_token_count),
        ]
    }

    fn zip(&self, other: &Self, join: impl Fn(Option<u64>, Option<u64>) -> Option<u64>) -> Self {
        let join = |count: fn(&Self) -> Option<u64>| join(count(self), count(other));
        Self {
            prompt_token_count: join(|usage| usage.prompt_token_count),
            cached_content_token_count: join(|usage| usage.cached_content_token_count),
            candidates_token_count: join(|usage| usage.candidates_token_count),
            thoughts_token_count: join(|usage| usage.thoughts_token_count),
            tool_use_prompt_token_count: join(|usage| usage.tool_use_prompt_token_count),
            total_token_count: join(|usage| usage.total_token_count),
        }
    }
}

/// How likely a text is to do a kind of harm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SafetyRating {
    /// Such as `HARM_CATEGORY_HARASSMENT`; an open list.
    pub category: String,
    /// Such as `NEGLIGIBLE` or `HIGH`; an open list.
    pub probability: String,
    /// Whether this rating is why the text was held back.
    pub blocked: bool,
}

/// A stretch of the answer that quotes a known source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Citation {
    /// Where it starts, in bytes of the answer's UTF-8.
    pub start_index: usize,
    /// Where it ends, exclusive.
    pub end_index: usize,
    /// The address of the source.
    pub uri: Option<String>,
    /// The title of the source.
    pub title: Option<String>,
    /// The licence of the source.
    pub license: Option<String>,
}

/// What a search found for the answer.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Grounding {
    /// The searches that were made.
    pub web_search_queries: Vec<String>,
    /// What they found, in the order that supports refer to.
    pub sources: Vec<GroundingSource>,
    /// The whole object as it came, supports and search entry point included. Its HTML is foreign:
    /// never hand it to a page.
    pub raw: Option<Raw>,
}

/// One source that an answer rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GroundingSource {
    /// The address of the source.
    pub uri: Option<String>,
    /// The title of the source.
    pub title: Option<String>,
}

/// What the server said about the prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PromptFeedback {
    /// Why the prompt was refused; `None` if it was not.
    pub block_reason: Option<BlockReason>,
    /// The server's own words on it.
    pub block_reason_message: Option<String>,
    /// How the prompt was rated.
    pub safety_ratings: Vec<SafetyRating>,
}

/// JSON as it came, for what this crate hands on without reading.
#[derive(Clone, Debug)]
pub struct Raw(Box<str>);

impl Raw {
    /// A JSON text; `None` if it is none.
    pub fn new(json: &str) -> Option<Self> {
        json::read(json, Value::read).map(Self::from)
    }

    /// The JSON text.
    pub fn get(&self) -> &str {
        &self.0
    }
}

impl PartialEq for Raw {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Serialize for Raw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw: &RawValue = serde_json::from_str(&self.0).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

impl From<Value<'_>> for Raw {
    fn from(value: Value<'_>) -> Self {
        Self(value.raw().into())
    }
}

impl From<&serde_json::Value> for Raw {
    fn from(value: &serde_json::Value) -> Self {
        Self(value.to_string().into())
    }
}

impl From<&RawValue> for Raw {
    fn from(raw: &RawValue) -> Self {
        Self(raw.get().into())
    }
}
