//! The headless client over transports made for each test.

mod anything;
mod exchanging;
mod keeping;
mod recovery;
mod slow_store;
mod stop;
mod storing;
mod turns;

use futures::{StreamExt as _, executor::block_on};
use rill_chat::{
    Client, Error, MessageStream,
    chat::Recovery,
    client::{Replay, Response, Transport},
    gemini::Endpoint,
};

/// A client without automatic retries.
fn client(transport: impl Transport + 'static) -> Client {
    Client::new(Endpoint::new("https://relay.example"), transport).recovery(Recovery::none())
}

/// A transport with one response of status 200 for each body.
fn replay(bodies: &[&str]) -> Replay {
    Replay::new(bodies.iter().map(|body| Ok(response(200, body))))
}

fn response(status: u16, body: &str) -> Response {
    Response::ready(status, body.as_bytes().chunks(5).map(<[u8]>::to_vec))
}

/// Returns an event with a text, and with a finish reason unless that is empty.
fn event(text: &str, finish: &str) -> String {
    let finish = match finish {
        "" => String::new(),
        reason => format!(r#", "finishReason": "{reason}""#),
    };
    format!(
        "data: {{\"candidates\": [{{\"content\": {{\"parts\": [{{\"text\": \"{text}\"}}]}}{finish}}}]}}\r\n\r\n"
    )
}

/// Reads a stream to its end: its text, and the error that it ends with.
fn drain(stream: &mut MessageStream) -> (String, Option<Error>) {
    let mut text = String::new();
    let mut failure = None;
    while let Some(item) = block_on(stream.next()) {
        assert_eq!(failure, None, "a failure is the last item");
        match item {
            Ok(chunk) => text += &chunk.text(),
            Err(error) => failure = Some(error),
        }
    }
    (text, failure)
}
