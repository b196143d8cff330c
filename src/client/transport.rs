//! How bytes travel: the one seam to the outside.

use std::{cell::RefCell, collections::VecDeque, rc::Rc, time::Duration};

use futures_util::{
    FutureExt as _, Stream, StreamExt as _,
    future::{LocalBoxFuture, ready},
    stream::{self, LocalBoxStream},
};

use crate::{error::Error, gemini::Request, storyteller::Script};

/// Sends requests, and knows what time it is. A page has `browser::Fetch`; tests have [`Replay`].
///
/// Whoever drops the future or the body wants the connection closed: an implementation aborts then.
/// A timer that is dropped ends as well.
pub trait Transport {
    /// Sends a request; the future is ready when the head of the response is there.
    ///
    /// # Errors
    /// [`ErrorKind::Network`](crate::ErrorKind::Network) when no response came. A response of any
    /// status is none.
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, Error>>;

    /// Is ready after this time.
    fn sleep(&self, time: Duration) -> LocalBoxFuture<'static, ()>;

    /// Is ready as soon as there is a connection, as far as the host can tell.
    fn online(&self) -> LocalBoxFuture<'static, ()> {
        ready(()).boxed_local()
    }

    /// A number that differs from one conversation to the next, so that not all of them come back
    /// to a server in the same moment.
    fn seed(&self) -> u64 {
        0
    }
}

/// The bytes of a body as they arrive. An error is the last item.
pub type Body = LocalBoxStream<'static, Result<Vec<u8>, Error>>;

/// The head of a response, and its body on its way.
#[non_exhaustive]
pub struct Response {
    /// The HTTP status code.
    pub status: u16,
    /// The header `Retry-After`, where it may be seen, as the time from now.
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
    /// A response of a status, with a body that is dropped where no more of it is wanted.
    pub fn new(status: u16, body: impl Stream<Item = Result<Vec<u8>, Error>> + 'static) -> Self {
        Self {
            status,
            retry_after: None,
            body: body.boxed_local(),
        }
    }

    /// A response whose body is at hand, in these pieces.
    pub fn ready(status: u16, pieces: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let pieces: Vec<_> = pieces.into_iter().map(Ok).collect();
        Self::new(status, stream::iter(pieces))
    }
}

/// A transport that gives ready responses, one for each request, for tests of what is built on a
/// [`Client`](super::Client).
///
/// It remembers the requests. When no response is left it reports
/// [`ErrorKind::Network`](crate::ErrorKind::Network). Its time passes at once; only the silence of
/// an open connection is not waited for.
#[derive(Clone, Debug, Default)]
pub struct Replay {
    responses: Rc<RefCell<VecDeque<Result<Response, Error>>>>,
    requests: Rc<RefCell<Vec<Request>>>,
    sleeps: Rc<RefCell<Vec<Duration>>>,
}

impl Replay {
    /// A transport that gives these responses, in order.
    pub fn new(responses: impl IntoIterator<Item = Result<Response, Error>>) -> Self {
        let responses = responses.into_iter().collect();
        Self {
            responses: Rc::new(RefCell::new(responses)),
            ..Self::default()
        }
    }

    /// How long it was asked to sleep, each time.
    pub fn sleeps(&self) -> Vec<Duration> {
        self.sleeps.borrow().clone()
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

    fn sleep(&self, time: Duration) -> LocalBoxFuture<'static, ()> {
        self.sleeps.borrow_mut().push(time);
        ready(()).boxed_local()
    }
}
