//! The conversation as a whole: forgotten, replaced, read and taken elsewhere.

use std::pin::pin;

use futures_util::FutureExt as _;
use leptos::{prelude::*, task::spawn_local};

use super::UseChat;
use crate::{
    chat::{self, Content, Unreadable},
    client::{Chat, StoreError},
};

impl UseChat {
    /// Forgets the conversation, what is kept of it included.
    pub fn clear(self) {
        // What goes wrong is told as trouble.
        spawn_local(async move { drop(self.forget().await) });
    }

    /// The same, and says when it is done.
    ///
    /// # Errors
    /// If what is kept cannot be deleted. Then all of it is still there.
    pub async fn forget(self) -> Result<(), StoreError> {
        let Some(chat) = self.chat() else {
            return Ok(());
        };
        self.take_waiting();
        self.end();
        let mut forgetting = pin!(chat.clear());
        // What was said goes at once, and what is kept when the store has got that far.
        let at_once = forgetting.as_mut().now_or_never();
        self.sync();
        let forgotten = match at_once {
            Some(forgotten) => forgotten,
            None => forgetting.await,
        };
        self.sync();
        forgotten
    }

    /// Stops the answer that is on its way and tells of its end while it is there: it is about to go.
    fn end(self) {
        let is_open = self.answering.try_get_untracked() == Some(true);
        self.conversation.try_update_value(|number| *number += 1);
        self.close(Chat::stop);
        if is_open {
            self.tell_end(self.last());
        }
    }

    /// Goes on from another history, in place of all that was said. An answer on its way is stopped.
    pub fn set_history(self, history: Vec<Content>) {
        self.end();
        self.with_chat(|chat| chat.set_history(history));
        self.sync();
    }

    /// The turns that the model will be reminded of.
    pub fn history(self) -> Vec<Content> {
        self.chat().map(|chat| chat.history()).unwrap_or_default()
    }

    /// The whole conversation as JSON, failed and blocked turns included: see
    /// [`chat::export`](crate::chat::export).
    pub fn export(self) -> String {
        self.chat().map(|chat| chat.export()).unwrap_or_default()
    }

    /// Goes on from a conversation that was [exported](Self::export), in place of all that was said.
    ///
    /// # Errors
    /// [`Unreadable`] if this version cannot tell what was said. Then nothing has changed.
    pub fn import(self, json: &str) -> Result<(), Unreadable> {
        // What cannot be read ends nothing.
        chat::import(json)?;
        self.end();
        let imported = self.chat().map_or(Ok(()), |chat| chat.import(json));
        self.sync();
        imported
    }
}
