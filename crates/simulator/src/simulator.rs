//! The running simulator, from start to drop.

use std::io;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

use crate::connection::Acceptor;
use crate::options::Options;
use crate::record::Recorded;
use crate::scenario::Scenario;
use crate::service;
use crate::shared::Shared;

/// A running simulator of Gemini. Dropping it stops it and closes every connection.
///
/// It runs on its own threads, so a test may block or use any runtime.
pub struct Simulator {
    url: String,
    shared: Arc<Shared>,
    /// Held for its `Drop`.
    _threads: Threads,
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
        let shared = Arc::new(Shared::new(options));
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
        self.shared.add_scenario(name.into(), scenario);
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
