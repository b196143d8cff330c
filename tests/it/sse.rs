//! Server-sent events by the HTML standard (§9.2.6), cut anywhere, and with limits.

use proptest::prelude::*;
use rill_chat::sse::{Decoder, Event, TooLong};

use crate::cuts;

/// An event in an owned form.
#[derive(Clone, Debug, PartialEq)]
enum Got {
    /// Type and data.
    Message(String, String),
    Unknown(String),
}

fn decode(
    limit: usize,
    pieces: &mut dyn Iterator<Item = &[u8]>,
) -> (Vec<Got>, Result<(), TooLong>) {
    let mut got = Vec::new();
    let mut sink = |event: Event<'_>| {
        got.push(match event {
            Event::Message { event, data } => Got::Message(event.into(), data.into()),
            Event::Unknown(line) => Got::Unknown(line.into()),
            other => panic!("unknown: {other:?}"),
        });
    };
    let mut decoder = Decoder::with_limit(limit);
    for piece in pieces {
        if let Err(error) = decoder.push(piece, &mut sink) {
            return (got, Err(error));
        }
    }
    let read = decoder.finish(&mut sink);
    (got, read)
}

#[track_caller]
fn check_events(body: impl AsRef<[u8]>, expected: &[Got]) {
    let (got, read) = cuts::every_way(body.as_ref(), 100, |pieces| decode(1 << 20, pieces));
    assert_eq!(read, Ok(()));
    assert_eq!(got, expected);
}

/// Checks events without a type by their data.
#[track_caller]
fn check(body: impl AsRef<[u8]>, data: &[&str]) {
    let events: Vec<_> = data.iter().map(|data| message("", data)).collect();
    check_events(body, &events);
}

fn message(event: &str, data: &str) -> Got {
    Got::Message(event.to_owned(), data.to_owned())
}

fn unknown(line: &str) -> Got {
    Got::Unknown(line.to_owned())
}

/// The standard's examples, with one difference: it drops an event that the end cuts off.
#[test]
fn examples_of_the_standard() {
    check("data: YHOO\ndata: +2\ndata: 10\n\n", &["YHOO\n+2\n10"]);
    check(
        ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n",
        &["first event", "second event", " third event"],
    );
    check("data\n\ndata\ndata\n\ndata:", &["", "\n", ""]);
    check("data:test\n\ndata: test\n\n", &["test", "test"]);
    check_events(
        "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\nevent: add\ndata: 113411\n\n",
        &[
            message("add", "73857293"),
            message("remove", "2153"),
            message("add", "113411"),
        ],
    );
    check(
        "data: This is the first message.\n\ndata: This is the second message, it\n\
         data: has two lines.\n\ndata: This is the third message.\n\n",
        &[
            "This is the first message.",
            "This is the second message, it\nhas two lines.",
            "This is the third message.",
        ],
    );
}

#[test]
fn line_ends() {
    check("data: a\n\ndata: b\n\n", &["a", "b"]);
    check("data: a\r\rdata: b\r\r", &["a", "b"]);
    check("data: a\r\n\r\ndata: b\r\n\r\n", &["a", "b"]);
    check("data: a\r\n\rdata: b\n\r\n", &["a", "b"]);
    check("data: a\n\r\rdata: b\r\n\n", &["a", "b"]);
    // CR LF is one line end, LF CR is two.
    check("data: a\r\ndata: b\r\n\r\n", &["a\nb"]);
    check("data: a\n\rdata: b\n\n", &["a", "b"]);
    // Line ends elsewhere, but not in this standard.
    let others = "a\u{b}b\u{c}c\u{85}d\u{2028}e\u{2029}f";
    check(format!("data: {others}\n\n"), &[others]);
}

#[test]
fn the_end_of_the_body() {
    check("", &[]);
    check("\n\n\n", &[]);
    check("data: a", &["a"]);
    check("data: a\r", &["a"]);
    check("data: a\n", &["a"]);
    check("data: a\n\ndata", &["a", ""]);
    check_events("event: a", &[]);
    check_events("da", &[unknown("da")]);
}

#[test]
fn byte_order_marks() {
    check("\u{feff}data: a\n\n", &["a"]);
    check("\u{feff}", &[]);
    check("\u{feff}\ndata: a\n\n", &["a"]);
    // Only one, only complete, and only at the start.
    check_events(b"\xEF\xBB", &[unknown("\u{fffd}")]);
    check_events("\u{feff}\u{feff}data: a\n", &[unknown("\u{feff}data: a")]);
    check_events("\n\u{feff}data: a\n", &[unknown("\u{feff}data: a")]);
    check("data: \u{feff}a\n\n", &["\u{feff}a"]);
}

#[test]
fn fields() {
    check(
        "data:a\n\ndata: a\n\ndata:  a\n\ndata:\ta\n\n",
        &["a", "a", " a", "\ta"],
    );
    check("data:a: b: c\n\n", &["a: b: c"]);
    check(":data: a\n:\n\nid: 1\nretry: 5\nid\nretry\n\n", &[]);
    check_events(
        "event: a\nevent: b\ndata\n\ndata\n\n",
        &[message("b", ""), message("", "")],
    );
    check_events("event: a\nevent\ndata\n\n", &[message("", "")]);
    // An event without data is dropped, and its type does not carry over.
    check_events("event: a\n\ndata: b\n\n", &[message("", "b")]);
}

/// Servers write errors as lines that are no field, so these are passed on.
#[test]
fn unknown_lines() {
    check_events(
        "{\n  \"error\": {}\n}",
        &[unknown("{"), unknown("  \"error\": {}"), unknown("}")],
    );
    check_events(" data: a\n", &[unknown(" data: a")]);
    check_events("Data: a\n", &[unknown("Data: a")]);
    check_events(
        "data : a\ndatas\n",
        &[unknown("data : a"), unknown("datas")],
    );
    check_events(
        "data: a\nx\ndata: b\n\n",
        &[unknown("x"), message("", "a\nb")],
    );
}

#[test]
fn bytes_that_are_no_utf8() {
    check(b"data: a\xFFb\n\n", &["a\u{fffd}b"]);
    check(b"data: \xE2\x82\n\n", &["\u{fffd}"]);
    check_events(b"\xFF\n", &[unknown("\u{fffd}")]);
    check("data: 😊\n\n".as_bytes(), &["😊"]);
}

/// An event is passed on with the byte that completes it, not with the next one.
#[test]
fn events_are_not_held_back() {
    for body in ["data: a\n\n", "data: a\r\r", "data: a\r\n\r", "data: a\n\r"] {
        let mut decoder = Decoder::new();
        let mut events = 0;
        decoder.push(body.as_bytes(), &mut |_| events += 1).unwrap();
        assert_eq!(events, 1, "{body:?}");
    }
}

#[track_caller]
fn check_limit(limit: usize, body: &str, events: usize, fits: bool) {
    let (got, read) = cuts::every_way(body.as_bytes(), 50, |pieces| decode(limit, pieces));
    assert_eq!(got.len(), events, "{got:?}");
    let read = read.map_err(|error| error.to_string());
    let too_long = Err(format!("an event is longer than {limit} bytes"));
    assert_eq!(read, if fits { Ok(()) } else { too_long });
}

#[test]
fn limits() {
    check_limit(10, "data: 5678\n\n", 1, true);
    check_limit(10, "data: 56789\n\n", 0, false);
    // Events before the limit was passed are kept.
    check_limit(
        10,
        "data: a\n\ndata: b\n\ndata: 56789\n\ndata: c\n\n",
        2,
        false,
    );
    // A line of any kind that never ends.
    check_limit(10, ": 23456789a", 0, false);
    check_limit(10, "no field at all", 0, false);
    // An event of many short lines.
    check_limit(
        10,
        "data: 1\ndata: 3\ndata: 5\ndata: 7\ndata: 9\n\n",
        1,
        true,
    );
    check_limit(
        10,
        "data: 1\ndata: 3\ndata: 5\ndata: 7\ndata: 9\ndata: b\n\n",
        0,
        false,
    );
    check_limit(5, "data\ndata\ndata\ndata\ndata\n\n", 1, true);
    check_limit(5, "data\ndata\ndata\ndata\ndata\ndata\ndata\n\n", 0, false);
}

/// Bytes with a meaning for the decoder are more frequent than at random.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"data: ".to_vec()),
        Just(b"data".to_vec()),
        Just(b"event: ".to_vec()),
        Just(b":".to_vec()),
        Just(b"\r".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"\xEF\xBB\xBF".to_vec()),
        Just("😊".as_bytes().to_vec()),
        proptest::collection::vec(any::<u8>(), 0..6),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_cut_makes_a_difference(body in bodies(), limit in 0_usize..60, seed: u64) {
        let whole = decode(limit, &mut std::iter::once(&body[..]));
        let alone = decode(limit, &mut body.chunks(1));
        let cut = decode(limit, &mut cuts::pieces(&body, seed).into_iter());
        prop_assert_eq!(&alone, &whole);
        prop_assert_eq!(&cut, &whole);
    }

    #[test]
    fn what_is_encoded_is_decoded(
        events in proptest::collection::vec(("[^\r\n]{0,8}", "[^\r]{0,40}"), 0..8),
        end in prop_oneof![Just("\n"), Just("\r"), Just("\r\n")],
    ) {
        let mut body = String::new();
        for (event, data) in &events {
            body += &format!("event: {event}{end}");
            for line in data.split('\n') {
                body += &format!("data: {line}{end}");
            }
            body += end;
        }
        let (got, read) = decode(1 << 20, &mut std::iter::once(body.as_bytes()));
        prop_assert_eq!(read, Ok(()));
        let expected: Vec<_> = events.iter().map(|(event, data)| message(event, data)).collect();
        prop_assert_eq!(got, expected);
    }
}
