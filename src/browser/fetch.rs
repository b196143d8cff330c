//! A [`Transport`] over `fetch`: the browser's, or a function of the same shape.

use std::rc::Rc;

use futures_util::{FutureExt as _, StreamExt as _, future::LocalBoxFuture, stream};
use gloo_net::http::{Headers, Response as FetchResponse};
use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_streams::ReadableStream;
use web_sys::{AbortController, RequestCredentials, RequestInit};

use crate::{
    client::{Body, Response, Transport},
    error::{Error, ErrorKind},
    gemini::Request,
};

/// Sends requests with `fetch`.
///
/// Cookies are never sent. Whoever drops a response closes its connection.
///
/// ```no_run
/// use rill_chat::{Client, browser::Fetch, gemini::Endpoint};
///
/// let client = Client::new(Endpoint::new("https://relay.example/v1beta"), Fetch::new());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Fetch {
    function: Option<Function>,
}

impl Fetch {
    /// The browser's own `fetch`.
    pub fn new() -> Self {
        Self::default()
    }

    /// A function that takes what `fetch` takes, a URL and a `RequestInit`, and returns a promise
    /// of a `Response`: to add headers, to test, or to answer without a network.
    pub fn with(function: Function) -> Self {
        Self {
            function: Some(function),
        }
    }

    fn call(&self, url: &str, init: &RequestInit) -> Result<Promise, JsValue> {
        let global = js_sys::global();
        let function = match &self.function {
            Some(function) => function.clone(),
            None => Reflect::get(&global, &"fetch".into())?.dyn_into()?,
        };
        // A function of the host may return a plain value, or throw: both are as if it had
        // returned a promise.
        Ok(Promise::resolve(&function.call2(
            &global,
            &url.into(),
            init,
        )?))
    }

    async fn respond(self, request: Request) -> Result<Response, JsValue> {
        let abort = AbortOnDrop(AbortController::new()?);
        let headers = Headers::new();
        for (name, value) in &request.headers {
            headers.append(name, value);
        }
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_headers(&headers.into_raw());
        init.set_body(&request.body.into());
        init.set_credentials(RequestCredentials::Omit);
        init.set_signal(Some(&abort.0.signal()));

        let response = JsFuture::from(self.call(&request.url, &init)?).await?;
        // Unchecked, because a function of the host may hand over a `Response` of another realm.
        let response = FetchResponse::from(response.unchecked_into::<web_sys::Response>());
        Ok(Response {
            status: response.status(),
            retry_after: response.headers().get("retry-after"),
            body: body(&response, abort),
        })
    }
}

impl Transport for Fetch {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, Error>> {
        let this = self.clone();
        async move {
            this.respond(request)
                .await
                .map_err(|error| network_error(&error))
        }
        .boxed_local()
    }
}

/// The bytes of a body. The stream owns the abort: dropped early, it closes the connection.
fn body(response: &FetchResponse, abort: AbortOnDrop) -> Body {
    let Some(raw) = response.body() else {
        return stream::empty().boxed_local();
    };
    let abort = Rc::new(abort);
    ReadableStream::from_raw(raw.unchecked_into())
        .into_stream()
        .map(move |piece| {
            let _held_until_the_stream_is_dropped = &abort;
            match piece {
                // A stream of the host's own making may give strings.
                Ok(piece) => Ok(piece
                    .as_string()
                    .map_or_else(|| Uint8Array::new(&piece).to_vec(), String::into_bytes)),
                Err(error) => Err(network_error(&error)),
            }
        })
        .boxed_local()
}

/// Whatever was thrown, in words. It need not be an `Error`: an abort throws its reason, and a
/// function of the host throws what it likes.
fn network_error(thrown: &JsValue) -> Error {
    let words = match thrown.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => thrown.as_string().unwrap_or_default(),
    };
    Error::new(ErrorKind::Network).with_detail(words)
}

/// Aborts a fetch when its last owner is gone. After the end of the body that does nothing.
#[derive(Debug)]
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
