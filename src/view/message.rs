//! A message as signals.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    notice::Notice,
    paragraphs::{Paragraph, Paragraphs},
};
use crate::chat::{Chunk, Ending, Message, MessageId, MessageState, Role};

/// A message that a view can follow while it arrives. A handle: clones speak of the same message.
///
/// What is marked *tracked* makes an effect or a memo that calls it run again when it changes.
#[derive(Clone, Debug)]
pub struct LiveMessage {
    id: MessageId,
    role: Role,
    paragraphs: ArcRwSignal<Paragraphs>,
    thinking: ArcRwSignal<bool>,
    state: ArcRwSignal<MessageState>,
}

/// What there is to show of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing has arrived.
    Waiting,
    /// Thoughts have arrived, but no text.
    Thinking,
    /// Text is arriving.
    Writing,
    /// No more will come.
    Over,
}

impl Phase {
    /// A name for style sheets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Thinking => "thinking",
            Self::Writing => "writing",
            Self::Over => "over",
        }
    }
}

impl LiveMessage {
    pub(super) fn new(message: &Message) -> Self {
        let mut paragraphs = Paragraphs::default();
        paragraphs.push(&message.text());
        Self {
            id: message.id(),
            role: message.role(),
            paragraphs: ArcRwSignal::new(paragraphs),
            thinking: ArcRwSignal::new(!message.thoughts().is_empty()),
            state: ArcRwSignal::new(message.state().clone()),
        }
    }

    /// The name of this message: a key for keyed lists.
    pub fn id(&self) -> MessageId {
        self.id
    }

    /// Who speaks.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The paragraphs so far. Tracked: it changes when one is added, not when the last one grows.
    pub fn paragraphs(&self) -> Arc<Vec<Paragraph>> {
        self.paragraphs.with(|text| Arc::clone(text.list()))
    }

    /// How far the message is. Tracked.
    pub fn state(&self) -> MessageState {
        self.state.get()
    }

    /// How the message ended, if it has. Tracked.
    pub fn ending(&self) -> Option<Ending> {
        match self.state() {
            MessageState::Ended(ending) => Some(ending),
            MessageState::Said | MessageState::Waiting | MessageState::Streaming => None,
        }
    }

    /// What there is to show. Tracked.
    pub fn phase(&self) -> Phase {
        let over = self.state.with(|state| match state {
            MessageState::Said | MessageState::Ended(_) => true,
            MessageState::Waiting | MessageState::Streaming => false,
        });
        if over {
            Phase::Over
        } else if self.has_text() {
            Phase::Writing
        } else if self.thinking.get() {
            Phase::Thinking
        } else {
            Phase::Waiting
        }
    }

    /// What is to be said about how the message ended. Tracked.
    pub fn notice(&self) -> Option<Notice> {
        Notice::of(&self.ending()?, self.has_text())
    }

    fn has_text(&self) -> bool {
        self.paragraphs.with(|text| !text.list().is_empty())
    }

    /// Takes in a piece of the answer: the paragraphs that grow tell their own watchers.
    pub(super) fn extend(&self, chunk: &Chunk) {
        let text = chunk.text();
        if !text.is_empty() {
            self.paragraphs.maybe_update(|all| all.push(&text));
        }
        if !chunk.thoughts().is_empty() {
            self.thinking
                .maybe_update(|old| !std::mem::replace(old, true));
        }
    }

    pub(super) fn set_state(&self, state: &MessageState) {
        self.state.maybe_update(|old| {
            let changed = old != state;
            if changed {
                old.clone_from(state);
            }
            changed
        });
    }
}
