//! The same in a page: the speed of reading compared with plain JavaScript, and the latency until a
//! chunk is in the document.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod body;
mod keeping;

use js_sys::{Array, Function, Promise, Uint8Array};
use leptos::{
    mount::mount_to,
    prelude::{document, view},
    web_sys::HtmlElement,
};
use rill_chat::{browser::Fetch, gemini::StreamReader, view::Chat};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/tests/bench/page.js")]
extern "C" {
    fn now() -> f64;
    #[wasm_bindgen(js_name = readPlainly)]
    fn read_plainly(chunks: &Array) -> f64;
    #[wasm_bindgen(js_name = wordByWord)]
    fn word_by_word(count: u32, pace: u32, arrivals: &Array) -> Function;
    fn watch(root: &JsValue, count: u32, arrivals: &Array) -> Promise;
}

/// Reads the chunks as the client does: each is copied from JavaScript.
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
        for (read, times) in [
            (read as fn(&Array) -> f64, &mut ours),
            (|chunks| read_plainly(chunks), &mut plain),
        ] {
            let start = now();
            assert!(read(&chunks) > 100_000.0);
            // The first two rounds warm up the browser's compilers.
            if round > 1 {
                times.push(now() - start);
            }
        }
    }
    let mut ratios: Vec<f64> = ours
        .iter()
        .zip(&plain)
        .map(|(ours, plain)| plain / ours)
        .collect();
    let ratio = body::median(&mut ratios);
    let megabytes = stream.len() as f64 / 1e6;
    let speed = |times: &mut Vec<f64>| megabytes / body::median(times) * 1e3;
    console_log!(
        "reading, in the page: {:.0} MB/s, plain JavaScript {:.0} MB/s, {:.2} times as fast \
         (medians of {ROUNDS})",
        speed(&mut ours),
        speed(&mut plain),
        ratio,
    );
    assert!(
        ratio >= 1.0,
        "a stream should be read no slower than by plain JavaScript"
    );
}

/// Long enough for the transcript to scroll and for over four hundred frames to pass.
const WORDS: u32 = 600;
/// In milliseconds: a fast model, with more than one word in some frames.
const PACE: u32 = 12;
/// The duration of a frame at 60 Hz, in milliseconds.
const FRAME: f64 = 1000.0 / 60.0;

#[wasm_bindgen_test]
async fn latency() {
    let arrivals = Array::new();
    let fetch = Fetch::with(word_by_word(WORDS, PACE, &arrivals));
    let place: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&place).unwrap();
    let handle = mount_to(place.clone(), move || {
        view! { <Chat endpoint="/" fetch suggestions=vec!["Go".into()]/> }
    });
    let watched = watch(&place, WORDS, &arrivals);
    let chip = place.query_selector(".rill-chip").unwrap().unwrap();
    chip.unchecked_into::<HtmlElement>().click();
    let times: Array = JsFuture::from(watched).await.unwrap().unchecked_into();
    drop(handle);

    for (what, times) in ["in the document", "in a frame"]
        .into_iter()
        .zip(times.iter())
    {
        let times = times.unchecked_into::<Array>();
        let mut times: Vec<f64> = times.iter().filter_map(|time| time.as_f64()).collect();
        let median = body::median(&mut times);
        let worst = times[times.len() - 1];
        console_log!(
            "latency, from a chunk's arrival until it stands {what}: median {median:.1} ms, worst \
             {worst:.1} ms of {WORDS} (a frame is {FRAME:.1} ms)"
        );
        assert!(
            median < FRAME && worst < 2.0 * FRAME,
            "a chunk should stand {what} within a frame, two at worst"
        );
    }
}
