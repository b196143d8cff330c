//! Messages that come from elsewhere, and messages that go: what a conversation begins with, what was
//! kept of it, and what takes the place of all.

use super::Session;
use crate::chat::{
    ending::Ending,
    input::Effect,
    message::{Content, Message, MessageId, MessageState},
};

impl Session {
    /// Adds turns that were said elsewhere.
    pub fn begin_with(&mut self, history: Vec<Content>) {
        for content in history {
            self.add(content, MessageState::Said);
        }
    }

    /// Puts messages that were kept in front of all others, also while an answer is under way. One
    /// that was under way itself when it was kept is cut off.
    pub fn restore(&mut self, messages: Vec<Message>) {
        self.first_message = self.first_message.saturating_sub(messages.len() as u64);
        let names = self.first_message + 1..;
        let messages = names.zip(messages);
        let messages = messages.map(|(name, message)| message.settled().named(MessageId(name)));
        self.messages.splice(0..0, messages);
    }

    /// Forgets everything that was said. An answer on its way is stopped.
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

    /// Takes back what was [forgotten](Self::clear), in front of what was said since.
    pub fn remember(&mut self, messages: Vec<Message>) {
        self.messages.splice(0..0, messages);
    }

    /// Puts other messages in the place of all that was said. An answer on its way is stopped.
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

    /// Lets go of the first messages, which another conversation has taken the place of.
    pub fn forget_first(&mut self, count: usize) {
        self.messages.drain(..count.min(self.messages.len()));
    }
}
