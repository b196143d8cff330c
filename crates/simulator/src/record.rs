//! The log of requests, and of how each exchange ended.

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
    /// The query of the URL without its question mark, or an empty string.
    pub query: String,
    /// The headers, in order of arrival; names are in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, or null if it is empty or not JSON.
    pub body: Value,
    /// The name of the requested scenario.
    pub scenario: Option<String>,
    /// When the whole request had arrived.
    pub arrived: Instant,
    /// How the exchange ended, or that it is still open.
    pub ending: Ending,
    /// When it ended: the last piece was handed over, the connection was broken, or the client was
    /// found to be gone.
    pub ended: Option<Instant>,
}

impl Recorded {
    /// Returns the value of a header, given its name in lower case.
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
    /// It has not ended yet.
    Open,
    /// The whole answer was written.
    Completed,
    /// The client disconnected before the whole answer was written.
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

    /// Records a request, and returns the recorder that records its ending.
    pub(crate) fn open(&self, request: Recorded) -> EndingRecorder {
        let mut requests = self.lock();
        requests.push(request);
        EndingRecorder {
            log: self.clone(),
            index: requests.len() - 1,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Recorded>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Records how one exchange ends. Dropped unused, it records that the client disconnected, since
/// the server drops its work for a connection that is gone.
pub(crate) struct EndingRecorder {
    log: Log,
    index: usize,
}

impl EndingRecorder {
    /// Records an ending, unless there is one: nothing after a break reaches the client.
    pub(crate) fn record(&self, ending: Ending) {
        if let Some(request) = self.log.lock().get_mut(self.index)
            && request.ending == Ending::Open
        {
            request.ending = ending;
            request.ended = Some(Instant::now());
        }
    }
}

impl Drop for EndingRecorder {
    fn drop(&mut self) {
        self.record(Ending::ClientDisconnected);
    }
}
