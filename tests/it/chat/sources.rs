//! Contents and parts deserialized from any source that serde supports.

use std::fmt::Debug;

use rill_chat::chat::{Content, Part};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// JSON with text that re-encoding would change, and a number that must keep its digits.
const CONTENT: &str = r#"{"role":"model","parts":[{"text":"Hi"},{ "text":"\u00e9","thoughtSignature":"c2ln" },{"functionCall":{"name":"f","args":{"n":1.50}}}]}"#;

fn content() -> Content {
    serde_json::from_str(CONTENT).unwrap()
}

/// Checks that content read from JSON text is written back byte for byte.
#[track_caller]
fn check_text(read: Result<Content, serde_json::Error>) {
    let parts: Vec<_> = read.unwrap().parts.iter().map(Part::to_json).collect();
    let text = format!(r#"{{"role":"model","parts":[{}]}}"#, parts.join(","));
    assert_eq!(text, CONTENT);
}

#[test]
fn a_text_is_kept_byte_for_byte() {
    check_text(serde_json::from_str(CONTENT));
    check_text(serde_json::from_slice(CONTENT.as_bytes()));
    check_text(serde_json::from_reader(CONTENT.as_bytes()));
}

#[derive(Debug, Deserialize)]
struct Flat {
    #[serde(flatten)]
    content: Content,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Tagged {
    Send { content: Content },
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Content(Content),
}

/// Checks that content read by way of serde's intermediate values has the same meaning.
#[track_caller]
fn check<T: DeserializeOwned + Debug>(json: &Value, content_of: fn(T) -> Content) {
    let expected = serde_json::to_value(content()).unwrap();
    let text = json.to_string();
    for read in [
        serde_json::from_value::<T>(json.clone()),
        serde_json::from_str(&text),
        serde_json::from_reader(text.as_bytes()),
    ] {
        let content = content_of(read.unwrap());
        assert_eq!(serde_json::to_value(&content).unwrap(), expected);
        assert_eq!(content.text(), "Hié");
    }
}

#[test]
fn what_was_taken_apart_says_the_same() {
    let json: Value = serde_json::from_str(CONTENT).unwrap();
    check::<Content>(&json, |content| content);
    check::<Flat>(&json, |flat| flat.content);
    check::<Untagged>(&json, |Untagged::Content(content)| content);
    let tagged = json!({"type": "send", "content": json});
    check::<Tagged>(&tagged, |Tagged::Send { content }| content);
}

#[test]
fn what_is_no_part() {
    for json in [json!("Hi"), json!(7), json!(null), json!([{"text": "Hi"}])] {
        let expected = "a part is a JSON object";
        for error in [
            serde_json::from_value::<Part>(json.clone()).unwrap_err(),
            serde_json::from_reader::<_, Part>(json.to_string().as_bytes()).unwrap_err(),
        ] {
            assert!(error.to_string().starts_with(expected), "{json}: {error}");
        }
    }
}
