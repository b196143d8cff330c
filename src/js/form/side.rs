//! What comes beside the parts, as Gemini's own JSON names it.

use serde::Serialize;

use crate::chat::{
    Chunk, Citation, Grounding, GroundingSource, Metadata, PromptFeedback, Raw, SafetyRating, Usage,
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Side<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    usage_metadata: Option<UsageForm>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    safety_ratings: Vec<RatingForm<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    citation_metadata: Option<Citations<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grounding_metadata: Option<GroundingForm<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prompt_feedback: Option<FeedbackForm<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    finish_message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url_context_metadata: Option<&'a Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model_version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_id: Option<&'a str>,
}

impl<'a> Side<'a> {
    pub(super) fn of_chunk(chunk: &'a Chunk) -> Self {
        Self {
            usage_metadata: chunk.usage.as_ref().map(UsageForm::from),
            safety_ratings: ratings(&chunk.safety_ratings),
            citation_metadata: Citations::of(&chunk.citations),
            grounding_metadata: chunk.grounding.as_ref().map(GroundingForm::from),
            prompt_feedback: chunk.prompt_feedback.as_ref().map(FeedbackForm::from),
            finish_message: chunk.finish_message.as_deref(),
            url_context_metadata: chunk.url_context.as_ref(),
            model_version: chunk.model_version.as_deref(),
            response_id: chunk.response_id.as_deref(),
        }
    }

    pub(super) fn of_metadata(metadata: &'a Metadata) -> Self {
        let usage = &metadata.usage;
        Self {
            usage_metadata: (*usage != Usage::default()).then(|| usage.into()),
            safety_ratings: ratings(&metadata.safety_ratings),
            citation_metadata: Citations::of(&metadata.citations),
            grounding_metadata: metadata.grounding.as_ref().map(GroundingForm::from),
            prompt_feedback: metadata.prompt_feedback.as_ref().map(FeedbackForm::from),
            finish_message: metadata.finish_message.as_deref(),
            url_context_metadata: metadata.url_context.as_ref(),
            model_version: metadata.model_version.as_deref(),
            response_id: metadata.response_id.as_deref(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct UsageForm {
    #[serde(skip_serializing_if = "Option::is_none")]
    prompt_token_count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cached_content_token_count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    candidates_token_count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    thoughts_token_count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_use_prompt_token_count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_token_count: Option<u64>,
}

impl From<&Usage> for UsageForm {
    fn from(usage: &Usage) -> Self {
        Self {
            prompt_token_count: usage.prompt_token_count,
            cached_content_token_count: usage.cached_content_token_count,
            candidates_token_count: usage.candidates_token_count,
            thoughts_token_count: usage.thoughts_token_count,
            tool_use_prompt_token_count: usage.tool_use_prompt_token_count,
            total_token_count: usage.total_token_count,
        }
    }
}

#[derive(Serialize)]
struct RatingForm<'a> {
    category: &'a str,
    probability: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    blocked: bool,
}

fn ratings(ratings: &[SafetyRating]) -> Vec<RatingForm<'_>> {
    let forms = ratings.iter().map(|rating| RatingForm {
        category: &rating.category,
        probability: &rating.probability,
        blocked: rating.blocked,
    });
    forms.collect()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Citations<'a> {
    citation_sources: Vec<CitationForm<'a>>,
}

impl<'a> Citations<'a> {
    fn of(citations: &'a [Citation]) -> Option<Self> {
        let sources = citations.iter().map(|citation| CitationForm {
            start_index: citation.start_index,
            end_index: citation.end_index,
            uri: citation.uri.as_deref(),
            title: citation.title.as_deref(),
            license: citation.license.as_deref(),
        });
        (!citations.is_empty()).then(|| Self {
            citation_sources: sources.collect(),
        })
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CitationForm<'a> {
    start_index: usize,
    end_index: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
}

/// The whole object as it came, where there is one.
#[derive(Serialize)]
#[serde(untagged)]
enum GroundingForm<'a> {
    Whole(&'a Raw),
    #[serde(rename_all = "camelCase")]
    Found {
        web_search_queries: &'a [String],
        grounding_chunks: Vec<GroundingChunk<'a>>,
    },
}

#[derive(Serialize)]
struct GroundingChunk<'a> {
    web: Page<'a>,
}

#[derive(Serialize)]
struct Page<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
}

impl<'a> From<&'a Grounding> for GroundingForm<'a> {
    fn from(grounding: &'a Grounding) -> Self {
        if let Some(raw) = &grounding.raw {
            return Self::Whole(raw);
        }
        let page = |source: &'a GroundingSource| GroundingChunk {
            web: Page {
                uri: source.uri.as_deref(),
                title: source.title.as_deref(),
            },
        };
        Self::Found {
            web_search_queries: &grounding.web_search_queries,
            grounding_chunks: grounding.sources.iter().map(page).collect(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FeedbackForm<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    block_reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    block_reason_message: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    safety_ratings: Vec<RatingForm<'a>>,
}

impl<'a> From<&'a PromptFeedback> for FeedbackForm<'a> {
    fn from(feedback: &'a PromptFeedback) -> Self {
        Self {
            block_reason: feedback.block_reason.as_ref().map(|reason| reason.as_str()),
            block_reason_message: feedback.block_reason_message.as_deref(),
            safety_ratings: ratings(&feedback.safety_ratings),
        }
    }
}
