//! One request, from before it is sent to how it ended.

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

/// One request. Dropping it closes the connection.
pub(super) struct Connection {
    state: State,
    reader: StreamReader,
    /// Chunks that were parsed and not returned yet.
    chunks: VecDeque<Chunk>,
    /// Joins the text to the existing answer.
    seam: Option<Seam>,
}

/// An event of a connection.
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
    /// The status is an error; the body says which one.
    Refused(Response, Vec<u8>),
    Ended(Ending),
}

/// How many bytes of an error body to read. Gemini's are never longer.
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

    /// Returns the next chunk or sign of life, or the ending after the last one.
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
                        // Nothing more is read, so the end of the body does not matter.
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
        if let Some(mut seam) = self.seam.take() {
            let chunks = self.chunks.iter_mut();
            chunks.for_each(|chunk| join(&mut seam, chunk));
            let rest = if ending.is_complete() {
                seam.finish()
            } else {
                seam.break_off()
            };
            self.chunks.extend(chunk_of(rest));
        }
        ending
    }

    /// Ends the text here, and returns what the seam held back of it.
    pub(super) fn break_off(&mut self) -> Option<Chunk> {
        chunk_of(self.seam.take()?.break_off())
    }

    /// Returns text that the seam holds back although it is new. Later text passes through.
    pub(super) fn release(&mut self) -> Option<Chunk> {
        let seam = self.seam.take_if(|seam| seam.holds_new_text());
        chunk_of(seam?.finish())
    }
}

fn chunk_of(text: String) -> Option<Chunk> {
    (!text.is_empty()).then(|| Chunk {
        parts: vec![text.into()],
        ..Chunk::default()
    })
}

/// Passes the plain text of a chunk through the seam. Signed text stays as it is, because the
/// signature covers all of it.
fn join(seam: &mut Seam, chunk: &mut Chunk) {
    for part in &mut chunk.parts {
        if let Some(text) = part.plain_text() {
            *part = Part::text(seam.push(text));
        }
    }
}
