//! One request on its way: from the request that is not sent yet to the verdict.

use std::{
    collections::VecDeque,
    rc::Rc,
    task::{Context, Poll, ready},
};

use futures_util::{FutureExt as _, StreamExt as _, future::LocalBoxFuture};

use super::transport::{Body, Response, Transport};
use crate::{
    chat::{Chunk, Ending},
    error::Error,
    gemini::{self, Request, StreamReader},
};

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
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<Chunk, Ending>> {
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
