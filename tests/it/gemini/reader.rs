//! Edge cases of the reader: raw JSON in pieces, limits, bodies that break off.

use proptest::prelude::*;
use rill_chat::{Error, ErrorKind, gemini::StreamReader};

use crate::{
    cuts,
    reading::{Reading, verdict},
};

fn frame(text: &str) -> String {
    format!(r#"{{"candidates": [{{"content": {{"parts": [{{"text": "{text}"}}]}}}}]}}"#)
}

#[track_caller]
fn check(body: &str, text: &str, ending: &str) {
    check_limit(1 << 20, body, text, ending);
}

#[track_caller]
fn check_limit(limit: usize, body: &str, text: &str, ending: &str) {
    let reading = cuts::every_way(body.as_bytes(), 60, |pieces| {
        Reading::with(StreamReader::with_limit(limit), pieces, None)
    });
    assert_eq!(reading.answer.text(), text, "text of {body}");
    assert_eq!(verdict(&reading.ending), ending, "ending of {body}");
}

#[test]
fn raw_objects() {
    let one = frame("a");
    check(&one, "a", "interrupted");
    check(&format!("[{one}]"), "a", "interrupted");
    check(&format!(" \r\n\t[ {one} , {one} ] \n"), "aa", "interrupted");
    check(&format!("[{one}{one}"), "aa", "interrupted");
    // Concatenated in one chunk, as some gateways send them.
    check(&format!("{one}{one}\n{one}"), "aaa", "interrupted");
    check(&format!("[{one},{{\"can"), "a", "interrupted Network");
    check(&format!("data: {one}\n\n]\n"), "a", "interrupted");
}

#[test]
fn braces_and_quotes_in_strings() {
    for text in [
        "}", "{", "]", r#"\""#, r"\\", r#"\\\"}"#, r"\u007b", "[{", "😊}",
    ] {
        let plain: String = serde_json::from_str(&format!("\"{text}\"")).unwrap();
        let one = frame(text);
        check(&format!("[{one},{one}]"), &plain.repeat(2), "interrupted");
        check(&format!("{one}\n"), &plain, "interrupted");
        check(&format!("data: {one}\r\n\r\n"), &plain, "interrupted");
    }
}

/// Leading whitespace means the same whether or not it arrives alone.
#[test]
fn blanks_in_front() {
    let one = frame("a");
    check(&format!("\n\n \ndata: {one}\n\n"), "a", "interrupted");
    check(&format!("\n\u{feff}[{one}]"), "a", "interrupted");
    // Not a field by the standard, so the stray object in the line is read.
    check(&format!(" data: {one}\n\n"), "a", "interrupted");
    check(" data: nothing\n\n", "", "failed NotGemini");
}

#[test]
fn large_frames() {
    let knights = "knight ".repeat(22_000);
    let body = format!("data: {}\r\n\r\n", frame(&knights));
    let pieces = &mut body.as_bytes().chunks(1);
    assert_eq!(Reading::of(pieces).answer.text(), knights);
    let pieces = &mut std::iter::once(body.as_bytes());
    assert_eq!(Reading::of(pieces).answer.text(), knights);
}

/// A frame that is too long ends the reading; what came before it stays.
#[test]
fn limits() {
    let (one, long) = (frame("a"), frame(&"b".repeat(100)));
    let end = "failed TooLarge";
    check_limit(
        120,
        &format!("data: {one}\n\ndata: {long}\n\ndata: {one}\n\n"),
        "a",
        end,
    );
    check_limit(120, &format!("[{one},{long},{one}]"), "a", end);
    check_limit(120, &format!("{one}\n{long}\n{one}\n"), "a", end);
    // A stray object of many short lines.
    let lines = "\"x\":\n".repeat(60);
    check_limit(
        120,
        &format!("data: {one}\n\n{{\n{lines}\n\ndata: {one}\n\n"),
        "a",
        end,
    );
    check_limit(120, &format!("data: {one}\n\n{{\n{lines}"), "a", end);
    check_limit(10, &format!("{}[]", " ".repeat(11)), "", end);
    check_limit(10, &" ".repeat(11), "", end);
    check_limit(0, "", "", "empty");
    check_limit(0, "d", "", end);
}

#[test]
fn bodies_that_break_off() {
    #[track_caller]
    fn check_broken(body: &str, ending: &str) {
        let reading = cuts::every_way(body.as_bytes(), 20, |pieces| {
            let broken = Some(Error::new(ErrorKind::Network));
            Reading::with(StreamReader::new(), pieces, broken)
        });
        assert_eq!(verdict(&reading.ending), ending, "ending of {body}");
    }
    let one = frame("a");
    let stop = r#"{"candidates": [{"finishReason": "STOP"}]}"#;
    check_broken("", "failed Network");
    check_broken("\n", "failed Network");
    // Whatever the partial line would have become, the lost connection explains it.
    check_broken("da", "failed Network");
    check_broken("data: {\"cand", "failed Network");
    check_broken("<html><body {", "failed Network");
    check_broken(&format!("data: {one}\n\n"), "interrupted Network");
    check_broken(
        &format!("data: {one}\n\ndata: {{\"c"),
        "interrupted Network",
    );
    // A finish reason may come before the end, so it does not prove that nothing was lost.
    check_broken(
        &format!("data: {one}\n\ndata: {stop}\n\n"),
        "interrupted Network",
    );
    check_broken(
        "data: {\"error\": {\"code\": 503}}\n\n",
        "failed Overloaded 503",
    );
    check_broken(
        "data: {\"promptFeedback\": {\"blockReason\": \"SAFETY\"}}\n\n",
        "blocked SAFETY",
    );
}

fn bodies() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: &[&str] = &[
        "data: ",
        "\r\n\r\n",
        "\n",
        "\r",
        "[",
        "]",
        ",",
        "{",
        "}",
        "\"",
        "\\",
        " ",
        "\u{feff}",
        "😊",
        r#"{"error": {"code": 503}}"#,
        r#"{"candidates": [{"finishReason": "STOP"}]}"#,
        "[DONE]",
        r#"{"candidates": [{"content": {"parts": [{"text": "a"}]}}]}"#,
    ];
    let piece = prop_oneof![
        4 => proptest::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..4),
    ];
    let pieces = proptest::collection::vec(piece, 0..40);
    pieces.prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_cut_makes_a_difference(body in bodies(), limit in 0_usize..200, seed: u64) {
        let read = |pieces: &mut dyn Iterator<Item = &[u8]>| {
            Reading::with(StreamReader::with_limit(limit), pieces, None)
        };
        let whole = read(&mut std::iter::once(&body[..]));
        prop_assert_eq!(&read(&mut body.chunks(1)), &whole);
        prop_assert_eq!(&read(&mut cuts::pieces(&body, seed).into_iter()), &whole);
    }
}
