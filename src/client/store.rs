//! Storage for a conversation from one visit to the next.
//!
//! A [`Store`] holds text under keys and does not interpret it; the tracker decides what to store.

mod key;
mod memory;

use std::{
    fmt,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use futures_util::future::LocalBoxFuture;

pub use key::{EntryKey, Writer};
pub(super) use key::{Place, Turn};
pub use memory::MemoryStore;

/// Storage for one conversation: `browser::IndexedDb` in a page, [`MemoryStore`] in tests.
///
/// Several tabs may have the same conversation open, each with its own store over the same entries.
/// An operation that has begun runs to completion even if its future is dropped.
pub trait Store {
    /// Returns every entry, in any order. An entry that is not text is returned as an empty text.
    ///
    /// # Errors
    /// See [`StoreError`]; the chat then works without the stored messages.
    fn load(&self) -> LocalBoxFuture<'static, Result<Vec<Entry>, StoreError>>;

    /// Makes all of these changes in one transaction, or none of them.
    ///
    /// # Errors
    /// See [`StoreError`]; none of the changes was made then.
    fn write(&self, changes: Vec<StoreChange>) -> LocalBoxFuture<'static, Result<(), StoreError>>;

    /// Deletes every entry of this conversation, including unreadable ones.
    ///
    /// # Errors
    /// See [`StoreError`]; nothing was deleted then.
    fn clear(&self) -> LocalBoxFuture<'static, Result<(), StoreError>>;

    /// Runs a task to completion in the background.
    fn spawn(&self, work: LocalBoxFuture<'static, ()>);

    /// Returns the time in milliseconds since 1970, by which turns are ordered.
    fn now(&self) -> u64;

    /// Returns a writer that is unique to this visit.
    fn writer(&self) -> Writer;
}

/// A text stored under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the conversation.
    pub key: EntryKey,
    /// A [`Record`](crate::chat::Record) as JSON, unless it is damaged.
    pub json: String,
}

/// A change to a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreChange {
    /// Store this text, replacing any previous one.
    Put(EntryKey, String),
    /// Delete the entry if its text still has this digest: another tab may have changed it.
    Delete(EntryKey, Digest),
}

/// A hash that tells whether a text has changed. Only valid in the program that computed it, so it
/// must not be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digest(u64);

impl Digest {
    /// Computes the digest of a text.
    pub fn of(json: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        json.hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// Why a store cannot be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no storage, or the browser denies access to it, because of a setting, a private
    /// window, a sandbox or another tab.
    Unavailable,
    /// The storage is full.
    QuotaExceeded,
    /// Any other failure, in the browser's own words.
    Failed(Box<str>),
}

impl StoreError {
    /// Returns one plain sentence for the user.
    pub const fn sentence(&self) -> &'static str {
        match self {
            Self::Unavailable => {
                "Your browser does not allow the chat to save messages. They will be lost when you leave this page."
            }
            Self::QuotaExceeded => {
                "Storage is full. New messages will be lost when you leave this page."
            }
            Self::Failed(_) => {
                "Messages could not be saved. New ones may be lost when you leave this page."
            }
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable => f.write_str("the storage is not available"),
            Self::QuotaExceeded => f.write_str("the storage is full"),
            Self::Failed(detail) => write!(f, "the storage failed: {detail}"),
        }
    }
}

impl std::error::Error for StoreError {}
