//! One part of a message: a typed view over the JSON object that it came as.

mod source;

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use crate::json::{self, Value, Walk};

/// One part of a message: text, a thought, a function call, an image, or a kind this crate does
/// not know.
///
/// A model may demand its own parts back unchanged (a thought signature is void if anything around
/// it moved), so a part that is more than plain text keeps the JSON it came as, byte for byte, and
/// serializes to it again. Read from what is no text, such as a [`serde_json::Value`], it keeps what
/// that says.
#[derive(Clone, Debug)]
pub struct Part(Repr);

/// Nearly every part of a stream is plain text, so that case carries nothing else.
#[derive(Clone, Debug)]
enum Repr {
    /// `{"text": …}`, and `"thought": true` if it is one. Nothing else: pieces of it may be joined.
    Plain { text: String, thought: bool },
    /// Anything else, as it came.
    Raw(Box<str>),
}

impl Part {
    /// A part of plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self(Repr::Plain {
            text: text.into(),
            thought: false,
        })
    }

    /// A part of any kind from its JSON object.
    ///
    /// # Errors
    /// If `value` is no JSON object.
    pub fn from_json(value: &impl Serialize) -> Result<Self, serde_json::Error> {
        serde_json::from_str(to_raw_value(value)?.get())
    }

    /// The text for the reader; `None` for thoughts and for parts of another kind.
    pub fn as_text(&self) -> Option<Cow<'_, str>> {
        self.text_if(false)
    }

    /// The text of a thought summary; `None` for everything else.
    pub fn as_thought(&self) -> Option<Cow<'_, str>> {
        self.text_if(true)
    }

    /// The text of a part that is nothing but text for the reader.
    pub(crate) fn plain_text(&self) -> Option<&str> {
        match &self.0 {
            Repr::Plain {
                text,
                thought: false,
            } => Some(text),
            Repr::Plain { .. } | Repr::Raw(_) => None,
        }
    }

    /// The opaque signature that must go back to the model with this part.
    pub fn thought_signature(&self) -> Option<String> {
        self.view().thought_signature.map(Cow::into_owned)
    }

    /// The function that the model wants to be called.
    pub fn function_call(&self) -> Option<FunctionCall> {
        self.view().function_call.map(FunctionCall::read)
    }

    /// The name and id of the call that this part answers.
    pub fn function_response(&self) -> Option<FunctionCall> {
        self.view().function_response.map(FunctionCall::read)
    }

    /// What names the call that this part is.
    pub(super) fn call(&self) -> Option<CallName> {
        self.view().function_call.map(CallName::read)
    }

    /// What names the call that this part answers.
    pub(super) fn response(&self) -> Option<CallName> {
        self.view().function_response.map(CallName::read)
    }

    /// Whether it answers a call.
    pub(crate) fn is_response(&self) -> bool {
        self.response().is_some()
    }

    /// Media that came inside the message.
    pub fn inline_data(&self) -> Option<InlineData> {
        let data = self.view().inline_data?;
        Some(InlineData {
            mime_type: data.get("mimeType").string()?,
            data: data.get("data").string()?,
        })
    }

    /// The part as JSON: what came, unchanged, if it is more than plain text.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    /// Reads a part where one stands.
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

    /// Writes it as JSON.
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

    /// How large it is, about: a measure of whether it has grown.
    pub(crate) fn byte_len(&self) -> usize {
        match &self.0 {
            Repr::Plain { text, .. } => text.len(),
            Repr::Raw(raw) => raw.len(),
        }
    }

    /// Whether there is nothing in it that could be shown or must be sent back.
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

    /// Whether it has what servers want of every part: a field that is neither a flag nor a
    /// signature, be it an empty text.
    pub(super) fn has_data(&self) -> bool {
        match &self.0 {
            Repr::Plain { .. } => true,
            Repr::Raw(_) => {
                let view = self.view();
                view.text.is_some() || view.has_other_data
            }
        }
    }

    /// The part without what only the model that wrote it can make use of.
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

    /// Takes `next` in if both are plain text of one kind, else gives it back.
    ///
    /// Signed parts are never joined: the signature vouches for exactly its own part.
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

/// A call that the model asks for, or the head of the response to one.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FunctionCall {
    /// Ties the response to the call; older models send none.
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

/// What names a call. Its arguments are for who calls.
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

/// Media inside a message.
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
    /// There is a field of data beside the text.
    has_other_data: bool,
    /// There is no field beside a text and a `"thought": true`.
    plain: bool,
}

impl<'a> View<'a> {
    /// Reads what it knows. A known field of a foreign type makes the part one of unknown kind.
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
