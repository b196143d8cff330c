//! The connection to the database, which is opened on demand and reopened when it was lost.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use futures_util::{
    FutureExt as _,
    future::{LocalBoxFuture, Shared},
};
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;
use web_sys::{IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbTransaction};

use super::answer::{error_of, event, failure, name};
use crate::{browser::context::in_context, client::StoreError};

const NAME: &str = "rill-chat";
const VERSION: u32 = 1;
/// The one object store. Its keys are pairs of a conversation and the text of an
/// [`EntryKey`](crate::client::EntryKey).
pub(super) const MESSAGES: &str = "messages";

/// A connection that may be open. Dropping it closes it.
#[derive(Debug, Default)]
pub(super) struct Connection {
    /// An `IDBFactory` to use instead of the page's.
    factory: Option<JsValue>,
    opening: RefCell<Option<Opening>>,
}

type Opening = Shared<LocalBoxFuture<'static, Result<IdbDatabase, StoreError>>>;

#[wasm_bindgen]
extern "C" {
    /// A database whose transactions take options, which web-sys treats as unstable.
    #[wasm_bindgen(extends = Object)]
    type Database;

    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &Database,
        store: &str,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

impl Connection {
    pub(super) fn with(factory: JsValue) -> Self {
        Self {
            factory: Some(factory),
            opening: RefCell::default(),
        }
    }

    /// Begins a transaction. If the browser has closed the connection, or it made way for another
    /// tab, it is opened again once.
    pub(super) async fn begin(self: &Rc<Self>, mode: &str) -> Result<IdbTransaction, StoreError> {
        let options = Object::new();
        // A write counts once the operating system has it. Waiting for the disk would only help if
        // the machine loses power.
        let _ = Reflect::set(&options, &"durability".into(), &"relaxed".into());
        let mut is_second = false;
        loop {
            let opening = self.opening();
            let database = opening.clone().await?;
            let database: &Database = database.unchecked_ref();
            match database.transaction(MESSAGES, mode, &options) {
                Ok(transaction) => return Ok(transaction),
                Err(thrown) if is_second || name(&thrown) != "InvalidStateError" => {
                    return Err(failure(&thrown));
                }
                Err(_) => {
                    is_second = true;
                    let mut current = self.opening.borrow_mut();
                    current.take_if(|current| current.ptr_eq(&opening));
                }
            }
        }
    }

    /// Returns the current attempt to open, or starts another if that one failed.
    fn opening(self: &Rc<Self>) -> Opening {
        let mut current = self.opening.borrow_mut();
        if let Some(opening) = &*current
            && !matches!(opening.peek(), Some(Err(_)))
        {
            return opening.clone();
        }
        let opening = open(self.factory.clone(), Rc::downgrade(self));
        let opening = opening.boxed_local().shared();
        // Driven to its end: what opens when nobody waits any more must still be closed.
        spawn_local(in_context(opening.clone().map(drop)));
        *current = Some(opening.clone());
        opening
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let opening = self.opening.get_mut().as_ref();
        if let Some(Ok(database)) = opening.and_then(Shared::peek) {
            close(database);
        }
    }
}

async fn open(factory: Option<JsValue>, user: Weak<Connection>) -> Result<IdbDatabase, StoreError> {
    // The getter may throw, as in a frame with an opaque origin.
    let page = || Reflect::get(&js_sys::global(), &"indexedDB".into()).unwrap_or_default();
    let factory = factory.unwrap_or_else(page);
    if !factory.is_object() {
        return Err(StoreError::Unavailable);
    }
    let factory: IdbFactory = factory.unchecked_into();
    let request = factory.open_with_u32(NAME, VERSION);
    let request = request.map_err(|thrown| failure(&thrown))?;
    let events = ["success", "error", "upgradeneeded", "blocked"];
    loop {
        match &*event(&request, &events).await {
            "success" => {
                let database = database_of(&request)?;
                make_way(&database);
                if user.strong_count() == 0 {
                    close(&database);
                }
                return Ok(database);
            }
            "upgradeneeded" => {
                if database_of(&request)?
                    .create_object_store(MESSAGES)
                    .is_err()
                {
                    abort(&request);
                }
            }
            "blocked" => {
                spawn_local(in_context(give_up(request)));
                return Err(StoreError::Unavailable);
            }
            _ => return Err(failure(&error_of(&request))),
        }
    }
}

/// Undoes whatever a blocked request may still lead to.
async fn give_up(request: IdbOpenDbRequest) {
    loop {
        match &*event(&request, &["success", "error", "upgradeneeded"]).await {
            "success" => {
                if let Ok(database) = database_of(&request) {
                    close(&database);
                }
                return;
            }
            "upgradeneeded" => abort(&request),
            _ => return,
        }
    }
}

fn database_of(request: &IdbOpenDbRequest) -> Result<IdbDatabase, StoreError> {
    let database = request.result().map_err(|thrown| failure(&thrown))?;
    Ok(database.unchecked_into())
}

/// Makes the browser close a connection by itself when another tab needs the database alone.
fn make_way(database: &IdbDatabase) {
    if let Some(close) = closer(database) {
        let _ = Reflect::set(database, &"onversionchange".into(), &close);
    }
}

fn close(database: &IdbDatabase) {
    if let Some(close) = closer(database) {
        let _ = close.call0(&JsValue::UNDEFINED);
    }
}

/// Looks `close` up as a property, since a factory of the host may have opened anything.
fn closer(database: &IdbDatabase) -> Option<Function> {
    let close = Reflect::get(database, &"close".into()).ok()?;
    Some(close.dyn_ref::<Function>()?.bind0(database))
}

/// Aborts the upgrade, which leaves the database as it was.
fn abort(request: &IdbOpenDbRequest) {
    if let Some(transaction) = request.transaction() {
        let _ = transaction.abort();
    }
}
