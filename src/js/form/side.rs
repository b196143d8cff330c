//! Writes the metadata that accompanies the parts, with Gemini's own names.

use crate::{
    chat::{
        Chunk, Citation, Grounding, GroundingSource, Metadata, PromptFeedback, Raw, SafetyRating,
        Usage,
    },
    json::{self, Fields},
};

pub(super) fn of_chunk(chunk: &Chunk, fields: &mut Fields<'_>) {
    let side = Side {
        usage: chunk.usage.as_ref(),
        safety_ratings: &chunk.safety_ratings,
        citations: &chunk.citations,
        grounding: chunk.grounding.as_ref(),
        prompt_feedback: chunk.prompt_feedback.as_ref(),
        finish_message: chunk.finish_message.as_deref(),
        url_context: chunk.url_context.as_ref(),
        model_version: chunk.model_version.as_deref(),
        response_id: chunk.response_id.as_deref(),
    };
    side.write(fields);
}

pub(super) fn of_metadata(metadata: &Metadata, fields: &mut Fields<'_>) {
    let usage = &metadata.usage;
    let side = Side {
        usage: (*usage != Usage::default()).then_some(usage),
        safety_ratings: &metadata.safety_ratings,
        citations: &metadata.citations,
        grounding: metadata.grounding.as_ref(),
        prompt_feedback: metadata.prompt_feedback.as_ref(),
        finish_message: metadata.finish_message.as_deref(),
        url_context: metadata.url_context.as_ref(),
        model_version: metadata.model_version.as_deref(),
        response_id: metadata.response_id.as_deref(),
    };
    side.write(fields);
}

/// The metadata that chunks and messages have in common.
struct Side<'a> {
    usage: Option<&'a Usage>,
    safety_ratings: &'a [SafetyRating],
    citations: &'a [Citation],
    grounding: Option<&'a Grounding>,
    prompt_feedback: Option<&'a PromptFeedback>,
    finish_message: Option<&'a str>,
    url_context: Option<&'a Raw>,
    model_version: Option<&'a str>,
    response_id: Option<&'a str>,
}

impl Side<'_> {
    fn write(&self, fields: &mut Fields<'_>) {
        if let Some(usage) = self.usage {
            fields.object("usageMetadata", |fields| counts(usage, fields));
        }
        ratings(self.safety_ratings, fields);
        if !self.citations.is_empty() {
            fields.object("citationMetadata", |fields| {
                json::list(fields.name("citationSources"), self.citations, citation);
            });
        }
        if let Some(found) = self.grounding {
            match &found.raw {
                // The whole object as it arrived, if there is one.
                Some(raw) => fields.raw("groundingMetadata", raw.get()),
                None => fields.object("groundingMetadata", |fields| grounding(found, fields)),
            }
        }
        if let Some(said) = self.prompt_feedback {
            fields.object("promptFeedback", |fields| feedback(said, fields));
        }
        fields.option("finishMessage", self.finish_message);
        if let Some(raw) = self.url_context {
            fields.raw("urlContextMetadata", raw.get());
        }
        fields.option("modelVersion", self.model_version);
        fields.option("responseId", self.response_id);
    }
}

pub(super) fn counts(usage: &Usage, fields: &mut Fields<'_>) {
    for (name, count) in usage.counts() {
        fields.number(name, count);
    }
}

fn ratings(ratings: &[SafetyRating], fields: &mut Fields<'_>) {
    if ratings.is_empty() {
        return;
    }
    json::list(fields.name("safetyRatings"), ratings, |out, rating| {
        json::object(out, |fields| {
            fields.text("category", &rating.category);
            fields.text("probability", &rating.probability);
            if rating.blocked {
                fields.raw("blocked", "true");
            }
        });
    });
}

fn citation(out: &mut String, citation: &Citation) {
    json::object(out, |fields| {
        fields.number("startIndex", Some(citation.start_index as u64));
        fields.number("endIndex", Some(citation.end_index as u64));
        fields.option("uri", citation.uri.as_deref());
        fields.option("title", citation.title.as_deref());
        fields.option("license", citation.license.as_deref());
    });
}

fn grounding(grounding: &Grounding, fields: &mut Fields<'_>) {
    let queries = &grounding.web_search_queries;
    json::list(fields.name("webSearchQueries"), queries, |out, query| {
        json::push_quoted(out, query);
    });
    let sources = &grounding.sources;
    json::list(fields.name("groundingChunks"), sources, |out, source| {
        json::object(out, |fields| {
            fields.object("web", |fields| page(source, fields));
        });
    });
}

fn page(source: &GroundingSource, fields: &mut Fields<'_>) {
    fields.option("uri", source.uri.as_deref());
    fields.option("title", source.title.as_deref());
}

fn feedback(feedback: &PromptFeedback, fields: &mut Fields<'_>) {
    let reason = feedback.block_reason.as_ref();
    fields.option("blockReason", reason.map(|reason| reason.as_str()));
    fields.option(
        "blockReasonMessage",
        feedback.block_reason_message.as_deref(),
    );
    ratings(&feedback.safety_ratings, fields);
}
