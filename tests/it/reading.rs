//! Reads a body as the client does, and keeps what came of it.

use rill_chat::{
    Error,
    chat::{Chunk, Content, Effect, Ending, Input, Message, RunId, Session},
    gemini::StreamReader,
};

use crate::cuts;

/// What a body gave.
#[derive(Debug, PartialEq)]
pub(crate) struct Reading {
    /// As the reader gave them.
    pub(crate) chunks: Vec<Chunk>,
    /// Put together by a session.
    pub(crate) answer: Message,
    pub(crate) ending: Ending,
}

impl Reading {
    /// Of a body in pieces that ended by itself.
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

    /// Of a body that is read whole, byte by byte and cut at random, equal in every way.
    #[track_caller]
    pub(crate) fn every_way(body: &[u8], random: u64) -> Self {
        cuts::every_way(body, random, Self::of)
    }
}

/// What a session makes of the chunks of one answer.
pub(crate) fn answer(chunks: &[Chunk], ending: Ending) -> Message {
    let (mut session, run) = asked();
    for chunk in chunks {
        session.handle(Input::Arrived(run, Box::new(chunk.clone())));
    }
    session.handle(Input::Ended(run, ending));
    session.messages().last().unwrap().clone()
}

/// A session that waits for its first answer.
pub(crate) fn asked() -> (Session, RunId) {
    let mut session = Session::new(vec![]);
    let effects = session.handle(Input::Sent(Content::user("Hello")));
    let [Effect::Open(run)] = effects[..] else {
        panic!("one request goes out, not {effects:?}")
    };
    (session, run)
}

/// An ending in a few words: `finished STOP`, `blocked SAFETY`, `interrupted`, `empty`,
/// `failed Overloaded 503 UNAVAILABLE`.
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

/// An error in a few words: its kind, and code, status and delay as far as they are known.
pub(crate) fn failure(error: &Error) -> String {
    let mut words = vec![format!("{:?}", error.kind())];
    words.extend(error.code().map(|code| code.to_string()));
    words.extend(error.status().map(str::to_owned));
    words.extend(error.retry_delay().map(|delay| format!("in {delay:?}")));
    words.join(" ")
}
