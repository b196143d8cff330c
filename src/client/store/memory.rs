//! A store that lasts as long as the program.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use futures_util::{
    FutureExt as _,
    future::{LocalBoxFuture, ready},
};

use super::{Digest, Entry, EntryKey, Store, StoreChange, StoreError, Writer};

/// A store in memory, to test code that is built on a [`Store`].
///
/// A handle: clones share the same memory, like the tabs of a browser. It can be made to fail.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore(Rc<RefCell<Memory>>);

#[derive(Debug, Default)]
struct Memory {
    entries: BTreeMap<EntryKey, String>,
    writes: usize,
    asked: u64,
    failure: Option<StoreError>,
}

impl MemoryStore {
    /// Creates an empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes every operation fail with this error from now on, or with `None` succeed again.
    pub fn fail(&self, failure: impl Into<Option<StoreError>>) {
        self.0.borrow_mut().failure = failure.into();
    }

    /// Returns the entries, in order.
    pub fn entries(&self) -> Vec<Entry> {
        let memory = self.0.borrow();
        let entries = memory.entries.iter();
        let entries = entries.map(|(key, json)| Entry {
            key: key.clone(),
            json: json.clone(),
        });
        entries.collect()
    }

    /// Returns how many writes were made.
    pub fn writes(&self) -> usize {
        self.0.borrow().writes
    }

    /// Runs `act` unless the store is set to fail.
    fn with<T: 'static>(
        &self,
        act: impl FnOnce(&mut Memory) -> T,
    ) -> LocalBoxFuture<'static, Result<T, StoreError>> {
        let mut memory = self.0.borrow_mut();
        let result = match &memory.failure {
            Some(failure) => Err(failure.clone()),
            None => Ok(act(&mut memory)),
        };
        ready(result).boxed_local()
    }
}

impl Store for MemoryStore {
    fn load(&self) -> LocalBoxFuture<'static, Result<Vec<Entry>, StoreError>> {
        let entries = self.entries();
        self.with(|_| entries)
    }

    fn write(&self, changes: Vec<StoreChange>) -> LocalBoxFuture<'static, Result<(), StoreError>> {
        self.with(|memory| {
            memory.writes += 1;
            for change in changes {
                match change {
                    StoreChange::Put(key, json) => {
                        memory.entries.insert(key, json);
                    }
                    StoreChange::Delete(key, digest) => {
                        let entry = memory.entries.get(&key);
                        if entry.is_some_and(|json| Digest::of(json) == digest) {
                            memory.entries.remove(&key);
                        }
                    }
                }
            }
        })
    }

    fn clear(&self) -> LocalBoxFuture<'static, Result<(), StoreError>> {
        self.with(|memory| memory.entries.clear())
    }

    /// Polls once: in this store everything is ready at once.
    fn spawn(&self, work: LocalBoxFuture<'static, ()>) {
        let _ = work.now_or_never();
    }

    /// Advances by one millisecond with each call.
    fn now(&self) -> u64 {
        let mut memory = self.0.borrow_mut();
        memory.asked += 1;
        memory.asked
    }

    fn writer(&self) -> Writer {
        self.now().into()
    }
}
