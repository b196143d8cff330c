//! An HTTP client that hides nothing: its replies show chunks, missing ends and resets.

use std::io;
use std::time::Duration;

use serde_json::{Value, json};
use simulator::{Options, Simulator};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Long enough for nearly every test, short enough to wait for a stall.
const PATIENCE: Duration = Duration::from_millis(700);

/// A response, as far as it arrived.
#[derive(Debug, Default)]
pub(crate) struct Reply {
    /// Zero if not even the head arrived.
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    /// The chunks of the body, one for each piece that the server sent separately.
    pub(crate) chunks: Vec<Vec<u8>>,
    /// Whether the final chunk arrived.
    pub(crate) complete: bool,
    /// How the connection failed.
    pub(crate) error: Option<io::ErrorKind>,
    /// Whether the connection was still open at the end of the timeout.
    pub(crate) open: bool,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn body(&self) -> Vec<u8> {
        self.chunks.concat()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body()).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body()).unwrap()
    }
}

/// Starts a simulator without pauses.
pub(crate) async fn hurried() -> Simulator {
    Simulator::start_with(Options {
        speed: 0.0,
        ..Options::default()
    })
    .await
    .unwrap()
}

pub(crate) fn prompt(text: &str) -> Value {
    json!({ "contents": [{ "role": "user", "parts": [{ "text": text }] }] })
}

/// Returns the path of a streaming call to a scenario.
pub(crate) fn scenario(name: &str) -> String {
    format!("/v1beta/models/scenario-{name}:streamGenerateContent?alt=sse")
}

pub(crate) async fn post(simulator: &Simulator, path: &str, body: &Value) -> Reply {
    send(
        simulator,
        "POST",
        path,
        &[("content-type", "application/json")],
        &body.to_string(),
    )
    .await
}

/// Posts to a scenario whose answer takes a while to compose.
pub(crate) async fn post_patiently(simulator: &Simulator, path: &str, body: &Value) -> Reply {
    let body = body.to_string();
    exchange(simulator, "POST", path, &[], &body, 20 * PATIENCE).await
}

pub(crate) async fn send(
    simulator: &Simulator,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Reply {
    exchange(simulator, method, path, headers, body, PATIENCE).await
}

async fn exchange(
    simulator: &Simulator,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
    limit: Duration,
) -> Reply {
    let address = simulator.url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\
         content-length: {length}\r\n{headers}\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    read(stream, limit).await
}

async fn read(mut stream: TcpStream, limit: Duration) -> Reply {
    let mut bytes = Vec::new();
    let mut reply = Reply::default();
    loop {
        match timeout(limit, stream.read_buf(&mut bytes)).await {
            Ok(Ok(0)) => break,
            Ok(Ok(_)) => {}
            Ok(Err(error)) => {
                reply.error = Some(error.kind());
                break;
            }
            Err(_) => {
                reply.open = true;
                break;
            }
        }
    }
    parse(&bytes, &mut reply);
    reply
}

fn parse(bytes: &[u8], reply: &mut Reply) {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
        return;
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    reply.status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    reply.headers = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let mut rest = &bytes[end + 4..];
    if reply.header("transfer-encoding").is_none() {
        reply.chunks.push(rest.to_vec());
        return;
    }
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        let Some(chunk) = rest.get(end + 2..end + 2 + size) else {
            return;
        };
        if size == 0 {
            reply.complete = true;
            return;
        }
        reply.chunks.push(chunk.to_vec());
        rest = rest.get(end + 2 + size + 2..).unwrap_or_default();
    }
}
