//! The answer as a stream of chunks.

use std::{
    collections::VecDeque,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, ready},
};

use futures_util::{FutureExt as _, Stream, StreamExt as _, future::LocalBoxFuture};

use super::{
    chat::Chat,
    transport::{Body, Response, Transport},
};
use crate::{
    chat::{Chunk, Ending, Input, Message, MessageId, RunId},
    error::{Error, ErrorKind},
    gemini::{self, Request, StreamReader},
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

/// One request on its way: dropping it closes it.
pub(super) struct Connection {
    state: State,
    reader: StreamReader,
    /// Chunks that arrived in the same bytes and were not given yet.
    chunks: VecDeque<Chunk>,
}

enum State {
    Unsent(Rc<dyn Transport>, Request),
    Sent(LocalBoxFuture<'static, Result<Response, Error>>),
    Open(Body),
    /// The status is an error; its body says which.
    Refused(Response, Vec<u8>),
    Ended(Ending),
}

/// An error body longer than this is no error body of Gemini's.
const REFUSAL_LIMIT: usize = 256 * 1024;

impl Connection {
    pub(super) fn new(transport: Rc<dyn Transport>, request: Request) -> Self {
        Self {
            state: State::Unsent(transport, request),
            reader: StreamReader::new(),
            chunks: VecDeque::new(),
        }
    }

    /// The next chunk, or the verdict after the last one.
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<Chunk, Ending>> {
        loop {
            if let Some(chunk) = self.chunks.pop_front() {
                return Poll::Ready(Ok(chunk));
            }
            self.state = match &mut self.state {
                State::Unsent(transport, request) => State::Sent(transport.send(request.clone())),
                State::Sent(response) => match ready!(response.poll_unpin(context)) {
                    Err(error) => State::Ended(Ending::Failed(error)),
                    Ok(response) if (200..300).contains(&response.status) => {
                        State::Open(response.body)
                    }
                    Ok(response) => State::Refused(response, Vec::new()),
                },
                State::Open(body) => match ready!(body.poll_next_unpin(context)) {
                    Some(Ok(bytes)) => {
                        self.reader
                            .push(&bytes, &mut |chunk| self.chunks.push_back(chunk));
                        if !self.reader.is_closed() {
                            continue;
                        }
                        // No end would come of waiting for it.
                        State::Ended(self.finish(None))
                    }
                    end => State::Ended(self.finish(end.and_then(Result::err))),
                },
                State::Refused(response, body) => {
                    match ready!(response.body.poll_next_unpin(context)) {
                        Some(Ok(bytes)) if body.len() < REFUSAL_LIMIT => {
                            body.extend_from_slice(&bytes);
                            continue;
                        }
                        _ => {
                            let retry_after = response.retry_after.as_deref();
                            let error = gemini::from_response(response.status, retry_after, body);
                            State::Ended(Ending::Failed(error))
                        }
                    }
                }
                State::Ended(ending) => return Poll::Ready(Err(ending.clone())),
            }
        }
    }
    fn finish(&mut self, broken: Option<Error>) -> Ending {
        let reader = std::mem::take(&mut self.reader);
        reader.finish(broken, &mut |chunk| self.chunks.push_back(chunk))
    }
}
