//! One request on its way: from the request that is not sent yet to the verdict.

use std::{
    collections::VecDeque,
    rc::Rc,
    task::{Context, Poll, ready},
};

use futures_util::{FutureExt as _, StreamExt as _, future::LocalBoxFuture};

use super::transport::{Body, Response, Transport};
use crate::{
    chat::{Chunk, Ending, Part, Seam},
    error::Error,
    gemini::{self, Request, StreamReader},
};

/// One request on its way: dropping it closes it.
pub(super) struct Connection {
    state: State,
    reader: StreamReader,
    /// Chunks that arrived in the same bytes and were not given yet.
    chunks: VecDeque<Chunk>,
    /// Joins the text to one that is there already.
    seam: Option<Seam>,
}

/// What comes out of a connection.
pub(super) enum Item {
    Chunk(Box<Chunk>),
    /// The head of the response, or bytes that complete no chunk.
    Heard,
    Ended(Ending),
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
    pub(super) fn new(transport: Rc<dyn Transport>, request: Request, seam: Option<Seam>) -> Self {
        Self {
            state: State::Unsent(transport, request),
            reader: StreamReader::new(),
            chunks: VecDeque::new(),
            seam,
        }
    }

    /// The next chunk, or the verdict after the last one.
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Item> {
        loop {
            if let Some(mut chunk) = self.chunks.pop_front() {
                if let Some(seam) = &mut self.seam {
                    join(seam, &mut chunk);
                }
                return Poll::Ready(Item::Chunk(Box::new(chunk)));
            }
            self.state = match &mut self.state {
                State::Unsent(transport, request) => State::Sent(transport.send(request.clone())),
                State::Sent(response) => match ready!(response.poll_unpin(context)) {
                    Err(error) => State::Ended(Ending::Failed(error)),
                    Ok(response) if (200..300).contains(&response.status) => {
                        self.state = State::Open(response.body);
                        return Poll::Ready(Item::Heard);
                    }
                    Ok(response) => State::Refused(response, Vec::new()),
                },
                State::Open(body) => match ready!(body.poll_next_unpin(context)) {
                    Some(Ok(bytes)) => {
                        self.reader
                            .push(&bytes, &mut |chunk| self.chunks.push_back(chunk));
                        if !self.reader.is_closed() {
                            if self.chunks.is_empty() {
                                return Poll::Ready(Item::Heard);
                            }
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
                            let error =
                                gemini::from_response(response.status, response.retry_after, body);
                            State::Ended(Ending::Failed(error))
                        }
                    }
                }
                State::Ended(ending) => return Poll::Ready(Item::Ended(ending.clone())),
            }
        }
    }

    fn finish(&mut self, broken: Option<Error>) -> Ending {
        let reader = std::mem::take(&mut self.reader);
        let ending = reader.finish(broken, &mut |chunk| self.chunks.push_back(chunk));
        if let Some(seam) = &mut self.seam {
            self.chunks.iter_mut().for_each(|chunk| join(seam, chunk));
        }
        let rest = self.release();
        self.chunks.extend(rest);
        ending
    }

    /// The text that was held back to be joined; what comes after it passes through.
    pub(super) fn release(&mut self) -> Option<Chunk> {
        let rest = self.seam.take()?.finish();
        (!rest.is_empty()).then(|| Chunk {
            parts: vec![rest.into()],
            ..Chunk::default()
        })
    }
}

/// Joins the plain text of a chunk to what there is. A signed text is left as it is: its signature
/// vouches for all of it.
fn join(seam: &mut Seam, chunk: &mut Chunk) {
    for part in &mut chunk.parts {
        if let Some(text) = part.plain_text() {
            *part = Part::text(seam.push(text));
        }
    }
}
