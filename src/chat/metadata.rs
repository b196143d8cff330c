//! What comes with an answer beside its parts: usage, safety, citations, grounding.

use serde_json::value::RawValue;

use super::ending::BlockReason;

/// Everything beside the parts that the chunks of one answer carried, put together.
#[derive(Clone, Debug, Default, PartialEq)]
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

/// Token counts. Each is a running total for its request: the last one counts, never the sum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
        let fields = [
            (&mut self.prompt_token_count, newer.prompt_token_count),
            (
                &mut self.cached_content_token_count,
                newer.cached_content_token_count,
            ),
            (
                &mut self.candidates_token_count,
                newer.candidates_token_count,
            ),
            (&mut self.thoughts_token_count, newer.thoughts_token_count),
            (
                &mut self.tool_use_prompt_token_count,
                newer.tool_use_prompt_token_count,
            ),
            (&mut self.total_token_count, newer.total_token_count),
        ];
        for (old, new) in fields {
            *old = new.or(*old);
        }
    }
}

/// How likely a text is to do a kind of harm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
pub struct GroundingSource {
    /// The address of the source.
    pub uri: Option<String>,
    /// The title of the source.
    pub title: Option<String>,
}

/// What the server said about the prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
pub struct Raw(Box<RawValue>);

impl Raw {
    /// The JSON text.
    pub fn get(&self) -> &str {
        self.0.get()
    }
}

impl PartialEq for Raw {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl From<&RawValue> for Raw {
    fn from(raw: &RawValue) -> Self {
        Self(raw.to_owned())
    }
}
