//! Who is told of what happens in a conversation.

use leptos::prelude::*;

use super::UseChat;
use crate::{
    chat::{Chunk, Content, Message},
    error::Error,
    view::message::Feedback,
};

/// Those who want to know. Each takes the place of the one before.
#[derive(Clone, Copy, Default)]
pub(super) struct Listeners {
    pub(super) before_send: Option<Callback<Content, Option<Content>>>,
    pub(super) message: Option<Callback<Message>>,
    pub(super) chunk: Option<Callback<Chunk>>,
    pub(super) end: Option<Callback<Message>>,
    pub(super) error: Option<Callback<Error>>,
    pub(super) feedback: Option<Callback<(Message, Option<Feedback>)>>,
}

impl UseChat {
    /// Has a function asked about each message before it goes out, whoever sends it: what it
    /// returns is sent, and with `None` nothing is. Retries and continuations send nothing new, so
    /// it is not asked about those.
    pub fn on_before_send(self, ask: Callback<Content, Option<Content>>) {
        self.listen(|all| all.before_send = Some(ask));
    }

    /// Has a function told of each message that joins the transcript: that of the person when it
    /// goes out, and that of the model, still empty, when it is asked for.
    pub fn on_message(self, tell: Callback<Message>) {
        self.listen(|all| all.message = Some(tell));
    }

    /// Has a function told of each piece of an answer, when it is in the signals.
    pub fn on_chunk(self, tell: Callback<Chunk>) {
        self.listen(|all| all.chunk = Some(tell));
    }

    /// Has a function told of each answer that has ended: how, in the server's own words too, and
    /// what came with it.
    pub fn on_end(self, tell: Callback<Message>) {
        self.listen(|all| all.end = Some(tell));
    }

    /// Has a function told of each error that ended an answer, before [`on_end`](Self::on_end) is.
    /// A failure that was mended by another attempt is none.
    pub fn on_error(self, tell: Callback<Error>) {
        self.listen(|all| all.error = Some(tell));
    }

    /// Has a function told of what the reader thinks of an answer; `None` takes it back.
    pub fn on_feedback(self, tell: Callback<(Message, Option<Feedback>)>) {
        self.listen(|all| all.feedback = Some(tell));
    }

    fn listen(self, change: impl FnOnce(&mut Listeners)) {
        self.listeners.try_update_value(change);
    }

    pub(super) fn listeners(self) -> Listeners {
        self.listeners.try_get_value().unwrap_or_default()
    }
}
