//! The stored part of a message's metadata. Unreadable metadata is skipped, so that it never costs
//! the message.

use crate::{
    chat::metadata::{Citation, Grounding, GroundingSource, Metadata, Raw, Usage},
    json::{self, Fields, Value},
};

/// Writes the metadata as a field of a record, if there is any.
pub(super) fn write(metadata: &Metadata, record: &mut Fields<'_>) {
    let mut out = String::new();
    json::object(&mut out, |fields| {
        if metadata.usage != Usage::default() {
            fields.object("usage", |fields| {
                for (name, count) in metadata.usage.counts() {
                    fields.number(name, count);
                }
            });
        }
        if !metadata.citations.is_empty() {
            json::list(
                fields.name("citations"),
                &metadata.citations,
                write_citation,
            );
        }
        if let Some(grounding) = &metadata.grounding {
            fields.object("grounding", |fields| write_grounding(grounding, fields));
        }
        fields.option("finishMessage", metadata.finish_message.as_deref());
        if let Some(raw) = &metadata.url_context {
            fields.raw("urlContext", raw.get());
        }
        fields.option("modelVersion", metadata.model_version.as_deref());
        fields.option("responseId", metadata.response_id.as_deref());
    });
    if out != "{}" {
        record.raw("side", &out);
    }
}

fn write_citation(out: &mut String, citation: &Citation) {
    json::object(out, |fields| {
        fields.number("startIndex", Some(citation.start_index as u64));
        fields.number("endIndex", Some(citation.end_index as u64));
        fields.option("uri", citation.uri.as_deref());
        fields.option("title", citation.title.as_deref());
        fields.option("license", citation.license.as_deref());
    });
}

/// Writes each source as a pair of address and title.
fn write_grounding(grounding: &Grounding, fields: &mut Fields<'_>) {
    json::list(
        fields.name("webSearchQueries"),
        &grounding.web_search_queries,
        |out, query| json::push_quoted(out, query),
    );
    json::list(fields.name("sources"), &grounding.sources, |out, source| {
        json::list(out, &[&source.uri, &source.title], |out, text| match text {
            Some(text) => json::push_quoted(out, text),
            None => out.push_str("null"),
        });
    });
    if let Some(raw) = &grounding.raw {
        fields.raw("raw", raw.get());
    }
}

/// Reads the stored metadata.
pub(super) fn read(side: Value<'_>) -> Metadata {
    let mut usage = Usage::default();
    let counts = side.get("usage");
    for (name, _) in Usage::default().counts() {
        if let Some(count) = usage.count_mut(name) {
            *count = counts.get(name).number();
        }
    }
    let citations = side.get("citations").items().into_iter();
    let citations = citations.filter(|citation| citation.raw().starts_with('{'));
    let grounding = side.get("grounding");
    Metadata {
        usage,
        citations: citations.map(read_citation).collect(),
        grounding: (!grounding.is_null()).then(|| read_grounding(grounding)),
        finish_message: side.get("finishMessage").string(),
        url_context: raw(side.get("urlContext")),
        model_version: side.get("modelVersion").string(),
        response_id: side.get("responseId").string(),
        ..Metadata::default()
    }
}

fn read_citation(value: Value<'_>) -> Citation {
    let index = |name| value.get(name).number().unwrap_or_default() as usize;
    Citation {
        start_index: index("startIndex"),
        end_index: index("endIndex"),
        uri: value.get("uri").string(),
        title: value.get("title").string(),
        license: value.get("license").string(),
    }
}

fn read_grounding(value: Value<'_>) -> Grounding {
    let queries = value.get("webSearchQueries").items().into_iter();
    let sources = value.get("sources").items().into_iter();
    Grounding {
        web_search_queries: queries.filter_map(Value::string).collect(),
        sources: sources
            .map(|pair| {
                let mut pair = pair.items().into_iter().map(Value::string);
                let mut next = || pair.next().flatten();
                GroundingSource {
                    uri: next(),
                    title: next(),
                }
            })
            .collect(),
        raw: raw(value.get("raw")),
    }
}

fn raw(value: Value<'_>) -> Option<Raw> {
    (!value.is_null()).then(|| value.into())
}
