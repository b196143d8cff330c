//! The running simulator, from start to drop.

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

/// A running simulator of Gemini. Dropping it stops it and closes every connection.
///
/// It runs on its own threads, so a test may block or use any runtime.
pub struct Simulator {
    url: String,
    shared: Arc<Shared>,
    /// Held for its `Drop`.
    _threads: Threads,
}

/// How a simulator listens and answers.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address to listen on. Port 0, the default, picks a free port.
    pub address: SocketAddr,
    /// How many times faster than written the pauses pass; 0 skips them.
    pub speed: f64,
    /// The only API key to accept. Without one, any key will do, and none as well.
    pub key: Option<String>,
    /// A folder of files to serve beside the API.
    pub serve: Option<PathBuf>,
    /// Whether a connection serves more than one request. A browser repeats a request by itself if
    /// a reused connection breaks, so tests that count requests turn this off.
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
    /// Starts a simulator on a free local port, writing at a human pace.
    ///
    /// # Errors
    ///
    /// When no port can be opened, or no thread started.
    pub async fn start() -> io::Result<Self> {
        Self::start_with(Options::default()).await
    }

    /// Starts a simulator with the given options.
    ///
    /// # Errors
    ///
    /// When the address cannot be bound, or no thread started.
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

    /// Returns the base URL, without a trailing slash: `http://127.0.0.1:54321`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns every request to the API so far, oldest first, preflights included.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared.log.all()
    }

    /// Adds a scenario, or replaces the one of that name and resets its count.
    pub fn add_scenario(&self, name: impl Into<String>, scenario: Scenario) {
        let name = name.into();
        self.shared.asked.forget(&name);
        self.shared.scenarios().insert(name, scenario);
    }
}

/// A runtime that shuts down in the background. Dropping a plain runtime waits for its threads,
/// which panics on a thread of another runtime.
struct Threads(Option<Runtime>);

impl Drop for Threads {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// The state that all connections share.
pub(crate) struct Shared {
    pub(crate) options: Options,
    pub(crate) log: Log,
    scenarios: Mutex<BTreeMap<String, Scenario>>,
    pub(crate) asked: Asked,
}

impl Shared {
    /// Returns the scenario of that name: one added at run time, or else a bundled one.
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
