//! A JSON value that is looked into here and there: for what comes rarely, so that short code is worth
//! more than speed.

use std::{borrow::Cow, time::Duration};

use super::Walk;

/// A JSON value as it is written. What is not there is `null`, and a value of another kind than the
/// one that is asked for has nothing to give.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'a>(&'a str);

impl<'a> Value<'a> {
    pub(crate) const NULL: Self = Self("null");

    /// The first value of a text, whatever comes after it.
    pub(crate) fn first_of(text: &'a str) -> Option<Self> {
        Walk::new(text).raw().map(Self)
    }

    /// The next value of a walk.
    pub(crate) fn read(walk: &mut Walk<'a>) -> Option<Self> {
        walk.raw().map(Self)
    }

    /// The value as it is written.
    pub(crate) fn raw(self) -> &'a str {
        self.0
    }

    /// Whether it is `null`, or absent.
    pub(crate) fn is_null(self) -> bool {
        self.0 == "null"
    }

    /// A field of an object; the last one, should there be several.
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

    /// The value of an object's first field, whatever its name.
    pub(crate) fn first_field(self) -> Self {
        let mut first = None;
        Walk::new(self.0).fields(&mut |_, walk| {
            first.get_or_insert(walk.raw()?);
            Some(())
        });
        first.map_or(Self::NULL, Self)
    }

    /// The items of an array.
    pub(crate) fn items(self) -> Vec<Self> {
        let mut items = Vec::new();
        Walk::new(self.0).items(&mut |walk| {
            items.push(Self(walk.raw()?));
            Some(())
        });
        items
    }

    /// What a string says.
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        Walk::new(self.0).text()
    }

    /// The same, to keep.
    pub(crate) fn string(self) -> Option<String> {
        Walk::new(self.0).string()
    }

    /// A whole number, or a string of digits: proto3 writes large numbers so.
    pub(crate) fn number(self) -> Option<u64> {
        self.0.trim_matches('"').parse().ok()
    }

    /// Whether it is `true`.
    pub(crate) fn is_true(self) -> bool {
        self.0 == "true"
    }
}

/// A time in seconds, such as `34.4`. Floating point would bring its tables along.
pub(crate) fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    // As far as nanoseconds go.
    let mut nanos = 0;
    for place in 0..9 {
        let digit = fraction.as_bytes().get(place).map_or(0, |it| it - b'0');
        nanos = nanos * 10 + u32::from(digit);
    }
    Some(Duration::new(whole.parse().ok()?, nanos))
}
