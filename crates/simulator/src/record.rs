//! What was asked, and how each exchange ended.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use serde_json::Value;

/// A request that reached the simulator.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The HTTP method.
    pub method: String,
    /// The path of the URL.
    pub path: String,
    /// The query of the URL without its question mark, or nothing.
    pub query: String,
    /// The headers, in the order they came in; names are in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, or null where it is empty or not JSON.
    pub body: Value,
    /// The name of the scenario that was asked for.
    pub scenario: Option<String>,
    /// When all of it had arrived.
    pub arrived: Instant,
    /// How the exchange ended, as far as it has.
    pub ending: Ending,
    /// When it ended: the last piece was handed over, the connection broken, or the client seen to
    /// be gone.
    pub ended: Option<Instant>,
}

impl Recorded {
    /// The value of a header, by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// How an exchange ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It has not.
    Open,
    /// The whole answer was written.
    Completed,
    /// The client went away before the answer was written.
    ClientDisconnected,
    /// The scenario broke the connection.
    Broken,
}

/// The requests so far.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<Recorded>>>);

impl Log {
    pub(crate) fn all(&self) -> Vec<Recorded> {
        self.lock().clone()
    }

    /// Writes a request down, and hands out the pen for its ending.
    pub(crate) fn open(&self, request: Recorded) -> Pen {
        let mut requests = self.lock();
        requests.push(request);
        Pen {
            log: self.clone(),
            index: requests.len() - 1,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Recorded>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notes how one exchange ends. Dropped without a word, it notes that the client went away, since
/// the server drops what it is doing for a connection that is gone.
pub(crate) struct Pen {
    log: Log,
    index: usize,
}

impl Pen {
    /// Notes an ending, unless there is one: what follows a break is not heard by anyone.
    pub(crate) fn note(&self, ending: Ending) {
        if let Some(request) = self.log.lock().get_mut(self.index)
            && request.ending == Ending::Open
        {
            request.ending = ending;
            request.ended = Some(Instant::now());
        }
    }
}

impl Drop for Pen {
    fn drop(&mut self) {
        self.note(Ending::ClientDisconnected);
    }
}
