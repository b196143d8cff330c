//! How bytes travel: the one seam to the outside.

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use futures_util::{
    FutureExt as _, StreamExt as _,
    future::{LocalBoxFuture, ready},
    stream::{self, LocalBoxStream},
};

use crate::{error::Error, gemini::Request, storyteller::Script};

/// Sends requests. A page has `browser::Fetch`; tests have [`Replay`].
///
/// Whoever drops the future or the body wants the connection closed: an implementation aborts then.
pub trait Transport {
    /// Sends a request; the future is ready when the head of the response is there.
    ///
    /// # Errors
    /// [`ErrorKind::Network`](crate::ErrorKind::Network) when no response came. A response of any
    /// status is none.
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, Error>>;
}

/// The bytes of a body as they arrive. An error is the last item.
pub type Body = LocalBoxStream<'static, Result<Vec<u8>, Error>>;

/// The head of a response, and its body on its way.
pub struct Response {
    /// The HTTP status code.
    pub status: u16,
    /// The header `Retry-After`, where it may be seen.
    pub retry_after: Option<String>,
    /// The bytes as they arrive.
    pub body: Body,
}

impl std::fmt::Debug for Response {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl Response {
    /// A response whose body is at hand, in these pieces.
    pub fn ready(status: u16, pieces: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let pieces: Vec<_> = pieces.into_iter().map(Ok).collect();
        Self {
            status,
            retry_after: None,
            body: stream::iter(pieces).boxed_local(),
        }
    }
}

/// A transport that gives ready responses, one for each request, for tests of what is built on a
/// [`Client`](super::Client).
///
/// It remembers the requests. When no response is left it reports
/// [`ErrorKind::Network`](crate::ErrorKind::Network).
#[derive(Clone, Debug, Default)]
pub struct Replay {
    responses: Rc<RefCell<VecDeque<Result<Response, Error>>>>,
    requests: Rc<RefCell<Vec<Request>>>,
}

impl Replay {
    /// A transport that gives these responses, in order.
    pub fn new(responses: impl IntoIterator<Item = Result<Response, Error>>) -> Self {
        let responses = responses.into_iter().collect();
        Self {
            responses: Rc::new(RefCell::new(responses)),
            requests: Rc::default(),
        }
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.borrow().clone()
    }
}

/// One response, without the pauses.
impl From<&Script> for Replay {
    fn from(script: &Script) -> Self {
        let pieces = script.steps.iter().map(|step| step.bytes.clone());
        Self::new([Ok(Response::ready(script.status, pieces))])
    }
}

impl Transport for Replay {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, Error>> {
        self.requests.borrow_mut().push(request);
        let response = self.responses.borrow_mut().pop_front();
        let none = || Err(Error::new(crate::ErrorKind::Network).with_detail("no response left"));
        ready(response.unwrap_or_else(none)).boxed_local()
    }
}
