//! The JSON parser: it never panics, and agrees with `serde_json` on any text, cut anywhere.

#![no_main]

#[path = "../../../src/json/agreement.rs"]
mod agreement;
mod cuts;
#[allow(dead_code, reason = "a target needs its part of it")]
#[path = "../../../src/json.rs"]
mod json;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    agreement::check(&text);
    // What an event would contain if its stream had been cut there.
    let mut cut = 0;
    for piece in cuts::by_its_own_bytes(text.as_bytes()).take(16) {
        cut += piece.len();
        if let Some((before, _)) = text.split_at_checked(cut) {
            agreement::check(before);
        }
    }
    if let Some((before, after)) = text.split_at_checked(cuts::limit(text.as_bytes())) {
        agreement::check(before);
        agreement::check(after);
    }
});
