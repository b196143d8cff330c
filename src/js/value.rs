//! JavaScript values as JSON.

use std::fmt::Display;

use js_sys::{JSON, TypeError};
use wasm_bindgen::JsValue;

/// Serialises a value as JSON.
pub(super) fn json(name: &str, value: &JsValue) -> Result<String, JsValue> {
    // The result is `undefined` for a value that JSON cannot represent, such as a function.
    let json = JSON::stringify(value)?;
    let json = JsValue::from(json).as_string();
    let json = json.ok_or_else(|| type_error(name, &"has no JSON"))?;
    Ok(well_formed(json))
}

/// Replaces each lone surrogate in JSON with U+FFFD. JavaScript strings may contain them, as where
/// a text was cut, and `JSON.stringify` writes only them as `\ud…`.
fn well_formed(json: String) -> String {
    if !json.contains(r"\ud") {
        return json;
    }
    let mut clean = String::with_capacity(json.len());
    // After an escaped backslash, `\ud` is no escape.
    for (index, text) in json.split(r"\\").enumerate() {
        clean.push_str(if index > 0 { r"\\" } else { "" });
        for (index, text) in text.split(r"\ud").enumerate() {
            let digits = if index > 0 { 3 } else { 0 };
            clean.push_str(if index > 0 { r"\ufffd" } else { "" });
            clean.push_str(text.get(digits..).unwrap_or_default());
        }
    }
    clean
}

pub(super) fn type_error(name: &str, error: &dyn Display) -> JsValue {
    TypeError::new(&format!("{name}: {error}")).into()
}

#[cfg(test)]
mod tests {
    use super::well_formed;

    #[test]
    fn halves_of_characters() {
        let check = |json: &str, expected: &str| assert_eq!(well_formed(json.to_owned()), expected);
        check(r#""a\n\\u\"""#, r#""a\n\\u\"""#);
        check(r#""\ud83d""#, r#""\ufffd""#);
        check(r#""\ud83d\ude0a\udead7""#, r#""\ufffd\ufffd\ufffd7""#);
        check(r#""\\ud83d""#, r#""\\ud83d""#);
        check(r#""\\\ud83d\\""#, r#""\\\ufffd\\""#);
        check(r#""ü\n\ud83dü\\\\ud83d""#, r#""ü\n\ufffdü\\\\ud83d""#);
    }
}
