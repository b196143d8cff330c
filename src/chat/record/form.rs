//! The JSON of a record, version 1. Its names are frozen: a change of meaning or a new state needs
//! a new version.

use super::{Record, side};
use crate::{
    chat::{
        ending::Ending,
        message::{Content, MessageState},
    },
    error::{Error, ErrorKind},
    json::{self, Fields, Value, Walk},
};

pub(super) const VERSION: u64 = 1;

/// Writes a record.
pub(super) fn write(record: &Record) -> String {
    let (state, reason, error) = match &record.state {
        MessageState::Said => ("said", None, None),
        MessageState::Waiting | MessageState::Pausing(_) | MessageState::Streaming => {
            ("open", None, None)
        }
        MessageState::Ended(ending) => match ending {
            Ending::Finished(reason) => ("finished", Some(reason.as_str()), None),
            Ending::PromptBlocked(reason) => ("prompt-blocked", Some(reason.as_str()), None),
            Ending::Interrupted(error) => ("interrupted", None, error.as_ref()),
            Ending::Empty => ("empty", None, None),
            Ending::Stopped => ("stopped", None, None),
            Ending::Failed(error) => ("failed", None, Some(error)),
        },
    };
    let mut out = String::new();
    json::object(&mut out, |fields| {
        fields.number("v", Some(VERSION));
        record.content.write_fields(fields);
        fields.text("state", state);
        fields.option("reason", reason);
        if let Some(error) = error {
            fields.object("error", |fields| write_error(error, fields));
        }
        fields.option("model", record.model.as_deref());
        side::write(&record.metadata, fields);
    });
    out
}

fn write_error(error: &Error, fields: &mut Fields<'_>) {
    fields.text("kind", error.kind().name());
    fields.number("code", error.code().map(u64::from));
    fields.option("status", error.status());
    fields.option("detail", error.detail());
}

/// Reads a record; `None` if it is damaged.
pub(super) fn read(value: Value<'_>) -> Option<Record> {
    let mut walk = Walk::new(value.raw());
    let content = Content::read(&mut walk)?;
    let (reason, model) = (
        optional(value.get("reason"))?,
        optional(value.get("model"))?,
    );
    let error = value.get("error");
    let error = if error.is_null() {
        None
    } else {
        Some(read_error(error)?)
    };
    let ending = match &*value.get("state").text()? {
        "said" => None,
        // Nothing more will arrive of an answer that was in progress.
        "open" => Some(Ending::Interrupted(None)),
        "finished" => Some(Ending::Finished((&*reason?).into())),
        "prompt-blocked" => Some(Ending::PromptBlocked((&*reason?).into())),
        "interrupted" => Some(Ending::Interrupted(error)),
        "empty" => Some(Ending::Empty),
        "stopped" => Some(Ending::Stopped),
        "failed" => Some(Ending::Failed(error?)),
        _ => return None,
    };
    Some(Record {
        content,
        state: ending.map_or(MessageState::Said, MessageState::Ended),
        metadata: side::read(value.get("side")),
        model: model.map(String::into_boxed_str),
    })
}

fn read_error(value: Value<'_>) -> Option<Error> {
    let kind = value.get("kind").text()?;
    // A kind that a later version added is still an error.
    let mut error = Error::new(ErrorKind::from_name(&kind).unwrap_or(ErrorKind::Unknown));
    let code = value.get("code");
    if !code.is_null() {
        error = error.with_code(code.raw().parse().ok()?);
    }
    if let Some(status) = optional(value.get("status"))? {
        error = error.with_status(status);
    }
    if let Some(detail) = optional(value.get("detail"))? {
        error = error.with_detail(detail);
    }
    Some(error)
}

/// Reads an optional text: `Some(None)` if absent, `None` if it is not text.
#[expect(
    clippy::option_option,
    reason = "absent is something else than damaged"
)]
fn optional(value: Value<'_>) -> Option<Option<String>> {
    if value.is_null() {
        Some(None)
    } else {
        value.string().map(Some)
    }
}
