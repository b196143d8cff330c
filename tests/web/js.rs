//! Values that cross the JavaScript boundary, in a real engine. Their JSON is left to unit tests.

use futures_util::StreamExt as _;
use js_sys::{Function, JSON, Map};
use rill_chat::{
    Client,
    browser::{Fetch, MapStore},
    chat::{self, Chunk, Content, Recovery},
    gemini::Endpoint,
    js,
};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::server::Server;

/// Evaluates a JavaScript expression.
fn value(expression: &str) -> JsValue {
    let function = Function::new_no_args(&format!("return {expression}"));
    function.call0(&JsValue::UNDEFINED).unwrap()
}

fn json(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

#[track_caller]
fn check_spoken(expression: &str, content: &str) {
    let message = js::read_message(&value(expression)).unwrap();
    assert_eq!(json(&js::content(&message)), content);
}

#[wasm_bindgen_test]
fn what_is_said() {
    check_spoken(
        r#""Straße 😊""#,
        r#"{"role":"user","parts":[{"text":"Straße 😊"}]}"#,
    );
    check_spoken(
        "{ role: 'model', parts: [{ text: 'a', then: undefined, if() {} }] }",
        r#"{"role":"user","parts":[{"text":"a"}]}"#,
    );
    check_spoken(
        "['a', { functionResponse: { name: 'f', response: { n: 1.5 } } }]",
        r#"{"role":"user","parts":[{"text":"a"},{"functionResponse":{"name":"f","response":{"n":1.5}}}]}"#,
    );
}

/// Lone surrogates, left by cutting a string inside a character, must not block a message.
#[wasm_bindgen_test]
fn half_a_character() {
    let content = "{\"role\":\"user\",\"parts\":[{\"text\":\"a\u{fffd}\"}]}";
    check_spoken(r#""a\ud83d""#, content);
    check_spoken(r#"{ text: "a\ude0a" }"#, content);
    let content = r#"{"role":"user","parts":[{"text":"\\ud83d😊"}]}"#;
    check_spoken(r#"[{ text: "\\ud83d\ud83d\ude0a" }]"#, content);
}

/// Checks that the error is a `TypeError` whose message begins with `name`.
#[track_caller]
fn check_refused<T>(result: Result<T, JsValue>, name: &str) {
    let thrown = result.err().unwrap();
    let error: js_sys::TypeError = thrown.dyn_into().unwrap();
    let message = String::from(error.message());
    assert!(message.starts_with(name), "{message}");
}

#[wasm_bindgen_test]
fn what_is_refused() {
    for wrong in ["undefined", "null", "7", "() => {}", "Symbol()", "[7]"] {
        check_refused(js::read_message(&value(wrong)), "message: ");
    }
    for wrong in ["7", "[{}]", "[{ role: 'system', parts: [] }]", "() => {}"] {
        check_refused(js::history(&value(wrong)), "history: ");
    }
    for wrong in [
        "undefined",
        "{ model: 7 }",
        "{ recovery: { attempts: -1 } }",
    ] {
        check_refused(js::Settings::read(&value(wrong)), "options: ");
    }
    let import = |json: &str| chat::import(json).map(drop);
    for wrong in ["undefined", "7", "{}", "{ version: 2, messages: [] }"] {
        check_refused(js::import(&value(wrong), import), "exported: ");
    }
    // An exception thrown by the value's own `toJSON` is passed on unchanged.
    let throws = js::read_message(&value("{ toJSON() { throw 'it' } }"));
    assert_eq!(throws.unwrap_err(), "it");
}

#[wasm_bindgen_test]
fn a_history_goes_round() {
    let text = r#"[{"role":"user","parts":[{"text":"a"},{"later":{"a":[1.5,null]},"text":""}]},{"role":"model","parts":[]}]"#;
    let history = js::history(&value(text)).unwrap();
    assert_eq!(json(&js::contents(&history)), text);
    assert!(js::history(&JsValue::UNDEFINED).unwrap().is_empty());
    assert!(js::history(&JsValue::NULL).unwrap().is_empty());
}

#[wasm_bindgen_test]
fn a_conversation_goes_round() {
    let text = r#"{"version":1,"model":"m","messages":[{"v":1,"role":"user","parts":[{"text":"a"}],"state":"said"}]}"#;
    let mut messages = vec![];
    let import = |json: &str| {
        messages = chat::import(json)?;
        Ok(())
    };
    js::import(&value(text), import).unwrap();
    assert_eq!(json(&js::exported(&chat::export(&messages, "m"))), text);
}

#[wasm_bindgen_test]
fn a_chunk_is_a_plain_object() {
    let mut chunk = Chunk::default();
    chunk.parts = vec!["a\u{2028}b".into()];
    let object = js::chunk(&chunk);
    assert_eq!(
        json(&object),
        "{\"text\":\"a\u{2028}b\",\"parts\":[{\"text\":\"a\u{2028}b\"}]}"
    );
}

/// Another instance of the program restores the conversation from the same map.
#[wasm_bindgen_test]
async fn a_map_keeps_a_conversation() {
    let server = Server::new();
    let client = || {
        let endpoint = Endpoint::new("https://relay.example");
        Client::new(endpoint, Fetch::with(server.fetch())).recovery(Recovery::none())
    };
    let map = Map::new();
    let first = client().keep_chat(MapStore::new(map.clone()), vec![]);
    first.restore().await;
    let mut stream = first.send_message_stream("Hello");
    let _ = futures_util::poll!(stream.next());
    server.say("Good morning");
    server.finish("STOP");
    while stream.next().await.is_some() {}
    crate::page::task().await;

    let second = client().keep_chat(MapStore::new(map.clone()), vec![Content::user("unused")]);
    assert!(second.restore().await);
    assert_eq!(second.history(), first.history());
    assert_eq!(
        json(&js::contents(&second.history())),
        r#"[{"role":"user","parts":[{"text":"Hello"}]},{"role":"model","parts":[{"text":"Good morning"}]}]"#
    );
    second.clear().await.unwrap();
    assert_eq!(map.size(), 0);
}
