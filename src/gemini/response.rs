//! One `GenerateContentResponse`: JSON to a [`Chunk`].
//!
//! The fields of every chunk are read strictly, because a chunk that cannot be read may hide text.
//! Side matters (ratings, citations, grounding) are read leniently, because no answer may be lost
//! over one of them.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::value::RawValue;

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
    Chunk(Box<Chunk>),
    /// The server's report that it failed.
    Error(Error),
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
    if let Some(error) = response.error {
        return Frame::Error(failure::from_status(error.get()));
    }
    if response.candidates.is_none()
        && response.prompt_feedback.is_none()
        && response.usage_metadata.is_none()
    {
        return Frame::Unrecognised;
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
    Frame::Chunk(Box::new(chunk))
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
    #[derive(Default, Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    struct Wire<'a> {
        block_reason: Option<String>,
        block_reason_message: Option<String>,
        #[serde(borrow)]
        safety_ratings: Option<&'a RawValue>,
    }
    let wire: Wire<'_> = serde_json::from_str(raw.get()).unwrap_or_default();
    PromptFeedback {
        block_reason: wire.block_reason.map(|reason| (&*reason).into()),
        block_reason_message: wire.block_reason_message,
        safety_ratings: wire.safety_ratings.map(safety_ratings).unwrap_or_default(),
    }
}

fn safety_ratings(raw: &RawValue) -> Vec<SafetyRating> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Wire {
        category: String,
        probability: String,
        blocked: bool,
    }
    list::<Wire>(raw)
        .map(|Wire { category, probability, blocked }| SafetyRating {
            category,
            probability,
            blocked,
        })
        // Recorded: ratings without a category. They rate nothing.
        .filter(|rating| !rating.category.is_empty())
        .collect()
}

fn citations(raw: &RawValue) -> Vec<Citation> {
    #[derive(Default, Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    struct Wire<'a> {
        // The name of the field differs between Google's two services.
        #[serde(borrow, alias = "citations")]
        citation_sources: Option<&'a RawValue>,
    }
    #[derive(Default, Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    struct Source {
        start_index: Count,
        end_index: Count,
        uri: Option<String>,
        title: Option<String>,
        license: Option<String>,
    }
    let wire: Wire<'_> = serde_json::from_str(raw.get()).unwrap_or_default();
    let sources = wire
        .citation_sources
        .map(list::<Source>)
        .into_iter()
        .flatten();
    let index = |Count(n)| usize::try_from(n).unwrap_or(usize::MAX);
    sources
        .map(|source| Citation {
            start_index: index(source.start_index),
            end_index: index(source.end_index),
            uri: source.uri,
            title: source.title,
            license: source.license,
        })
        .collect()
}

fn grounding(raw: &RawValue) -> Grounding {
    #[derive(Default, Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    struct Wire<'a> {
        web_search_queries: Vec<String>,
        #[serde(borrow)]
        grounding_chunks: Option<&'a RawValue>,
    }
    #[derive(Default, Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    struct Source {
        uri: Option<String>,
        source_uri: Option<String>,
        title: Option<String>,
    }
    let wire: Wire<'_> = serde_json::from_str(raw.get()).unwrap_or_default();
    // A chunk has one field, named for the kind of source: web, image, maps, retrievedContext.
    let chunks = wire
        .grounding_chunks
        .map(list::<std::collections::BTreeMap<String, Source>>);
    let sources = chunks.into_iter().flatten().map(|chunk| {
        let source = chunk.into_values().next().unwrap_or_default();
        GroundingSource {
            uri: source.uri.or(source.source_uri),
            title: source.title,
        }
    });
    Grounding {
        web_search_queries: wire.web_search_queries,
        sources: sources.collect(),
        raw: Some(raw.into()),
    }
}

/// The items of a JSON array; one that cannot be read is an empty one, so that indices still fit.
fn list<T: Default + DeserializeOwned>(raw: &RawValue) -> impl Iterator<Item = T> + use<T> {
    let items: Vec<Box<RawValue>> = serde_json::from_str(raw.get()).unwrap_or_default();
    items
        .into_iter()
        .map(|item| serde_json::from_str(item.get()).unwrap_or_default())
}
