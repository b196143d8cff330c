//! The keys of entries, whose order merges the messages of all tabs into one conversation.

use std::fmt;

/// Identifies a tab or any other writer to a store. Drawn at random for each visit: two writers
/// with the same ID would overwrite each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Writer(u64);

impl From<u64> for Writer {
    fn from(random: u64) -> Self {
        Self(random)
    }
}

/// The position of a message in a conversation.
///
/// Turns are ordered by when they began, in whichever tab, and the messages of a turn stay
/// together. A writer only writes under keys with its own ID, so that no two overwrite each other.
/// Keys sort as their texts do.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryKey(Box<str>);

/// The fields of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::client) struct Place {
    pub(in crate::client) turn: Turn,
    pub(in crate::client) number: u32,
    pub(in crate::client) writer: Writer,
}

/// Identifies a turn by when it began and who began it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::client) struct Turn {
    pub(in crate::client) started: u64,
    pub(in crate::client) opener: Writer,
}

/// How many decimal digits a time has; enough for the next 31,000 years.
const TIME: usize = 15;
const NUMBER: usize = 10;
const WRITER: usize = 16;

impl EntryKey {
    /// Creates the key of a message from the start of its turn in milliseconds since 1970, the
    /// writer that began the turn, the running number of the message, and the writer of the entry.
    pub fn new(started: u64, opener: Writer, number: u32, writer: Writer) -> Self {
        let started = started.min(10_u64.pow(TIME as u32) - 1);
        let (opener, writer) = (opener.0, writer.0);
        let text =
            format!("{started:0TIME$}-{opener:0WRITER$x}-{number:0NUMBER$}-{writer:0WRITER$x}");
        Self(text.into())
    }

    /// Returns the text to store the entry under.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the fields of the key; `None` if this crate did not make it.
    pub(in crate::client) fn place(&self) -> Option<Place> {
        let mut fields = self.0.split('-');
        let mut field = |width| fields.next().filter(|field| field.len() == width);
        let decimal = |field: &str| field.parse::<u64>().ok();
        let writer = |field: &str| u64::from_str_radix(field, 16).ok().map(Writer);
        let place = Place {
            turn: Turn {
                started: decimal(field(TIME)?)?,
                opener: writer(field(WRITER)?)?,
            },
            // At most `i32::MAX`, so that higher ones can follow.
            number: i32::try_from(decimal(field(NUMBER)?)?).ok()?.unsigned_abs(),
            writer: writer(field(WRITER)?)?,
        };
        // It must round-trip: `+1` and capital letters would parse as numbers too.
        (Self::from(place) == *self).then_some(place)
    }
}

impl From<Place> for EntryKey {
    fn from(place: Place) -> Self {
        let Turn { started, opener } = place.turn;
        Self::new(started, opener, place.number, place.writer)
    }
}

/// A key as read from a store, valid or not.
impl From<String> for EntryKey {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for EntryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
