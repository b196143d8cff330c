//! One part of a message: a typed view over the JSON object that it came as.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::IgnoredAny};
use serde_json::value::{RawValue, to_raw_value};

/// One part of a message: text, a thought, a function call, an image, or a kind this crate does
/// not know.
///
/// A model may demand its own parts back unchanged (a thought signature is void if anything around
/// it moved), so a part that is more than plain text keeps the JSON it came as, byte for byte, and
/// serializes to it again.
#[derive(Clone, Debug)]
pub struct Part(Repr);

/// Nearly every part of a stream is plain text, so that case carries nothing else.
#[derive(Clone, Debug)]
enum Repr {
    /// `{"text": …}`, and `"thought": true` if it is one. Nothing else: pieces of it may be joined.
    Plain { text: String, thought: bool },
    /// Anything else, as it came.
    Raw(Box<RawValue>),
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
        let raw = self.view().function_call?;
        Some(serde_json::from_str(raw.get()).unwrap_or_default())
    }

    /// The name and id of the call that this part answers.
    pub fn function_response(&self) -> Option<FunctionCall> {
        let raw = self.view().function_response?;
        Some(serde_json::from_str(raw.get()).unwrap_or_default())
    }

    /// Media that came inside the message.
    pub fn inline_data(&self) -> Option<InlineData> {
        serde_json::from_str(self.view().inline_data?.get()).ok()
    }

    /// The part as JSON: what came, unchanged, if it is more than plain text.
    pub fn to_json(&self) -> String {
        // Serializing strings and ready JSON into memory has no way to fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// How large it is, about: a measure of whether it has grown.
    pub(crate) fn byte_len(&self) -> usize {
        match &self.0 {
            Repr::Plain { text, .. } => text.len(),
            Repr::Raw(raw) => raw.get().len(),
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
        let fields: Option<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_str(&self.to_json()).ok();
        let unsigned = fields.and_then(|mut fields| {
            fields.remove("thoughtSignature");
            Self::from_json(&fields).ok()
        });
        unsigned.unwrap_or(self)
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
        let raw = <&RawValue>::deserialize(deserializer)?;
        if !raw.get().starts_with('{') {
            return Err(serde::de::Error::custom("a part is a JSON object"));
        }
        let view = View::of(raw);
        match view.text {
            Some(text) if view.plain => Ok(Self(Repr::Plain {
                text: text.into_owned(),
                thought: view.thought,
            })),
            _ => Ok(Self(Repr::Raw(raw.to_owned()))),
        }
    }
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Plain<'a> {
            text: &'a str,
            #[serde(skip_serializing_if = "std::ops::Not::not")]
            thought: bool,
        }
        match &self.0 {
            Repr::Plain { text, thought } => Plain {
                text,
                thought: *thought,
            }
            .serialize(serializer),
            Repr::Raw(raw) => raw.serialize(serializer),
        }
    }
}

/// A call that the model asks for, or the head of the response to one.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct FunctionCall {
    /// Ties the response to the call; older models send none.
    pub id: Option<String>,
    /// The declared name of the function.
    pub name: String,
    /// The arguments, a JSON object; `null` if absent.
    pub args: serde_json::Value,
}

/// Media inside a message.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
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
    function_call: Option<&'a RawValue>,
    function_response: Option<&'a RawValue>,
    inline_data: Option<&'a RawValue>,
    /// There is a field of data beside the text.
    has_other_data: bool,
    /// There is no field beside a text and a `"thought": true`.
    plain: bool,
}

impl<'a> View<'a> {
    /// Reads what it knows. A known field of a foreign type makes the part one of unknown kind.
    fn of(raw: &'a RawValue) -> Self {
        serde_json::from_str(raw.get()).unwrap_or(Self {
            has_other_data: true,
            ..Self::default()
        })
    }
}

impl<'de> Deserialize<'de> for View<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ViewVisitor)
    }
}

struct ViewVisitor;

impl<'de> serde::de::Visitor<'de> for ViewVisitor {
    type Value = View<'de>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a part")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<View<'de>, A::Error> {
        let mut view = View {
            plain: true,
            ..View::default()
        };
        while let Some(Str(key)) = map.next_key()? {
            match &*key {
                // Some relays write every absent field as `null`.
                "text" => view.text = map.next_value::<Option<Str<'de>>>()?.map(|text| text.0),
                "thought" => {
                    view.thought = map.next_value::<Option<bool>>()?.unwrap_or_default();
                    // Plain text does not write an explicit `false` back, so the part stays raw.
                    view.plain &= view.thought;
                }
                key => {
                    view.plain = false;
                    match key {
                        "thoughtSignature" => {
                            let signature = map.next_value::<Option<Str<'de>>>()?;
                            view.thought_signature = signature.map(|signature| signature.0);
                        }
                        "functionCall" => view.function_call = map.next_value()?,
                        "functionResponse" => view.function_response = map.next_value()?,
                        "inlineData" => view.inline_data = map.next_value()?,
                        "partMetadata" | "videoMetadata" | "mediaResolution" => {
                            map.next_value::<IgnoredAny>()?;
                        }
                        _ => {
                            let value = map.next_value::<Option<IgnoredAny>>()?;
                            view.has_other_data |= value.is_some();
                        }
                    }
                }
            }
        }
        view.has_other_data |= view.function_call.is_some()
            || view.function_response.is_some()
            || view.inline_data.is_some();
        Ok(view)
    }
}

/// A string that borrows from the input when it holds no escape.
///
/// Half a surrogate pair becomes U+FFFD, as in a page: relays that cut text by UTF-16 units send
/// `"\ud83d"`, and a whole piece of text must not be lost over one character.
struct Str<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Str<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StrVisitor;
        impl<'de> serde::de::Visitor<'de> for StrVisitor {
            type Value = Str<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_bytes<E>(self, bytes: &'de [u8]) -> Result<Str<'de>, E> {
                // The check alone is faster than `from_utf8_lossy`, and nearly always enough.
                Ok(Str(match str::from_utf8(bytes) {
                    Ok(text) => Cow::Borrowed(text),
                    Err(_) => String::from_utf8_lossy(bytes),
                }))
            }
            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Str<'de>, E> {
                Ok(Str(Cow::Owned(String::from_utf8_lossy(bytes).into_owned())))
            }
        }
        deserializer.deserialize_bytes(StrVisitor)
    }
}
