//! The headless client over transports made for each case.

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

/// A client that tries nothing by itself.
fn client(transport: impl Transport + 'static) -> Client {
    Client::new(Endpoint::new("https://relay.example"), transport).recovery(Recovery::none())
}

/// Responses of one body each, as good as they come.
fn replay(bodies: &[&str]) -> Replay {
    Replay::new(bodies.iter().map(|body| Ok(response(200, body))))
}

fn response(status: u16, body: &str) -> Response {
    Response::ready(status, body.as_bytes().chunks(5).map(<[u8]>::to_vec))
}

/// An event with a text, and a finish reason if there is one.
fn event(text: &str, finish: &str) -> String {
    let finish = match finish {
        "" => String::new(),
        reason => format!(r#", "finishReason": "{reason}""#),
    };
    format!(
        "data: {{\"candidates\": [{{\"content\": {{\"parts\": [{{\"text\": \"{text}\"}}]}}{finish}}}]}}\r\n\r\n"
    )
}

/// Everything that a stream gives: the texts, and the failure that it ends with.
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
