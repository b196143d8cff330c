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
    let value = reader::read(&json, Value::read).and_then(content_from_value);
    value.ok_or_else(|| type_error("message", &"neither a text nor a part"))
}

/// Reads a message from its JSON value.
pub(super) fn content_from_value(value: Value<'_>) -> Option<Content> {
    let parts = value.get("parts");
    let pieces = match (
        value.raw().as_bytes().first(),
        parts.raw().as_bytes().first(),
    ) {
        (Some(b'['), _) => value.items(),
        (_, Some(b'[')) => parts.items(),
        (_, Some(b'n')) => vec![value],
        _ => return None,
    };
    let parts: Option<_> = pieces.into_iter().map(piece).collect();
    Some(Content {
        role: Role::User,
        parts: parts?,
    })
}

/// Reads a part, or a string as its text.
fn piece(value: Value<'_>) -> Option<Part> {
    match value.text() {
        Some(text) => Some(Part::text(text.into_owned())),
        None => reader::read(value.raw(), Part::read),
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
    fn valid_messages() {
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
    fn invalid_messages() {
        for json in ["7", "null", "true", "[7]", "[[]]", r#"{"parts":"Hello"}"#] {
            let read = reader::read(json, Value::read).and_then(content_from_value);
            assert!(read.is_none(), "{json}");
        }
    }
}
