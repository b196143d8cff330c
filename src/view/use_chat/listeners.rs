//! Who is told of what happens in a conversation.

use leptos::prelude::*;

use super::UseChat;
use crate::{
    chat::{Chunk, Content, Message},
    error::Error,
    view::message::Feedback,
};

/// Those who want to know, in the order in which they came.
#[derive(Clone, Default)]
pub(super) struct Listeners {
    /// How many there were.
    count: u64,
    before_send: Named<Content, Option<Content>>,
    pub(super) message: Named<Message>,
    pub(super) chunk: Named<Chunk>,
    pub(super) end: Named<Message>,
    pub(super) error: Named<Error>,
    pub(super) feedback: Named<(Message, Option<Feedback>)>,
}

/// Functions, each with the number by which it goes again.
type Named<In, Out = ()> = Vec<(u64, Callback<In, Out>)>;

/// Where those of one kind stand.
type Kind<In, Out = ()> = fn(&mut Listeners) -> &mut Named<In, Out>;

impl UseChat {
    /// Has a function asked about each message before it goes out, whoever sends it: what it
    /// returns is sent, and with `None` nothing is. Where there are several, each is given what the
    /// one before it returned, and the first `None` is the last word. Retries and continuations send
    /// nothing new, so it is not asked about those.
    pub fn on_before_send(self, ask: Callback<Content, Option<Content>>) {
        self.listen(|all| &mut all.before_send, ask);
    }

    /// Has a function told of each message that joins the transcript, beside those that are told
    /// already: that of the person when it goes out, and that of the model, still empty, when it is
    /// asked for.
    pub fn on_message(self, tell: Callback<Message>) {
        self.listen(|all| &mut all.message, tell);
    }

    /// Has a function told of each piece of an answer, when it is in the signals, beside those that
    /// are told already.
    pub fn on_chunk(self, tell: Callback<Chunk>) {
        self.listen(|all| &mut all.chunk, tell);
    }

    /// Has a function told of each answer that has ended, beside those that are told already: how,
    /// in the server's own words too, and what came with it.
    pub fn on_end(self, tell: Callback<Message>) {
        self.listen(|all| &mut all.end, tell);
    }

    /// Has a function told of each error that ended an answer, beside those that are told already,
    /// and before [`on_end`](Self::on_end) is. A failure that was mended by another attempt is none.
    pub fn on_error(self, tell: Callback<Error>) {
        self.listen(|all| &mut all.error, tell);
    }

    /// Has a function told of what the reader thinks of an answer, beside those that are told
    /// already; `None` takes it back.
    pub fn on_feedback(self, tell: Callback<(Message, Option<Feedback>)>) {
        self.listen(|all| &mut all.feedback, tell);
    }

    /// Adds a listener, for as long as there is the owner under which that happens.
    fn listen<In, Out>(self, kind: Kind<In, Out>, listener: Callback<In, Out>) {
        let number = self.listeners.try_update_value(|all| {
            all.count += 1;
            let number = all.count;
            kind(all).push((number, listener));
            number
        });
        on_cleanup(move || {
            let is_other = |(of, _): &(u64, _)| Some(*of) != number;
            self.listeners
                .try_update_value(|all| kind(all).retain(is_other));
        });
    }

    /// Those of a kind. A copy, since any of them may add another.
    fn listeners<In, Out>(self, kind: Kind<In, Out>) -> Named<In, Out> {
        let listeners = self.listeners.try_update_value(|all| kind(all).clone());
        listeners.unwrap_or_default()
    }

    pub(super) fn tell<T: Clone>(self, kind: Kind<T>, what: &T) {
        for (_, listener) in self.listeners(kind) {
            // One may have gone with the view that another one took away.
            listener.try_run(what.clone());
        }
    }

    /// What is to be sent in the place of a message, if anything is.
    pub(super) fn ask_before_send(self, message: Content) -> Option<Content> {
        let mut listeners = self.listeners(|all| &mut all.before_send).into_iter();
        listeners.try_fold(message, |message, (_, ask)| {
            let answer = ask.try_run(message.clone()).unwrap_or(Some(message));
            answer.filter(|message| !message.is_blank())
        })
    }
}
