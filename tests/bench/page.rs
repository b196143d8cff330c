//! The same in a page: how fast a stream is read beside plain JavaScript, and how soon a chunk
//! stands in the document.
#![cfg(target_arch = "wasm32")]

mod body;

use js_sys::{Array, Function, Promise, Uint8Array};
use rill_chat::{
    Client,
    browser::Fetch,
    gemini::{Endpoint, StreamReader},
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/tests/bench/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = readPlainly)]
    fn read_plainly(chunks: &Array) -> f64;
    #[wasm_bindgen(js_name = wordByWord)]
    fn word_by_word(count: u32, pace: u32, arrivals: &Array) -> Function;
    fn watch(root: &JsValue, count: u32, arrivals: &Array) -> Promise;
}

fn now() -> f64 {
    leptos::prelude::window().performance().map_or(0.0, |performance| performance.now())
}

/// Reads the chunks as the client does: each is copied in from JavaScript.
fn read(chunks: &Array) -> f64 {
    let mut reader = StreamReader::new();
    let mut length = 0;
    for chunk in chunks.iter() {
        let bytes = Uint8Array::new(&chunk).to_vec();
        reader.push(&bytes, &mut |chunk| length += chunk.text().len());
    }
    reader.finish(None, &mut |chunk| length += chunk.text().len());
    length as f64
}

#[wasm_bindgen_test]
fn reading() {
    const ROUNDS: usize = 9;
    let stream = body::stream(10_000_000);
    let chunks: Array = stream.chunks(body::CHUNK).map(Uint8Array::from).collect();
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS + 2 {
        for (read, times) in
            [(read as fn(&Array) -> f64, &mut ours), (|chunks| read_plainly(chunks), &mut plain)]
        {
            let start = now();
            assert!(read(&chunks) > 100_000.0);
            // The first two rounds are for the compilers of the browser.
            if round > 1 {
                times.push(now() - start);
            }
        }
    }
    let mut ratios: Vec<f64> = ours.iter().zip(&plain).map(|(ours, plain)| plain / ours).collect();
    let megabytes = stream.len() as f64 / 1e6;
    let speed = |times: &mut Vec<f64>| megabytes / body::median(times) * 1e3;
    console_log!(
        "reading, in the page: {:.0} MB/s, plain JavaScript {:.0} MB/s, {:.2} times as fast \
         (medians of {ROUNDS})",
        speed(&mut ours),
        speed(&mut plain),
        body::median(&mut ratios),
    );
}
