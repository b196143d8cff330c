//! The conversation as a whole: forgotten, replaced, read and taken elsewhere.

use leptos::task::spawn_local;

use super::UseChat;
use crate::{
    chat::{Content, Unreadable},
    client::StoreError,
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
        self.take_held(&chat);
        self.take_waiting();
        let forgotten = {
            let forgotten = chat.clear();
            self.sync();
            forgotten.await
        };
        self.sync();
        forgotten
    }

    /// Goes on from another history, in place of all that was said. An answer on its way is stopped.
    pub fn set_history(self, history: Vec<Content>) {
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
        let imported = self.chat().map_or(Ok(()), |chat| chat.import(json));
        self.sync();
        imported
    }
}
