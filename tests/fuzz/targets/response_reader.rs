//! The reader of responses: it never panics, and neither the chunks nor the verdict, nor what a
//! session makes of them, depend on how a body was cut.

#![no_main]

mod cuts;

use libfuzzer_sys::fuzz_target;
use rill_chat::{
    chat::{Chunk, Content, Effect, Ending, Input, Message, Session},
    gemini::StreamReader,
};

fuzz_target!(|body: &[u8]| {
    for reader in [StreamReader::new, || StreamReader::with_limit(100)] {
        check(body, reader);
    }
    check(body, || StreamReader::with_limit(cuts::limit(body)));
});

fn check(body: &[u8], reader: impl Fn() -> StreamReader) {
    let whole = read(reader(), std::iter::once(body));
    assert_eq!(read(reader(), body.chunks(1)), whole, "byte by byte");
    assert_eq!(read(reader(), cuts::by_its_own_bytes(body)), whole, "cut");
    converse(whole);
}

fn read<'a>(
    mut reader: StreamReader,
    pieces: impl Iterator<Item = &'a [u8]>,
) -> (Vec<Chunk>, Ending) {
    let mut chunks = Vec::new();
    for piece in pieces {
        reader.push(piece, &mut |chunk| chunks.push(chunk));
    }
    let ending = reader.finish(None, &mut |chunk| chunks.push(chunk));
    (chunks, ending)
}

/// Checks that a session joins the texts of the chunks, and sends no content without parts.
fn converse((chunks, ending): (Vec<Chunk>, Ending)) {
    let mut session = Session::new(vec![]);
    let effects = session.handle(Input::Sent(Content::user("Hello")));
    let [Effect::Open(run)] = effects[..] else {
        panic!("one request goes out")
    };
    let text: String = chunks.iter().map(Chunk::text).collect();
    for chunk in chunks {
        session.handle(Input::Arrived(run, Box::new(chunk)));
    }
    session.handle(Input::Ended(run, ending));
    assert_eq!(
        session.messages().last().map(Message::text).as_deref(),
        Some(&*text)
    );
    session.handle(Input::Sent(Content::user("Go on")));
    assert!(
        session
            .contents()
            .iter()
            .all(|content| !content.parts.is_empty())
    );
}
