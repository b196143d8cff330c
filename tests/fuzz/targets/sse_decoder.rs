//! The decoder of events: it never panics, and the events do not depend on how a body was cut.

#![no_main]

mod cuts;

use libfuzzer_sys::fuzz_target;
use rill_chat::sse::{DEFAULT_LIMIT, Decoder, Event, TooLong};

fuzz_target!(|body: &[u8]| {
    for limit in [DEFAULT_LIMIT, cuts::limit(body)] {
        let whole = decode(limit, std::iter::once(body));
        assert_eq!(decode(limit, body.chunks(1)), whole, "byte by byte");
        assert_eq!(decode(limit, cuts::by_its_own_bytes(body)), whole, "cut");
    }
});

type Events = Vec<(Option<String>, String)>;

fn decode<'a>(
    limit: usize,
    pieces: impl Iterator<Item = &'a [u8]>,
) -> (Events, Result<(), TooLong>) {
    let mut events = Vec::new();
    let mut sink = |event: Event<'_>| {
        events.push(match event {
            Event::Message { event, data } => (Some(event.into_owned()), data.into_owned()),
            Event::Unknown(line) => (None, line.into_owned()),
            other => panic!("unknown: {other:?}"),
        });
    };
    let mut decoder = Decoder::with_limit(limit);
    for piece in pieces {
        if let Err(error) = decoder.push(piece, &mut sink) {
            return (events, Err(error));
        }
    }
    let end = decoder.finish(&mut sink);
    (events, end)
}
