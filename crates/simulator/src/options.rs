//! The options of a simulator.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

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
