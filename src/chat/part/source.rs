//! Extracts the JSON text of a value from any deserializer, whether or not it reads text.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor},
    forward_to_deserialize_any,
};
use serde_json::{Value, value::RawValue};

/// Returns the JSON of a value: verbatim if the source is text, serialized again if it was already
/// parsed, as in a [`Value`] or under serde attributes such as `flatten`.
pub(super) fn json<'de, D: Deserializer<'de>>(source: D) -> Result<Box<RawValue>, D::Error> {
    Box::deserialize(Source(source))
}

/// A deserializer that a [`RawValue`] can be read from. `RawValue` requests a newtype with a name
/// that only serde_json's deserializers know; others pass on the value that the newtype would hold.
struct Source<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Source<D> {
    type Error = D::Error;

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.0
            .deserialize_newtype_struct(name, Newtype(name, visitor))
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        self.0.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The visitor that requested a newtype with this name.
struct Newtype<V>(&'static str, V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Newtype<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.1.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, raw: A) -> Result<Self::Value, A::Error> {
        self.1.visit_map(raw)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        let value = Value::deserialize(inner)?;
        let read = value.deserialize_newtype_struct(self.0, self.1);
        read.map_err(D::Error::custom)
    }
}
