//! How frames are recognised: events as servers and gateways write them, arrays, single objects.

use super::check;

const TALE: &str = "Once upon a time, a knight.";

#[test]
fn events() {
    check("crlf", TALE, "finished STOP");
    check("lf", TALE, "finished STOP");
    check("cr", TALE, "finished STOP");
    check("mixed_line_ends", TALE, "finished STOP");
    check("byte_order_mark", TALE, "finished STOP");
    check("no_space_after_colon", TALE, "finished STOP");
    check("comments", TALE, "finished STOP");
    check("done", TALE, "finished STOP");
    check("several_data_lines", TALE, "finished STOP");
    check("no_last_blank_line", TALE, "finished STOP");
    check("no_last_line_end", TALE, "finished STOP");
    check("leading_blank_lines", TALE, "finished STOP");
    check("other_fields", TALE, "finished STOP");
}

#[test]
fn every_event_is_a_chunk() {
    let chunks = check("crlf", TALE, "finished STOP").chunks;
    let texts: Vec<_> = chunks.iter().map(|chunk| chunk.text()).collect();
    assert_eq!(texts, ["Once upon ", "a time, ", "a knight."]);
}

#[test]
fn bodies_without_events() {
    check("nothing", "", "empty");
    check("only_blanks", "", "empty");
    check("only_comments", "", "empty");
}

#[test]
fn characters() {
    check("utf8", "こんにちは😊 秋风瑟瑟，naïve ﷽", "finished STOP");
    // Not line ends: those are CR and LF alone.
    check(
        "line_separators",
        "a\u{2028}b\u{2029}c\u{85}d",
        "finished STOP",
    );
    check("invalid_utf8", "kni\u{fffd}ght", "finished STOP");
    check(
        "braces_in_strings",
        "} { ] [ \" \\ \n\ndata: {\"no\": 1}",
        "finished STOP",
    );
}

#[test]
fn arrays() {
    check("array", TALE, "finished STOP");
    check("array_in_one_line", TALE, "finished STOP");
    check("array_with_byte_order_mark", TALE, "finished STOP");
    check("array_not_closed", "Once upon a time, ", "interrupted");
    check(
        "array_cut_in_element",
        "Once upon a time, ",
        "interrupted Network",
    );
    check("array_of_nothing", "", "empty");
    check("array_error", "", "failed ModelNotFound 404 NOT_FOUND");
    check(
        "array_error_after_text",
        "Once upon ",
        "failed Overloaded 503 UNAVAILABLE",
    );
}

#[test]
fn lone_objects() {
    check("one_object", TALE, "finished STOP");
    check("leftover_object", TALE, "finished STOP");
}
