//! The stored form of a message: versioned JSON that lasts from one visit to the next.
//!
//! Where that JSON is stored is left to others. A record outlives the program that wrote it, so it
//! is read defensively: a damaged record, or one of a later version, is an [`Unreadable`].

mod form;
mod side;

use std::fmt;

use super::{
    message::{Content, Message, MessageId, MessageState},
    metadata::Metadata,
};
use crate::json::{self, Value};

/// A message in its stored form.
///
/// Parts are stored byte for byte. Left out is what means nothing on a later visit: safety ratings,
/// prompt feedback, and the retry delay that the server asked for.
///
/// ```
/// use rill_chat::chat::{Content, Ending, MessageState, Record, Session};
///
/// let session = Session::new(vec![Content::user("Hello")]);
/// let json = Record::of(&session.messages()[0]).to_json();
/// let record = Record::read(&json)?;
/// assert_eq!(record.content.text(), "Hello");
/// # Ok::<(), rill_chat::chat::Unreadable>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// The role and the parts.
    pub content: Content,
    /// The state. Never open after reading, because nothing more will arrive.
    pub state: MessageState,
    /// The metadata that came with the answer.
    pub metadata: Metadata,
    /// The model that was asked for the message, if known.
    pub model: Option<Box<str>>,
}

impl Record {
    /// Creates the record of a message.
    pub fn of(message: &Message) -> Self {
        Self {
            content: message.content().clone(),
            state: message.state().clone(),
            metadata: message.metadata().clone(),
            model: message.model().map(Into::into),
        }
    }

    /// Returns the record as JSON.
    pub fn to_json(&self) -> String {
        form::write(self)
    }

    /// Reads a record and ignores unknown fields. A message that was in progress when it was stored
    /// becomes interrupted.
    ///
    /// # Errors
    /// [`Unreadable`] if the record is damaged or a later version wrote it.
    pub fn read(json: &str) -> Result<Self, Unreadable> {
        // A later version may write anything, so only its number is read.
        let value = json::read(json, Value::read).ok_or(Unreadable::Damaged)?;
        match value.get("v").number() {
            Some(form::VERSION) => form::read(value).ok_or(Unreadable::Damaged),
            Some(version) if version > form::VERSION => Err(Unreadable::Newer),
            _ => Err(Unreadable::Damaged),
        }
    }
}

/// The session that restores the message assigns its ID.
impl From<Record> for Message {
    fn from(record: Record) -> Self {
        Self::new(MessageId(0), record.content, record.state)
            .with_metadata(record.metadata, record.model)
    }
}

/// Why a record cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unreadable {
    /// It is not a record, or only part of one.
    Damaged,
    /// A later version of this crate wrote it.
    Newer,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Damaged => "the record is damaged",
            Self::Newer => "a later version wrote the record",
        })
    }
}

impl std::error::Error for Unreadable {}
