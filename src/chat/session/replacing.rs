//! Adding and removing whole messages: the initial history, stored messages, and their replacement.

use super::Session;
use crate::chat::{
    ending::Ending,
    input::Effect,
    message::{Content, Message, MessageId, MessageState},
};

impl Session {
    /// Appends the turns of a history.
    pub fn begin_with(&mut self, history: Vec<Content>) {
        for content in history {
            self.add(content, MessageState::Said);
        }
    }

    /// Inserts stored messages before all others, even while an answer is in progress. A message
    /// that was in progress when it was stored becomes interrupted.
    pub fn restore(&mut self, messages: Vec<Message>) {
        self.first_message = self.first_message.saturating_sub(messages.len() as u64);
        let names = self.first_message + 1..;
        let messages = names.zip(messages);
        let messages = messages.map(|(name, message)| message.settled().named(MessageId(name)));
        self.messages.splice(0..0, messages);
    }

    /// Removes all messages. An answer in progress is stopped.
    pub fn clear(&mut self) -> Vec<Effect> {
        if self.messages.is_empty() {
            return vec![];
        }
        let mut effects = self.abort(Ending::Stopped);
        self.messages.clear();
        self.resumable = None;
        self.taken_back = false;
        effects.extend(self.save());
        effects
    }

    /// Restores messages that were [cleared](Self::clear), before those added since.
    pub fn remember(&mut self, messages: Vec<Message>) {
        self.messages.splice(0..0, messages);
    }

    /// Replaces all messages. An answer in progress is stopped.
    pub fn replace(&mut self, messages: Vec<Message>) -> Vec<Effect> {
        let mut effects = self.clear();
        for message in messages {
            self.last_message += 1;
            self.messages
                .push(message.settled().named(MessageId(self.last_message)));
        }
        if effects.is_empty() && !self.messages.is_empty() {
            effects = self.save();
        }
        effects
    }

    /// Removes the first messages, which another conversation has replaced.
    pub fn forget_first(&mut self, count: usize) {
        self.messages.drain(..count.min(self.messages.len()));
    }
}
