//! Scenarios of several requests: limited counts, continuations, and conditions on the request.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use simulator::{Ending, Scenario, Simulator};

use crate::http::{Reply, hurried, post, post_patiently, prompt, scenario, send};

/// Returns the joined texts of a streamed reply.
fn text(reply: &Reply) -> String {
    let body = String::from_utf8_lossy(&reply.body()).into_owned();
    let frames = body.split("data: ").filter_map(|frame| {
        let response: Value = serde_json::from_str(frame.trim_end()).ok()?;
        let text = response.pointer("/candidates/0/content/parts/0/text")?;
        Some(text.as_str()?.to_owned())
    });
    frames.collect()
}

/// Returns a request that asks the model to continue a partial answer.
fn go_on(said: &str) -> Value {
    json!({ "contents": [
        { "role": "user", "parts": [{ "text": "Tell me" }] },
        { "role": "model", "parts": [{ "text": said }] },
        { "role": "user", "parts": [{ "text": "Go on" }] },
    ] })
}

fn add(simulator: &Simulator, name: &str, mut data: Value) {
    data["description"] = "made by a test".into();
    let scenario = Scenario::from_json(&data.to_string()).unwrap();
    simulator.add_scenario(name, scenario);
}

/// Plays a scenario with one `tell` step, and compares the text and the number of pieces.
async fn check_tell(said: &str, repeat_last: usize, expected: &str) {
    let simulator = hurried().await;
    let tell = json!({ "text": "Tea for two, for você.", "by": 5, "pause": 1, "repeat-last": repeat_last });
    add(&simulator, "tell", json!({ "steps": [{ "tell": tell }] }));
    let reply = post(&simulator, &scenario("tell"), &go_on(said)).await;
    assert_eq!(text(&reply), expected, "{said} -{repeat_last}");
    let pieces = expected.chars().count().div_ceil(5);
    assert_eq!(reply.chunks.len(), pieces, "{said} -{repeat_last}");
}

#[tokio::test]
async fn a_model_goes_on_where_it_was_cut_off() {
    let whole = "Tea for two, for você.";
    check_tell("Something else", 0, whole).await;
    check_tell(whole, 0, whole).await;
    check_tell("Tea for t", 0, "wo, for você.").await;
    check_tell("Tea for t", 1, "two, for você.").await;
    check_tell("Tea for t", 3, "for two, for você.").await;
    check_tell("Tea for two, for voc", 2, "você.").await;
    check_tell("Tea for two, for você", 1, "você.").await;
    check_tell("Tea for t", 99, whole).await;
}

#[tokio::test]
async fn a_body_is_cut_off_after_a_byte() {
    let simulator = hurried().await;
    for (length, sent) in [(0, ""), (3, "abc"), (5, "abcde"), (7, "abcdefg")] {
        let data =
            json!({ "cut-after": length, "steps": [{ "text": "abcde" }, { "text": "fghij" }] });
        add(&simulator, "cut", data);
        let reply = post(&simulator, &scenario("cut"), &prompt("Hi")).await;
        assert_eq!((reply.status, reply.complete), (200, false), "{length}");
        assert_eq!(reply.text(), sent, "{length}");
    }
    add(
        &simulator,
        "cut",
        json!({ "cut-after": 6, "steps": [{ "text": "abcde" }] }),
    );
    let reply = post(&simulator, &scenario("cut"), &prompt("Hi")).await;
    assert_eq!((reply.text().as_str(), reply.complete), ("abcde", true));
}

/// Continues an answer `cuts` times, each time with what has arrived, and compares the whole.
async fn check_continued(name: &str, whole: &str, cuts: usize) {
    let simulator = hurried().await;
    let first = post(&simulator, &scenario(name), &prompt("Hi")).await;
    let mut said = text(&first);
    for _ in 0..cuts {
        assert!(whole.starts_with(&said), "{name}: {said}");
        assert!(said.len() < whole.len(), "{name} is cut off");
        let next = text(&post(&simulator, &scenario(name), &go_on(&said)).await);
        let seam = (0..=said.len()).rev().find(|at| {
            let end = said.len() - at;
            said.is_char_boundary(end) && next.starts_with(&said[end..])
        });
        said.push_str(&next[seam.unwrap()..]);
    }
    assert_eq!(said, whole, "{name}");
}

#[tokio::test]
async fn an_answer_that_was_cut_off_can_be_had_whole() {
    let lamps = "The keeper of the lighthouse had two lamps. One he lit for the ships, and the other \
                 for himself. When the storm came, he gave the ships both.";
    check_continued("continued", lamps, 1).await;
    check_continued("continued-with-overlap", lamps, 1).await;
    check_continued("continued-twice", lamps, 2).await;
    check_continued("continued-at-limit", lamps, 1).await;
    check_continued("error-and-continued", lamps, 1).await;
}

#[tokio::test]
async fn code_and_tables_are_cut_off_inside() {
    let simulator = hurried().await;
    for (name, inside) in [
        ("continued-in-code", "println!"),
        ("continued-in-table", "| Br"),
    ] {
        let reply = post(&simulator, &scenario(name), &prompt("Hi")).await;
        let said = text(&reply);
        assert!(!reply.complete && said.contains(inside), "{name}: {said}");
        assert!(!said.contains("all"), "{name}: {said}");
    }
}

#[tokio::test]
async fn a_date_lies_in_the_future() {
    let simulator = hurried().await;
    let reply = post(&simulator, &scenario("retry-after-date"), &prompt("Hi")).await;
    let date = httpdate::parse_http_date(reply.header("retry-after").unwrap()).unwrap();
    let away = date.duration_since(SystemTime::now()).unwrap();
    assert!(
        away > Duration::ZERO && away <= Duration::from_secs(3),
        "{away:?}"
    );
    let exposed = reply.header("access-control-expose-headers");
    assert_eq!(exposed, Some("Retry-After"));
}

#[tokio::test]
async fn a_scenario_is_for_requests_with_something_in_them() {
    let simulator = hurried().await;
    let signed = json!({ "contents": [
        { "role": "model", "parts": [{ "text": "", "thoughtSignature": "c2ln" }] },
    ] });
    let call = json!({ "contents": [
        { "role": "model", "parts": [{ "functionCall": { "name": "f", "args": {} } }] },
    ] });
    for (name, body, status) in [
        ("history-signature-corrupted", &signed, 400),
        ("history-signature-corrupted", &call, 200),
        ("history-signature-missing", &call, 400),
        ("history-signature-missing", &signed, 200),
        ("history-refused", &signed, 200),
        ("history-refused", &go_on("Once"), 400),
    ] {
        let reply = post(&simulator, &scenario(name), body).await;
        assert_eq!(reply.status, status, "{name} {body}");
    }
}

/// Sends one continuation token after another, and compares the texts and the endings.
async fn check_hops(name: &str, hops: &[(&str, &str, bool)]) {
    let simulator = hurried().await;
    for (token, expected, complete) in hops {
        let mut body = prompt("Hi");
        if !token.is_empty() {
            body["continuationToken"] = (*token).into();
        }
        let reply = post(&simulator, &scenario(name), &body).await;
        assert_eq!(
            (text(&reply).as_str(), reply.complete),
            (*expected, *complete),
            "{name} {token}"
        );
    }
}

#[tokio::test]
async fn a_long_answer_comes_in_hops() {
    let (second, third) = ("aG9wLTI=", "aG9wLTM=");
    check_hops(
        "long-decode",
        &[
            ("", "The first day was cold. ", true),
            (second, "The second day was long. ", true),
            (third, "The third day was the last.", true),
            ("", "The first day was cold. ", true),
        ],
    )
    .await;
    check_hops(
        "long-decode-dropped-before-text",
        &[
            (second, "", false),
            (second, "The second day was long. ", true),
            (third, "", false),
            (third, "The third day was the last.", true),
            (second, "", false),
        ],
    )
    .await;
    check_hops(
        "long-decode-dropped-at-checkpoint",
        &[
            ("", "The first day ", false),
            ("aG9wLTEuNQ==", "was cold. ", true),
            (second, "The second day ", false),
        ],
    )
    .await;
}

#[tokio::test]
async fn an_unknown_token_is_refused() {
    let simulator = hurried().await;
    for (name, token, status) in [
        ("long-decode", json!("bm9uZQ=="), 400),
        ("long-decode", json!(7), 400),
        ("finish-stop", json!("bm9uZQ=="), 200),
    ] {
        let mut body = prompt("Hi");
        body["continuationToken"] = token;
        let reply = post(&simulator, &scenario(name), &body).await;
        assert_eq!(reply.status, status, "{name}");
    }
}

#[tokio::test]
async fn a_redirect_leads_somewhere() {
    let simulator = hurried().await;
    let reply = post(&simulator, &scenario("redirect-to-page"), &prompt("Hi")).await;
    assert_eq!(reply.status, 302);
    let place = reply.header("location").unwrap();
    let reply = send(&simulator, "GET", place, &[], "").await;
    assert_eq!(
        (reply.status, reply.header("content-type")),
        (200, Some("text/html; charset=utf-8"))
    );
}

#[tokio::test]
async fn a_body_drips() {
    let simulator = Simulator::start().await.unwrap();
    let data =
        json!({ "cut": "every-byte", "drip": 10, "steps": [{ "text": "abcd" }, { "text": "ef" }] });
    add(&simulator, "slow", data);
    let reply = post(&simulator, &scenario("slow"), &prompt("Hi")).await;
    assert_eq!((reply.text().as_str(), reply.chunks.len()), ("abcdef", 6));
    let request = &simulator.requests()[0];
    assert_eq!(request.ending, Ending::Completed);
    let took = request.ended.unwrap() - request.arrived;
    assert!(took >= Duration::from_millis(50), "{took:?}");
}

#[tokio::test]
async fn sizes_are_as_promised() {
    let simulator = hurried().await;
    let huge = post_patiently(&simulator, &scenario("huge-frame"), &prompt("Hi")).await;
    assert!(huge.complete && huge.body().len() > 20 << 20);
    let many = post_patiently(
        &simulator,
        &scenario("hundred-thousand-frames"),
        &prompt("Hi"),
    )
    .await;
    assert_eq!(many.text().matches("data: ").count(), 100_001);
}

#[tokio::test]
async fn a_scenario_that_is_replaced_begins_anew() {
    let simulator = hurried().await;
    for _ in 0..2 {
        add(
            &simulator,
            "once",
            json!({ "status": 503, "times": 1, "steps": [] }),
        );
        let reply = post(&simulator, &scenario("once"), &prompt("Hi")).await;
        assert_eq!(reply.status, 503);
    }
}
