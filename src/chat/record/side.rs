//! What is kept of a message's metadata. A text is not given up for it: what of it cannot be read
//! is passed over.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::chat::metadata::{Citation, Grounding, GroundingSource, Metadata, Raw, Usage};

/// The metadata on its way into JSON and back.
#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Side {
    #[serde(with = "UsageForm", skip_serializing_if = "is_default")]
    usage: Usage,
    #[serde(skip_serializing_if = "is_default")]
    citations: Vec<CitationItem>,
    #[serde(skip_serializing_if = "is_default")]
    grounding: Option<GroundingItem>,
    #[serde(skip_serializing_if = "is_default")]
    finish_message: Option<String>,
    #[serde(with = "raw", skip_serializing_if = "is_default")]
    url_context: Option<Raw>,
    #[serde(skip_serializing_if = "is_default")]
    model_version: Option<String>,
    #[serde(skip_serializing_if = "is_default")]
    response_id: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Usage", rename_all = "camelCase")]
struct UsageForm {
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

#[derive(PartialEq, Serialize, Deserialize)]
struct CitationItem(#[serde(with = "CitationForm")] Citation);

#[derive(Serialize, Deserialize)]
#[serde(remote = "Citation", rename_all = "camelCase")]
struct CitationForm {
    start_index: usize,
    end_index: usize,
    uri: Option<String>,
    title: Option<String>,
    license: Option<String>,
}

#[derive(PartialEq, Serialize, Deserialize)]
struct GroundingItem(#[serde(with = "GroundingForm")] Grounding);

#[derive(Serialize, Deserialize)]
#[serde(remote = "Grounding", rename_all = "camelCase")]
struct GroundingForm {
    web_search_queries: Vec<String>,
    #[serde(with = "sources")]
    sources: Vec<GroundingSource>,
    #[serde(with = "raw")]
    raw: Option<Raw>,
}

impl Side {
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self {
            usage: metadata.usage.clone(),
            citations: metadata
                .citations
                .iter()
                .cloned()
                .map(CitationItem)
                .collect(),
            grounding: metadata.grounding.clone().map(GroundingItem),
            finish_message: metadata.finish_message.clone(),
            url_context: metadata.url_context.clone(),
            model_version: metadata.model_version.clone(),
            response_id: metadata.response_id.clone(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        is_default(self)
    }
}

/// The metadata that was kept.
pub(super) fn read(json: &RawValue) -> Metadata {
    let side: Side = serde_json::from_str(json.get()).unwrap_or_default();
    Metadata {
        usage: side.usage,
        citations: side.citations.into_iter().map(|item| item.0).collect(),
        grounding: side.grounding.map(|item| item.0),
        finish_message: side.finish_message,
        url_context: side.url_context,
        model_version: side.model_version,
        response_id: side.response_id,
        ..Metadata::default()
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// JSON as it came, and the same again.
mod raw {
    use super::{Deserialize, Deserializer, Raw, RawValue, Serialize, Serializer};

    #[expect(clippy::ref_option, reason = "the signature that serde calls")]
    pub(super) fn serialize<S: Serializer>(raw: &Option<Raw>, to: S) -> Result<S::Ok, S::Error> {
        let raw = raw.as_ref().map(Raw::get);
        let raw = raw.and_then(|json| serde_json::from_str::<&RawValue>(json).ok());
        raw.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Raw>, D::Error> {
        let raw = Option::<&RawValue>::deserialize(from)?;
        Ok(raw.map(Raw::from))
    }
}

/// Titles and addresses in pairs.
mod sources {
    use super::{Deserialize, Deserializer, GroundingSource, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(
        sources: &[GroundingSource],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let pairs: Vec<_> = sources.iter().map(|it| (&it.uri, &it.title)).collect();
        pairs.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<GroundingSource>, D::Error> {
        let pairs = Vec::<(Option<String>, Option<String>)>::deserialize(from)?;
        let sources = pairs.into_iter();
        Ok(sources
            .map(|(uri, title)| GroundingSource { uri, title })
            .collect())
    }
}
