//! A [`Store`] in the memory of JavaScript.

use futures_util::{
    FutureExt as _,
    future::{LocalBoxFuture, ready},
};
use js_sys::{Array, Map};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::visit;
use crate::client::{Digest, Entry, EntryKey, Store, StoreChange, StoreError, Writer};

/// Keeps a conversation in a `Map` of JavaScript's, from the texts of keys to records.
///
/// It outlives the instance of the module: where that has failed, another goes on from it.
///
/// ```no_run
/// use rill_chat::{Client, browser::{Fetch, Records}, gemini::Endpoint};
///
/// # async fn restart(records: js_sys::Map) {
/// let client = Client::new(Endpoint::new("https://relay.example/v1beta"), Fetch::new());
/// let chat = client.keep_chat(Records::from(records), vec![]);
/// chat.restore().await;
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Records(Map);

impl From<Map> for Records {
    fn from(map: Map) -> Self {
        Self(map)
    }
}

impl Records {
    fn entry(pair: &JsValue) -> Entry {
        let pair = Array::from(pair);
        let text = |index| pair.get(index).as_string().unwrap_or_default();
        Entry {
            key: EntryKey::from(text(0)),
            json: text(1),
        }
    }
}

impl Store for Records {
    fn load(&self) -> LocalBoxFuture<'static, Result<Vec<Entry>, StoreError>> {
        let pairs = Array::from(&self.0);
        let entries = pairs.iter().map(|pair| Self::entry(&pair)).collect();
        ready(Ok(entries)).boxed_local()
    }

    fn write(&self, changes: Vec<StoreChange>) -> LocalBoxFuture<'static, Result<(), StoreError>> {
        for change in changes {
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
        ready(Ok(())).boxed_local()
    }

    fn clear(&self) -> LocalBoxFuture<'static, Result<(), StoreError>> {
        self.0.clear();
        ready(Ok(())).boxed_local()
    }

    fn spawn(&self, work: LocalBoxFuture<'static, ()>) {
        spawn_local(work);
    }

    fn now(&self) -> u64 {
        visit::now()
    }

    fn writer(&self) -> Writer {
        visit::writer()
    }
}
