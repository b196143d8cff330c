//! The conversation as a state machine: what happens to it, what it asks for, what is sent back.

mod history;
mod message;
mod record;
mod session;

use rill_chat::chat::{Chunk, Content, Effect, Input, Part, RunId, Session};

/// A chunk of these parts, each a JSON object or plain text.
fn chunk(parts: &[&str]) -> Chunk {
    Chunk {
        parts: parts.iter().map(|json| part(json)).collect(),
        ..Chunk::default()
    }
}

fn part(json: &str) -> Part {
    if json.starts_with('{') {
        serde_json::from_str(json).unwrap()
    } else {
        json.into()
    }
}

/// Sends a message and names the request that goes out for it.
#[track_caller]
fn send(session: &mut Session, message: impl Into<Content>) -> RunId {
    let effects = session.handle(Input::Sent(message.into()));
    opened(&effects)
}

/// The request that these effects end with.
#[track_caller]
fn opened(effects: &[Effect]) -> RunId {
    match effects {
        [.., Effect::Open(run)] => *run,
        _ => panic!("no request goes out: {effects:?}"),
    }
}

fn arrive(session: &mut Session, run: RunId, parts: &[&str]) {
    session.handle(Input::Arrived(run, Box::new(chunk(parts))));
}
