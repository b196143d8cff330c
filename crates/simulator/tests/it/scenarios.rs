//! The bundled scenarios: all of them can be parsed, and behave as they are described.

use serde_json::{Value, json};
use simulator::{Scenario, bundled, bundled_names};

use crate::http::{hurried, post, prompt, scenario};

#[test]
fn every_file_of_the_folder_is_bundled_and_valid() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .map(|file| file.strip_suffix(".json").unwrap().to_owned())
        .collect();
    files.sort();
    assert_eq!(bundled_names().collect::<Vec<_>>(), files);
    for name in &files {
        let text = std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap();
        let read = Scenario::from_json(&text);
        assert!(read.is_ok(), "{name}: {}", read.unwrap_err());
        assert!(
            bundled(name).is_some_and(|scenario| !scenario.description.is_empty()),
            "{name}"
        );
    }
}

#[tokio::test]
async fn the_status_of_an_error_is_also_in_its_body() {
    let simulator = hurried().await;
    // Some need a history with a function call and a signature.
    let mut history = prompt("Hi");
    let called = json!({ "functionCall": { "name": "f" }, "thoughtSignature": "c2ln" });
    let turn = json!({ "role": "model", "parts": [called] });
    history["contents"].as_array_mut().unwrap().push(turn);
    for name in bundled_names() {
        let status = bundled(name).unwrap().status;
        if status < 400 {
            continue;
        }
        let reply = post(&simulator, &scenario(name), &history).await;
        assert_eq!((reply.status, reply.complete), (status, true), "{name}");
        if let Ok(body) = serde_json::from_slice::<Value>(&reply.body()) {
            let error = body
                .pointer("/error")
                .or_else(|| body.pointer("/0/error"))
                .unwrap();
            assert_eq!(error["code"], status, "{name}");
        } else {
            let html = reply.header("content-type") == Some("text/html");
            assert!(html || reply.body().is_empty(), "{name}");
        }
    }
}

#[tokio::test]
async fn a_long_string_is_generated() {
    let simulator = hurried().await;
    let reply = post(&simulator, &scenario("large-frame"), &prompt("Hi")).await;
    assert!(reply.complete && reply.body().len() > 1_000_000);
    assert!(!reply.text().contains("$repeat"));
}

#[tokio::test]
async fn steps_are_repeated() {
    let simulator = hurried().await;
    let reply = post(&simulator, &scenario("many-tiny-frames"), &prompt("Hi")).await;
    assert_eq!(reply.text().matches("data: ").count(), 2001);
}

#[tokio::test]
async fn cuts_fall_inside_characters_and_line_ends() {
    let simulator = hurried().await;
    let reply = post(&simulator, &scenario("cut-in-character"), &prompt("Hi")).await;
    assert!(
        reply
            .chunks
            .iter()
            .any(|chunk| std::str::from_utf8(chunk).is_err())
    );
    assert!(reply.text().contains("Good night 🌍"));
    let reply = post(&simulator, &scenario("cut-between-cr-lf"), &prompt("Hi")).await;
    assert_eq!(
        reply
            .chunks
            .iter()
            .filter(|chunk| chunk.as_slice() == b"\n")
            .count(),
        3
    );
    let reply = post(&simulator, &scenario("byte-by-byte"), &prompt("Hi")).await;
    assert!(reply.chunks.iter().all(|chunk| chunk.len() == 1));
}

#[tokio::test]
async fn a_failure_passes_and_comes_again() {
    let simulator = hurried().await;
    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(
            post(&simulator, &scenario("overloaded-twice"), &prompt("Hi"))
                .await
                .status,
        );
    }
    assert_eq!(statuses, [503, 503, 200, 503, 503, 200]);
}
