//! Reads a body as the client does.

use rill_chat::{
    Error,
    chat::{Chunk, Content, Effect, Ending, Input, Message, RunId, Session},
    gemini::StreamReader,
};

use crate::cuts;

/// The result of reading a body.
#[derive(Debug, PartialEq)]
pub(crate) struct Reading {
    /// The chunks as the reader yielded them.
    pub(crate) chunks: Vec<Chunk>,
    /// The message that a session made of them.
    pub(crate) answer: Message,
    pub(crate) ending: Ending,
}

impl Reading {
    /// Reads a body in pieces that ended without an error.
    pub(crate) fn of(pieces: &mut dyn Iterator<Item = &[u8]>) -> Self {
        Self::with(StreamReader::new(), pieces, None)
    }

    pub(crate) fn with(
        mut reader: StreamReader,
        pieces: &mut dyn Iterator<Item = &[u8]>,
        broken: Option<Error>,
    ) -> Self {
        let mut chunks = Vec::new();
        for piece in pieces {
            reader.push(piece, &mut |chunk| chunks.push(chunk));
        }
        let ending = reader.finish(broken, &mut |chunk| chunks.push(chunk));
        let answer = answer(&chunks, ending.clone());
        Self {
            chunks,
            answer,
            ending,
        }
    }

    /// Reads a body whole, byte by byte and cut at random, and checks that the results are equal.
    #[track_caller]
    pub(crate) fn every_way(body: &[u8], random: u64) -> Self {
        cuts::every_way(body, random, Self::of)
    }
}

/// Returns the message that a session makes of the chunks of one answer.
pub(crate) fn answer(chunks: &[Chunk], ending: Ending) -> Message {
    let (mut session, run) = asked();
    for chunk in chunks {
        session.handle(Input::Arrived(run, Box::new(chunk.clone())));
    }
    session.handle(Input::Ended(run, ending));
    session.messages().last().unwrap().clone()
}

/// Returns a session that waits for its first answer, and its run.
pub(crate) fn asked() -> (Session, RunId) {
    let mut session = Session::new(vec![]);
    let effects = session.handle(Input::Sent(Content::user("Hello")));
    let [Effect::Open(run)] = effects[..] else {
        panic!("one request goes out, not {effects:?}")
    };
    (session, run)
}

/// Returns an ending in short: `finished STOP`, `blocked SAFETY`, `failed Overloaded 503
/// UNAVAILABLE`, `interrupted`, `empty`.
pub(crate) fn verdict(ending: &Ending) -> String {
    match ending {
        Ending::Finished(reason) => format!("finished {}", reason.as_str()),
        Ending::PromptBlocked(reason) => format!("blocked {}", reason.as_str()),
        Ending::Interrupted(None) => "interrupted".to_owned(),
        Ending::Interrupted(Some(error)) => format!("interrupted {}", failure(error)),
        Ending::Empty => "empty".to_owned(),
        Ending::Stopped => "stopped".to_owned(),
        Ending::Failed(error) => format!("failed {}", failure(error)),
        other => panic!("unknown: {other:?}"),
    }
}

/// Returns an error in short: its kind, then code, status and delay if known.
pub(crate) fn failure(error: &Error) -> String {
    let mut words = vec![format!("{:?}", error.kind())];
    words.extend(error.code().map(|code| code.to_string()));
    words.extend(error.status().map(str::to_owned));
    words.extend(error.retry_delay().map(|delay| format!("in {delay:?}")));
    words.join(" ")
}
