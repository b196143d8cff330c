//! An answer in progress, from its stream into the signals.

use leptos::{logging::warn, prelude::*, task::spawn_local};

use super::UseChat;
use crate::{
    chat::{Chunk, Ending, Message, MessageState},
    client::{MessageStream, MessageUpdate},
    view::message::LiveMessage,
};

impl UseChat {
    /// Feeds a stream into the signals until it ends. Stopping the answer ends it.
    pub(super) fn run(self, mut stream: MessageStream) {
        self.sync();
        let conversation = self.conversation.try_get_value();
        spawn_local(async move {
            while let Some(update) = stream.update().await {
                match update {
                    Ok(MessageUpdate::Chunk(chunk)) => self.arrived(&chunk),
                    Ok(MessageUpdate::State) => self.changed(),
                    // For developers, in the server's own words: the page shows a plain sentence.
                    Err(error) => warn!("rill: {error}"),
                }
            }
            // If the conversation was replaced, the end of this answer is already reported.
            if self.conversation.try_get_value() == conversation {
                self.ended(&stream);
            }
        });
    }

    /// Appends a chunk to the last message directly, without copying the whole text.
    pub(super) fn arrived(self, chunk: &Chunk) {
        self.with_chat(|chat| {
            let answer = self.messages.with_untracked(|all| all.last().cloned());
            if let Some(answer) = answer {
                answer.extend(chunk);
                chat.with(|session| {
                    if let Some(message) = session.messages().last() {
                        answer.sync(message);
                    }
                });
            }
        });
        self.emit(|all| &mut all.chunk, chunk);
    }

    /// Handles an update other than a chunk.
    fn changed(self) {
        self.sync();
        let answer = self.messages.with_untracked(|all| all.last().cloned());
        if let Some(answer) = answer
            && let MessageState::Pausing(pause) = answer.state_untracked()
        {
            answer.forget_thoughts();
            if let Some(error) = pause.error {
                warn!("rill: {error}");
            }
        }
    }

    fn ended(self, stream: &MessageStream) {
        self.sync();
        if let Some(Ending::Interrupted(Some(error))) = stream.ending() {
            warn!("rill: {error}");
        }
        // The text comes back into a blank draft. Otherwise it stays in the transcript.
        if let Some(Ending::Failed(_)) = stream.ending() {
            self.edit();
        }
        // If the old answer is back, its ending says why nothing replaced it.
        self.tell_end(stream.message().or_else(|| self.last()));
    }

    /// Reports the end of an answer, unless a new answer in its place is still in progress.
    pub(super) fn tell_end(self, message: Option<Message>) {
        let Some(message) = message.filter(|message| message.ending().is_some()) else {
            return;
        };
        if let Some(Ending::Failed(why) | Ending::Interrupted(Some(why))) = message.ending() {
            self.emit(|all| &mut all.error, why);
        }
        self.emit(|all| &mut all.end, &message);
    }

    pub(super) fn last(self) -> Option<Message> {
        self.chat()?
            .with(|session| session.messages().last().cloned())
    }

    /// Updates the signals from the session, touching only those that differ.
    pub(super) fn sync(self) {
        self.with_chat(|chat| {
            chat.with(|session| {
                let messages = session.messages();
                self.messages.maybe_update(|live| {
                    let same = live.len() == messages.len()
                        && live.iter().zip(messages).all(|(a, b)| a.id() == b.id());
                    if !same {
                        let mut old = std::mem::take(live).into_iter().peekable();
                        for message in messages {
                            // Both are sorted by id, so one pass finds all.
                            while old.next_if(|old| old.id() < message.id()).is_some() {}
                            let kept = old.next_if(|old| old.id() == message.id());
                            live.push(kept.unwrap_or_else(|| LiveMessage::new(message)));
                        }
                    }
                    for (live, message) in live.iter().zip(messages) {
                        live.sync(message);
                    }
                    !same
                });
                let answering = session.run().is_some();
                self.answering
                    .maybe_update(|old| std::mem::replace(old, answering) != answering);
            });
        });
    }
}
