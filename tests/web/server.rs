//! A server in the form of a `fetch` function, which answers when the test says so.

use js_sys::Function;
use serde_json::{Value, json};
use wasm_bindgen::{JsCast as _, JsValue, prelude::wasm_bindgen};

const SOURCE: &str = r#"
    const calls = [];
    let refusal;
    const answer = status => (url, init) => {
        const call = { url, init };
        const body = new ReadableStream({
            start(controller) { call.controller = controller; },
            cancel() { call.cancelled = true; },
        });
        init.signal.addEventListener("abort", () => {
            try { call.controller.error(init.signal.reason); } catch { /* it has ended */ }
        });
        calls.push(call);
        return Promise.resolve(new Response(body, { status }));
    };
    let next = [];
    return {
        fetch: (url, init) => (next.shift() ?? answer(200))(url, init),
        once: instead => { next.push(instead); },
        refuse: (status, text) => { next.push(() => Promise.resolve(new Response(text, { status }))); },
        reject: value => { next.push(() => Promise.reject(value)); },
        send: value => calls.at(-1).controller.enqueue(value),
        send_bytes: text => calls.at(-1).controller.enqueue(new TextEncoder().encode(text)),
        close: () => calls.at(-1).controller.close(),
        fail: value => calls.at(-1).controller.error(value),
        count: () => calls.length,
        url: () => calls.at(-1).url,
        init: () => calls.at(-1).init,
        header: name => new Headers(calls.at(-1).init.headers).get(name),
        body: () => calls.at(-1).init.body,
        aborted: () => calls.at(-1).init.signal.aborted,
        cancelled: () => !!calls.at(-1).cancelled,
    };
"#;

#[wasm_bindgen]
extern "C" {
    /// Answers each call with status 200 and a body that the test writes, unless set otherwise.
    #[derive(Clone)]
    pub(crate) type Server;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn fetch(this: &Server) -> Function;
    /// Handles the next call with another function.
    #[wasm_bindgen(method)]
    pub(crate) fn once(this: &Server, instead: &Function);
    /// Answers the next call with a complete response.
    #[wasm_bindgen(method)]
    pub(crate) fn refuse(this: &Server, status: u16, text: &str);
    /// Answers the next call with a rejected promise.
    #[wasm_bindgen(method)]
    pub(crate) fn reject(this: &Server, value: &JsValue);

    /// Enqueues a chunk of any type into the body of the last call.
    #[wasm_bindgen(method)]
    pub(crate) fn send(this: &Server, value: &JsValue);
    #[wasm_bindgen(method)]
    fn send_bytes(this: &Server, text: &str);
    /// Closes the body of the last call.
    #[wasm_bindgen(method)]
    pub(crate) fn close(this: &Server);
    /// Breaks the body of the last call with an error.
    #[wasm_bindgen(method)]
    pub(crate) fn fail(this: &Server, value: &JsValue);

    /// Returns the number of calls answered with a body.
    #[wasm_bindgen(method)]
    pub(crate) fn count(this: &Server) -> usize;
    #[wasm_bindgen(method)]
    pub(crate) fn url(this: &Server) -> String;
    #[wasm_bindgen(method)]
    pub(crate) fn init(this: &Server) -> JsValue;
    #[wasm_bindgen(method)]
    pub(crate) fn header(this: &Server, name: &str) -> Option<String>;
    #[wasm_bindgen(method)]
    pub(crate) fn body(this: &Server) -> String;
    #[wasm_bindgen(method)]
    pub(crate) fn aborted(this: &Server) -> bool;
    /// Returns whether the body of the last call was cancelled.
    #[wasm_bindgen(method)]
    pub(crate) fn cancelled(this: &Server) -> bool;
}

impl Server {
    pub(crate) fn new() -> Self {
        Function::new_no_args(SOURCE)
            .call0(&JsValue::NULL)
            .unwrap()
            .unchecked_into()
    }

    /// Sends an event with a piece of text.
    pub(crate) fn say(&self, text: &str) {
        let text = json!(text);
        self.frame(&format!(r#"{{"content":{{"parts":[{{"text":{text}}}]}}}}"#));
    }

    /// Sends an event with a piece of a thought.
    pub(crate) fn think(&self, text: &str) {
        let text = json!(text);
        self.frame(&format!(
            r#"{{"content":{{"parts":[{{"text":{text},"thought":true}}]}}}}"#
        ));
    }

    /// Sends an event with what grounds the answer.
    pub(crate) fn ground(&self, metadata: &Value) {
        self.frame(&format!(r#"{{"groundingMetadata":{metadata}}}"#));
    }

    /// Sends a finish reason, and closes the body.
    pub(crate) fn finish(&self, reason: &str) {
        self.frame(&format!(r#"{{"finishReason":{reason:?}}}"#));
        self.close();
    }

    /// Sends an event with any data.
    pub(crate) fn event(&self, data: &str) {
        self.send_bytes(&format!("data: {data}\n\n"));
    }

    fn frame(&self, candidate: &str) {
        self.event(&format!(r#"{{"candidates":[{candidate}]}}"#));
    }
}
