//! Writes messages and their contents as JSON. Absent fields are left out, never `null`.

mod side;

#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::{
    chat::{Chunk, Content, Ending, Message, MessageState, Part, Pause, Remedy},
    client::StoreTrouble,
    error::Error,
    json::{self, Fields},
};

pub(super) fn chunk(chunk: &Chunk, fields: &mut Fields<'_>) {
    fields.text("text", &chunk.text());
    thoughts(&chunk.thoughts(), fields);
    Part::write_all(&chunk.parts, fields.name("parts"));
    let reason = chunk.finish_reason.as_ref();
    fields.option("finishReason", reason.map(|reason| reason.as_str()));
    side::of_chunk(chunk, fields);
}

pub(super) fn message(message: &Message, fields: &mut Fields<'_>) {
    fields.number("id", Some(message.id().number()));
    fields.text("role", message.role().as_str());
    message.content().write(fields.name("content"));
    fields.text("text", &message.text());
    thoughts(&message.thoughts(), fields);
    let state = match message.state() {
        MessageState::Said => "said",
        MessageState::Waiting => "waiting",
        MessageState::Pausing(_) => "pausing",
        MessageState::Streaming => "streaming",
        MessageState::Ended(_) => "ended",
    };
    fields.text("state", state);
    if let MessageState::Pausing(this) = message.state() {
        fields.object("pause", |fields| pause(this, fields));
    }
    // Present only if true.
    if message.is_silent() {
        fields.raw("silent", "true");
    }
    if let Some(this) = message.ending() {
        let says_anything = says_anything(message.content());
        fields.object("ending", |fields| ending(this, says_anything, fields));
    }
    fields.option("model", message.model());
    fields.object("metadata", |fields| {
        side::of_metadata(message.metadata(), fields);
    });
}

fn thoughts(thoughts: &str, fields: &mut Fields<'_>) {
    fields.option("thoughts", Some(thoughts).filter(|text| !text.is_empty()));
}

/// Writes a pause. Times are in seconds, as in the settings.
fn pause(pause: &Pause, fields: &mut Fields<'_>) {
    if let Some(cause) = &pause.error {
        fields.object("error", |fields| error(cause, fields));
    }
    fields.float("delay", pause.delay.as_ref().map(Duration::as_secs_f64));
    fields.number("attempt", Some(pause.attempt.into()));
    fields.number("attempts", Some(pause.attempts.into()));
}

pub(super) fn ending(ending: &Ending, says_anything: bool, fields: &mut Fields<'_>) {
    let is_complete = ending.is_complete() && says_anything;
    fields.text("reason", ending.name(says_anything));
    fields.raw("complete", if is_complete { "true" } else { "false" });
    remedies(ending, says_anything, fields);
    match ending {
        Ending::Finished(reason) => fields.text("finishReason", reason.as_str()),
        Ending::PromptBlocked(reason) => fields.text("blockReason", reason.as_str()),
        Ending::Interrupted(Some(cause)) | Ending::Failed(cause) => {
            fields.object("error", |fields| error(cause, fields));
        }
        Ending::Interrupted(None) | Ending::Empty | Ending::Stopped => {}
    }
}

fn remedies(ending: &Ending, says_anything: bool, fields: &mut Fields<'_>) {
    let remedies = ending.remedies(says_anything);
    json::list(fields.name("remedies"), &remedies, |out, remedy| {
        json::push_quoted(out, Remedy::as_str(*remedy));
    });
}

/// Whether the content is an answer at all: to a program, a function call is one too.
fn says_anything(content: &Content) -> bool {
    content.parts.iter().any(|part| match part.as_text() {
        Some(text) => !text.trim().is_empty(),
        None => part.as_thought().is_none() && !part.is_empty(),
    })
}

/// Writes a whole answer and how it ended.
pub(super) fn finish(answer: &Message, how: &Ending, fields: &mut Fields<'_>) {
    let metadata = answer.metadata();
    ending(how, says_anything(answer.content()), fields);
    fields.text("text", &answer.text());
    fields.object("usage", |fields| side::counts(&metadata.usage, fields));
    fields.object("metadata", |fields| side::of_metadata(metadata, fields));
    fields.object("message", |fields| message(answer, fields));
}

/// Writes the reason why a conversation is not stored, or only in part.
pub(super) fn trouble(trouble: &StoreTrouble, fields: &mut Fields<'_>) {
    let (kind, detail) = match trouble {
        StoreTrouble::Store(error) => ("not-kept", error.to_string()),
        StoreTrouble::NotDeleted(error) => ("not-deleted", error.to_string()),
        StoreTrouble::Unreadable(why) => ("unreadable", why.to_string()),
    };
    fields.text("kind", kind);
    fields.text("message", trouble.sentence());
    fields.text("detail", &detail);
}

pub(super) fn error(error: &Error, fields: &mut Fields<'_>) {
    fields.text("kind", error.kind().name());
    fields.text("message", error.sentence());
    fields.option("detail", error.detail());
    fields.number("code", error.code().map(u64::from));
    fields.option("status", error.status());
    let delay = error.retry_delay();
    fields.float("retryDelay", delay.as_ref().map(Duration::as_secs_f64));
    remedies(&Ending::Failed(error.clone()), false, fields);
}
