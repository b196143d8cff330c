//! A decoder for server-sent events: bytes in, events out, wherever the chunks end.
//!
//! It follows the event stream interpretation of the HTML standard (§9.2.6). What the events mean,
//! where the bytes come from and whether to reconnect is left to the caller.
//! It differs from an `EventSource` in two ways, both needed for servers that answer a `fetch`:
//! an event that the end of the body cuts off is dispatched all the same, and a line with an
//! unknown field name is passed on instead of dropped, because servers write errors as such lines.

mod lines;

use std::{borrow::Cow, fmt};

use lines::Lines;

/// The largest event that [`Decoder::new`] accepts, in bytes: 32 MiB. An image arrives whole in
/// one event, so a small limit would refuse real answers.
pub const DEFAULT_LIMIT: usize = 32 * 1024 * 1024;

/// Turns the bytes of a `text/event-stream` body into events.
///
/// A chunk may end anywhere: inside a UTF-8 sequence, inside a line, between CR and LF. The events
/// do not depend on the chunk boundaries.
///
/// ```
/// use rill_chat::sse::{Decoder, Event};
///
/// let mut data = Vec::new();
/// let mut decoder = Decoder::new();
/// for chunk in [&b"data: on"[..], b"e\r", b"\n\r\ndata: two"] {
///     decoder.push(chunk, &mut |event| data.extend(event.into_data()))?;
/// }
/// decoder.finish(&mut |event| data.extend(event.into_data()))?;
/// assert_eq!(data, ["one", "two"]);
/// # Ok::<(), rill_chat::sse::TooLong>(())
/// ```
#[derive(Debug)]
pub struct Decoder {
    lines: Lines,
    fields: Fields,
}

impl Decoder {
    /// Creates a decoder that accepts events of up to [`DEFAULT_LIMIT`] bytes.
    pub fn new() -> Self {
        Self::with_limit(DEFAULT_LIMIT)
    }

    /// Creates a decoder that accepts events of up to `limit` bytes.
    pub fn with_limit(limit: usize) -> Self {
        Self {
            lines: Lines::new(limit),
            fields: Fields::new(limit),
        }
    }

    /// Reads the next bytes of the body and passes each event that they complete to `sink`.
    ///
    /// # Errors
    /// [`TooLong`] when a line or an event exceeds the limit. Events passed on before stay valid;
    /// the decoder must not be used again.
    pub fn push(&mut self, bytes: &[u8], sink: &mut impl FnMut(Event<'_>)) -> Result<(), TooLong> {
        let fields = &mut self.fields;
        self.lines.push(bytes, &mut |line| fields.line(line, sink))
    }

    /// Ends the body: a last line without a terminator and a last event without a blank line
    /// count.
    ///
    /// # Errors
    /// [`TooLong`] when the last event exceeds the limit.
    pub fn finish(mut self, sink: &mut impl FnMut(Event<'_>)) -> Result<(), TooLong> {
        let fields = &mut self.fields;
        self.lines.finish(&mut |line| fields.line(line, sink))?;
        self.fields.dispatch(sink);
        Ok(())
    }
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

/// What a [`Decoder`] finds in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event<'a> {
    /// An event, dispatched by a blank line or by the end of the body.
    Message {
        /// The `event` field, empty if absent.
        event: Cow<'a, str>,
        /// The `data` fields, joined by LF.
        data: Cow<'a, str>,
    },
    /// A line whose field name the standard does not know, without its terminator.
    Unknown(Cow<'a, str>),
}

impl Event<'_> {
    /// Returns the data of a message; `None` for an unknown line.
    pub fn into_data(self) -> Option<String> {
        match self {
            Self::Message { data, .. } => Some(data.into_owned()),
            Self::Unknown(_) => None,
        }
    }
}

/// An event was longer than the decoder's limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TooLong {
    /// The limit in bytes.
    pub limit: usize,
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an event is longer than {} bytes", self.limit)
    }
}

impl std::error::Error for TooLong {}

/// The fields of the event under construction.
///
/// `data` is copied even for the usual event of one line: whether a line is the whole event is
/// known only at the blank line after it, and waiting for that in the chunk costs more than the
/// copy.
#[derive(Debug)]
struct Fields {
    event: String,
    data: String,
    has_data: bool,
    limit: usize,
}

impl Fields {
    fn new(limit: usize) -> Self {
        Self {
            event: String::new(),
            data: String::new(),
            has_data: false,
            limit,
        }
    }

    fn line(&mut self, line: &[u8], sink: &mut impl FnMut(Event<'_>)) -> Result<(), TooLong> {
        if line.is_empty() {
            self.dispatch(sink);
            return Ok(());
        }
        if let Some(value) = field(line, b"data") {
            if self.data.len() + value.len() >= self.limit {
                return Err(TooLong { limit: self.limit });
            }
            if self.has_data {
                self.data.push('\n');
            }
            self.has_data = true;
            self.data.push_str(&decode(value));
        } else if let Some(value) = field(line, b"event") {
            self.event.clear();
            self.event.push_str(&decode(value));
        } else if line[0] != b':' && field(line, b"id").is_none() && field(line, b"retry").is_none()
        {
            sink(Event::Unknown(decode(line)));
        }
        Ok(())
    }

    fn dispatch(&mut self, sink: &mut impl FnMut(Event<'_>)) {
        if self.has_data {
            sink(Event::Message {
                event: Cow::Borrowed(&self.event),
                data: Cow::Borrowed(&self.data),
            });
        }
        self.has_data = false;
        self.data.clear();
        self.event.clear();
    }
}

/// Returns the value of a line if it is the field `name`: all after the colon and one space.
fn field<'a>(line: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let rest = line.strip_prefix(name)?;
    if rest.is_empty() {
        return Some(rest);
    }
    let value = rest.strip_prefix(b":")?;
    Some(value.strip_prefix(b" ").unwrap_or(value))
}

/// Decodes UTF-8, with U+FFFD for invalid bytes. Nearly all text is valid, and the check alone is
/// faster than `from_utf8_lossy`.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}
