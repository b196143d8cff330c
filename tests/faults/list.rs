//! Every fault that an answer can meet, and what its reader is told and offered then: one list for
//! all browsers.
//!
//! The module is plain data without dependencies, so that any runner can include it.

mod fault;

use Kept::{Nothing, Sent, Story, Text};
use fault::fault;
pub(crate) use fault::{ENDINGS, Fault, Kept, Reader, Source};

const NONE: &[&str] = &[];
const AGAIN: &[&str] = &["Try again"];
const LATER: &[&str] = &["Try again in … s"];
const EDIT: &[&str] = &["Edit"];
const MORE: &[&str] = &["Continue"];
const GO_ON: &[&str] = &["Continue", "Try again"];

const KNIGHT: Kept = Text("Once upon a time there was a brave knight.");
const BEGUN: Kept = Text("Once upon a time");
const TORN: Kept = Text("Once upon a time a brave knight.");
const LAMPS: Kept = Text(
    "The keeper of the lighthouse had two lamps. One he lit for the ships, and the other for \
     himself. When the storm came, he gave the ships both.",
);
const LAMP: Kept = Text("The keeper of the lighthouse had two lamps. One he lit for the ships,");
const CODE: Kept = Text(
    "Here it is: fn main() { let knights = [\"Ada\", \"Brân\", \"Cid\"]; for knight in knights { \
     println!(\"{knight} rides\"); } } That is all of it.",
);
const TABLE: Kept = Text("knight horse Ada Comet Brân Thunder Cid Babieca All three are well.");
const ONE_DAY: Kept = Text("The first day was cold.");
const TWO_DAYS: Kept = Text("The first day was cold. The second day was long.");
const DAYS: Kept =
    Text("The first day was cold. The second day was long. The third day was the last.");

const JSON_200: Source = Source::Inline(
    r#"{"headers": {"content-type": "application/json"}, "steps": [{"text": "{\"ok\": true}"}]}"#,
);
const CREATED: Source = Source::Inline(
    r#"{"status": 201, "headers": {"content-type": "text/html"}, "steps": [{"text": "<p>Made</p>"}]}"#,
);
const DAMAGED: Source = Source::Inline(
    r#"{"steps": [
        {"frame": {"candidates": [{"content": {"parts": [{"text": "Once upon a time "}]}}]}},
        {"text": "data: {\"candidates\": [{\"content\": {\"par\r\n\r\n"},
        {"frame": {"candidates": [{"content": {"parts": [{"text": "a brave knight."}]}, "finishReason": "STOP"}]}}
    ]}"#,
);
const EMPTY_400: Source = Source::Inline(r#"{"status": 400, "steps": []}"#);
const NOT_FOUND: Source = Source::Inline(
    r#"{"status": 404, "headers": {"content-type": "text/html"}, "steps": [{"text": "<h1>404</h1>"}]}"#,
);

/// All faults.
pub(crate) const FAULTS: &[Fault] = &[
    // Endings.
    fault("finish-stop", "complete", Sent, 1, NONE),
    fault("stop-on-every-frame", "complete", Sent, 1, NONE),
    fault("stop-in-the-middle", "complete", Sent, 1, NONE),
    fault("usage-after-finish", "complete", Sent, 1, NONE),
    fault("finish-without-content", "complete", Sent, 1, NONE),
    fault("finish-twice", "complete", Sent, 1, NONE),
    fault("finish-late", "complete", Sent, 1, NONE),
    fault("finish-changes", "token-limit", Sent, 1, MORE),
    fault("no-finish-reason", "connection-lost", Sent, 1, GO_ON),
    fault("no-content", "empty", Nothing, 3, AGAIN),
    fault("stop-without-text", "empty", Nothing, 1, AGAIN),
    fault("thoughts-only", "empty", Nothing, 1, AGAIN),
    fault("unterminated-last-frame", "complete", KNIGHT, 1, NONE),
    fault("broken-last-frame", "connection-lost", BEGUN, 1, GO_ON),
    fault("damaged-frame", "damaged", TORN, 1, GO_ON).of(DAMAGED),
    // Shapes of a chunk.
    fault("odd-chunks", "complete", Sent, 1, NONE),
    fault("unknown-parts", "complete", Sent, 1, NONE),
    fault("unknown-frame", "complete", Sent, 1, NONE),
    fault("thoughts", "complete", Sent, 1, NONE),
    fault("function-call", "complete", Sent, 1, NONE),
    fault("code-execution", "complete", Sent, 1, NONE),
    fault("citations", "complete", Sent, 1, NONE),
    fault("grounding", "complete", Sent, 1, NONE),
    fault("many-tiny-frames", "complete", Sent, 1, NONE),
    fault("hundred-thousand-frames", "complete", Sent, 1, NONE),
    fault("large-frame", "complete", Sent, 1, NONE),
    fault("huge-frame", "complete", Sent, 1, NONE),
    fault("awkward-text", "complete", Sent, 1, NONE),
    // Finish reasons.
    fault("finish-max-tokens", "token-limit", Sent, 1, MORE),
    fault("finish-continuation", "token-limit", Sent, 1, MORE),
    fault("finish-safety", "answer-blocked", Sent, 1, AGAIN),
    fault("finish-recitation", "answer-blocked", Sent, 1, AGAIN),
    fault("finish-language", "answer-blocked", Sent, 1, AGAIN),
    fault("finish-blocklist", "answer-blocked", Sent, 1, AGAIN),
    fault(
        "finish-prohibited-content",
        "answer-blocked",
        Sent,
        1,
        AGAIN,
    ),
    fault("finish-spii", "answer-blocked", Sent, 1, AGAIN),
    fault("finish-image-safety", "answer-blocked", Sent, 1, AGAIN),
    fault(
        "finish-image-prohibited-content",
        "answer-blocked",
        Sent,
        1,
        AGAIN,
    ),
    fault("finish-image-recitation", "answer-blocked", Sent, 1, AGAIN),
    fault("finish-image-other", "answer-blocked", Sent, 1, AGAIN),
    fault("finish-model-armor", "answer-blocked", Sent, 1, AGAIN),
    fault(
        "finish-pup-limited-disabled",
        "answer-blocked",
        Sent,
        1,
        AGAIN,
    ),
    fault("finish-no-image", "model-fault", Nothing, 1, AGAIN),
    fault(
        "finish-malformed-function-call",
        "model-fault",
        Nothing,
        1,
        AGAIN,
    ),
    fault(
        "finish-unexpected-tool-call",
        "model-fault",
        Nothing,
        1,
        AGAIN,
    ),
    fault("finish-too-many-tool-calls", "model-fault", Sent, 1, AGAIN),
    fault(
        "finish-missing-thought-signature",
        "model-fault",
        Nothing,
        1,
        AGAIN,
    ),
    fault(
        "finish-malformed-response",
        "model-fault",
        Nothing,
        1,
        AGAIN,
    ),
    fault("finish-other", "model-fault", Sent, 1, AGAIN),
    fault("finish-escalation", "unknown", Sent, 1, AGAIN),
    fault("finish-unspecified", "unknown", Sent, 1, AGAIN),
    fault("finish-unknown", "unknown", Sent, 1, AGAIN),
    // Block reasons.
    fault("blocked-unspecified", "prompt-blocked", Nothing, 1, EDIT),
    fault("blocked-safety", "prompt-blocked", Nothing, 1, EDIT),
    fault("blocked-other", "prompt-blocked", Nothing, 1, EDIT),
    fault("blocked-blocklist", "prompt-blocked", Nothing, 1, EDIT),
    fault(
        "blocked-prohibited-content",
        "prompt-blocked",
        Nothing,
        1,
        EDIT,
    ),
    fault("blocked-image-safety", "prompt-blocked", Nothing, 1, EDIT),
    fault("blocked-model-armor", "prompt-blocked", Nothing, 1, EDIT),
    fault("blocked-jailbreak", "prompt-blocked", Nothing, 1, EDIT),
    fault("blocked-unknown", "prompt-blocked", Nothing, 1, EDIT),
    fault("ratings-without-block", "complete", Sent, 1, NONE),
    // Errors inside a stream with status 200.
    fault("error-pretty", "cancelled", Sent, 1, GO_ON),
    fault("error-line", "overloaded", Sent, 1, GO_ON),
    fault("error-frame", "server-error", Sent, 1, GO_ON),
    fault("error-without-code", "rate-limited", Sent, 1, GO_ON),
    fault("error-code-as-text", "overloaded", Sent, 1, GO_ON),
    fault("error-in-message", "refused-key", Sent, 1, GO_ON),
    fault("error-first-frame", "overloaded", Nothing, 3, AGAIN),
    fault("error-first-line", "overloaded", Nothing, 3, AGAIN),
    fault("error-first-pretty", "overloaded", Nothing, 3, AGAIN),
    // HTTP errors.
    fault("api-key-invalid", "refused-key", Nothing, 1, AGAIN),
    fault("invalid-argument", "invalid-request", Nothing, 1, EDIT),
    fault("unknown-name", "invalid-request", Nothing, 1, EDIT),
    fault(
        "thinking-level-unsupported",
        "invalid-request",
        Nothing,
        1,
        EDIT,
    ),
    fault("penalty-not-enabled", "invalid-request", Nothing, 1, EDIT),
    fault(
        "thought-signature-missing",
        "invalid-request",
        Nothing,
        1,
        AGAIN,
    ),
    fault(
        "thought-signature-corrupted",
        "invalid-request",
        Nothing,
        1,
        AGAIN,
    ),
    fault("multiple-credentials", "refused-key", Nothing, 1, AGAIN),
    fault("location-unsupported", "refused-region", Nothing, 1, NONE),
    fault("bad-request", "invalid-request", Nothing, 1, EDIT),
    fault("empty-400", "invalid-request", Nothing, 1, EDIT).of(EMPTY_400),
    fault("token-type-unsupported", "refused-key", Nothing, 1, AGAIN),
    fault("api-key-leaked", "refused-key", Nothing, 1, AGAIN),
    fault("referrer-blocked", "refused-key", Nothing, 1, AGAIN),
    fault("key-missing", "refused-key", Nothing, 1, AGAIN),
    fault("service-disabled", "refused-permission", Nothing, 1, AGAIN),
    fault("permission-denied", "refused-permission", Nothing, 1, AGAIN),
    fault("model-not-found", "model-not-found", Nothing, 1, AGAIN),
    fault("page-not-found", "not-gemini", Nothing, 1, AGAIN).of(NOT_FOUND),
    fault("request-timeout", "timeout", Nothing, 3, AGAIN),
    fault("payload-too-large", "too-large", Nothing, 1, EDIT),
    fault("quota-per-minute", "rate-limited", Nothing, 3, LATER),
    fault("quota-per-minute-long", "rate-limited", Nothing, 1, LATER),
    fault("quota-per-day", "quota-exceeded", Nothing, 1, AGAIN),
    fault("quota-limit-zero", "quota-exceeded", Nothing, 1, AGAIN),
    fault("quota-short", "rate-limited", Nothing, 3, AGAIN),
    fault("retry-after-seconds", "rate-limited", Nothing, 3, LATER),
    fault("retry-after-date", "rate-limited", Nothing, 3, LATER),
    fault("retry-after-long", "rate-limited", Nothing, 1, LATER),
    fault("cancelled", "cancelled", Nothing, 3, AGAIN),
    fault("internal", "server-error", Nothing, 3, AGAIN),
    fault("error-empty-body", "server-error", Nothing, 3, AGAIN),
    fault("bad-gateway", "server-error", Nothing, 3, AGAIN),
    fault("overloaded", "overloaded", Nothing, 3, AGAIN),
    fault("high-demand", "overloaded", Nothing, 3, AGAIN),
    fault("error-array", "overloaded", Nothing, 3, AGAIN),
    fault("deadline-exceeded", "timeout", Nothing, 3, AGAIN),
    fault("gateway-timeout", "timeout", Nothing, 3, AGAIN),
    fault("error-without-cors", "unreachable", Nothing, 3, AGAIN),
    fault("redirect-to-nowhere", "unreachable", Nothing, 3, AGAIN),
    fault("redirect-to-page", "not-gemini", Nothing, 1, AGAIN),
    // Framing.
    fault("lf-only", "complete", Sent, 1, NONE),
    fault("cr-only", "complete", Sent, 1, NONE),
    fault("no-space-after-data", "complete", Sent, 1, NONE),
    fault("bom", "complete", Sent, 1, NONE),
    fault("comments", "complete", Sent, 1, NONE),
    fault("leading-blank-lines", "complete", Sent, 1, NONE),
    fault("other-fields", "complete", Sent, 1, NONE),
    fault("done-marker", "complete", Sent, 1, NONE),
    fault("multi-line-data", "complete", KNIGHT, 1, NONE),
    fault("array-in-place-of-events", "complete", KNIGHT, 1, NONE),
    fault("array-of-errors", "overloaded", BEGUN, 1, GO_ON),
    fault("wrong-content-type", "complete", Sent, 1, NONE),
    fault("html-200", "not-gemini", Nothing, 1, AGAIN),
    fault("json-200", "not-gemini", Nothing, 1, AGAIN).of(JSON_200),
    fault("html-201", "not-gemini", Nothing, 1, AGAIN).of(CREATED),
    fault("empty-200", "empty", Nothing, 3, AGAIN),
    fault(
        "invalid-utf8",
        "complete",
        Text("Once upon a time there was \u{fffd}\u{fffd}(\u{fffd}\u{fffd}\u{fffd} a knight."),
        1,
        NONE,
    ),
    fault("byte-by-byte", "complete", Sent, 1, NONE),
    fault("random-cuts", "complete", Story, 1, NONE),
    fault(
        "cut-in-character",
        "complete",
        Text("Good night 🌍"),
        1,
        NONE,
    ),
    fault("cut-between-cr-lf", "complete", KNIGHT, 1, NONE),
    // Time and connections.
    fault("slow-first-byte", "complete", Sent, 1, NONE),
    fault("slow-head", "complete", Sent, 1, NONE),
    fault("slow", "complete", Sent, 1, NONE),
    fault("drip", "complete", Sent, 1, NONE).silent_after(500),
    fault("stall", "stopped", Nothing, 1, AGAIN).when(Reader::Stops),
    fault("stall-after-head", "stopped", Nothing, 1, AGAIN).when(Reader::Stops),
    fault("stall-mid-answer", "stopped", Sent, 1, GO_ON).when(Reader::Stops),
    fault("stall", "timeout", Nothing, 1, AGAIN).silent_after(200),
    fault("stall-after-head", "timeout", Nothing, 1, AGAIN).silent_after(200),
    fault("stall-mid-answer", "timeout", Sent, 1, GO_ON).silent_after(200),
    fault("connection-refused", "unreachable", Nothing, 3, AGAIN).of(Source::Nobody),
    fault("reset-before-headers", "unreachable", Nothing, 3, AGAIN),
    fault("reset-after-headers", "unreachable", Nothing, 3, AGAIN),
    fault("reset-mid-frame", "connection-lost", Sent, 1, GO_ON),
    fault("reset-after-text", "connection-lost", Sent, 1, GO_ON),
    fault("close-before-headers", "unreachable", Nothing, 3, AGAIN),
    fault("close-mid-frame", "connection-lost", Sent, 1, GO_ON),
    fault("close-mid-utf8", "connection-lost", BEGUN, 1, GO_ON),
    fault("close-between-cr-lf", "connection-lost", KNIGHT, 1, GO_ON),
    fault("close-after-finish", "connection-lost", Sent, 1, GO_ON).in_webkitgtk("complete", NONE),
    fault("missing-cors", "unreachable", Nothing, 3, AGAIN),
    fault("denied-cors", "unreachable", Nothing, 3, AGAIN),
    // Transient failures.
    fault("overloaded-once", "complete", Story, 2, NONE),
    fault("overloaded-twice", "complete", Story, 3, NONE),
    fault("quota-per-minute-once", "complete", Story, 2, NONE),
    fault("retry-after-seconds-once", "complete", Story, 2, NONE),
    fault("retry-after-date-once", "complete", Story, 2, NONE),
    fault("request-timeout-once", "complete", Story, 2, NONE),
    fault("no-content-once", "complete", Story, 2, NONE),
    fault("error-first-frame-once", "complete", Story, 2, NONE),
    fault("reset-before-headers-once", "complete", Story, 2, NONE),
    fault("reset-mid-frame-once", "connection-lost", BEGUN, 1, GO_ON),
    // Refused histories.
    fault("history-signature-corrupted", "complete", KNIGHT, 3, NONE).when(Reader::Asks(2)),
    fault("history-refused", "invalid-request", Nothing, 3, AGAIN).when(Reader::Asks(2)),
    // Continued answers.
    fault("continued", "complete", LAMPS, 2, NONE).when(Reader::Continues(1)),
    fault("continued-with-overlap", "complete", LAMPS, 2, NONE).when(Reader::Continues(1)),
    fault("continued-twice", "complete", LAMPS, 3, NONE).when(Reader::Continues(2)),
    fault("continued-in-code", "complete", CODE, 2, NONE).when(Reader::Continues(1)),
    fault("continued-in-table", "complete", TABLE, 2, NONE).when(Reader::Continues(1)),
    fault("continued-at-limit", "complete", LAMPS, 2, NONE).when(Reader::Continues(1)),
    fault("error-and-continued", "overloaded", LAMP, 1, GO_ON),
    fault("error-and-continued", "complete", LAMPS, 2, NONE).when(Reader::Continues(1)),
    // Answers over several requests.
    fault("long-decode", "complete", DAYS, 3, NONE),
    fault(
        "long-decode-thinking",
        "complete",
        Text("The first day was cold. The third day was the last."),
        3,
        NONE,
    ),
    fault(
        "long-decode-dropped-at-checkpoint",
        "complete",
        DAYS,
        6,
        NONE,
    ),
    fault("long-decode-dropped-before-text", "complete", DAYS, 5, NONE),
    fault("long-decode-closed-before-text", "complete", DAYS, 4, NONE),
    fault(
        "long-decode-dropped-three-times",
        "complete",
        TWO_DAYS,
        5,
        NONE,
    ),
    fault(
        "long-decode-dropped-for-ever",
        "connection-lost",
        ONE_DAY,
        5,
        GO_ON,
    ),
    fault(
        "long-decode-dropped-after-text",
        "connection-lost",
        Text("The first day was cold. The second day"),
        2,
        GO_ON,
    ),
    fault(
        "long-decode-dropped-in-first",
        "connection-lost",
        ONE_DAY,
        1,
        GO_ON,
    ),
    fault("long-decode-refused", "overloaded", ONE_DAY, 2, GO_ON),
    fault(
        "long-decode-at-limit",
        "token-limit",
        Text("The first day was cold. The second day"),
        2,
        MORE,
    ),
];
