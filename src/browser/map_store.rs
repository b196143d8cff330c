//! A [`Store`] in a JavaScript `Map`, which outlives the program that writes to it.

use futures_util::{
    FutureExt as _,
    future::{LocalBoxFuture, ready},
};
use js_sys::{Date, Map};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::{context::in_context, indexed_db::new_writer};
use crate::client::{Digest, Entry, EntryKey, Store, StoreChange, StoreError, Writer};

/// Keeps a conversation in a `Map` that the host owns: an instance of the program that replaces
/// another finds the other's messages there.
///
/// All operations are synchronous, so a write is in the map even if the program never runs again.
#[derive(Clone, Debug)]
pub struct MapStore(Map);

impl MapStore {
    /// Returns the store of the conversation in this map.
    pub fn new(map: Map) -> Self {
        Self(map)
    }

    fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        self.0.for_each(&mut |json, key| {
            entries.push(Entry {
                key: EntryKey::from(key.as_string().unwrap_or_default()),
                json: json.as_string().unwrap_or_default(),
            });
        });
        entries
    }

    fn change(&self, change: StoreChange) {
        match change {
            StoreChange::Put(key, json) => {
                self.0.set(&key.as_str().into(), &json.into());
            }
            StoreChange::Delete(key, digest) => {
                let key = JsValue::from(key.as_str());
                let json = self.0.get(&key).as_string();
                if json.is_some_and(|json| Digest::of(&json) == digest) {
                    self.0.delete(&key);
                }
            }
        }
    }
}

impl Store for MapStore {
    fn load(&self) -> LocalBoxFuture<'static, Result<Vec<Entry>, StoreError>> {
        ready(Ok(self.entries())).boxed_local()
    }

    fn write(&self, changes: Vec<StoreChange>) -> LocalBoxFuture<'static, Result<(), StoreError>> {
        changes.into_iter().for_each(|change| self.change(change));
        ready(Ok(())).boxed_local()
    }

    fn clear(&self) -> LocalBoxFuture<'static, Result<(), StoreError>> {
        self.0.clear();
        ready(Ok(())).boxed_local()
    }

    fn spawn(&self, work: LocalBoxFuture<'static, ()>) {
        spawn_local(in_context(work));
    }

    fn now(&self) -> u64 {
        Date::now() as u64
    }

    fn writer(&self) -> Writer {
        new_writer()
    }
}
