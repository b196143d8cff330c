//! Turns response objects into the bytes of a body, in the three ways Gemini writes one.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// How a body holds its response objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Server-sent events with one object each: `streamGenerateContent?alt=sse`.
    Events,
    /// A JSON array that grows: `streamGenerateContent` without `alt=sse`.
    Array,
    /// One object with the whole answer: `generateContent`.
    Unary,
}

impl Framing {
    /// Returns the media type that Gemini gives such a body.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Events => "text/event-stream",
            Self::Array | Self::Unary => "application/json; charset=UTF-8",
        }
    }
}

/// Writes one body, object by object.
#[derive(Clone, Debug)]
pub struct Framer {
    framing: Framing,
    /// The objects so far, merged into one, for a unary body; for an array, `Some` once it has
    /// begun.
    whole: Option<Value>,
}

impl Framer {
    /// Starts a body.
    #[must_use]
    pub fn new(framing: Framing) -> Self {
        Self {
            framing,
            whole: None,
        }
    }

    /// Returns the bytes that the next object adds to the body; none yet if the body is unary.
    #[must_use]
    pub fn frame(&mut self, response: &Value) -> Vec<u8> {
        let first = self.whole.is_none();
        let mut out = String::new();
        match self.framing {
            Framing::Events => {
                out.push_str("data: ");
                write_json(&mut out, response, None);
                out.push_str("\r\n\r\n");
            }
            Framing::Array => {
                self.whole = Some(Value::Null);
                out.push_str(if first { "[" } else { ",\r\n" });
                write_json(&mut out, response, Some(0));
                out.push('\n');
            }
            Framing::Unary => match &mut self.whole {
                Some(whole) => merge(whole, response),
                None => self.whole = Some(response.clone()),
            },
        }
        out.into_bytes()
    }

    /// Returns the bytes that end the body.
    #[must_use]
    pub fn finish(&mut self) -> Vec<u8> {
        let mut out = String::new();
        match (self.framing, self.whole.take()) {
            (Framing::Events, _) => {}
            (Framing::Array, whole) => out.push_str(if whole.is_some() { "]\n" } else { "[]\n" }),
            (Framing::Unary, whole) => {
                write_json(
                    &mut out,
                    &whole.unwrap_or_else(|| Map::new().into()),
                    Some(0),
                );
                out.push('\n');
            }
        }
        out.into_bytes()
    }
}

/// Writes JSON as Google's servers do: indented, or on one line with a space only after colons.
fn write_json(out: &mut String, value: &Value, indent: Option<usize>) {
    let inner = indent.map(|depth| depth + 2);
    match value {
        Value::Array(items) if !items.is_empty() => {
            for (i, item) in items.iter().enumerate() {
                out.push(if i == 0 { '[' } else { ',' });
                break_line(out, inner);
                write_json(out, item, inner);
            }
            break_line(out, indent);
            out.push(']');
        }
        Value::Object(fields) if !fields.is_empty() => {
            for (i, (name, field)) in fields.iter().enumerate() {
                out.push(if i == 0 { '{' } else { ',' });
                break_line(out, inner);
                write_leaf(out, name);
                out.push_str(": ");
                write_json(out, field, inner);
            }
            break_line(out, indent);
            out.push('}');
        }
        Value::String(text) => write_leaf(out, text),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "{value}");
        }
    }
}

fn write_leaf(out: &mut String, text: &str) {
    let _ = write!(out, "{}", Value::from(text));
}

fn break_line(out: &mut String, indent: Option<usize>) {
    if let Some(depth) = indent {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', depth));
    }
}

/// Merges a later object of a stream into the earlier ones: text is joined, other values replaced.
fn merge(whole: &mut Value, later: &Value) {
    let (Some(whole), Some(later)) = (whole.as_object_mut(), later.as_object()) else {
        return;
    };
    for (name, field) in later {
        match (name.as_str(), whole.get_mut(name), field) {
            ("candidates" | "parts", Some(Value::Array(before)), Value::Array(after)) => {
                for item in after {
                    let joins =
                        name == "candidates" || before.last().is_some_and(|p| continues(p, item));
                    match before.last_mut() {
                        Some(last) if joins => merge(last, item),
                        _ => before.push(item.clone()),
                    }
                }
            }
            ("content", Some(before), after) => merge(before, after),
            ("text", Some(Value::String(before)), Value::String(after)) => before.push_str(after),
            _ => {
                whole.insert(name.clone(), field.clone());
            }
        }
    }
}

/// Whether a part continues the one before it. Signed parts are not merged with later ones.
fn continues(before: &Value, part: &Value) -> bool {
    before.get("text").is_some()
        && part.get("text").is_some()
        && before.get("thought") == part.get("thought")
        && before.get("thoughtSignature").is_none()
}
