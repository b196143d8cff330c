//! `IndexedDb`: what it keeps in a real database, and its errors where there is none.

mod trouble;

use js_sys::{Function, Promise};
use rill_chat::{
    browser::IndexedDb,
    client::{Digest, Entry, EntryKey, Store as _, StoreChange},
};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// Opens the conversation of this name, and clears it.
async fn empty(name: &str) -> IndexedDb {
    let store = IndexedDb::new(name);
    store.clear().await.unwrap();
    store
}

fn key(number: u32) -> EntryKey {
    EntryKey::new(1_764_000_000_000, 7.into(), number, 7.into())
}

fn put(number: u32, json: &str) -> StoreChange {
    StoreChange::Put(key(number), json.to_owned())
}

fn delete(number: u32, json: &str) -> StoreChange {
    StoreChange::Delete(key(number), Digest::of(json))
}

/// Checks what another tab finds of a conversation, in order of the keys.
#[track_caller]
fn check(name: &'static str, expected: &[(u32, &str)]) -> impl Future<Output = ()> + use<> {
    let expected = expected.iter().map(|(number, json)| Entry {
        key: key(*number),
        json: (*json).to_owned(),
    });
    let expected: Vec<_> = expected.collect();
    let caller = std::panic::Location::caller();
    async move {
        let entries = IndexedDb::new(name).load().await.unwrap();
        assert_eq!(entries, expected, "at {caller}");
    }
}

/// Runs the body of an async function with one argument, `it`.
async fn run(body: &str, argument: &JsValue) -> JsValue {
    let function = Function::new_with_args("it", &format!("return (async () => {{ {body} }})()"));
    let promise = function.call1(&JsValue::NULL, argument).unwrap();
    JsFuture::from(promise.unchecked_into::<Promise>())
        .await
        .unwrap()
}

#[wasm_bindgen_test]
async fn what_was_written_is_there_in_order() {
    let store = empty("order").await;
    check("order", &[]).await;
    store.write(vec![]).await.unwrap();
    let texts = [put(10, "ten"), put(2, "día 🌍"), put(1, "")];
    store.write(texts.to_vec()).await.unwrap();
    check("order", &[(1, ""), (2, "día 🌍"), (10, "ten")]).await;
    store.write(vec![put(2, "two")]).await.unwrap();
    check("order", &[(1, ""), (2, "two"), (10, "ten")]).await;
}

#[wasm_bindgen_test]
async fn what_is_deleted_is_what_it_was_taken_for() {
    let store = empty("delete").await;
    let texts = [put(1, "one"), put(2, "two"), put(3, "three")];
    store.write(texts.to_vec()).await.unwrap();
    let changes = [
        delete(1, "one"),
        delete(2, "old"),
        put(4, "four"),
        delete(5, ""),
        delete(3, "three"),
    ];
    store.write(changes.to_vec()).await.unwrap();
    check("delete", &[(2, "two"), (4, "four")]).await;
}

#[wasm_bindgen_test]
async fn two_tabs_write_side_by_side() {
    let (one, two) = (empty("tabs").await, IndexedDb::new("tabs"));
    let writes = (
        one.write(vec![put(1, "one")]),
        two.write(vec![put(2, "two")]),
    );
    let (first, second) = futures_util::join!(writes.0, writes.1);
    assert_eq!((first, second), (Ok(()), Ok(())));
    check("tabs", &[(1, "one"), (2, "two")]).await;
    two.write(vec![put(1, "grown")]).await.unwrap();
    one.write(vec![delete(1, "one")]).await.unwrap();
    check("tabs", &[(1, "grown"), (2, "two")]).await;
    let store = IndexedDb::new("any");
    assert_ne!(store.writer(), store.writer());
}

#[wasm_bindgen_test]
async fn a_conversation_is_cleared_alone() {
    let own = empty("own").await;
    own.write(vec![put(1, "own")]).await.unwrap();
    for other in ["ow", "own ", "own2", "", "own-"] {
        let store = empty(other).await;
        store.write(vec![put(1, "other")]).await.unwrap();
    }
    check("own", &[(1, "own")]).await;
    own.clear().await.unwrap();
    check("own", &[]).await;
    for other in ["ow", "own ", "own2", "", "own-"] {
        check(other, &[(1, "other")]).await;
    }
}

#[wasm_bindgen_test]
async fn five_megabytes_are_no_burden() {
    let store = empty("large").await;
    let json = "0123456789 día 🌍".repeat(5_000);
    let changes = (0..50).map(|number| put(number, &json));
    store.write(changes.collect()).await.unwrap();
    let entries = IndexedDb::new("large").load().await.unwrap();
    assert_eq!(entries.len(), 50);
    assert!(entries.iter().all(|entry| entry.json == json));
    store.clear().await.unwrap();
}

/// If a write stopped when its future is dropped, it would be lost or half done.
#[wasm_bindgen_test]
async fn a_write_that_nobody_waits_for_is_made() {
    let store = empty("dropped").await;
    drop(store.write(vec![put(1, "one"), put(2, "two")]));
    let mut write = store.write(vec![delete(1, "one"), put(3, "three")]);
    let _ = futures_util::poll!(&mut write);
    drop(write);
    drop(store);
    let store = IndexedDb::new("dropped");
    // This write is queued behind them.
    store.write(vec![put(4, "four")]).await.unwrap();
    check("dropped", &[(2, "two"), (3, "three"), (4, "four")]).await;
}
