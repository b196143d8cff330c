//! How an answer ended: the end of the body decides, never the finish reason alone.

use super::check;

#[test]
fn finished() {
    let tale = "Once upon a time, a knight.";
    check("stop_on_every_frame", tale, "finished STOP");
    check("usage_after_finish", tale, "finished STOP");
    check("stop_in_between", "It is 42.", "finished STOP");
    check("stop_without_text", "", "finished STOP");
    check(
        "last_reason_wins",
        "Once upon a time",
        "finished RECITATION",
    );
    check("safety_with_text", "No", "finished SAFETY");
    check("max_tokens_without_text", "", "finished MAX_TOKENS");
    check("continuation", "Once upon ", "finished CONTINUATION");
    check(
        "unknown_finish_reason",
        "Once upon a time",
        "finished FAKE_NEW_FINISH_REASON",
    );
    check("finish_reason_as_number", "Once upon a time", "finished 1");
    let malformed = check(
        "malformed_function_call",
        "",
        "finished MALFORMED_FUNCTION_CALL",
    );
    assert_eq!(
        malformed.answer.metadata().finish_message.as_deref(),
        Some("Malformed function call: knight("),
    );
}

#[test]
fn prompt_blocked() {
    check("prompt_blocked", "", "blocked PROHIBITED_CONTENT");
    check("unknown_block_reason", "", "blocked FAKE_NEW_BLOCK_REASON");
    let blocked = check("prompt_blocked_with_ratings", "", "blocked SAFETY");
    let feedback = blocked.answer.metadata().prompt_feedback.as_ref().unwrap();
    assert_eq!(feedback.block_reason_message.as_deref(), Some("Reasons"));
    assert_eq!(feedback.safety_ratings[0].probability, "HIGH");
    assert!(feedback.safety_ratings[0].blocked);
}

/// Old servers send feedback with every chunk; without a reason it blocks nothing.
#[test]
fn feedback_that_blocks_nothing() {
    check(
        "feedback_without_block",
        "Once upon a time, a knight.",
        "finished STOP",
    );
    check("block_after_text", "Once upon ", "interrupted");
}

#[test]
fn interrupted() {
    check("connection_lost", "Once upon a time, ", "interrupted");
    check(
        "connection_lost_in_frame",
        "Once upon a time, ",
        "interrupted Network",
    );
    // Complete frames are kept, and the finish reason does not hide that one was damaged.
    check(
        "damaged_frame",
        "Once upon a knight.",
        "interrupted MalformedResponse",
    );
    check(
        "field_of_wrong_type",
        "Once upon a knight.",
        "interrupted MalformedResponse",
    );
    check("error_cut_off", "Once upon ", "interrupted Network");
}

#[test]
fn nothing_of_an_answer() {
    check("empty_answer", "", "empty");
    check("connection_lost_in_first_frame", "", "failed Network");
}

#[test]
fn not_gemini() {
    check("html", "", "failed NotGemini");
    check("foreign_object", "", "failed NotGemini");
    check("foreign_frame", "", "failed NotGemini");
    check(
        "foreign_frame_between",
        "Once upon a time, a knight.",
        "finished STOP",
    );
}

#[test]
fn errors_outside_of_events() {
    check(
        "error_raw_pretty",
        "Once upon a time",
        "failed Cancelled 499 CANCELLED",
    );
    check(
        "error_raw_line",
        "Once upon ",
        "failed Overloaded 503 UNAVAILABLE",
    );
    check(
        "error_raw_line_first",
        "",
        "failed Overloaded 503 UNAVAILABLE",
    );
    check(
        "error_between_frames",
        "Once upon a time, a knight.",
        "failed Overloaded 503 UNAVAILABLE",
    );
}

#[test]
fn errors_in_events() {
    check(
        "error_in_frame",
        "Once upon ",
        "failed Overloaded 503 UNAVAILABLE",
    );
    check(
        "error_in_frame_then_text",
        "Once upon a time, a knight.",
        "failed Overloaded 503 UNAVAILABLE",
    );
    check(
        "error_beside_text",
        "Once upon a time",
        "failed Overloaded 503 UNAVAILABLE",
    );
    check("error_without_code", "", "failed Internal 500 INTERNAL");
    check("error_without_status", "", "failed Timeout 504");
    check(
        "error_code_as_string",
        "",
        "failed RateLimited 429 RESOURCE_EXHAUSTED",
    );
    check(
        "error_code_of_grpc",
        "",
        "failed Overloaded 503 UNAVAILABLE",
    );
    check("error_code_alone", "", "failed Unknown");
    check("error_in_message", "", "failed Overloaded 503 UNAVAILABLE");
    check(
        "error_in_message_in_array",
        "",
        "failed InvalidKey 403 PERMISSION_DENIED",
    );
    check("error_as_text", "", "failed Unknown");
}
