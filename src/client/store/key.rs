//! The keys of entries: in their order the messages of all tabs are one conversation.

use std::fmt;

/// Names a tab, or whatever else writes to a store: drawn at random for each visit. Two of one name
/// would overwrite each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Writer(u64);

impl From<u64> for Writer {
    fn from(random: u64) -> Self {
        Self(random)
    }
}

/// The place of a message in a conversation.
///
/// Turns are in the order in which they began, whoever began them, and the messages of one stand
/// together. A writer only ever writes under keys with its own name, so that no two overwrite each
/// other. The text of a key is in the same order as the key.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryKey(Box<str>);

/// What a key says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::client) struct Place {
    pub(in crate::client) turn: Turn,
    pub(in crate::client) number: u32,
    pub(in crate::client) writer: Writer,
}

/// Names a turn by when it began and who began it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::client) struct Turn {
    pub(in crate::client) started: u64,
    pub(in crate::client) opener: Writer,
}

/// How many decimal digits a time has; enough for the next 29,000 years.
const TIME: usize = 15;
const NUMBER: usize = 10;
const WRITER: usize = 16;

impl EntryKey {
    /// The key of a message: when its turn began, in milliseconds since 1970, who began it, the
    /// running number of the message, and who writes it.
    pub fn new(started: u64, opener: Writer, number: u32, writer: Writer) -> Self {
        let started = started.min(10_u64.pow(TIME as u32) - 1);
        let (opener, writer) = (opener.0, writer.0);
        let text =
            format!("{started:0TIME$}-{opener:0WRITER$x}-{number:0NUMBER$}-{writer:0WRITER$x}");
        Self(text.into())
    }

    /// The text to store it under.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the key says; `None` if nothing of ours made it.
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
            // Not so high that none could follow.
            number: i32::try_from(decimal(field(NUMBER)?)?).ok()?.unsigned_abs(),
            writer: writer(field(WRITER)?)?,
        };
        // Written again it must be the same: `+1` and capital letters are numbers too.
        (Self::from(place) == *self).then_some(place)
    }
}

impl From<Place> for EntryKey {
    fn from(place: Place) -> Self {
        let Turn { started, opener } = place.turn;
        Self::new(started, opener, place.number, place.writer)
    }
}

/// A key out of a store, whatever it says.
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
