//! Maps messages to entries of a store, and computes the fewest changes that bring it up to date.

use super::store::{Digest, Entry, EntryKey, Place, StoreChange, Turn, Writer};
use crate::chat::{Message, MessageId, MessageState, Part, Record, Role, Unreadable, Usage};

/// Tracks what a store holds of a conversation and computes what it lacks.
///
/// ```
/// use rill_chat::{chat::{Content, Session}, client::{MemoryStore, EntryTracker, Store as _}};
///
/// # futures::executor::block_on(async {
/// let store = MemoryStore::new();
/// let session = Session::new(vec![Content::user("Hello")]);
///
/// let mut tracker = EntryTracker::new(0x5eed.into());
/// let changes = tracker.changes(session.messages(), 1_764_000_000_000);
/// match store.write(changes).await {
///     Ok(()) => tracker.written(),
///     Err(_) => tracker.failed(),
/// }
/// assert_eq!(store.entries().len(), 1);
///
/// // On the next visit:
/// let loaded = EntryTracker::new(0xcafe.into()).load(store.load().await?);
/// assert_eq!(loaded.records[0].content.text(), "Hello");
/// # Ok::<(), rill_chat::client::StoreError>(())
/// # }).unwrap();
/// ```
///
/// Entries that cannot be read are never touched, nor are those that another tab has changed in the
/// meantime.
#[derive(Debug)]
pub struct EntryTracker {
    writer: Writer,
    /// Sorted by the IDs of their messages.
    slots: Vec<Slot>,
    /// Loaded entries that are not tied to a message yet.
    loaded: Vec<(Place, EntryKey, Digest)>,
    /// When the latest turn began, in milliseconds since 1970.
    latest: u64,
    /// The highest message number so far.
    number: u32,
    /// How many times [`changes`](Self::changes) was called.
    round: u64,
}

/// The contents of a store.
#[derive(Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Loaded {
    /// The messages, in order.
    pub records: Vec<Record>,
    /// Entries that cannot be read. They stay in the store.
    pub unreadable: Vec<(EntryKey, Unreadable)>,
}

/// The entry of a message.
#[derive(Debug)]
struct Slot {
    message: MessageId,
    turn: Turn,
    number: u32,
    /// What the store holds.
    kept: Option<Kept>,
    /// What it was told to hold instead and has not confirmed yet.
    sent: Option<Kept>,
    /// Whether it was told to delete the message.
    is_leaving: bool,
    /// The round in which the message was last present.
    round: u64,
}

#[derive(Clone, Debug)]
struct Kept {
    key: EntryKey,
    digest: Digest,
    fingerprint: Fingerprint,
}

/// A cheap fingerprint that shows whether a message has changed: text only ever grows.
#[derive(Clone, Debug, PartialEq)]
struct Fingerprint {
    state: MessageState,
    parts: usize,
    bytes: usize,
    usage: Usage,
    citations: usize,
    has_grounding: bool,
}

impl EntryTracker {
    /// Creates an empty tracker. The writer must be a new one for each visit.
    pub fn new(writer: Writer) -> Self {
        Self {
            writer,
            slots: Vec::new(),
            loaded: Vec::new(),
            latest: 0,
            number: 0,
            round: 0,
        }
    }

    /// Reads the entries of a store, except those that this tracker wrote itself.
    ///
    /// The caller turns the records into messages, which [`name`](Self::name) ties to the entries.
    pub fn load(&mut self, mut entries: Vec<Entry>) -> Loaded {
        entries.sort_by(|a, b| a.key.cmp(&b.key));
        let mut known: Vec<_> = self.slots.iter().flat_map(Slot::keys).collect();
        known.sort();
        entries.retain(|entry| known.binary_search(&&entry.key).is_err());

        let mut loaded = Loaded::default();
        self.loaded.clear();
        for Entry { key, json } in entries {
            let Some(place) = key.place() else {
                loaded.unreadable.push((key, Unreadable::Damaged));
                continue;
            };
            self.latest = self.latest.max(place.turn.started);
            self.number = self.number.max(place.number);
            match Record::read(&json) {
                Ok(record) => {
                    self.loaded.push((place, key, Digest::of(&json)));
                    loaded.records.push(record);
                }
                Err(why) => loaded.unreadable.push((key, why)),
            }
        }
        loaded
    }

    /// Ties the loaded records to the messages that they have become, in the same order. Must be
    /// called before the messages change.
    pub fn name(&mut self, messages: &[Message]) {
        let loaded = std::mem::take(&mut self.loaded);
        for (message, (place, key, digest)) in messages.iter().zip(loaded) {
            let fingerprint = Fingerprint::of(message);
            let kept = Kept {
                key,
                digest,
                fingerprint,
            };
            let mut slot = Slot::new(message.id(), place.turn, place.number);
            slot.kept = Some(kept);
            self.put(slot);
        }
    }

    /// Returns the changes with which a store holds these messages; `now` is in Unix milliseconds.
    ///
    /// The caller reports the outcome, [`written`](Self::written) or [`failed`](Self::failed),
    /// before it calls this again. A message that is gone is deleted, but not while an answer that
    /// may replace it is awaited.
    pub fn changes(&mut self, messages: &[Message], now: u64) -> Vec<StoreChange> {
        self.failed();
        self.round += 1;
        for message in messages {
            if let Ok(at) = self.place_of(message.id()) {
                self.slots[at].round = self.round;
            }
        }
        let round = self.round;
        self.slots
            .retain(|slot| slot.round == round || slot.kept.is_some());
        let is_replacing =
            self.slots.iter().any(|slot| slot.round != round) && messages.iter().any(is_awaited);

        let mut changes = Vec::new();
        let mut turn = None;
        for message in messages {
            let at = match self.place_of(message.id()) {
                Ok(at) => at,
                Err(_) if is_replacing && is_awaited(message) => continue,
                Err(_) => {
                    let slot = self.slot(message, turn, now);
                    self.put(slot)
                }
            };
            let slot = &mut self.slots[at];
            turn = Some(slot.turn);
            slot.put(message, self.writer, &mut changes);
        }
        if !is_replacing {
            let gone = self.slots.iter_mut().filter(|slot| slot.round != round);
            for slot in gone {
                slot.is_leaving = true;
                changes.extend(slot.kept.as_ref().map(Kept::delete));
            }
        }
        changes
    }

    /// Confirms that the store has made the changes.
    pub fn written(&mut self) {
        self.slots.retain(|slot| !slot.is_leaving);
        for slot in &mut self.slots {
            if slot.sent.is_some() {
                slot.kept = slot.sent.take();
            }
        }
    }

    /// Reports that the store has made none of the changes: they will be returned again.
    pub fn failed(&mut self) {
        for slot in &mut self.slots {
            slot.sent = None;
            slot.is_leaving = false;
        }
    }

    /// Reports that the store was cleared.
    pub fn cleared(&mut self) {
        self.slots.clear();
        self.loaded.clear();
    }

    /// Creates the slot of a new message, in the turn before it unless it begins another.
    fn slot(&mut self, message: &Message, turn: Option<Turn>, now: u64) -> Slot {
        let turn = turn.filter(|_| !begins_turn(message)).unwrap_or_else(|| {
            // A clock may be set back, and another tab's may be ahead.
            self.latest = now.max(self.latest.saturating_add(1));
            Turn {
                started: self.latest,
                opener: self.writer,
            }
        });
        self.number = self.number.saturating_add(1);
        let mut slot = Slot::new(message.id(), turn, self.number);
        slot.round = self.round;
        slot
    }

    /// Returns the index of a message's slot, or where to insert it.
    fn place_of(&self, message: MessageId) -> Result<usize, usize> {
        self.slots
            .binary_search_by_key(&message, |slot| slot.message)
    }

    /// Inserts a slot in order, replacing that of the same message, and returns its index.
    fn put(&mut self, slot: Slot) -> usize {
        match self.place_of(slot.message) {
            Ok(at) => {
                self.slots[at] = slot;
                at
            }
            Err(at) => {
                self.slots.insert(at, slot);
                at
            }
        }
    }
}

impl Slot {
    fn new(message: MessageId, turn: Turn, number: u32) -> Self {
        Self {
            message,
            turn,
            number,
            kept: None,
            sent: None,
            is_leaving: false,
            round: 0,
        }
    }

    fn keys(&self) -> impl Iterator<Item = &EntryKey> {
        let kept = self.kept.iter().chain(&self.sent);
        kept.map(|kept| &kept.key)
    }

    /// Adds the changes that write a message under a key of this writer, if it has changed.
    fn put(&mut self, message: &Message, writer: Writer, changes: &mut Vec<StoreChange>) {
        let fingerprint = Fingerprint::of(message);
        if self
            .kept
            .as_ref()
            .is_some_and(|kept| kept.fingerprint == fingerprint)
        {
            return;
        }
        let key = EntryKey::from(Place {
            turn: self.turn,
            number: self.number,
            writer,
        });
        let json = Record::of(message).to_json();
        let digest = Digest::of(&json);
        // Another writer's entry is not overwritten but replaced by one of ours.
        let other = self.kept.as_ref().filter(|kept| kept.key != key);
        changes.extend(other.map(Kept::delete));
        changes.push(StoreChange::Put(key.clone(), json));
        self.sent = Some(Kept {
            key,
            digest,
            fingerprint,
        });
    }
}

impl Kept {
    fn delete(&self) -> StoreChange {
        StoreChange::Delete(self.key.clone(), self.digest)
    }
}

impl Fingerprint {
    fn of(message: &Message) -> Self {
        let parts = &message.content().parts;
        let metadata = message.metadata();
        Self {
            state: message.state().clone(),
            parts: parts.len(),
            bytes: parts.iter().map(Part::byte_len).sum(),
            usage: metadata.usage.clone(),
            citations: metadata.citations.len(),
            has_grounding: metadata.grounding.is_some(),
        }
    }
}

/// Returns whether an answer is expected and none of it has arrived.
fn is_awaited(message: &Message) -> bool {
    message.is_open() && !message.has_content()
}

/// Returns whether a message begins a turn. A function response belongs to the turn of its call.
fn begins_turn(message: &Message) -> bool {
    let mut parts = message.content().parts.iter();
    message.role() == Role::User && !parts.any(Part::is_response)
}
