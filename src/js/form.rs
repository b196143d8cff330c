//! How messages and what is in them look as JSON. What is absent is left out, never `null`.

mod side;

#[cfg(test)]
mod tests;

use std::{borrow::Cow, time::Duration};

use serde::Serialize;

use self::side::{Side, UsageForm};
use crate::{
    chat::{Chunk, Content, Ending, Message, MessageState, Part, Pause, Remedy, Role},
    client::StoreTrouble,
    error::Error,
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChunkForm<'a> {
    text: Cow<'a, str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    thoughts: Cow<'a, str>,
    parts: &'a [Part],
    #[serde(skip_serializing_if = "Option::is_none")]
    finish_reason: Option<&'a str>,
    #[serde(flatten)]
    side: Side<'a>,
}

impl<'a> From<&'a Chunk> for ChunkForm<'a> {
    fn from(chunk: &'a Chunk) -> Self {
        Self {
            text: chunk.text(),
            thoughts: chunk.thoughts(),
            parts: &chunk.parts,
            finish_reason: chunk.finish_reason.as_ref().map(|reason| reason.as_str()),
            side: Side::of_chunk(chunk),
        }
    }
}

#[derive(Serialize)]
pub(super) struct MessageForm<'a> {
    id: u64,
    role: Role,
    content: &'a Content,
    text: Cow<'a, str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    thoughts: Cow<'a, str>,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pause: Option<PauseForm<'a>>,
    /// Only where it is.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    silent: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    ending: Option<EndingForm<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<&'a str>,
    metadata: Side<'a>,
}

impl<'a> From<&'a Message> for MessageForm<'a> {
    fn from(message: &'a Message) -> Self {
        let pause = match message.state() {
            MessageState::Pausing(pause) => Some(pause.into()),
            _ => None,
        };
        let ending = message.ending();
        let says_anything = says_anything(message.content());
        Self {
            id: message.id().number(),
            role: message.role(),
            content: message.content(),
            text: message.text(),
            thoughts: message.thoughts(),
            state: match message.state() {
                MessageState::Said => "said",
                MessageState::Waiting => "waiting",
                MessageState::Pausing(_) => "pausing",
                MessageState::Streaming => "streaming",
                MessageState::Ended(_) => "ended",
            },
            pause,
            silent: message.is_silent(),
            ending: ending.map(|ending| EndingForm::new(ending, says_anything)),
            model: message.model(),
            metadata: Side::of_metadata(message.metadata()),
        }
    }
}

/// Times are in seconds, as those of the settings are.
#[derive(Serialize)]
struct PauseForm<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorForm<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delay: Option<f64>,
    attempt: u32,
    attempts: u32,
}

impl<'a> From<&'a Pause> for PauseForm<'a> {
    fn from(pause: &'a Pause) -> Self {
        Self {
            error: pause.error.as_ref().map(ErrorForm::from),
            delay: pause.delay.as_ref().map(Duration::as_secs_f64),
            attempt: pause.attempt,
            attempts: pause.attempts,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EndingForm<'a> {
    reason: &'static str,
    complete: bool,
    remedies: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    finish_reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    block_reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorForm<'a>>,
}

impl<'a> EndingForm<'a> {
    pub(super) fn new(ending: &'a Ending, says_anything: bool) -> Self {
        let (mut finish_reason, mut block_reason, mut error) = (None, None, None);
        match ending {
            Ending::Finished(reason) => finish_reason = Some(reason.as_str()),
            Ending::PromptBlocked(reason) => block_reason = Some(reason.as_str()),
            Ending::Interrupted(cause) => error = cause.as_ref(),
            Ending::Failed(cause) => error = Some(cause),
            Ending::Empty | Ending::Stopped => {}
        }
        Self {
            reason: ending.name(says_anything),
            complete: ending.is_complete() && says_anything,
            remedies: remedies(ending, says_anything),
            finish_reason,
            block_reason,
            error: error.map(ErrorForm::from),
        }
    }
}

fn remedies(ending: &Ending, says_anything: bool) -> Vec<&'static str> {
    let remedies = ending.remedies(says_anything).into_iter();
    remedies.map(Remedy::as_str).collect()
}

/// Whether there is anything for who asked: to a program, a call of a function is an answer.
fn says_anything(content: &Content) -> bool {
    content.parts.iter().any(|part| match part.as_text() {
        Some(text) => !text.trim().is_empty(),
        None => part.as_thought().is_none() && !part.is_empty(),
    })
}

/// How an answer ended, and all of it.
#[derive(Serialize)]
pub(super) struct FinishForm<'a> {
    #[serde(flatten)]
    ending: EndingForm<'a>,
    text: Cow<'a, str>,
    usage: UsageForm,
    metadata: Side<'a>,
    message: MessageForm<'a>,
}

impl<'a> FinishForm<'a> {
    pub(super) fn new(message: &'a Message, ending: &'a Ending) -> Self {
        let metadata = message.metadata();
        Self {
            ending: EndingForm::new(ending, says_anything(message.content())),
            text: message.text(),
            usage: UsageForm::from(&metadata.usage),
            metadata: Side::of_metadata(metadata),
            message: message.into(),
        }
    }
}

/// Why a conversation is not kept, or not whole.
#[derive(Serialize)]
pub(super) struct TroubleForm {
    kind: &'static str,
    message: &'static str,
    detail: String,
}

impl From<&StoreTrouble> for TroubleForm {
    fn from(trouble: &StoreTrouble) -> Self {
        let (kind, detail) = match trouble {
            StoreTrouble::Store(error) => ("not-kept", error.to_string()),
            StoreTrouble::NotDeleted(error) => ("not-deleted", error.to_string()),
            StoreTrouble::Unreadable(why) => ("unreadable", why.to_string()),
        };
        Self {
            kind,
            message: trouble.sentence(),
            detail,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ErrorForm<'a> {
    kind: &'static str,
    message: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_delay: Option<f64>,
    remedies: Vec<&'static str>,
}

impl<'a> From<&'a Error> for ErrorForm<'a> {
    fn from(error: &'a Error) -> Self {
        Self {
            kind: error.kind().name(),
            message: error.sentence(),
            detail: error.detail(),
            code: error.code(),
            status: error.status(),
            retry_delay: error.retry_delay().as_ref().map(Duration::as_secs_f64),
            remedies: remedies(&Ending::Failed(error.clone()), false),
        }
    }
}
