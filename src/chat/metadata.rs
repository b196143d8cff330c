//! What accompanies the parts of an answer: usage, safety ratings, citations, grounding.

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::json::{self, Value};

use super::ending::BlockReason;

/// How many sources [`Metadata::sources`] returns at most. Nobody reads more.
const MAX_SOURCES: usize = 100;

/// Everything other than parts that the chunks of an answer carried, merged.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Metadata {
    /// The latest count of each kind, added up over requests.
    pub usage: Usage,
    /// The latest safety ratings.
    pub safety_ratings: Vec<SafetyRating>,
    /// Every distinct citation.
    pub citations: Vec<Citation>,
    /// The latest grounding that names a source, or else the first one. For an answer of several
    /// requests, the sources and queries of earlier ones follow its own.
    pub grounding: Option<Grounding>,
    /// The server's feedback on the prompt.
    pub prompt_feedback: Option<PromptFeedback>,
    /// The model's explanation of why it stopped.
    pub finish_message: Option<String>,
    /// The pages that the model read, as raw JSON.
    pub url_context: Option<Raw>,
    /// The version of the model that answered.
    pub model_version: Option<String>,
    /// The server's ID for this answer.
    pub response_id: Option<String>,
}

impl Metadata {
    /// Returns the sources of the answer, each once and at most a hundred: those that it is grounded
    /// in, then those that it quotes. Blank addresses and titles count as missing, and a source with
    /// neither is left out.
    ///
    /// Indices into this list are not those of grounding supports.
    pub fn sources(&self) -> Vec<GroundingSource> {
        let grounded = self.grounding.iter().flat_map(|it| &it.sources);
        let grounded = grounded.map(|it| (&it.uri, &it.title));
        let quoted = self.citations.iter().map(|it| (&it.uri, &it.title));
        let mut sources: Vec<GroundingSource> = Vec::new();
        for (uri, title) in grounded.chain(quoted) {
            let given = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
            let source = GroundingSource {
                uri: uri.as_deref().and_then(given),
                title: title.as_deref().and_then(given),
            };
            let same = sources.iter_mut().find(|known| match source.uri {
                Some(_) => known.uri == source.uri,
                None => **known == source,
            });
            if let Some(known) = same {
                known.title = known.title.take().or(source.title);
            } else if source != GroundingSource::default() && sources.len() < MAX_SOURCES {
                sources.push(source);
            }
        }
        sources
    }
}

/// Token counts. Within a request each count is a running total, so the latest replaces the earlier
/// ones. The counts of several requests for one answer are added up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Usage {
    /// The tokens of the request.
    pub prompt_token_count: Option<u64>,
    /// The tokens of the prompt that came from a cache.
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
    /// Overwrites each count that `newer` carries.
    pub(crate) fn update(&mut self, newer: &Self) {
        *self = self.zip(newer, |old, new| new.or(old));
    }

    /// Adds the counts of two requests.
    pub(crate) fn plus(&self, other: &Self) -> Self {
        self.zip(other, |one, two| match (one, two) {
            (Some(one), Some(two)) => Some(one.saturating_add(two)),
            (one, two) => one.or(two),
        })
    }

    /// Returns the count with this name in Gemini's JSON.
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

    /// Returns each count with its name in Gemini's JSON.
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

/// How likely a text is to be harmful in one category of harm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SafetyRating {
    /// Such as `HARM_CATEGORY_HARASSMENT`; an open list.
    pub category: String,
    /// Such as `NEGLIGIBLE` or `HIGH`; an open list.
    pub probability: String,
    /// Whether the text was withheld because of this rating.
    pub blocked: bool,
}

/// A span of the answer that quotes a known source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Citation {
    /// The start of the span, in bytes of the answer's UTF-8.
    pub start_index: usize,
    /// The end of the span, exclusive.
    pub end_index: usize,
    /// The address of the source.
    pub uri: Option<String>,
    /// The title of the source.
    pub title: Option<String>,
    /// The licence of the source.
    pub license: Option<String>,
}

/// The search results that an answer is grounded in.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Grounding {
    /// The search queries.
    pub web_search_queries: Vec<String>,
    /// The sources found, in the order that grounding supports refer to.
    pub sources: Vec<GroundingSource>,
    /// The whole object as received, with supports and search entry point. Its HTML is untrusted:
    /// never insert it into a page.
    pub raw: Option<Raw>,
}

/// A source that an answer is grounded in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GroundingSource {
    /// The address of the source.
    pub uri: Option<String>,
    /// The title of the source.
    pub title: Option<String>,
}

/// The server's feedback on the prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PromptFeedback {
    /// Why the prompt was blocked; `None` if it was not.
    pub block_reason: Option<BlockReason>,
    /// The server's explanation of the block.
    pub block_reason_message: Option<String>,
    /// The safety ratings of the prompt.
    pub safety_ratings: Vec<SafetyRating>,
}

/// Raw JSON that this crate passes on without interpreting it.
#[derive(Clone, Debug)]
pub struct Raw(Box<str>);

impl Raw {
    /// Creates a value from a JSON text; `None` if the text is not JSON.
    pub fn new(json: &str) -> Option<Self> {
        json::read(json, Value::read).map(Self::from)
    }

    /// Returns the JSON text.
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
