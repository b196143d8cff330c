//! Listeners for the events of a conversation.

use leptos::prelude::*;

use super::UseChat;
use crate::{
    chat::{Chunk, Content, Message},
    error::Error,
    view::message::Feedback,
};

/// The listeners of each event, in the order in which they were added.
#[derive(Clone, Default)]
pub(super) struct Listeners {
    /// How many listeners were ever added.
    count: u64,
    before_send: Registered<Content, Option<Content>>,
    pub(super) message: Registered<Message>,
    pub(super) chunk: Registered<Chunk>,
    pub(super) end: Registered<Message>,
    pub(super) error: Registered<Error>,
    pub(super) feedback: Registered<(Message, Option<Feedback>)>,
}

/// Listeners, each with the number that identifies it for removal.
type Registered<In, Out = ()> = Vec<(u64, Callback<In, Out>)>;

/// The selector of one event's listeners.
type Event<In, Out = ()> = fn(&mut Listeners) -> &mut Registered<In, Out>;

impl UseChat {
    /// Calls a function with each message before it is sent, whoever sends it. The message that it
    /// returns is sent instead; `None` or a blank one cancels it. With several functions, each gets
    /// what the one before it returned, and the first to cancel decides. Retries and continuations
    /// send no new message, so they do not call it.
    pub fn on_before_send(self, ask: Callback<Content, Option<Content>>) {
        self.listen(|all| &mut all.before_send, ask);
    }

    /// Calls a function with each message that joins the transcript: the user's when it is sent,
    /// and the model's, still empty, when it is requested.
    pub fn on_message(self, tell: Callback<Message>) {
        self.listen(|all| &mut all.message, tell);
    }

    /// Calls a function with each chunk of an answer, once it is in the signals.
    pub fn on_chunk(self, tell: Callback<Chunk>) {
        self.listen(|all| &mut all.chunk, tell);
    }

    /// Calls a function with each answer that has ended: how it ended, in the server's own words
    /// too, and its metadata.
    pub fn on_end(self, tell: Callback<Message>) {
        self.listen(|all| &mut all.end, tell);
    }

    /// Calls a function with each error that ended an answer, before [`on_end`](Self::on_end). A
    /// failure that another attempt recovered from is not reported.
    pub fn on_error(self, tell: Callback<Error>) {
        self.listen(|all| &mut all.error, tell);
    }

    /// Calls a function with each answer that is rated and its rating; `None` withdraws the rating.
    pub fn on_feedback(self, tell: Callback<(Message, Option<Feedback>)>) {
        self.listen(|all| &mut all.feedback, tell);
    }

    /// Adds a listener for as long as the current reactive owner lives.
    fn listen<In, Out>(self, event: Event<In, Out>, listener: Callback<In, Out>) {
        let number = self.listeners.try_update_value(|all| {
            all.count += 1;
            let number = all.count;
            event(all).push((number, listener));
            number
        });
        on_cleanup(move || {
            let is_other = |(of, _): &(u64, _)| Some(*of) != number;
            self.listeners
                .try_update_value(|all| event(all).retain(is_other));
        });
    }

    /// Returns the listeners of an event. A copy, since any of them may add another.
    fn listeners<In, Out>(self, event: Event<In, Out>) -> Registered<In, Out> {
        let listeners = self.listeners.try_update_value(|all| event(all).clone());
        listeners.unwrap_or_default()
    }

    pub(super) fn emit<T: Clone>(self, event: Event<T>, what: &T) {
        for (_, listener) in self.listeners(event) {
            // A listener may be gone with a view that an earlier one removed.
            listener.try_run(what.clone());
        }
    }

    /// Returns the message to send in place of this one, if any.
    pub(super) fn ask_before_send(self, message: Content) -> Option<Content> {
        let mut listeners = self.listeners(|all| &mut all.before_send).into_iter();
        listeners.try_fold(message, |message, (_, ask)| {
            let answer = ask.try_run(message.clone()).unwrap_or(Some(message));
            answer.filter(|message| !message.is_blank())
        })
    }
}
