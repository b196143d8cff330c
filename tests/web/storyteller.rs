//! The storyteller's `fetch` function, from the request to the last chunk.

use futures_util::TryStreamExt as _;
use rill_chat::{
    Client,
    browser::{Fetch, storyteller_fetch},
    chat::Ending,
    gemini::{Endpoint, GOOGLE},
    storyteller,
};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const PROMPT: &str = "How do I pick a lock?";

/// Returns the storyteller's text, taken directly from its frames.
fn intended() -> String {
    let request = json!({ "contents": [{ "role": "user", "parts": [{ "text": PROMPT }] }] });
    storyteller::frames(&request)
        .iter()
        .filter_map(|frame| frame.response.pointer("/candidates/0/content/parts/0/text"))
        .filter_map(Value::as_str)
        .collect()
}

#[wasm_bindgen_test]
async fn its_answers_arrive_whole() {
    let client = Client::new(Endpoint::new(GOOGLE), Fetch::with(storyteller_fetch()));
    let chat = client.start_chat(vec![]);
    let mut stream = chat.send_message_stream(PROMPT);
    let mut text = String::new();
    let mut chunks = 0;
    while let Some(chunk) = stream.try_next().await.unwrap() {
        text += &chunk.text();
        chunks += 1;
    }
    assert_eq!(text, intended());
    assert!(chunks > 2, "{chunks} chunks");
    let answer = stream.message().unwrap();
    assert!(matches!(answer.ending(), Some(Ending::Finished(_))));
    assert!(answer.metadata().usage.total_token_count.is_some());
}

#[wasm_bindgen_test]
async fn it_stops_when_it_is_told_to() {
    let client = Client::new(Endpoint::new(GOOGLE), Fetch::with(storyteller_fetch()));
    let chat = client.start_chat(vec![]);
    let mut stream = chat.send_message_stream(PROMPT);
    assert!(stream.try_next().await.unwrap().is_some());
    chat.stop();
    assert!(stream.try_next().await.unwrap().is_none());
    assert_eq!(stream.ending(), Some(Ending::Stopped));
}
