//! A [`Store`] in IndexedDB.

mod answer;
mod connection;

use std::rc::Rc;

use futures_util::{
    FutureExt as _,
    future::{LocalBoxFuture, Shared},
};
use js_sys::{Array, Date, Math, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{IdbKeyRange, IdbTransaction};

use self::{
    answer::{Answer, Outcome, failure},
    connection::{Connection, MESSAGES},
};
use super::context::in_context;
use crate::client::{Digest, Entry, EntryKey, Store, StoreChange, StoreError, Writer};

/// Keeps a conversation in IndexedDB, in a database that all conversations of the page's origin
/// share.
///
/// A handle: clones share a connection. It opens at the first use, closes when another tab needs
/// the database to itself, and opens again when needed.
///
/// ```no_run
/// use rill_chat::{browser::IndexedDb, client::Store as _};
///
/// # async fn restore() -> Result<(), rill_chat::client::StoreError> {
/// let store = IndexedDb::new("support");
/// let entries = store.load().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct IndexedDb {
    conversation: Rc<str>,
    connection: Rc<Connection>,
}

impl IndexedDb {
    /// Returns the store of the conversation of this name. Nothing is opened yet.
    pub fn new(conversation: impl Into<Rc<str>>) -> Self {
        Self {
            conversation: conversation.into(),
            connection: Rc::default(),
        }
    }

    /// Uses this `IDBFactory` instead of the page's `indexedDB`.
    #[must_use]
    pub fn factory(mut self, factory: JsValue) -> Self {
        self.connection = Rc::new(Connection::with(factory));
        self
    }

    async fn read(self) -> Result<Vec<Entry>, StoreError> {
        let transaction = self.connection.begin("readonly").await?;
        let entries = self.entries(&transaction).await;
        entries.map_err(|thrown| failure(&thrown))
    }

    async fn entries(&self, transaction: &IdbTransaction) -> Result<Vec<Entry>, JsValue> {
        let messages = transaction.object_store(MESSAGES)?;
        let range = self.range()?;
        let keys = Answer::of(messages.get_all_keys_with_key(&range)?);
        let values = Answer::of(messages.get_all_with_key(&range)?);
        let keys = Array::from(&keys.result().await?);
        let values = Array::from(&values.result().await?);
        let entries = keys.iter().zip(values.iter()).map(|(path, json)| {
            let key = Reflect::get_u32(&path, 1).unwrap_or_default();
            Entry {
                key: EntryKey::from(key.as_string().unwrap_or_default()),
                json: json.as_string().unwrap_or_default(),
            }
        });
        Ok(entries.collect())
    }

    async fn change(self, changes: Vec<StoreChange>) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        let transaction = self.connection.begin("readwrite").await?;
        let outcome = Outcome::of(&transaction);
        let asked = self.ask(&transaction, changes).await;
        outcome.after(&transaction, asked).await
    }

    /// Requests every change within a transaction.
    async fn ask(
        &self,
        transaction: &IdbTransaction,
        changes: Vec<StoreChange>,
    ) -> Result<(), JsValue> {
        let messages = transaction.object_store(MESSAGES)?;
        let mut old = Vec::new();
        for change in changes {
            match change {
                StoreChange::Put(key, json) => {
                    messages.put_with_key(&json.into(), &self.path(&key))?;
                }
                StoreChange::Delete(key, digest) => {
                    let path = self.path(&key);
                    old.push((Answer::of(messages.get(&path)?), path, digest));
                }
            }
        }
        // While an answer is handled, the transaction is active and accepts more requests.
        for (answer, path, digest) in old {
            let json = answer.result().await?.as_string();
            if json.is_some_and(|json| Digest::of(&json) == digest) {
                messages.delete(&path)?;
            }
        }
        Ok(())
    }

    async fn delete_all(self) -> Result<(), StoreError> {
        let transaction = self.connection.begin("readwrite").await?;
        let outcome = Outcome::of(&transaction);
        let delete = || {
            let messages = transaction.object_store(MESSAGES)?;
            messages.delete(&self.range()?).map(drop)
        };
        outcome.after(&transaction, delete()).await
    }

    fn path(&self, key: &EntryKey) -> JsValue {
        Array::of2(&(*self.conversation).into(), &key.as_str().into()).into()
    }

    /// Returns the range of all keys of this conversation: an array sorts after every string.
    fn range(&self) -> Result<JsValue, JsValue> {
        let conversation = JsValue::from(&*self.conversation);
        let lower = Array::of1(&conversation);
        let upper = Array::of2(&conversation, &Array::new());
        IdbKeyRange::bound(&lower, &upper).map(JsValue::from)
    }
}

impl Store for IndexedDb {
    fn load(&self) -> LocalBoxFuture<'static, Result<Vec<Entry>, StoreError>> {
        self.clone().read().boxed_local()
    }

    fn write(&self, changes: Vec<StoreChange>) -> LocalBoxFuture<'static, Result<(), StoreError>> {
        to_its_end(self.clone().change(changes).boxed_local())
    }

    fn clear(&self) -> LocalBoxFuture<'static, Result<(), StoreError>> {
        to_its_end(self.clone().delete_all().boxed_local())
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

/// Returns a random writer id, which no other visit has.
pub(super) fn new_writer() -> Writer {
    let half = || (Math::random() * f64::from(u32::MAX)) as u64;
    Writer::from((half() << 32) | half())
}

/// Polls the work at once, so that writes keep the order of the calls and a page being unloaded
/// still requests its last ones. If it is dropped, the work goes on: half a write is no write.
fn to_its_end(
    work: LocalBoxFuture<'static, Result<(), StoreError>>,
) -> LocalBoxFuture<'static, Result<(), StoreError>> {
    let work: Shared<_> = work.shared();
    if work.clone().now_or_never().is_none() {
        spawn_local(in_context(work.clone().map(drop)));
    }
    work.boxed_local()
}
