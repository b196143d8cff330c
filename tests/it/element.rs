//! The defaults in the element's schema, which are text there, against those of the crate.

use std::time::Duration;

use rill_chat::{chat::Recovery, gemini::DEFAULT_MODEL};

// Included by path, so that no feature is needed.
#[expect(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "only the attributes are looked at"
)]
#[path = "../../src/element/schema.rs"]
mod schema;

use schema::{ATTRIBUTES, Kind};

#[track_caller]
fn check(name: &str, default: &str) {
    let attribute = ATTRIBUTES.iter().find(|attribute| attribute.name == name);
    assert_eq!(attribute.unwrap().default, default, "{name}");
}

fn seconds(time: Duration) -> String {
    time.as_secs_f64().to_string()
}

#[test]
fn the_defaults_are_those_of_the_crate() {
    let recovery = Recovery::default();
    check("model", DEFAULT_MODEL);
    check("retry-attempts", &recovery.attempts.to_string());
    check("retry-base-delay", &seconds(recovery.base_delay));
    check("retry-max-delay", &seconds(recovery.max_delay));
    check("silence-notice", &seconds(recovery.silence_notice));
    check("silence-limit", &seconds(recovery.silence_limit));
    check("continuations", &recovery.continuations.to_string());
    // The numeric attributes are exactly those checked above.
    let numbers = ATTRIBUTES.iter();
    let numbers = numbers.filter(|attribute| matches!(attribute.kind, Kind::Number { .. }));
    assert_eq!(numbers.count(), 6);
}
