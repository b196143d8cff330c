//! What of a message is kept from one visit to the next, as JSON with a version.
//!
//! It refuses to know where that JSON lies. A record outlives the program that wrote it, so it is
//! read with suspicion: one that is damaged, or that a later version wrote, is an [`Unreadable`]
//! and nothing else.

mod form;
mod side;

use std::fmt;

use super::{
    message::{Content, Message, MessageState},
    metadata::Metadata,
};
use crate::json::{self, Value};

/// A message as it is kept.
///
/// Parts are kept byte for byte. Left out is what means nothing on another day: safety ratings, the
/// server's words on the prompt, and how long it asked to wait.
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
    /// Who said what.
    pub content: Content,
    /// How far it was. Never open after it was read: nothing arrives any more.
    pub state: MessageState,
    /// What came with it.
    pub metadata: Metadata,
    /// The model that was asked for it, where that is known.
    pub model: Option<Box<str>>,
}

impl Record {
    /// What to keep of a message.
    pub fn of(message: &Message) -> Self {
        Self {
            content: message.content().clone(),
            state: message.state().clone(),
            metadata: message.metadata().clone(),
            model: message.model().map(Into::into),
        }
    }

    /// The record as JSON.
    pub fn to_json(&self) -> String {
        form::write(self)
    }

    /// Reads a record back. Fields that this version does not know are passed over. A message that
    /// was on its way when it was kept was cut off.
    ///
    /// # Errors
    /// [`Unreadable`] if this version cannot tell what was said.
    pub fn read(json: &str) -> Result<Self, Unreadable> {
        // A later version may write anything, so only its number is asked for.
        let value = json::read(json, Value::read).ok_or(Unreadable::Damaged)?;
        match value.get("v").number() {
            Some(form::VERSION) => form::read(value).ok_or(Unreadable::Damaged),
            Some(version) if version > form::VERSION => Err(Unreadable::Newer),
            _ => Err(Unreadable::Damaged),
        }
    }
}

/// Why a record cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unreadable {
    /// It is no record, or only a piece of one.
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
