//! Error bodies and status codes, and the kinds of error that they map to.

use std::time::Duration;

use rill_chat::{
    ErrorKind,
    gemini::{from_response, from_status},
};
use serde_json::{Value, json};

use crate::reading::failure;

#[track_caller]
fn check(code: u16, body: impl AsRef<[u8]>, expected: &str) {
    check_with(code, None, body, expected);
}

#[track_caller]
fn check_with(code: u16, retry_after: Option<u64>, body: impl AsRef<[u8]>, expected: &str) {
    let retry_after = retry_after.map(Duration::from_secs);
    let error = from_response(code, retry_after, body.as_ref());
    assert_eq!(failure(&error), expected, "{error}");
}

/// An error body in Google's format.
fn google(code: u16, status: &str, message: &str, details: &Value) -> String {
    json!({"error": {"code": code, "message": message, "status": status, "details": details}})
        .to_string()
}

fn reason(reason: &str) -> Value {
    json!([{
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
    }])
}

/// Checks the kind of one error, with the message as its detail.
#[track_caller]
fn check_google(code: u16, status: &str, details: &Value, message: &str, kind: &str) {
    let body = google(code, status, message, details);
    let expected = format!("{kind} {code} {status}");
    check(code, &body, &expected);
    check(code, format!("[{body}]"), &expected);
    // The same inside a stream, where there is no HTTP status.
    let status: Value = serde_json::from_str(&body).unwrap();
    let error = from_status(&status["error"].to_string());
    assert_eq!(failure(&error), expected);
    assert_eq!(error.detail(), Some(message));
}

#[test]
fn refused_requests() {
    let check = |message, kind| check_google(400, "INVALID_ARGUMENT", &json!([]), message, kind);
    check("Request contains an invalid argument.", "InvalidRequest");
    check(
        "Invalid JSON payload received. Unknown name \"const\"",
        "InvalidRequest",
    );
    check(
        "Thinking level MINIMAL is not supported for this model.",
        "InvalidRequest",
    );
    check(
        "Penalty is not enabled for models/gemini-2.5-flash",
        "InvalidRequest",
    );
    check(
        "Function call is missing a thought_signature in functionCall parts",
        "InvalidHistory",
    );
    check("Corrupted thought signature.", "InvalidHistory");
    check(
        "Please ensure that the number of function response parts is equal to the number of \
         function call parts of the function call turn.",
        "InvalidHistory",
    );
    check(
        "* GenerateContentRequest.contents[1].parts: contents.parts must not be empty.",
        "InvalidHistory",
    );
    check(
        "Multiple authentication credentials received. Please pass only one.",
        "InvalidKey",
    );
    check_google(
        400,
        "FAILED_PRECONDITION",
        &json!([]),
        "User location is not supported for the API use.",
        "RegionNotSupported",
    );
}

#[test]
fn keys_and_permissions() {
    check_google(
        400,
        "INVALID_ARGUMENT",
        &reason("API_KEY_INVALID"),
        "API key not valid. Please pass a valid API key.",
        "InvalidKey",
    );
    // The reason is sufficient, whatever the message says.
    check_google(
        400,
        "INVALID_ARGUMENT",
        &reason("API_KEY_INVALID"),
        "Nope.",
        "InvalidKey",
    );
    check_google(
        401,
        "UNAUTHENTICATED",
        &reason("ACCESS_TOKEN_TYPE_UNSUPPORTED"),
        "Request had invalid authentication credentials. Expected OAuth 2 access token",
        "InvalidKey",
    );
    let check = |details: &Value, message, kind| {
        check_google(403, "PERMISSION_DENIED", details, message, kind);
    };
    check(
        &json!([]),
        "Your API key was reported as leaked. Please use another API key.",
        "InvalidKey",
    );
    check(
        &json!([]),
        "Method doesn't allow unregistered callers (callers without established identity). \
         Please use API Key or other form of API consumer identity to call this API.",
        "InvalidKey",
    );
    check(
        &reason("API_KEY_HTTP_REFERRER_BLOCKED"),
        "Requests from referer <empty> are blocked.",
        "InvalidKey",
    );
    check(
        &reason("SERVICE_DISABLED"),
        "Generative Language API has not been used in project 1 before or it is disabled.",
        "PermissionDenied",
    );
    check(
        &json!([]),
        "The caller does not have permission",
        "PermissionDenied",
    );
}

#[test]
fn other_codes() {
    let none = &json!([]);
    check_google(
        404,
        "NOT_FOUND",
        none,
        "models/x is not found for API version v1beta, or is not supported for generateContent.",
        "ModelNotFound",
    );
    check_google(409, "ABORTED", none, "Aborted.", "InvalidRequest");
    check_google(
        499,
        "CANCELLED",
        none,
        "The operation was cancelled.",
        "Cancelled",
    );
    check_google(
        500,
        "INTERNAL",
        none,
        "An internal error has occurred.",
        "Internal",
    );
    check_google(501, "UNIMPLEMENTED", none, "Not implemented.", "Internal");
    let overloaded = "The model is overloaded. Please try again later.";
    check_google(503, "UNAVAILABLE", none, overloaded, "Overloaded");
    check_google(
        504,
        "DEADLINE_EXCEEDED",
        none,
        "Deadline expired.",
        "Timeout",
    );
}

fn quota(ids: &[&str], delay: &str) -> Value {
    let violations: Vec<_> = ids
        .iter()
        .map(|id| json!({"quotaId": id, "quotaValue": "20"}))
        .collect();
    json!([
        {"@type": "type.googleapis.com/google.rpc.Help", "links": [{"url": "https://ai.google.dev"}]},
        {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": violations},
        {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": delay},
    ])
}

#[test]
fn quotas() {
    #[track_caller]
    fn check_quota(ids: &[&str], delay: &str, message: &str, expected: &str) {
        check(
            429,
            google(429, "RESOURCE_EXHAUSTED", message, &quota(ids, delay)),
            expected,
        );
    }
    let minute = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";
    let day = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";
    let tokens = "GenerateContentInputTokensPerModelPerMinute-FreeTier";
    let over = "You exceeded your current quota, please check your plan and billing details.";
    let limited = "RateLimited 429 RESOURCE_EXHAUSTED";
    let used_up = "QuotaExceeded 429 RESOURCE_EXHAUSTED";
    check_quota(&[minute], "36s", over, &format!("{limited} in 36s"));
    check_quota(&[tokens], "34.4s", over, &format!("{limited} in 34.4s"));
    check_quota(&[day], "59s", over, &format!("{used_up} in 59s"));
    check_quota(&[minute, day], "59s", over, &format!("{used_up} in 59s"));
    check_quota(&[], "0s", over, &format!("{limited} in 0ns"));
    // Invalid delays.
    for delay in ["", "36", "soon", "-3s", "infs", "NaNs", "1e30s", "s"] {
        check_quota(&[minute], delay, over, limited);
    }
    // A limit of zero means that the plan does not include the model.
    let metric = "Quota exceeded for metric: generate_content_free_tier_requests";
    for rest in [
        "0, model: x\nPlease retry in 11.66s.",
        "0",
        "0\nPlease retry in 11.66s.",
    ] {
        check_quota(
            &[minute],
            "11s",
            &format!("{metric}, limit: {rest}"),
            &format!("{used_up} in 11s"),
        );
    }
    for rest in ["0.5, model: x", "05", "20, model: x"] {
        check_quota(
            &[minute],
            "11s",
            &format!("{metric}, limit: {rest}"),
            &format!("{limited} in 11s"),
        );
    }
    let short = "Resource has been exhausted (e.g. check quota).";
    check(
        429,
        json!({"error": {"code": 429, "message": short, "status": "RESOURCE_EXHAUSTED"}})
            .to_string(),
        limited,
    );
}

#[test]
fn retry_after() {
    check_with(429, Some(20), "", "RateLimited 429 in 20s");
    check_with(503, Some(5), "<html>", "Overloaded 503 in 5s");
    // The delay in the body takes precedence.
    let body = google(429, "RESOURCE_EXHAUSTED", "slow down", &quota(&[], "3s"));
    check_with(
        429,
        Some(20),
        body,
        "RateLimited 429 RESOURCE_EXHAUSTED in 3s",
    );
}

#[test]
fn bodies_that_are_not_googles() {
    check(502, "", "Internal 502");
    check(
        502,
        "<!doctype html><title>Bad Gateway</title>",
        "Internal 502",
    );
    check(413, "Payload Too Large", "TooLarge 413");
    check(408, b"\xFF\xFE", "Timeout 408");
    check(401, "null", "InvalidKey 401");
    check(403, "{}", "PermissionDenied 403");
    // What a static file server answers to a request meant for a relay.
    check(404, r#"{"detail": "Not Found"}"#, "NotGemini 404");
    check(405, "<html>405 Not Allowed</html>", "NotGemini 405");
    check(501, "Unsupported method ('POST')", "NotGemini 501");
    check(429, "[]", "RateLimited 429");
    check(418, "[[[{", "InvalidRequest 418");
    // A redirect that was not followed is no answer of Gemini's.
    check(302, "", "NotGemini 302");
    check(0, "", "NotGemini 0");
}

#[test]
fn gateways_that_wrap_or_bend() {
    let inner = google(503, "UNAVAILABLE", "The model is overloaded.", &json!([]));
    let wrapped = google(503, "Service Unavailable", &inner, &json!([]));
    check(503, &wrapped, "Overloaded 503 UNAVAILABLE");
    check(
        502,
        google(502, "", &format!(" [{inner}]"), &json!([])),
        "Overloaded 503 UNAVAILABLE",
    );
    // Wrapped twice, by two gateways in a row.
    check(
        500,
        google(500, "", &wrapped, &json!([])),
        "Overloaded 503 UNAVAILABLE",
    );
    // Fields missing in the inner error are taken from the outer one.
    let terse = r#"{"error": {"message": "slow down"}}"#;
    let outer = google(429, "RESOURCE_EXHAUSTED", terse, &quota(&[], "3s"));
    check(400, outer, "RateLimited 429 RESOURCE_EXHAUSTED in 3s");

    check(503, r#"{"error": "overloaded"}"#, "Overloaded 503");
    check(
        503,
        r#"{"error": {"code": "503", "status": 14, "message": null}}"#,
        "Overloaded 503",
    );
    check(
        429,
        r#"{"error": {"code": "rate_limit", "details": null}}"#,
        "RateLimited 429",
    );
    check(
        503,
        r#"{"error": {"code": 14, "status": "UNAVAILABLE", "details": "x"}}"#,
        "Overloaded 503 UNAVAILABLE",
    );
    check(
        503,
        "\u{feff}{\"error\": {\"code\": 503}}",
        "Overloaded 503",
    );
    check(
        503,
        "{\"error\": {\"code\": 503}} and more",
        "Overloaded 503",
    );
    check(
        503,
        r#"{"error": {"details": [7, null, {"retryDelay": 5}, {"retryDelay": "2s"}]}}"#,
        "Overloaded 503 in 2s",
    );
}

/// Without a numeric code, the name of the status determines it.
#[test]
fn status_names() {
    let codes = [
        ("CANCELLED", "Cancelled 499"),
        ("INVALID_ARGUMENT", "InvalidRequest 400"),
        ("FAILED_PRECONDITION", "InvalidRequest 400"),
        ("OUT_OF_RANGE", "InvalidRequest 400"),
        ("UNAUTHENTICATED", "InvalidKey 401"),
        ("PERMISSION_DENIED", "PermissionDenied 403"),
        ("NOT_FOUND", "ModelNotFound 404"),
        ("ABORTED", "InvalidRequest 409"),
        ("ALREADY_EXISTS", "InvalidRequest 409"),
        ("RESOURCE_EXHAUSTED", "RateLimited 429"),
        ("INTERNAL", "Internal 500"),
        ("UNKNOWN", "Internal 500"),
        ("DATA_LOSS", "Internal 500"),
        ("UNIMPLEMENTED", "Internal 501"),
        ("UNAVAILABLE", "Overloaded 503"),
        ("DEADLINE_EXCEEDED", "Timeout 504"),
        ("FAKE_NEW_STATUS", "Unknown"),
    ];
    for (status, expected) in codes {
        let error = from_status(&json!({"status": status}).to_string());
        assert_eq!(failure(&error), format!("{expected} {status}"));
    }
}

#[test]
fn every_kind_has_a_sentence_without_the_servers_words() {
    let error = from_response(
        503,
        None,
        r#"{"error": {"code": 503, "message": "<b>no</b>"}}"#.as_bytes(),
    );
    assert_eq!(error.sentence(), ErrorKind::Overloaded.sentence());
    assert!(!error.sentence().contains("<b>"));
    assert_eq!(
        error.to_string(),
        "the model is overloaded (503): <b>no</b>"
    );
}
