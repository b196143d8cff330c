//! One part of a message: a typed view over the JSON object that it came as.

mod source;

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use crate::json::{self, Value, Walk};

/// One part of a message: text, a thought, a function call, an image, or a kind this crate does
/// not know.
///
/// A model may require its own parts back unchanged (a thought signature becomes invalid if
/// anything around it changes), so a part that is more than plain text keeps its original JSON,
/// byte for byte, and serializes to it again. Deserialized from something other than text, such as
/// a [`serde_json::Value`], a part keeps that value's JSON.
#[derive(Clone, Debug)]
pub struct Part(Repr);

/// Nearly every part of a stream is plain text, so that variant carries nothing else.
#[derive(Clone, Debug)]
enum Repr {
    /// `{"text": …}`, and `"thought": true` for a thought. No other field, so pieces may be joined.
    Plain { text: String, thought: bool },
    /// Any other part, as received.
    Raw(Box<str>),
}

impl Part {
    /// Creates a plain text part.
    pub fn text(text: impl Into<String>) -> Self {
        Self(Repr::Plain {
            text: text.into(),
            thought: false,
        })
    }

    /// Creates a part of any kind from its JSON object.
    ///
    /// # Errors
    /// If `value` does not serialize to a JSON object.
    pub fn from_json(value: &impl Serialize) -> Result<Self, serde_json::Error> {
        serde_json::from_str(to_raw_value(value)?.get())
    }

    /// Returns the visible text; `None` for thoughts and other kinds of part.
    pub fn as_text(&self) -> Option<Cow<'_, str>> {
        self.text_if(false)
    }

    /// Returns the text of a thought summary; `None` for any other part.
    pub fn as_thought(&self) -> Option<Cow<'_, str>> {
        self.text_if(true)
    }

    /// Returns the text of a part that is nothing but visible text.
    pub(crate) fn plain_text(&self) -> Option<&str> {
        match &self.0 {
            Repr::Plain {
                text,
                thought: false,
            } => Some(text),
            Repr::Plain { .. } | Repr::Raw(_) => None,
        }
    }

    /// Returns the opaque signature that must be sent back to the model with this part.
    pub fn thought_signature(&self) -> Option<String> {
        self.view().thought_signature.map(Cow::into_owned)
    }

    /// Returns the function call that the model asks for.
    pub fn function_call(&self) -> Option<FunctionCall> {
        self.view().function_call.map(FunctionCall::read)
    }

    /// Returns the name and ID of the call that this part responds to.
    pub fn function_response(&self) -> Option<FunctionCall> {
        self.view().function_response.map(FunctionCall::read)
    }

    /// Returns the name and ID of the call in this part.
    pub(super) fn call(&self) -> Option<CallName> {
        self.view().function_call.map(CallName::read)
    }

    /// Returns the name and ID of the call that this part responds to.
    pub(super) fn response(&self) -> Option<CallName> {
        self.view().function_response.map(CallName::read)
    }

    /// Returns whether this part is a function response.
    pub(crate) fn is_response(&self) -> bool {
        self.response().is_some()
    }

    /// Returns the media embedded in the part.
    pub fn inline_data(&self) -> Option<InlineData> {
        let data = self.view().inline_data?;
        Some(InlineData {
            mime_type: data.get("mimeType").string()?,
            data: data.get("data").string()?,
        })
    }

    /// Returns the part as JSON: its original text if it is more than plain text.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    /// Reads a part at the current position.
    pub(crate) fn read(walk: &mut Walk<'_>) -> Option<Self> {
        if walk.peek()? != b'{' {
            return None;
        }
        let mut ahead = *walk;
        if let Some(view) = View::read(&mut ahead)
            && view.plain
            && let Some(text) = view.text
        {
            *walk = ahead;
            return Some(Self(Repr::Plain {
                text: text.into_owned(),
                thought: view.thought,
            }));
        }
        Some(Self(Repr::Raw(walk.raw()?.into())))
    }

    /// Reads an array of parts.
    pub(crate) fn read_all(walk: &mut Walk<'_>) -> Option<Vec<Self>> {
        let mut parts = Vec::new();
        walk.items(&mut |walk| {
            parts.push(Self::read(walk)?);
            Some(())
        })?;
        Some(parts)
    }

    /// Writes parts as a JSON array.
    pub(crate) fn write_all(parts: &[Self], out: &mut String) {
        json::list(out, parts, |out, part| part.write(out));
    }

    /// Writes the part as JSON.
    pub(crate) fn write(&self, out: &mut String) {
        match &self.0 {
            Repr::Plain { text, thought } => json::object(out, |fields| {
                fields.text("text", text);
                if *thought {
                    fields.raw("thought", "true");
                }
            }),
            Repr::Raw(raw) => out.push_str(raw),
        }
    }

    /// Returns the approximate size in bytes, to detect growth.
    pub(crate) fn byte_len(&self) -> usize {
        match &self.0 {
            Repr::Plain { text, .. } => text.len(),
            Repr::Raw(raw) => raw.len(),
        }
    }

    /// Returns whether the part has nothing to show or to send back.
    pub fn is_empty(&self) -> bool {
        match &self.0 {
            Repr::Plain { text, .. } => text.is_empty(),
            Repr::Raw(_) => {
                let view = self.view();
                view.text.is_none_or(|text| text.is_empty())
                    && view.thought_signature.is_none()
                    && !view.has_other_data
            }
        }
    }

    /// Returns whether the part has the data that servers require of every part: a field that is
    /// neither a flag nor a signature, even an empty text.
    pub(super) fn has_data(&self) -> bool {
        match &self.0 {
            Repr::Plain { .. } => true,
            Repr::Raw(_) => {
                let view = self.view();
                view.text.is_some() || view.has_other_data
            }
        }
    }

    /// Removes the thought signature, which only the model that wrote the part can use.
    pub(super) fn without_signature(self) -> Self {
        if self.thought_signature().is_none() {
            return self;
        }
        let mut unsigned = String::new();
        let mut walk = Walk::new(match &self.0 {
            Repr::Plain { .. } => return self,
            Repr::Raw(raw) => raw,
        });
        json::object(&mut unsigned, |fields| {
            walk.fields(&mut |name, walk| {
                let value = walk.raw()?;
                if name != "thoughtSignature" {
                    fields.raw(name, value);
                }
                Some(())
            });
        });
        json::read(&unsigned, Self::read).unwrap_or(self)
    }

    /// Appends `next` if both are plain text of the same kind; otherwise gives it back.
    ///
    /// Signed parts are never joined: a signature covers exactly its own part.
    pub(crate) fn join(&mut self, next: Self) -> Result<(), Self> {
        match (&mut self.0, &next.0) {
            (
                Repr::Plain { text, thought },
                Repr::Plain {
                    text: more,
                    thought: also,
                },
            ) if *thought == *also => {
                text.push_str(more);
                Ok(())
            }
            _ => Err(next),
        }
    }

    fn text_if(&self, wanted: bool) -> Option<Cow<'_, str>> {
        match &self.0 {
            Repr::Plain { text, thought } => {
                (*thought == wanted).then_some(Cow::Borrowed(text.as_str()))
            }
            Repr::Raw(_) => {
                let view = self.view();
                if view.thought == wanted {
                    view.text
                } else {
                    None
                }
            }
        }
    }

    fn view(&self) -> View<'_> {
        match &self.0 {
            Repr::Plain { .. } => View::default(),
            Repr::Raw(raw) => View::of(raw),
        }
    }
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.to_json() == other.to_json()
    }
}

impl From<&str> for Part {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = source::json(deserializer)?;
        let part = json::read(raw.get(), Self::read);
        part.ok_or_else(|| serde::de::Error::custom("a part is a JSON object"))
    }
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let json = self.to_json();
        let raw: &RawValue = serde_json::from_str(&json).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

/// A function call that the model asks for, or the name and ID of the call that a response answers.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FunctionCall {
    /// Matches a response to its call; older models send none.
    pub id: Option<String>,
    /// The declared name of the function.
    pub name: String,
    /// The arguments, a JSON object; `null` if absent.
    pub args: serde_json::Value,
}

impl FunctionCall {
    fn read(call: Value<'_>) -> Self {
        let CallName { id, name } = CallName::read(call);
        let args = serde_json::from_str(call.get("args").raw()).unwrap_or_default();
        Self { id, name, args }
    }
}

/// Identifies a call, without its arguments.
#[derive(PartialEq)]
pub(super) struct CallName {
    pub(super) id: Option<String>,
    pub(super) name: String,
}

impl CallName {
    fn read(call: Value<'_>) -> Self {
        Self {
            id: call.get("id").string(),
            name: call.get("name").string().unwrap_or_default(),
        }
    }
}

/// Media embedded in a message.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InlineData {
    /// The IANA media type.
    pub mime_type: String,
    /// The bytes in standard base64.
    pub data: String,
}

/// The fields this crate reads out of a part.
#[derive(Default)]
struct View<'a> {
    text: Option<Cow<'a, str>>,
    thought: bool,
    thought_signature: Option<Cow<'a, str>>,
    function_call: Option<Value<'a>>,
    function_response: Option<Value<'a>>,
    inline_data: Option<Value<'a>>,
    /// Whether there is a data field other than the text.
    has_other_data: bool,
    /// Whether there is no field other than `text` and `"thought": true`.
    plain: bool,
}

impl<'a> View<'a> {
    /// Reads the known fields. One of an unexpected type makes the part one of unknown kind.
    fn of(raw: &'a str) -> Self {
        Self::read(&mut Walk::new(raw)).unwrap_or(Self {
            has_other_data: true,
            ..Self::default()
        })
    }

    fn read(walk: &mut Walk<'a>) -> Option<Self> {
        let mut view = Self {
            plain: true,
            ..Self::default()
        };
        walk.fields(&mut |name, walk| {
            // Some relays write every absent field as `null`.
            match name {
                "text" => view.text = walk.option(Walk::text)?,
                "thought" => {
                    view.thought = walk.option(Walk::bool)?.unwrap_or_default();
                    // Plain text does not write an explicit `false` back, so the part stays raw.
                    view.plain &= view.thought;
                }
                name => {
                    view.plain = false;
                    let value = Value::read(walk)?;
                    let there = (!value.is_null()).then_some(value);
                    match name {
                        "thoughtSignature" => {
                            view.thought_signature = match there {
                                Some(signature) => Some(signature.text()?),
                                None => None,
                            };
                        }
                        "functionCall" => view.function_call = there,
                        "functionResponse" => view.function_response = there,
                        "inlineData" => view.inline_data = there,
                        "partMetadata" | "videoMetadata" | "mediaResolution" => {}
                        _ => view.has_other_data |= there.is_some(),
                    }
                }
            }
            Some(())
        })?;
        view.has_other_data |= view.function_call.is_some()
            || view.function_response.is_some()
            || view.inline_data.is_some();
        Some(view)
    }
}
