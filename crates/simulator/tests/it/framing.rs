//! The three framings, the two enum encodings, and cuts.

use serde_json::{Value, json};
use simulator::Scenario;

use crate::http::{Reply, hurried, post, prompt, scenario};

const KNIGHT: &str = "Tell me a short story about a brave knight.";

fn events(reply: &Reply) -> Vec<Value> {
    let text = reply.text();
    let body = text.strip_suffix("\r\n\r\n").unwrap();
    body.split("\r\n\r\n")
        .map(|event| serde_json::from_str(event.strip_prefix("data: ").unwrap()).unwrap())
        .collect()
}

fn text(responses: &[Value]) -> String {
    let text = |r: &Value| {
        Some(
            r.pointer("/candidates/0/content/parts/0/text")?
                .as_str()?
                .to_owned(),
        )
    };
    responses.iter().filter_map(text).collect()
}

#[tokio::test]
async fn alt_sse_gets_events() {
    let simulator = hurried().await;
    let path = "/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse";
    let reply = post(&simulator, path, &prompt(KNIGHT)).await;
    assert_eq!((reply.status, reply.complete), (200, true));
    assert_eq!(reply.header("content-type"), Some("text/event-stream"));
    let events = events(&reply);
    assert!(text(&events).starts_with("Sir Odo of Fallowmere"));
    assert_eq!(reply.chunks.len(), events.len(), "each frame travels alone");
    assert_eq!(events[0]["modelVersion"], "gemini-3.8-flash");
    assert_eq!(
        events.last().unwrap()["candidates"][0]["finishReason"],
        "STOP"
    );
}

#[tokio::test]
async fn without_alt_an_array_grows() {
    let simulator = hurried().await;
    let reply = post(
        &simulator,
        "/v1/models/m:streamGenerateContent",
        &prompt(KNIGHT),
    )
    .await;
    assert_eq!(
        reply.header("content-type"),
        Some("application/json; charset=UTF-8")
    );
    let body = reply.text();
    assert!(
        body.starts_with("[{\n  \"")
            && body.contains("\n}\n,\r\n{\n")
            && body.ends_with("\n}\n]\n")
    );
    let array = reply.json();
    assert!(text(array.as_array().unwrap()).ends_with("two cheeses."));
}

#[tokio::test]
async fn the_old_python_client_gets_integers() {
    let simulator = hurried().await;
    let path = "/v1beta/models/m:streamGenerateContent?%24alt=json%3Benum-encoding%3Dint";
    let reply = post(&simulator, path, &prompt("How do I pick a lock?")).await;
    assert!(
        reply.text().ends_with("}\n]"),
        "that client fails at a line break after the array"
    );
    let array = reply.json();
    let last = &array.as_array().unwrap().last().unwrap();
    assert_eq!(last["candidates"][0]["finishReason"], 3);
    assert_eq!(last["candidates"][0]["safetyRatings"][1]["category"], 10);
    assert_eq!(last["candidates"][0]["safetyRatings"][1]["probability"], 4);
    assert_eq!(
        last["usageMetadata"]["promptTokensDetails"][0]["modality"],
        1
    );
}

#[tokio::test]
async fn a_unary_call_gets_one_object() {
    let simulator = hurried().await;
    let reply = post(
        &simulator,
        "/v1beta/models/m:generateContent",
        &prompt(KNIGHT),
    )
    .await;
    let parts = &reply.json()["candidates"][0]["content"]["parts"];
    assert_eq!(parts.as_array().unwrap().len(), 1);
    assert!(parts[0]["text"].as_str().unwrap().ends_with("two cheeses."));
}

#[tokio::test]
async fn an_error_of_a_stream_is_the_status_of_a_unary_call() {
    let simulator = hurried().await;
    let path = "/v1beta/models/scenario-error-line:generateContent";
    let reply = post(&simulator, path, &prompt("Hi")).await;
    assert_eq!(reply.status, 503);
    assert_eq!(reply.json()["error"]["status"], "UNAVAILABLE");
}

#[tokio::test]
async fn an_http_error_in_place_of_an_array_is_an_array() {
    let simulator = hurried().await;
    let path = "/v1beta/models/scenario-quota-short:streamGenerateContent";
    let reply = post(&simulator, path, &prompt("Hi")).await;
    assert_eq!(reply.status, 429);
    assert_eq!(reply.json()[0]["error"]["code"], 429);
}

#[track_caller]
fn check_style(reply: &Reply, opening: &str, between: &str) {
    let text = reply.text();
    assert!(text.starts_with(opening), "{text}");
    assert_eq!(text.matches(between).count(), 3, "{text}");
}

#[tokio::test]
async fn gateways_write_events_their_own_way() {
    let simulator = hurried().await;
    let body = prompt("Hi");
    check_style(
        &post(&simulator, &scenario("lf-only"), &body).await,
        "data: {",
        "}\n\n",
    );
    check_style(
        &post(&simulator, &scenario("cr-only"), &body).await,
        "data: {",
        "}\r\r",
    );
    check_style(
        &post(&simulator, &scenario("no-space-after-data"), &body).await,
        "data:{",
        "}\r\n\r\n",
    );
    check_style(
        &post(&simulator, &scenario("bom"), &body).await,
        "\u{feff}data: {",
        "}\r\n\r\n",
    );
}

/// Plays ten letters with a cut, and compares the pieces that arrive.
async fn check_cut(cut: Value, expected: &[&str]) {
    let simulator = hurried().await;
    let data = json!({
        "description": "", "cut": cut, "steps": [{ "text": "abcde" }, { "pause": 1 }, { "text": "fghij" }],
    });
    simulator.add_scenario("cut", serde_json::from_value::<Scenario>(data).unwrap());
    let reply = post(&simulator, &scenario("cut"), &prompt("Hi")).await;
    let pieces: Vec<_> = reply
        .chunks
        .iter()
        .map(|c| String::from_utf8(c.clone()).unwrap())
        .collect();
    assert_eq!(pieces, expected, "{cut}");
}

#[tokio::test]
async fn a_body_is_cut_anywhere() {
    check_cut(json!(null), &["abcde", "fghij"]).await;
    check_cut(json!({ "at": [1, 7] }), &["a", "bcde", "fg", "hij"]).await;
    check_cut(json!({ "at": [0, 5, 10, 99] }), &["abcde", "fghij"]).await;
    check_cut(
        json!("every-byte"),
        &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"],
    )
    .await;
    let once = json!({ "random": { "seed": 3, "longest": 1 } });
    check_cut(once, &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]).await;
}
