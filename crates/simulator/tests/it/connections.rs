//! Connections that end badly, and what the simulator records of them.

use std::io::ErrorKind;
use std::time::Duration;

use simulator::{Ending, Options, Simulator};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::http::{Reply, hurried, post, prompt, scenario};

/// Returns how a reply ended, in one word.
fn fate(reply: &Reply) -> &'static str {
    match reply {
        Reply { open: true, .. } => "open",
        Reply {
            error: Some(ErrorKind::ConnectionReset),
            ..
        } => "reset",
        Reply { error: Some(_), .. } => "failed",
        Reply { complete: true, .. } => "complete",
        Reply { .. } => "closed",
    }
}

async fn check(name: &str, status: u16, body_end: &str, expected: &str, ending: Ending) {
    let simulator = hurried().await;
    let reply = post(&simulator, &scenario(name), &prompt("Hi")).await;
    let body = String::from_utf8_lossy(&reply.body()).into_owned();
    assert_eq!(
        (reply.status, fate(&reply)),
        (status, expected),
        "{name}: {body}"
    );
    assert!(body.ends_with(body_end), "{name}: {body}");
    check_ending(&simulator, ending).await;
}

async fn check_ending(simulator: &Simulator, ending: Ending) {
    let noted = async {
        while simulator.requests()[0].ending != ending {
            sleep(Duration::from_millis(5)).await;
        }
    };
    let noted = timeout(Duration::from_secs(2), noted).await;
    assert!(
        noted.is_ok(),
        "{:?} is not {ending:?}",
        simulator.requests()[0].ending
    );
}

#[tokio::test]
async fn a_connection_ends_as_the_scenario_says() {
    use Ending::{Broken, ClientDisconnected, Completed};

    check(
        "usage-after-finish",
        200,
        "}\r\n\r\n",
        "complete",
        Completed,
    )
    .await;
    check("empty-200", 200, "", "complete", Completed).await;
    check("unterminated-last-frame", 200, "}", "complete", Completed).await;
    check("reset-before-headers", 0, "", "reset", Broken).await;
    check("reset-after-headers", 200, "", "reset", Broken).await;
    check("reset-mid-frame", 200, "there was a br", "reset", Broken).await;
    check("close-before-headers", 0, "", "closed", Broken).await;
    check("close-mid-frame", 200, "there was a br", "closed", Broken).await;
    check("close-mid-utf8", 200, "Gr\u{fffd}", "closed", Broken).await;
    check("close-between-cr-lf", 200, "}\r", "closed", Broken).await;
    check("close-after-finish", 200, "}\r\n\r\n", "closed", Broken).await;
    check("stall", 0, "", "open", ClientDisconnected).await;
    check("stall-after-head", 200, "", "open", ClientDisconnected).await;
    check(
        "stall-mid-answer",
        200,
        "}\r\n\r\n",
        "open",
        ClientDisconnected,
    )
    .await;
}

#[tokio::test]
async fn an_aborted_answer_is_noticed() {
    let simulator = Simulator::start().await.unwrap();
    let (path, body) = (scenario("slow"), prompt("Hi"));
    let request = post(&simulator, &path, &body);
    assert!(
        timeout(Duration::from_millis(300), request).await.is_err(),
        "the answer takes longer"
    );
    check_ending(&simulator, Ending::ClientDisconnected).await;
    let request = &simulator.requests()[0];
    assert!(request.ended.unwrap() >= request.arrived);
}

#[tokio::test]
async fn dropping_the_simulator_closes_its_connections() {
    let simulator = hurried().await;
    let address = simulator.url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let body = prompt("Hi").to_string();
    let (path, length) = (scenario("stall-after-head"), body.len());
    let request =
        format!("POST {path} HTTP/1.1\r\nhost: h\r\ncontent-length: {length}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = [0; 4096];
    assert!(stream.read(&mut bytes).await.unwrap() > 0);
    drop(simulator);
    let end = timeout(Duration::from_secs(2), stream.read(&mut bytes)).await;
    assert!(matches!(end, Ok(Ok(0) | Err(_))), "{end:?}");
}

#[tokio::test]
async fn a_connection_may_be_for_one_request_only() {
    for keep_alive in [true, false] {
        let options = Options {
            keep_alive,
            ..Options::default()
        };
        let simulator = Simulator::start_with(options).await.unwrap();
        let address = simulator.url().strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = b"OPTIONS /v1/models HTTP/1.1\r\nhost: h\r\n\r\n";
        stream.write_all(request).await.unwrap();
        let mut bytes = Vec::new();
        let end = stream.read_to_end(&mut bytes);
        let ended = timeout(Duration::from_millis(500), end).await.is_ok();
        assert_eq!(ended, !keep_alive);
    }
}
