//! The running simulator, from its start to its drop.

use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

use crate::choice::Asked;
use crate::connection::Acceptor;
use crate::record::{Log, Recorded};
use crate::scenario::Scenario;
use crate::{catalog, service};

/// A running stand-in for Gemini. Dropping it stops it and closes every connection.
///
/// It runs on threads of its own, so a test may block, or use any runtime it likes.
pub struct Simulator {
    url: String,
    shared: Arc<Shared>,
    /// Kept for its drop.
    _threads: Threads,
}

/// How a simulator listens and answers.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to listen. Port 0, the default, takes a free one.
    pub address: SocketAddr,
    /// How many times faster than written to run through pauses; 0 leaves them out.
    pub speed: f64,
    /// The only key to accept. Without one, any request is welcome.
    pub key: Option<String>,
    /// A folder of files to serve beside the API.
    pub serve: Option<PathBuf>,
    /// Whether a connection is used for more than one request. Where one that was used before
    /// breaks, a browser sends the request again by itself, so tests that count have it off.
    pub keep_alive: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            address: (Ipv4Addr::LOCALHOST, 0).into(),
            speed: 1.0,
            key: None,
            serve: None,
            keep_alive: true,
        }
    }
}

impl Simulator {
    /// Starts a simulator on a free port of this machine, writing at a human pace.
    ///
    /// # Errors
    ///
    /// When no port can be opened or no thread started.
    pub async fn start() -> io::Result<Self> {
        Self::start_with(Options::default()).await
    }

    /// Starts a simulator with options.
    ///
    /// # Errors
    ///
    /// When the address cannot be listened on or no thread started.
    pub async fn start_with(options: Options) -> io::Result<Self> {
        let threads = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("simulator")
            .enable_all()
            .build()?;
        let runtime = threads.handle().clone();
        let threads = Threads(Some(threads));
        let bound = runtime.spawn(TcpListener::bind(options.address)).await;
        let listener = bound.map_err(io::Error::other).flatten()?;
        let url = format!("http://{}", listener.local_addr()?);
        let shared = Arc::new(Shared {
            options,
            log: Log::default(),
            scenarios: Mutex::default(),
            asked: Asked::default(),
        });
        let service = service::router(Arc::clone(&shared));
        runtime.spawn(async move { axum::serve(Acceptor::new(listener), service).await });
        Ok(Self {
            url,
            shared,
            _threads: threads,
        })
    }

    /// The base URL, without a slash at its end: `http://127.0.0.1:54321`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Every request to the API so far, oldest first, preflights included.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared.log.all()
    }

    /// Adds a scenario, or replaces the one of that name, which begins with its first call then.
    pub fn add_scenario(&self, name: impl Into<String>, scenario: Scenario) {
        let name = name.into();
        self.shared.asked.forget(&name);
        self.shared.scenarios().insert(name, scenario);
    }
}

/// Threads that end in the background. A runtime that is dropped like any other value waits for
/// its threads, which another runtime forbids on its own ones.
struct Threads(Option<Runtime>);

impl Drop for Threads {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// What every connection sees.
pub(crate) struct Shared {
    pub(crate) options: Options,
    pub(crate) log: Log,
    scenarios: Mutex<BTreeMap<String, Scenario>>,
    pub(crate) asked: Asked,
}

impl Shared {
    /// The scenario of a name: one added at run time, or else one that came with the simulator.
    pub(crate) fn scenario(&self, name: &str) -> Option<Scenario> {
        let added = self.scenarios().get(name).cloned();
        added.or_else(|| catalog::bundled(name))
    }

    fn scenarios(&self) -> MutexGuard<'_, BTreeMap<String, Scenario>> {
        self.scenarios
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
