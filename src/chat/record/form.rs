//! The JSON of a record, version 1. Its words are written once and never changed: a change of
//! meaning, or another state, is another version.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{
    Record, Unreadable,
    side::{self, Side},
};
use crate::{
    chat::{
        ending::Ending,
        message::{Content, MessageState, Role},
        part::Part,
    },
    error::{Error, ErrorKind},
};

pub(super) const VERSION: u64 = 1;

/// All that is asked of a record that cannot be read.
#[derive(Deserialize)]
pub(super) struct Head {
    pub(super) v: u64,
}

/// A record on its way into JSON.
#[derive(Serialize)]
pub(super) struct Written<'a> {
    v: u64,
    role: Role,
    parts: &'a [Part],
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<WrittenError<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<&'a str>,
    #[serde(skip_serializing_if = "Side::is_empty")]
    side: Side,
}

#[derive(Serialize)]
struct WrittenError<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
}

impl<'a> Written<'a> {
    pub(super) fn of(record: &'a Record) -> Self {
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
        Self {
            v: VERSION,
            role: record.content.role,
            parts: &record.content.parts,
            state,
            reason,
            error: error.map(|error| WrittenError {
                kind: error.kind().name(),
                code: error.code(),
                status: error.status(),
                detail: error.detail(),
            }),
            model: record.model.as_deref(),
            side: Side::of(&record.metadata),
        }
    }
}

/// A record out of JSON.
#[derive(Deserialize)]
pub(super) struct Read<'a> {
    pub(super) v: u64,
    role: Role,
    parts: Vec<Part>,
    state: Box<str>,
    reason: Option<Box<str>>,
    error: Option<ReadError>,
    model: Option<Box<str>>,
    #[serde(borrow)]
    side: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct ReadError {
    kind: Box<str>,
    code: Option<u16>,
    status: Option<Box<str>>,
    detail: Option<Box<str>>,
}

impl Read<'_> {
    pub(super) fn into_record(self) -> Result<Record, Unreadable> {
        let reason = || self.reason.as_deref().ok_or(Unreadable::Damaged);
        let error = self.error.map(ReadError::into_error);
        let ending = match &*self.state {
            "said" => None,
            // Nothing arrives any more of what was on its way.
            "open" => Some(Ending::Interrupted(None)),
            "finished" => Some(Ending::Finished(reason()?.into())),
            "prompt-blocked" => Some(Ending::PromptBlocked(reason()?.into())),
            "interrupted" => Some(Ending::Interrupted(error)),
            "empty" => Some(Ending::Empty),
            "stopped" => Some(Ending::Stopped),
            "failed" => Some(Ending::Failed(error.ok_or(Unreadable::Damaged)?)),
            _ => return Err(Unreadable::Damaged),
        };
        Ok(Record {
            content: Content {
                role: self.role,
                parts: self.parts,
            },
            state: ending.map_or(MessageState::Said, MessageState::Ended),
            metadata: self.side.map(side::read).unwrap_or_default(),
            model: self.model,
        })
    }
}

impl ReadError {
    fn into_error(self) -> Error {
        // A kind that came later is still an error.
        let kind = ErrorKind::from_name(&self.kind).unwrap_or(ErrorKind::Unknown);
        let mut error = Error::new(kind);
        if let Some(code) = self.code {
            error = error.with_code(code);
        }
        if let Some(status) = self.status {
            error = error.with_status(status);
        }
        if let Some(detail) = self.detail {
            error = error.with_detail(detail);
        }
        error
    }
}
