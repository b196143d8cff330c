//! An answer on its way, from the stream into the signals.

use leptos::{logging::warn, prelude::*, task::spawn_local};

use super::UseChat;
use crate::{
    chat::{Chunk, Ending, Message, MessageState},
    client::{MessageStream, MessageUpdate},
    view::message::LiveMessage,
};

impl UseChat {
    /// Feeds a stream into the signals until it ends. Stopping ends it.
    pub(super) fn run(self, mut stream: MessageStream) {
        self.sync();
        let conversation = self.conversation.try_get_value();
        spawn_local(async move {
            while let Some(update) = stream.update().await {
                match update {
                    Ok(MessageUpdate::Chunk(chunk)) => self.arrived(&chunk),
                    Ok(MessageUpdate::State) => self.changed(),
                    // For the developer: the page shows a sentence, the server's own words stand
                    // here.
                    Err(error) => warn!("rill: {error}"),
                }
            }
            // An answer that went with its conversation had its end when that was replaced.
            if self.conversation.try_get_value() == conversation {
                self.ended(&stream);
            }
        });
    }

    /// The text goes from the chunk to the page without a detour over the whole message.
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
        self.tell(|all| &mut all.chunk, chunk);
    }

    /// Something else than a piece of text has come of the answer.
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
        // The text comes back where there is room for it. Otherwise it stays in the transcript.
        if let Some(Ending::Failed(_)) = stream.ending() {
            self.edit();
        }
        // An old answer that is back tells in its ending why nothing took its place.
        self.tell_end(stream.message().or_else(|| self.last()));
    }

    /// Tells of an answer that it has ended. Where another one takes its place, that is not over yet.
    pub(super) fn tell_end(self, message: Option<Message>) {
        let Some(message) = message.filter(|message| message.ending().is_some()) else {
            return;
        };
        if let Some(Ending::Failed(why) | Ending::Interrupted(Some(why))) = message.ending() {
            self.tell(|all| &mut all.error, why);
        }
        self.tell(|all| &mut all.end, &message);
    }

    pub(super) fn last(self) -> Option<Message> {
        self.chat()?
            .with(|session| session.messages().last().cloned())
    }

    /// Brings the signals to what the session says, and touches only those that differ.
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
                            // Both are in the order of their ids, so one walk finds all.
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
