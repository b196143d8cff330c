//! Reads messages to send, which have more forms than the contents of a history.

use wasm_bindgen::JsValue;

use super::value::{json, type_error};
use crate::{
    chat::{Content, Part, Role},
    json::{self as reader, Value},
};

/// Reads a message of the user: a text, a part, a `Content`, or an array of texts and parts. Its
/// role is `user`, whatever it says.
///
/// # Errors
/// A `TypeError` if it cannot be sent.
pub fn read_message(value: &JsValue) -> Result<Content, JsValue> {
    let json = json("message", value)?;
    let said = reader::read(&json, Value::read).and_then(content_from_value);
    said.ok_or_else(|| type_error("message", &"neither a text nor a part"))
}

/// Does the same for JSON.
pub(super) fn content_from_value(said: Value<'_>) -> Option<Content> {
    let parts = said.get("parts");
    let pieces = match (
        said.raw().as_bytes().first(),
        parts.raw().as_bytes().first(),
    ) {
        (Some(b'['), _) => said.items(),
        (_, Some(b'[')) => parts.items(),
        (_, Some(b'n')) => vec![said],
        _ => return None,
    };
    let parts: Option<_> = pieces.into_iter().map(piece).collect();
    Some(Content {
        role: Role::User,
        parts: parts?,
    })
}

/// Reads a part, or a string as its text.
fn piece(said: Value<'_>) -> Option<Part> {
    match said.text() {
        Some(text) => Some(Part::text(text.into_owned())),
        None => reader::read(said.raw(), Part::read),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, parts: &str) {
        let content = reader::read(json, Value::read)
            .and_then(content_from_value)
            .unwrap();
        assert_eq!(content.role, Role::User);
        assert_eq!(serde_json::to_string(&content.parts).unwrap(), parts);
    }

    #[test]
    fn what_can_be_said() {
        let hello = r#"[{"text":"Hello"}]"#;
        check(r#""Hello""#, hello);
        check(r#"{"text":"Hello"}"#, hello);
        check(r#"{"role":"model","parts":[{"text":"Hello"}]}"#, hello);
        check(r#"{"parts":["Hello"]}"#, hello);
        check(r#"["Hello"]"#, hello);
        let image = r#"{"inlineData":{"mimeType":"image/png","data":"AA=="}}"#;
        check(
            &format!(r#"["Look:", {image}]"#),
            &format!(r#"[{{"text":"Look:"}},{image}]"#),
        );
        check(image, &format!("[{image}]"));
        check("[]", "[]");
        check(r#""""#, r#"[{"text":""}]"#);
        check(r#""a \"quoted\" \u00fc""#, r#"[{"text":"a \"quoted\" ü"}]"#);
    }

    #[test]
    fn what_cannot() {
        for json in ["7", "null", "true", "[7]", "[[]]", r#"{"parts":"Hello"}"#] {
            let read = reader::read(json, Value::read).and_then(content_from_value);
            assert!(read.is_none(), "{json}");
        }
    }
}
