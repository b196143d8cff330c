//! The conversation as a whole: deleting, replacing, reading and exporting it.

use std::pin::pin;

use futures_util::FutureExt as _;
use leptos::{prelude::*, task::spawn_local};

use super::UseChat;
use crate::{
    chat::{self, Content, Unreadable},
    client::{Chat, StoreError},
};

impl UseChat {
    /// Deletes the conversation, including what is kept of it.
    pub fn clear(self) {
        // A failure is reported as trouble.
        spawn_local(async move { drop(self.forget().await) });
    }

    /// Deletes the conversation, and completes when the store has deleted it too.
    ///
    /// # Errors
    /// If the store cannot delete it. Then all of it is still there.
    pub async fn forget(self) -> Result<(), StoreError> {
        let Some(chat) = self.chat() else {
            return Ok(());
        };
        self.take_waiting();
        self.end();
        let mut forgetting = pin!(chat.clear());
        // The messages disappear at once, even if the store takes longer.
        let at_once = forgetting.as_mut().now_or_never();
        self.sync();
        let forgotten = match at_once {
            Some(forgotten) => forgotten,
            None => forgetting.await,
        };
        self.sync();
        forgotten
    }

    /// Stops the answer in progress and reports its end before the caller replaces it.
    fn end(self) {
        let is_open = self.answering.try_get_untracked() == Some(true);
        self.conversation.try_update_value(|number| *number += 1);
        self.close(Chat::stop);
        if is_open {
            self.tell_end(self.last());
        }
    }

    /// Replaces the conversation with another history. An answer in progress is stopped.
    pub fn set_history(self, history: Vec<Content>) {
        self.end();
        self.with_chat(|chat| chat.set_history(history));
        self.sync();
    }

    /// Returns the turns that the model is sent as context.
    pub fn history(self) -> Vec<Content> {
        self.chat().map(|chat| chat.history()).unwrap_or_default()
    }

    /// Returns the whole conversation as JSON, including failed and blocked turns: see
    /// [`chat::export`](crate::chat::export).
    pub fn export(self) -> String {
        self.chat().map(|chat| chat.export()).unwrap_or_default()
    }

    /// Replaces the conversation with one that was [exported](Self::export).
    ///
    /// # Errors
    /// [`Unreadable`] if this version cannot read the export. Then nothing has changed.
    pub fn import(self, json: &str) -> Result<(), Unreadable> {
        // An unreadable export must not stop the answer.
        chat::import(json)?;
        self.end();
        let imported = self.chat().map_or(Ok(()), |chat| chat.import(json));
        self.sync();
        imported
    }
}
