//! Where a conversation is kept from one visit to the next: the seam for storage.
//!
//! A [`Store`] holds entries of text under keys and refuses to know what is in them; the shelf says
//! which.

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

/// Keeps one conversation. A page has `browser::IndexedDb`; tests have [`MemoryStore`].
///
/// Several tabs may have the same conversation open, each with a store of its own over the same
/// entries. Work that was begun is done to its end, also if the future is dropped.
pub trait Store {
    /// Every entry, in any order. One that holds something else than text comes as an empty text.
    ///
    /// # Errors
    /// See [`StoreError`]; the chat works without.
    fn load(&self) -> LocalBoxFuture<'static, Result<Vec<Entry>, StoreError>>;

    /// Makes all of these changes, or none of them.
    ///
    /// # Errors
    /// See [`StoreError`]; then none was made.
    fn write(&self, changes: Vec<StoreChange>) -> LocalBoxFuture<'static, Result<(), StoreError>>;

    /// Deletes every entry of this conversation, those that nobody can read included.
    ///
    /// # Errors
    /// See [`StoreError`]; then everything is still there.
    fn clear(&self) -> LocalBoxFuture<'static, Result<(), StoreError>>;

    /// Runs work to its end for which nobody waits.
    fn spawn(&self, work: LocalBoxFuture<'static, ()>);

    /// The time in milliseconds since 1970: turns are kept in its order.
    fn now(&self) -> u64;

    /// A name for this visit that no other has, to write under.
    fn writer(&self) -> Writer;
}

/// What a store keeps under one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the conversation.
    pub key: EntryKey,
    /// A [`Record`](crate::chat::Record), if nothing has damaged it.
    pub json: String,
}

/// What is to be changed in a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreChange {
    /// Keep this text, in place of what there was.
    Put(EntryKey, String),
    /// Delete the entry if it still is what this is the digest of: another tab may have gone on
    /// with it.
    Delete(EntryKey, Digest),
}

/// Tells whether a text is the same as before without keeping it. Of use to the program that made
/// it only, so it is not to be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digest(u64);

impl Digest {
    /// The digest of a text.
    pub fn of(json: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        json.hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// Why a store does not keep, or does not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no storage, or the browser does not let the page use it: blocked by a setting, by
    /// a private window, by a sandbox, or by another tab.
    Unavailable,
    /// There is no room left.
    QuotaExceeded,
    /// Anything else, in the browser's own words.
    Failed(Box<str>),
}

impl StoreError {
    /// One plain sentence for the person in front of the chat.
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
