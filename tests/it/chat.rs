//! The conversation as a state machine: its inputs, its effects, and the history it sends back.

mod history;
mod hops;
mod message;
mod model;
mod record;
mod recovery;
mod repair;
mod restoring;
mod seam;
mod session;
mod silence;
mod sources;

use std::time::Duration;

use rill_chat::{
    ErrorKind,
    chat::{
        Chunk, Content, Effect, Ending, FinishReason, Input, MessageState, Part, Recovery, RunId,
        Session, Timer,
    },
};

/// Builds a chunk of these parts, each a JSON object or plain text.
fn chunk(parts: &[&str]) -> Chunk {
    with! {
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

/// Sends a message, and returns the run of the request that goes out for it.
#[track_caller]
fn send(session: &mut Session, message: impl Into<Content>) -> RunId {
    let effects = session.handle(Input::Sent(message.into()));
    opened(&effects)
}

/// Returns the run of the request that these effects end with.
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

/// A session with automatic recovery.
fn session() -> Session {
    Session::new(vec![]).recovery(Recovery::default())
}

fn failed(kind: ErrorKind) -> Ending {
    Ending::Failed(kind.into())
}

fn stop() -> Ending {
    Ending::Finished(FinishReason::Stop)
}

#[track_caller]
fn state(session: &Session) -> &MessageState {
    session.messages().last().unwrap().state()
}

#[track_caller]
fn ends_with(session: &Session, ending: &Ending) {
    assert_eq!(state(session), &MessageState::Ended(ending.clone()));
    assert_eq!(session.run(), None);
}

/// Returns the run and the length of the pause that these effects start.
#[track_caller]
fn pause(effects: &[Effect]) -> (RunId, Duration) {
    match effects {
        [Effect::Wait(run, Timer::Retry, delay)] => (*run, *delay),
        _ => panic!("no pause: {effects:?}"),
    }
}

/// Ends the pause, and returns the run of the next request.
#[track_caller]
fn next(session: &mut Session, effects: &[Effect]) -> RunId {
    let (run, _) = pause(effects);
    assert_eq!(session.run(), Some(run));
    opened(&session.handle(Input::Fired(run, Timer::Retry)))
}
