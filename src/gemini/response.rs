//! One `GenerateContentResponse`: JSON to a [`Chunk`].
//!
//! The fields of every chunk are read strictly, because a chunk that cannot be read may hide text.
//! Side matters (ratings, citations, grounding) are read leniently, because no answer may be lost
//! over one of them.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};
use serde_json::{Value, value::RawValue};

use super::failure;
use crate::{
    chat::{
        Chunk, Citation, Grounding, GroundingSource, Part, PromptFeedback, SafetyRating, Usage,
    },
    error::Error,
};

/// What one frame of a response says.
#[derive(Debug)]
pub(super) enum Frame {
    /// A piece of the answer.
    Chunk(Chunk),
    /// The server's report that it failed, and the piece of the answer that came with it.
    Error(Error, Option<Chunk>),
    /// JSON of a foreign shape.
    Unrecognised,
    /// No JSON, or a known field of the wrong type.
    Malformed,
}

/// Reads one frame.
pub(super) fn parse(json: &str) -> Frame {
    let Ok(response) = serde_json::from_str::<Response<'_>>(json) else {
        return Frame::Malformed;
    };
    let error = response
        .error
        .map(|error| failure::from_status(error.get()));
    if response.candidates.is_none()
        && response.prompt_feedback.is_none()
        && response.usage_metadata.is_none()
    {
        return error.map_or(Frame::Unrecognised, |error| Frame::Error(error, None));
    }
    let mut chunk = Chunk {
        usage: response.usage_metadata.map(Usage::from),
        prompt_feedback: response.prompt_feedback.map(prompt_feedback),
        model_version: response.model_version.map(Cow::into_owned),
        response_id: response.response_id.map(Cow::into_owned),
        ..Chunk::default()
    };
    // Only one candidate is ever asked for. Should a server send more, they are other answers.
    let candidates = response.candidates.unwrap_or_default();
    if let Some(candidate) = candidates
        .into_iter()
        .find(|candidate| candidate.index.0 == 0)
    {
        fill(&mut chunk, candidate);
    }
    match error {
        Some(error) => Frame::Error(error, Some(chunk)),
        None => Frame::Chunk(chunk),
    }
}

fn fill(chunk: &mut Chunk, candidate: Candidate<'_>) {
    chunk.parts = candidate
        .content
        .and_then(|content| content.parts)
        .unwrap_or_default();
    chunk.finish_reason = candidate.finish_reason.map(|reason| {
        // Asked for enumerations as numbers, servers give them so. No text is lost over that.
        let name: Option<Cow<'_, str>> = serde_json::from_str(reason.get()).ok();
        name.as_deref().unwrap_or(reason.get()).into()
    });
    chunk.finish_message = candidate.finish_message.map(Cow::into_owned);
    chunk.safety_ratings = candidate
        .safety_ratings
        .map(safety_ratings)
        .unwrap_or_default();
    chunk.citations = candidate
        .citation_metadata
        .map(citations)
        .unwrap_or_default();
    chunk.grounding = candidate.grounding_metadata.map(grounding);
    chunk.url_context = candidate.url_context_metadata.map(Into::into);
    let token = candidate.continuation_token.map(value);
    let token = token.as_ref().and_then(Value::as_str);
    chunk.continuation_token = token.filter(|token| !token.is_empty()).map(Into::into);
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response<'a> {
    #[serde(borrow)]
    candidates: Option<Vec<Candidate<'a>>>,
    #[serde(borrow)]
    prompt_feedback: Option<&'a RawValue>,
    usage_metadata: Option<UsageMetadata>,
    #[serde(borrow)]
    model_version: Option<Cow<'a, str>>,
    #[serde(borrow)]
    response_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Candidate<'a> {
    content: Option<ContentParts>,
    #[serde(borrow)]
    finish_reason: Option<&'a RawValue>,
    #[serde(borrow)]
    finish_message: Option<Cow<'a, str>>,
    #[serde(default)]
    index: Count,
    #[serde(borrow)]
    safety_ratings: Option<&'a RawValue>,
    #[serde(borrow)]
    citation_metadata: Option<&'a RawValue>,
    #[serde(borrow)]
    grounding_metadata: Option<&'a RawValue>,
    #[serde(borrow)]
    url_context_metadata: Option<&'a RawValue>,
    #[serde(borrow)]
    continuation_token: Option<&'a RawValue>,
}

/// `role` is left unread: it is absent from some chunks and `model` in all others.
#[derive(Deserialize)]
struct ContentParts {
    parts: Option<Vec<Part>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UsageMetadata {
    prompt_token_count: Option<Count>,
    cached_content_token_count: Option<Count>,
    candidates_token_count: Option<Count>,
    thoughts_token_count: Option<Count>,
    tool_use_prompt_token_count: Option<Count>,
    total_token_count: Option<Count>,
}

impl From<UsageMetadata> for Usage {
    fn from(wire: UsageMetadata) -> Self {
        let count = |count: Option<Count>| count.map(|Count(n)| n);
        Self {
            prompt_token_count: count(wire.prompt_token_count),
            cached_content_token_count: count(wire.cached_content_token_count),
            candidates_token_count: count(wire.candidates_token_count),
            thoughts_token_count: count(wire.thoughts_token_count),
            tool_use_prompt_token_count: count(wire.tool_use_prompt_token_count),
            total_token_count: count(wire.total_token_count),
        }
    }
}

/// A count as proto3 writes it in JSON: a number, or a string of digits. What is neither counts as
/// zero: a strange count is no reason to lose a text.
#[derive(Clone, Copy, Default)]
struct Count(u64);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = <&RawValue>::deserialize(deserializer)?.get();
        Ok(Self(json.trim_matches('"').parse().unwrap_or_default()))
    }
}

fn prompt_feedback(raw: &RawValue) -> PromptFeedback {
    let wire = value(raw);
    PromptFeedback {
        // Whatever it is, it is a reason.
        block_reason: match &wire["blockReason"] {
            Value::Null => None,
            Value::String(reason) => Some(reason.as_str().into()),
            other => Some(other.to_string().as_str().into()),
        },
        block_reason_message: text(&wire["blockReasonMessage"]),
        safety_ratings: ratings(&wire["safetyRatings"]),
    }
}

fn safety_ratings(raw: &RawValue) -> Vec<SafetyRating> {
    ratings(&value(raw))
}

fn ratings(wire: &Value) -> Vec<SafetyRating> {
    let ratings = items(wire).map(|rating| SafetyRating {
        category: text(&rating["category"]).unwrap_or_default(),
        probability: text(&rating["probability"]).unwrap_or_default(),
        blocked: rating["blocked"] == true,
    });
    // Recorded: ratings without a category. They rate nothing.
    ratings
        .filter(|rating| !rating.category.is_empty())
        .collect()
}

fn citations(raw: &RawValue) -> Vec<Citation> {
    let wire = value(raw);
    // The name of the field differs between Google's two services.
    let sources = [&wire["citationSources"], &wire["citations"]];
    let sources = sources.into_iter().flat_map(items);
    sources
        .map(|source| Citation {
            start_index: index(&source["startIndex"]),
            end_index: index(&source["endIndex"]),
            uri: text(&source["uri"]),
            title: text(&source["title"]),
            license: text(&source["license"]),
        })
        .collect()
}

fn grounding(raw: &RawValue) -> Grounding {
    let wire = value(raw);
    let sources = items(&wire["groundingChunks"]).map(|chunk| {
        // It has one field, named for the kind of source: web, image, maps, retrievedContext. One
        // that cannot be read is an empty one, so that indices still fit.
        let source = chunk.as_object().and_then(|chunk| chunk.values().next());
        let field = |name| source.and_then(|source| text(&source[name]));
        GroundingSource {
            uri: field("uri").or_else(|| field("sourceUri")),
            title: field("title"),
        }
    });
    Grounding {
        web_search_queries: items(&wire["webSearchQueries"]).filter_map(text).collect(),
        sources: sources.collect(),
        raw: Some(raw.into()),
    }
}

/// Side matters come rarely, so they are read the short way and not the fast one.
fn value(raw: &RawValue) -> Value {
    serde_json::from_str(raw.get()).unwrap_or_default()
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn index(value: &Value) -> usize {
    let index = value.as_u64().or_else(|| value.as_str()?.parse().ok());
    index
        .and_then(|index| index.try_into().ok())
        .unwrap_or_default()
}
