//! The answer as a stream of chunks.

use std::{
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

use futures_util::{Stream, StreamExt as _};

use super::{chat::Chat, connection::Item};
use crate::{
    chat::{Chunk, Ending, Input, Message, MessageId, Timer},
    error::{Error, ErrorKind},
};

/// The answer to one message, chunk by chunk.
///
/// The stream ends with the answer, which may take several requests. A failure is its last item. A
/// blocked prompt, a limit and a lost connection are not failures of the stream but endings of the
/// answer, which [`MessageStream::ending`] tells apart. Dropping the stream stops the answer.
#[derive(Debug)]
#[must_use = "an answer is only asked for while its stream is polled"]
pub struct MessageStream {
    chat: Chat,
    /// Its number within the chat, from 1.
    number: u64,
    message: Option<MessageId>,
    /// A failure to yield before the end.
    failure: Option<Error>,
    /// How the last request ended, once the answer ended with it.
    verdict: Option<Ending>,
    /// Whether the end was already reported as a state, or there is none to report.
    is_told: bool,
}

/// An update on an answer in progress.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum MessageUpdate {
    /// A piece of the answer.
    Chunk(Box<Chunk>),
    /// The state of the message has changed: a pause before the next attempt, silence or the end of
    /// it, and, once, the end of the answer, before the [failure](MessageStream::update) if there
    /// is one. If another answer was requested meanwhile, or the conversation was replaced or
    /// [left](Chat::leave), the stream just ends.
    State,
}

impl MessageStream {
    /// Creates the stream of the current answer.
    pub(super) fn new(chat: Chat, number: u64) -> Self {
        let message = chat.with(|session| session.messages().last().map(Message::id));
        Self {
            chat,
            number,
            message,
            failure: None,
            verdict: None,
            is_told: false,
        }
    }

    /// Creates a stream without an answer: nothing was sent.
    pub(super) fn of_nothing(chat: Chat, failure: Option<ErrorKind>) -> Self {
        Self {
            chat,
            number: 0,
            message: None,
            failure: failure.map(Error::new),
            verdict: None,
            is_told: true,
        }
    }

    /// Returns the answer as far as it has arrived, with its metadata, or `None` if nothing was
    /// sent or the answer has been replaced since.
    pub fn message(&self) -> Option<Message> {
        self.chat.with(|session| {
            session
                .messages()
                .iter()
                .rev()
                .find(|message| Some(message.id()) == self.message)
                .cloned()
        })
    }

    /// Returns how the answer ended, or `None` while it is in progress or if nothing was sent.
    pub fn ending(&self) -> Option<Ending> {
        match self.message() {
            Some(message) => message.ending().cloned(),
            // The answer that this one should have replaced is back.
            None => self.verdict.clone(),
        }
    }

    /// Reads to the end and returns the whole answer.
    ///
    /// # Errors
    /// The failure that the stream would have yielded, [`ErrorKind::EmptyMessage`] if nothing was
    /// requested, as by [`Chat::retry`] without an answer, or [`ErrorKind::Cancelled`] if the
    /// answer is gone because the conversation was replaced or the answer that it should have
    /// replaced is back.
    pub async fn resolve(mut self) -> Result<Message, Error> {
        while let Some(chunk) = self.next().await {
            chunk?;
        }
        self.message().ok_or_else(|| match self.message {
            Some(_) => Error::new(ErrorKind::Cancelled).with_detail("the answer was replaced"),
            None => Error::new(ErrorKind::EmptyMessage).with_detail("nothing was asked for"),
        })
    }

    /// Returns the next update, for a view that shows more than the text.
    ///
    /// # Errors
    /// The failure that the stream would have yielded.
    pub async fn update(&mut self) -> Option<Result<MessageUpdate, Error>> {
        std::future::poll_fn(|context| self.poll_update(context)).await
    }

    fn poll_update(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<MessageUpdate, Error>>> {
        let shared = Rc::clone(&self.chat.0);
        loop {
            let Some(run) = self.chat.run_of(self.number) else {
                let is_told = std::mem::replace(&mut self.is_told, true);
                return Poll::Ready(if is_told || !self.chat.is_latest(self.number) {
                    self.failure.take().map(Err)
                } else {
                    Some(Ok(MessageUpdate::State))
                });
            };
            // Taken out while it is polled, so that a transport may call back into the chat.
            let connection = shared.take_connection(run);
            let item = match connection {
                Some(mut connection) => {
                    let item = connection.poll_next(context);
                    if !shared.put_connection(run, connection) {
                        // The transport itself stopped the answer: there was no waker to tell.
                        continue;
                    }
                    item
                }
                // Between two requests.
                None => Poll::Pending,
            };
            match item {
                Poll::Ready(Item::Chunk(chunk)) => {
                    let input = Input::Arrived(run, chunk.clone());
                    self.chat.handle(input);
                    return Poll::Ready(Some(Ok(MessageUpdate::Chunk(chunk))));
                }
                Poll::Ready(Item::Heard) => {
                    let was_silent = self.chat.is_silent();
                    self.chat.handle(Input::Heard(run));
                    if was_silent {
                        return Poll::Ready(Some(Ok(MessageUpdate::State)));
                    }
                }
                Poll::Ready(Item::Ended(ending)) => {
                    let failure = match &ending {
                        Ending::Failed(error) => Some(error.clone()),
                        Ending::Finished(_)
                        | Ending::PromptBlocked(_)
                        | Ending::Interrupted(_)
                        | Ending::Empty
                        | Ending::Stopped => None,
                    };
                    shared.disconnect(run);
                    self.chat.handle(Input::Ended(run, ending.clone()));
                    if self.chat.run_of(self.number).is_none() {
                        self.failure = failure;
                        self.verdict = Some(ending);
                        continue;
                    }
                    return Poll::Ready(Some(Ok(MessageUpdate::State)));
                }
                Poll::Pending => match shared.poll_timers(run, context) {
                    Some(input) => {
                        // New text is not held back during a silence. A repetition is: nothing of it
                        // is to be shown.
                        let held = match input {
                            Input::Fired(_, Timer::Silence) => self.chat.release(),
                            _ => None,
                        };
                        self.chat.handle(input);
                        let update = match held {
                            Some(chunk) => MessageUpdate::Chunk(Box::new(chunk)),
                            // Too long a silence ends the answer, reported like any other end.
                            None if self.chat.run_of(self.number).is_none() => continue,
                            None => MessageUpdate::State,
                        };
                        return Poll::Ready(Some(Ok(update)));
                    }
                    // The transport itself stopped the answer: there was no waker to tell.
                    None if self.chat.run_of(self.number) != Some(run) => {}
                    None => {
                        shared.waker.replace(Some(context.waker().clone()));
                        return Poll::Pending;
                    }
                },
            }
        }
    }
}

impl Stream for MessageStream {
    type Item = Result<Chunk, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            return match self.poll_update(context) {
                Poll::Ready(Some(Ok(MessageUpdate::Chunk(chunk)))) => Poll::Ready(Some(Ok(*chunk))),
                Poll::Ready(Some(Ok(MessageUpdate::State))) => continue,
                Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => Poll::Ready(None),
                Poll::Pending => Poll::Pending,
            };
        }
    }
}

impl Drop for MessageStream {
    fn drop(&mut self) {
        if self.chat.run_of(self.number).is_some() {
            self.chat.stop();
        }
    }
}
