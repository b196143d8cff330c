//! What it costs the page to keep a conversation while an answer grows.

use std::{cell::RefCell, rc::Rc};

use futures_util::{StreamExt as _, future::LocalBoxFuture};
use js_sys::{Array, Function};
use rill_chat::{
    Client,
    browser::{Fetch, IndexedDb},
    chat::Content,
    client::{Entry, Store, StoreChange, StoreError, Writer},
    gemini::Endpoint,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

use crate::{body, now};

#[wasm_bindgen(module = "/tests/bench/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = wordByWord)]
    fn word_by_word(count: u32, pace: u32, arrivals: &Array, words: u32) -> Function;
}

/// Messages before the answer: a long conversation.
const MESSAGES: usize = 1000;
/// An answer of about 100 KB, in four seconds.
const CHUNKS: u32 = 400;
const PACE: u32 = 10;
const WORDS: u32 = 8;
/// The longest that a save may block the page, in milliseconds.
const MAX_MS: f64 = 5.0;

/// A store that measures how long a save blocks the page: from `now`, its first call, until the
/// changes are handed to `write`.
#[derive(Clone)]
struct Timed {
    store: IndexedDb,
    begun: Rc<RefCell<f64>>,
    times: Rc<RefCell<Vec<f64>>>,
}

impl Store for Timed {
    fn load(&self) -> LocalBoxFuture<'static, Result<Vec<Entry>, StoreError>> {
        self.store.load()
    }

    fn write(&self, changes: Vec<StoreChange>) -> LocalBoxFuture<'static, Result<(), StoreError>> {
        let write = self.store.write(changes);
        self.times.borrow_mut().push(now() - *self.begun.borrow());
        write
    }

    fn clear(&self) -> LocalBoxFuture<'static, Result<(), StoreError>> {
        self.store.clear()
    }

    fn spawn(&self, work: LocalBoxFuture<'static, ()>) {
        self.store.spawn(work);
    }

    fn now(&self) -> u64 {
        *self.begun.borrow_mut() = now();
        self.store.now()
    }

    fn writer(&self) -> Writer {
        self.store.writer()
    }
}

#[wasm_bindgen_test]
async fn keeping() {
    let store = Timed {
        store: IndexedDb::new("bench"),
        begun: Rc::default(),
        times: Rc::default(),
    };
    store.clear().await.unwrap();
    let history = (0..MESSAGES).map(|number| {
        let text = format!("message {number}, and some more words of a sentence. ").repeat(40);
        if number % 2 == 0 {
            Content::user(text)
        } else {
            Content::model(text)
        }
    });
    let fetch = Fetch::with(word_by_word(CHUNKS, PACE, &Array::new(), WORDS));
    let client = Client::new(Endpoint::new("/"), fetch);
    let chat = client.keep_chat(store.clone(), history.collect());
    chat.restore().await;
    chat.save();
    // The first save writes the whole history, and is not counted.
    while store.load().await.unwrap().len() < MESSAGES {}

    store.times.borrow_mut().clear();
    let begun = now();
    let mut stream = chat.send_message_stream("Go");
    while stream.next().await.is_some() {}
    let seconds = (now() - begun) / 1000.0;
    let length = stream.message().unwrap().text().len();
    let mut times = store.times.take();
    let median = body::median(&mut times);
    let longest = times[times.len() - 1];
    console_log!(
        "keeping, while an answer grows to {:.0} KB behind {MESSAGES} messages: {:.1} saves a \
         second, median {median:.2} ms, longest {longest:.2} ms of {}",
        length as f64 / 1e3,
        times.len() as f64 / seconds,
        times.len(),
    );
    assert!(longest < MAX_MS, "a save should not hold the page up");
}
