//! Reads one `GenerateContentResponse` into a [`Chunk`].
//!
//! The fields of every chunk are read strictly, because a chunk that cannot be read may hide text.
//! Side data (ratings, citations, grounding) is read leniently, because it must never cost an
//! answer.

use super::failure;
use crate::{
    chat::{
        Chunk, Citation, FinishReason, Grounding, GroundingSource, Part, PromptFeedback,
        SafetyRating, Usage,
    },
    error::Error,
    json::{self, Value, Walk},
};

/// The contents of one frame of a response.
#[derive(Debug)]
pub(super) enum Frame {
    /// A piece of the answer.
    Chunk(Chunk),
    /// An error that the server reported, and the piece of the answer that came with it.
    Error(Error, Option<Chunk>),
    /// JSON of an unknown shape.
    Unrecognised,
    /// Not JSON, or a known field of the wrong type.
    Malformed,
}

/// Reads one frame.
pub(super) fn parse(json: &str) -> Frame {
    let Some(response) = json::read(json, Response::read) else {
        return Frame::Malformed;
    };
    let error = response
        .error
        .map(|error| failure::from_status(error.raw()));
    match (error, response.is_gemini.then_some(response.chunk)) {
        (Some(error), chunk) => Frame::Error(error, chunk),
        (None, Some(chunk)) => Frame::Chunk(chunk),
        (None, None) => Frame::Unrecognised,
    }
}

/// The fields of a frame, in whatever order they come.
#[derive(Default)]
struct Response<'a> {
    chunk: Chunk,
    /// Whether there is a field that only Gemini's responses have.
    is_gemini: bool,
    error: Option<Value<'a>>,
}

impl<'a> Response<'a> {
    fn read(walk: &mut Walk<'a>) -> Option<Self> {
        let mut this = Self::default();
        let chunk = &mut this.chunk;
        walk.fields(&mut |name, walk| {
            match name {
                "candidates" => {
                    let mut is_found = false;
                    let candidates = walk.option(|walk| {
                        walk.items(&mut |walk| read_candidate(walk, chunk, &mut is_found))
                    })?;
                    this.is_gemini |= candidates.is_some();
                }
                "promptFeedback" => {
                    let feedback = walk.option(Value::read)?;
                    chunk.prompt_feedback = feedback.map(prompt_feedback);
                    this.is_gemini |= feedback.is_some();
                }
                "usageMetadata" => {
                    chunk.usage = walk.option(usage)?;
                    this.is_gemini |= chunk.usage.is_some();
                }
                "modelVersion" => chunk.model_version = walk.option(Walk::string)?,
                "responseId" => chunk.response_id = walk.option(Walk::string)?,
                "error" => this.error = walk.option(Value::read)?,
                _ => walk.skip()?,
            }
            Some(())
        })?;
        Some(this)
    }
}

/// Reads a candidate into the chunk. Only one is ever requested; if a server sends more, the others
/// are alternatives and are ignored.
fn read_candidate(walk: &mut Walk<'_>, into: &mut Chunk, is_found: &mut bool) -> Option<()> {
    let mut chunk = Chunk::default();
    let mut index = 0;
    walk.fields(&mut |name, walk| {
        // `role` is not read: it is absent from some chunks and `model` in all others.
        if name == "content" {
            walk.option(|walk| {
                walk.fields(&mut |name, walk| {
                    if name == "parts" {
                        chunk.parts = walk.option(Part::read_all)?.unwrap_or_default();
                        return Some(());
                    }
                    walk.skip()
                })
            })?;
            return Some(());
        }
        if name == "finishMessage" {
            chunk.finish_message = walk.option(Walk::string)?;
            return Some(());
        }
        let value = Value::read(walk)?;
        if value.is_null() {
            return Some(());
        }
        match name {
            "index" => index = count(value),
            "finishReason" => chunk.finish_reason = Some(finish_reason(value)),
            "safetyRatings" => chunk.safety_ratings = ratings(value),
            "citationMetadata" => chunk.citations = citations(value),
            "groundingMetadata" => chunk.grounding = Some(grounding(value)),
            "urlContextMetadata" => chunk.url_context = Some(value.into()),
            "continuationToken" => {
                let token = value.text().filter(|token| !token.is_empty());
                chunk.continuation_token = token.map(|token| (*token).into());
            }
            _ => {}
        }
        Some(())
    })?;
    if index == 0 && !std::mem::replace(is_found, true) {
        into.parts = chunk.parts;
        into.finish_reason = chunk.finish_reason;
        into.finish_message = chunk.finish_message;
        into.safety_ratings = chunk.safety_ratings;
        into.citations = chunk.citations;
        into.grounding = chunk.grounding;
        into.url_context = chunk.url_context;
        into.continuation_token = chunk.continuation_token;
    }
    Some(())
}

fn finish_reason(value: Value<'_>) -> FinishReason {
    // Servers send enums as numbers if asked to. That must not cost any text.
    value.text().as_deref().unwrap_or(value.raw()).into()
}

fn usage(walk: &mut Walk<'_>) -> Option<Usage> {
    let mut usage = Usage::default();
    walk.fields(&mut |name, walk| {
        let value = Value::read(walk)?;
        if let Some(field) = usage.count_mut(name)
            && !value.is_null()
        {
            *field = Some(count(value));
        }
        Some(())
    })?;
    Some(usage)
}

/// Reads a count as proto3 writes it in JSON: a number, or a string of digits. Anything else counts
/// as zero, because an odd count must not cost any text.
fn count(value: Value<'_>) -> u64 {
    value.number().unwrap_or_default()
}

fn prompt_feedback(wire: Value<'_>) -> PromptFeedback {
    let reason = wire.get("blockReason");
    PromptFeedback {
        // A value of any type is a reason.
        block_reason: (!reason.is_null())
            .then(|| reason.text().as_deref().unwrap_or(reason.raw()).into()),
        block_reason_message: wire.get("blockReasonMessage").string(),
        safety_ratings: ratings(wire.get("safetyRatings")),
    }
}

fn ratings(wire: Value<'_>) -> Vec<SafetyRating> {
    let mut ratings = Vec::new();
    for rating in wire.items() {
        let category = rating.get("category").string().unwrap_or_default();
        // Observed: ratings without a category. They rate nothing.
        if !category.is_empty() {
            ratings.push(SafetyRating {
                category,
                probability: rating.get("probability").string().unwrap_or_default(),
                blocked: rating.get("blocked").is_true(),
            });
        }
    }
    ratings
}

fn citations(wire: Value<'_>) -> Vec<Citation> {
    let mut citations = Vec::new();
    // The name of the field differs between Google's two services.
    for name in ["citationSources", "citations"] {
        for source in wire.get(name).items() {
            let index = |name| count(source.get(name)).try_into().unwrap_or_default();
            citations.push(Citation {
                start_index: index("startIndex"),
                end_index: index("endIndex"),
                uri: source.get("uri").string(),
                title: source.get("title").string(),
                license: source.get("license").string(),
            });
        }
    }
    citations
}

fn grounding(wire: Value<'_>) -> Grounding {
    let mut sources = Vec::new();
    for chunk in wire.get("groundingChunks").items() {
        // It has one field, named for the kind of source: web, image, maps, retrievedContext. One
        // that cannot be read becomes an empty one, so that indices still match.
        let source = chunk.first_field();
        let uri = source.get("uri").string();
        sources.push(GroundingSource {
            uri: uri.or_else(|| source.get("sourceUri").string()),
            title: source.get("title").string(),
        });
    }
    let queries = wire.get("webSearchQueries").items().into_iter();
    Grounding {
        web_search_queries: queries.filter_map(Value::string).collect(),
        sources,
        raw: Some(wire.into()),
    }
}
