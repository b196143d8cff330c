//! A JSON value with random access, for rare data, where short code is worth more than speed: each
//! access parses the text again.

use std::{borrow::Cow, time::Duration};

use super::Walk;

/// A JSON value as its text. A missing value is `null`; a value of another type than the one asked
/// for yields nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'a>(&'a str);

impl<'a> Value<'a> {
    pub(crate) const NULL: Self = Self("null");

    /// Returns the first value of a text, whatever comes after it.
    pub(crate) fn first_of(text: &'a str) -> Option<Self> {
        Walk::new(text).raw().map(Self)
    }

    /// Reads the next value.
    pub(crate) fn read(walk: &mut Walk<'a>) -> Option<Self> {
        walk.raw().map(Self)
    }

    /// Returns the JSON of the value, unchanged.
    pub(crate) fn raw(self) -> &'a str {
        self.0
    }

    /// Returns whether the value is `null` or missing.
    pub(crate) fn is_null(self) -> bool {
        self.0 == "null"
    }

    /// Returns a field of an object; of several with this name, the last one.
    pub(crate) fn get(self, name: &str) -> Self {
        let mut found = Self::NULL;
        Walk::new(self.0).fields(&mut |field, walk| {
            let value = walk.raw()?;
            if field == name {
                found = Self(value);
            }
            Some(())
        });
        found
    }

    /// Returns the value of an object's first field, whatever its name.
    pub(crate) fn first_field(self) -> Self {
        let mut first = None;
        Walk::new(self.0).fields(&mut |_, walk| {
            first.get_or_insert(walk.raw()?);
            Some(())
        });
        first.map_or(Self::NULL, Self)
    }

    /// Returns the items of an array.
    pub(crate) fn items(self) -> Vec<Self> {
        let mut items = Vec::new();
        Walk::new(self.0).items(&mut |walk| {
            items.push(Self(walk.raw()?));
            Some(())
        });
        items
    }

    /// Returns the content of a string.
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        Walk::new(self.0).text()
    }

    /// Returns the content of a string as an owned one.
    pub(crate) fn string(self) -> Option<String> {
        Walk::new(self.0).string()
    }

    /// Returns an unsigned integer, or one in a string, as proto3 writes 64-bit numbers.
    pub(crate) fn number(self) -> Option<u64> {
        self.0.trim_matches('"').parse().ok()
    }

    /// Returns whether the value is `true`.
    pub(crate) fn is_true(self) -> bool {
        self.0 == "true"
    }
}

/// Parses a number of seconds, such as `34.4`. Floating point would bring its tables along.
pub(crate) fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    // Further digits are below a nanosecond.
    let mut nanos = 0;
    for place in 0..9 {
        let digit = fraction.as_bytes().get(place).map_or(0, |it| it - b'0');
        nanos = nanos * 10 + u32::from(digit);
    }
    Some(Duration::new(whole.parse().ok()?, nanos))
}
