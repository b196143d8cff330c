//! Storage that is damaged, blocked, full, deleted or of another version.

use js_sys::Function;
use rill_chat::{
    browser::IndexedDb,
    client::{EntryTracker, Store as _, StoreError},
};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{check, empty, key, put, run};

/// Opens the database as `db`, runs a piece of JavaScript on it, and closes it.
async fn by_hand(name: &str, body: &str) -> JsValue {
    let script = format!(
        "const done = (request) => new Promise((resolve, reject) => {{
             request.onsuccess = request.oncomplete = () => resolve(request.result);
             request.onerror = request.onabort = () => reject(request.error);
         }});
         const db = await done(indexedDB.open('rill-chat', 1));
         try {{ {body} }} finally {{ db.close(); }}"
    );
    run(&script, &name.into()).await
}

#[wasm_bindgen_test]
async fn what_is_no_text_is_told_and_stays() {
    let store = empty("damaged").await;
    store.write(vec![put(1, "7")]).await.unwrap();
    let body = format!(
        "const messages = db.transaction('messages', 'readwrite').objectStore('messages');
         await done(messages.put(7, [it, '{}']));
         await done(messages.put({{ v: 1 }}, [it, 'no key of ours']));
         await done(messages.put('{{}}', [it, 3]));",
        key(2)
    );
    by_hand("damaged", &body).await;
    let entries = store.load().await.unwrap();
    assert_eq!(entries.len(), 4);
    let mut tracker = EntryTracker::new(1.into());
    let loaded = tracker.load(entries.clone());
    assert_eq!((loaded.records.len(), loaded.unreadable.len()), (0, 4));
    assert_eq!(tracker.changes(&[], 0), []);
    assert_eq!(store.load().await.unwrap(), entries);
    store.clear().await.unwrap();
    assert_eq!(store.load().await.unwrap(), []);
}

/// Checks the error of each operation when `script` replaces the page's `indexedDB`.
async fn check_factory(script: &str, error: &StoreError) {
    let factory = Function::new_no_args(script).call0(&JsValue::NULL).unwrap();
    let store = IndexedDb::new("nowhere").factory(factory);
    assert_eq!(store.load().await.as_ref(), Err(error), "{script}");
    let write = store.write(vec![put(1, "one")]).await;
    assert_eq!(write.as_ref(), Err(error), "{script}");
    assert_eq!(store.clear().await.as_ref(), Err(error), "{script}");
}

#[wasm_bindgen_test]
async fn a_database_that_cannot_be_opened() {
    for missing in ["return undefined", "return null", "return 7"] {
        check_factory(missing, &StoreError::Unavailable).await;
    }
    for (name, error) in [
        ("SecurityError", StoreError::Unavailable),
        ("InvalidStateError", StoreError::Unavailable),
        ("QuotaExceededError", StoreError::QuotaExceeded),
        (
            "UnknownError",
            StoreError::Failed("UnknownError: no".into()),
        ),
    ] {
        let exception = format!("new DOMException('no', '{name}')");
        check_factory(
            &format!("return {{ open() {{ throw {exception} }} }}"),
            &error,
        )
        .await;
        check_factory(
            &format!(
                "return {{ open() {{
                     const request = {{ error: {exception} }};
                     setTimeout(() => request.onerror(new Event('error')));
                     return request;
                 }} }}"
            ),
            &error,
        )
        .await;
    }
}

#[wasm_bindgen_test]
async fn a_factory_of_nonsense_throws_nothing() {
    for script in [
        "return {}",
        "return { open() { throw null } }",
        "return { open() {} }",
        "return { open() { return Object.freeze({}) } }",
        "return { open() { const request = {}; setTimeout(() => request.onsuccess()); return request; } }",
        "return { open() {
             const request = { get result() { throw 7 }, get error() { throw 7 } };
             setTimeout(() => request.onsuccess(new Event('success')));
             return request;
         } }",
    ] {
        let factory = Function::new_no_args(script).call0(&JsValue::NULL).unwrap();
        let store = IndexedDb::new("nowhere").factory(factory);
        let load = store.load().await;
        assert!(load.is_err(), "{script}: {load:?}");
    }
}

#[wasm_bindgen_test]
async fn a_page_whose_storage_is_a_getter_that_throws() {
    let shadow = "const own = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB');
         Object.defineProperty(globalThis, 'indexedDB', {
             configurable: true,
             get() { throw new DOMException('denied', 'SecurityError') },
         });
         return () => own
             ? Object.defineProperty(globalThis, 'indexedDB', own)
             : delete globalThis.indexedDB;";
    let restore: Function = run(shadow, &JsValue::NULL).await.unchecked_into();
    let load = IndexedDb::new("getter").load().await;
    restore.call0(&JsValue::NULL).unwrap();
    assert_eq!(load, Err(StoreError::Unavailable));
    empty("getter").await;
}

#[wasm_bindgen_test]
async fn a_full_disk() {
    // Aborts each write transaction as a browser does when the quota is exceeded.
    let script = "const refused = (db) => new Proxy(db, { get(db, property) {
             const value = db[property];
             if (property === 'transaction') {
                 return (...how) => {
                     const transaction = db.transaction(...how);
                     Object.defineProperty(transaction, 'error', {
                         get: () => new DOMException('full', 'QuotaExceededError'),
                     });
                     if (how[1] === 'readwrite') transaction.abort();
                     return transaction;
                 };
             }
             return typeof value === 'function' ? value.bind(db) : value;
         }, set: (db, property, value) => { db[property] = value; return true; } });
         return { open(...how) {
             const request = indexedDB.open(...how);
             let result;
             Object.defineProperty(request, 'result', { get() {
                 const db = Object.getOwnPropertyDescriptor(IDBRequest.prototype, 'result').get.call(request);
                 return result ??= refused(db);
             } });
             return request;
         } }";
    empty("full").await;
    let factory = Function::new_no_args(script).call0(&JsValue::NULL).unwrap();
    let store = IndexedDb::new("full").factory(factory);
    assert_eq!(store.load().await, Ok(vec![]));
    let write = store.write(vec![put(1, "one")]).await;
    assert_eq!(write, Err(StoreError::QuotaExceeded));
    check("full", &[]).await;
}

#[wasm_bindgen_test]
async fn another_tab_may_have_the_database_to_itself() {
    let store = empty("way").await;
    store.write(vec![put(1, "one")]).await.unwrap();
    // Deletion waits until every connection is closed; one that stays open would block it.
    let script = "const request = indexedDB.deleteDatabase('rill-chat');
         return new Promise((resolve) => {
             request.onsuccess = () => resolve('deleted');
             request.onblocked = () => resolve('blocked');
         });";
    assert_eq!(run(script, &JsValue::NULL).await, "deleted");
    // The store opens, and thereby creates, the database again.
    store.write(vec![put(2, "two")]).await.unwrap();
    check("way", &[(2, "two")]).await;
}

#[wasm_bindgen_test]
async fn a_database_that_another_tab_holds() {
    let held = "const request = indexedDB.open('rill-chat-held', 1);
         return new Promise((resolve) => { request.onsuccess = () => resolve(request.result) });";
    let held = run(held, &JsValue::NULL).await;
    // Opening the next version is blocked until the other connection is closed.
    let script = "return { open: () => indexedDB.open('rill-chat-held', 2) }";
    let factory = Function::new_no_args(script).call0(&JsValue::NULL).unwrap();
    let store = IndexedDb::new("held").factory(factory);
    assert_eq!(store.load().await, Err(StoreError::Unavailable));
    // An upgrade that succeeds after the store has given up is aborted, so the old version remains.
    let script = "it.close();
         const open = (version) => new Promise((resolve) => {
             const request = indexedDB.open('rill-chat-held', version);
             request.onsuccess = () => { resolve(request.result.version); request.result.close(); };
         });
         const version = await open();
         indexedDB.deleteDatabase('rill-chat-held');
         return version;";
    assert_eq!(run(script, &held).await, 1);
}

#[wasm_bindgen_test]
async fn a_database_of_a_later_version_is_left_alone() {
    let script = "return { open: (name, version) => indexedDB.open('rill-chat-later', version) }";
    let factory = Function::new_no_args(script).call0(&JsValue::NULL).unwrap();
    let later = "const request = indexedDB.open('rill-chat-later', 2);
         return new Promise((resolve) => {
             request.onsuccess = () => { request.result.close(); resolve(); };
         });";
    run(later, &JsValue::NULL).await;
    let load = IndexedDb::new("later").factory(factory).load().await;
    let Err(StoreError::Failed(words)) = load else {
        panic!("{load:?}")
    };
    assert!(words.starts_with("VersionError"), "{words}");
    run(
        "indexedDB.deleteDatabase('rill-chat-later')",
        &JsValue::NULL,
    )
    .await;
}
