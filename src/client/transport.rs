//! The interface to the network and the clock.

use std::{cell::RefCell, collections::VecDeque, rc::Rc, time::Duration};

use futures_util::{
    FutureExt as _, Stream, StreamExt as _,
    future::{LocalBoxFuture, ready},
    stream::{self, LocalBoxStream},
};

use crate::{error::Error, gemini::Request, storyteller::Script};

/// Sends requests and keeps time: `browser::Fetch` in a page, [`Replay`] in tests.
///
/// Dropping the future or the body must abort the request and close the connection. Dropping a
/// timer must cancel it.
pub trait Transport {
    /// Sends a request. The future resolves when the head of the response has arrived.
    ///
    /// # Errors
    /// [`ErrorKind::Network`](crate::ErrorKind::Network) if no response came. A response is not an
    /// error, whatever its status.
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, Error>>;

    /// Resolves after this time.
    fn sleep(&self, time: Duration) -> LocalBoxFuture<'static, ()>;

    /// Resolves as soon as there is a connection, as far as the host can tell.
    fn online(&self) -> LocalBoxFuture<'static, ()> {
        ready(()).boxed_local()
    }

    /// Returns a seed for jitter that differs between conversations, so that they do not all retry
    /// at the same moment.
    fn seed(&self) -> u64 {
        0
    }
}

/// The bytes of a body as they arrive. An error is the last item.
pub type Body = LocalBoxStream<'static, Result<Vec<u8>, Error>>;

/// The head of a response, and its body as a stream.
#[non_exhaustive]
pub struct Response {
    /// The HTTP status code.
    pub status: u16,
    /// The `Retry-After` header as time from now, if it is readable.
    pub retry_after: Option<Duration>,
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
    /// Creates a response. Its body is dropped when no more of it is needed.
    pub fn new(status: u16, body: impl Stream<Item = Result<Vec<u8>, Error>> + 'static) -> Self {
        Self {
            status,
            retry_after: None,
            body: body.boxed_local(),
        }
    }

    /// Creates a response with a complete body, in these pieces.
    pub fn ready(status: u16, pieces: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let pieces: Vec<_> = pieces.into_iter().map(Ok).collect();
        Self::new(status, stream::iter(pieces))
    }
}

/// A transport that replays prepared responses, one for each request, to test code that is built on
/// a [`Client`](super::Client).
///
/// It records the requests. When no response is left, it returns
/// [`ErrorKind::Network`](crate::ErrorKind::Network). Its sleeps resolve at once, but a chat polls
/// them only while no bytes are ready.
#[derive(Clone, Debug, Default)]
pub struct Replay {
    responses: Rc<RefCell<VecDeque<Result<Response, Error>>>>,
    requests: Rc<RefCell<Vec<Request>>>,
    sleeps: Rc<RefCell<Vec<Duration>>>,
}

impl Replay {
    /// Creates a transport that returns these responses, in order.
    pub fn new(responses: impl IntoIterator<Item = Result<Response, Error>>) -> Self {
        let responses = responses.into_iter().collect();
        Self {
            responses: Rc::new(RefCell::new(responses)),
            ..Self::default()
        }
    }

    /// Returns the duration of each sleep so far.
    pub fn sleeps(&self) -> Vec<Duration> {
        self.sleeps.borrow().clone()
    }

    /// Returns the requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.borrow().clone()
    }
}

/// Replays one response, without the pauses.
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

    fn sleep(&self, time: Duration) -> LocalBoxFuture<'static, ()> {
        self.sleeps.borrow_mut().push(time);
        ready(()).boxed_local()
    }
}
