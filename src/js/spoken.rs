//! What a program may hand over as something said: more ways than a history has.

use serde::{Deserialize, Deserializer, de};
use serde_json::value::RawValue;
use wasm_bindgen::JsValue;

use super::settings::{json, type_error};
use crate::chat::{Content, Part, Role};

/// Reads something that the person says: a text, a part, a `Content`, or an array of texts and
/// parts. It is the person's, whatever role it names.
///
/// # Errors
/// A `TypeError` that says what it is that cannot be sent.
pub fn spoken(value: &JsValue) -> Result<Content, JsValue> {
    let json = json("message", value)?;
    let said: Spoken =
        serde_json::from_str(&json).map_err(|error| type_error("message", &error))?;
    Ok(said.0)
}

/// The same in JSON.
#[derive(Debug, PartialEq)]
pub(super) struct Spoken(pub(super) Content);

impl<'de> Deserialize<'de> for Spoken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Fields {
            parts: Option<Vec<Piece>>,
        }
        let json = <&RawValue>::deserialize(deserializer)?.get();
        let fields = || -> serde_json::Result<Option<Vec<Piece>>> {
            Ok(serde_json::from_str::<Fields>(json)?.parts)
        };
        let pieces = || -> serde_json::Result<Vec<Piece>> {
            Ok(match json.as_bytes().first() {
                Some(b'[') => serde_json::from_str(json)?,
                Some(b'{') => match fields()? {
                    Some(parts) => parts,
                    None => vec![serde_json::from_str(json)?],
                },
                _ => vec![serde_json::from_str(json)?],
            })
        };
        let pieces = pieces().map_err(de::Error::custom)?;
        Ok(Self(Content {
            role: Role::User,
            parts: pieces.into_iter().map(|Piece(part)| part).collect(),
        }))
    }
}

/// A part, or its text alone.
struct Piece(Part);

impl<'de> Deserialize<'de> for Piece {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = <&RawValue>::deserialize(deserializer)?.get();
        let part = if json.starts_with('"') {
            serde_json::from_str(json).map(|text: String| Part::text(text))
        } else {
            serde_json::from_str(json)
        };
        part.map(Self)
            .map_err(|_| de::Error::custom("neither a text nor a part"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, parts: &str) {
        let Spoken(content) = serde_json::from_str(json).unwrap();
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
            let read: Result<Spoken, _> = serde_json::from_str(json);
            assert!(read.is_err(), "{json}");
        }
    }
}
