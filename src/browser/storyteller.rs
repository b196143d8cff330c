//! The storyteller as a `fetch` function: answers without a key and without a network.

use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::future_to_promise;
use wasm_streams::ReadableStream;
use web_sys::{AbortSignal, Headers, RequestInit, Response, ResponseInit};

use super::timer::sleep;
use crate::storyteller::{self, Framing, Step};

/// Returns a function to use in place of `fetch`. It answers any prompt as Gemini would, in its
/// wire format and at a human pace, so that everything from the `Response` on is the real path.
///
/// ```no_run
/// use rill_chat::{Client, browser::{Fetch, storyteller_fetch}, gemini::{Endpoint, GOOGLE}};
///
/// let client = Client::new(Endpoint::new(GOOGLE), Fetch::with(storyteller_fetch()));
/// ```
pub fn storyteller_fetch() -> Function {
    let fetch: Closure<dyn FnMut(JsValue, RequestInit) -> Promise> =
        Closure::new(|_url, init: RequestInit| {
            future_to_promise(async move { respond(&init).map(JsValue::from) })
        });
    // From here on the page owns the function, and keeps it for as long as it likes.
    fetch.into_js_value().unchecked_into()
}

fn respond(init: &RequestInit) -> Result<Response, JsValue> {
    let body = Reflect::get(init, &"body".into())?
        .as_string()
        .unwrap_or_default();
    let signal = Reflect::get(init, &"signal".into())?
        .dyn_into::<AbortSignal>()
        .ok();
    let script = storyteller::answer(body.as_bytes(), Framing::Events);

    let headers = Headers::new()?;
    headers.set("content-type", script.content_type)?;
    let init = ResponseInit::new();
    init.set_status(script.status);
    init.set_headers(&headers);

    let steps = stream::iter(script.steps).then(move |step| play(step, signal.clone()));
    let stream = ReadableStream::from_stream(steps);
    Response::new_with_opt_readable_stream_and_init(Some(stream.as_raw().unchecked_ref()), &init)
}

/// Waits for a step's pause, then returns its bytes. An aborted fetch fails as a real one does.
async fn play(step: Step, signal: Option<AbortSignal>) -> Result<JsValue, JsValue> {
    // Even a timer of zero would wait for a task of its own.
    if step.pause > Duration::ZERO {
        sleep(step.pause).await;
    }
    match signal {
        Some(signal) if signal.aborted() => Err(signal.reason()),
        _ => Ok(Uint8Array::from(&step.bytes[..]).into()),
    }
}
