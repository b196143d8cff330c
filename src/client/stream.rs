//! The answer as a stream of chunks.

use std::{
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

use futures_util::{Stream, StreamExt as _};

use super::chat::Chat;
use crate::{
    chat::{Chunk, Ending, Input, Message, MessageId, RunId},
    error::{Error, ErrorKind},
};

/// The answer to one message, chunk by chunk.
///
/// It ends when the body ends. A failure is its last item; a refusal, a limit and a lost
/// connection are no failures of the stream but endings of the answer: [`MessageStream::ending`]
/// tells them apart. Dropping the stream stops the answer.
#[derive(Debug)]
#[must_use = "an answer is only asked for while its stream is polled"]
pub struct MessageStream {
    chat: Chat,
    run: Option<RunId>,
    message: Option<MessageId>,
    /// A failure that is to be given before the end.
    failure: Option<Error>,
}

impl MessageStream {
    pub(super) fn new(chat: Chat, run: Option<RunId>) -> Self {
        let failure = run.is_none().then(|| ErrorKind::EmptyMessage.into());
        let message = run.and(chat.with(|session| session.messages().last().map(Message::id)));
        Self {
            chat,
            run,
            message,
            failure,
        }
    }

    /// The answer as far as it has arrived, with its metadata. `None` if nothing was sent, or if
    /// the conversation has replaced it since.
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

    /// How the answer ended; `None` while it is on its way.
    pub fn ending(&self) -> Option<Ending> {
        self.message()?.ending().cloned()
    }

    /// Reads on to the end and gives the whole answer.
    ///
    /// # Errors
    /// The failure that the stream would have given.
    pub async fn resolve(mut self) -> Result<Message, Error> {
        while let Some(chunk) = self.next().await {
            chunk?;
        }
        let replaced = || Error::new(ErrorKind::Cancelled).with_detail("the answer was replaced");
        self.message().ok_or_else(replaced)
    }

    /// The end: the verdict goes to the session, the failure in it to whoever polls.
    fn end(&mut self, run: RunId, ending: Ending) -> Poll<Option<Result<Chunk, Error>>> {
        self.run = None;
        let failure = match &ending {
            Ending::Failed(error) => Some(error.clone()),
            Ending::Finished(_)
            | Ending::PromptBlocked(_)
            | Ending::Interrupted(_)
            | Ending::Empty
            | Ending::Stopped => None,
        };
        self.chat.0.end(run, ending);
        Poll::Ready(failure.map(Err))
    }
}

impl Stream for MessageStream {
    type Item = Result<Chunk, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(run) = self.run else {
            return Poll::Ready(self.failure.take().map(Err));
        };
        let shared = Rc::clone(&self.chat.0);
        // Taken out while it is polled, so that a transport may call back into the chat.
        let Some(mut connection) = shared.take_connection(run) else {
            self.run = None;
            return Poll::Ready(None);
        };
        let item = match connection.poll_next(context) {
            Poll::Ready(Err(ending)) => return self.end(run, ending),
            Poll::Ready(Ok(chunk)) => Some(chunk),
            Poll::Pending => None,
        };
        if !shared.put_connection(run, connection) {
            // The transport itself stopped the answer: there was no waker to tell.
            self.run = None;
            return Poll::Ready(None);
        }
        let Some(chunk) = item else {
            shared.waker.replace(Some(context.waker().clone()));
            return Poll::Pending;
        };
        let input = Input::Arrived(run, Box::new(chunk.clone()));
        shared.session.borrow_mut().handle(input);
        Poll::Ready(Some(Ok(chunk)))
    }
}

impl Drop for MessageStream {
    fn drop(&mut self) {
        if self
            .run
            .is_some_and(|run| self.chat.with(|session| session.run() == Some(run)))
        {
            self.chat.stop();
        }
    }
}
