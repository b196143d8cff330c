//! A [`Transport`] over `fetch`: the browser's, or a function of the same shape.

mod credentials;

use std::{fmt, time::Duration};

use futures_util::{FutureExt as _, StreamExt as _, future::LocalBoxFuture, stream};
use js_sys::{Date, Function, Math, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsError, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use wasm_streams::ReadableStream;
use web_sys::{AbortController, Headers, RequestCredentials, RequestInit};

use self::credentials::Credentials;
use super::{
    abort::AbortOnDrop,
    context::{AsyncContext, in_context},
    online::{is_offline, online},
    pieces::Pieces,
    timer::sleep,
};
use crate::{
    client::{Body, Response, Transport},
    error::{Error, ErrorKind},
    gemini::Request,
};

/// The header that carries the key.
const KEY_HEADER: &str = "x-goog-api-key";
/// The header that carries a token.
const AUTHORIZATION: &str = "authorization";

/// Sends requests with `fetch`.
///
/// Cookies are never sent, unless a function of the host page sends them: see [`Fetch::with`].
/// Dropping a response, or the future of one, aborts the request.
///
/// ```no_run
/// use rill_chat::{Client, browser::Fetch, gemini::Endpoint};
///
/// let client = Client::new(Endpoint::new("https://relay.example/v1beta"), Fetch::new());
/// ```
///
/// Its `Debug` shows nothing of what it sends.
#[derive(Clone, Default)]
pub struct Fetch {
    function: Option<Function>,
    credentials: Option<Credentials>,
}

impl Fetch {
    /// Uses the browser's own `fetch`.
    pub fn new() -> Self {
        Self::default()
    }

    /// Uses a function with the signature of `fetch`, which takes a URL and a `RequestInit` and
    /// returns a promise of a `Response`: to add headers, to test, or to answer without a network.
    ///
    /// The `RequestInit` has `credentials: "omit"`. To send cookies, override it:
    /// `(url, init) => fetch(url, { ...init, credentials: "include" })`.
    pub fn with(function: Function) -> Self {
        Self {
            function: Some(function),
            ..Self::default()
        }
    }

    /// Adds headers: a value that `new Headers()` takes, or a function that is called for each
    /// request and returns such a value or a promise of one. They replace headers of the
    /// [`Endpoint`](crate::gemini::Endpoint) with the same name.
    #[must_use]
    pub fn headers(mut self, headers: JsValue) -> Self {
        self.credentials.get_or_insert_default().headers = headers;
        self
    }

    /// Sends `Authorization: Bearer …` with a token: a string, or a function that is called for
    /// each request and returns one or a promise of one. An empty token sends no header.
    ///
    /// If the function throws, or its promise is rejected, the request fails with
    /// [`ErrorKind::NoCredentials`]; the same holds for headers.
    #[must_use]
    pub fn token(mut self, token: JsValue) -> Self {
        self.credentials.get_or_insert_default().token = token;
        self
    }

    /// Like [`token`](Self::token), with a token obtained in Rust for each request.
    ///
    /// It calls JavaScript, so in a server-rendered app only the browser may call it.
    ///
    /// ```no_run
    /// use rill_chat::browser::Fetch;
    /// # async fn sign_in() -> Result<String, std::io::Error> { Ok(String::new()) }
    ///
    /// let fetch = Fetch::new().token_from(|| async { Ok(sign_in().await?) });
    /// ```
    #[must_use]
    pub fn token_from<F>(self, token: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<String, JsError>> + 'static,
    {
        let function = Closure::<dyn Fn() -> Promise>::new(move || {
            let token = token();
            future_to_promise(in_context(async move { Ok(token.await?.into()) }))
        });
        self.token(function.into_js_value())
    }

    async fn respond(self, request: Request) -> Result<Response, Error> {
        let abort = AbortOnDrop(AbortController::new().map_err(network_error)?);
        let init = RequestInit::new();
        init.set_method("POST");
        let headers = match &self.credentials {
            Some(credentials) => credentials.join(request.headers).await?,
            None => headers(&request.headers)?,
        };
        init.set_headers(headers.as_ref());
        init.set_body(&request.body.into());
        init.set_credentials(RequestCredentials::Omit);
        init.set_signal(Some(&abort.0.signal()));
        let response = self
            .call(&request.url, &init)
            .await
            .map_err(network_error)?;
        read(&response, abort)
    }

    async fn call(&self, url: &str, init: &RequestInit) -> Result<JsValue, JsValue> {
        let global = js_sys::global();
        let function = match &self.function {
            Some(function) => function.clone(),
            None => Reflect::get(&global, &"fetch".into())?.dyn_into()?,
        };
        let context = AsyncContext::current();
        let returned = function.call2(&global, &url.into(), init);
        // The host's function may have re-entered the program for another host.
        context.restore();
        let returned = returned?;
        // A function of the host may return a plain value, which is taken for a promise of it.
        JsFuture::from(Promise::resolve(&returned)).await
    }
}

impl fmt::Debug for Fetch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fetch")
    }
}

impl From<Function> for Fetch {
    fn from(function: Function) -> Self {
        Self::with(function)
    }
}

impl Transport for Fetch {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, Error>> {
        let this = self.clone();
        async move { this.respond(request).await }.boxed_local()
    }

    fn sleep(&self, time: Duration) -> LocalBoxFuture<'static, ()> {
        sleep(time).boxed_local()
    }

    fn online(&self) -> LocalBoxFuture<'static, ()> {
        online().boxed_local()
    }

    fn seed(&self) -> u64 {
        Math::random().to_bits()
    }
}

/// Builds the headers of a request. A pasted key with an invalid character fails here.
fn headers(own: &[(String, String)]) -> Result<Headers, Error> {
    let headers = Headers::new().map_err(network_error)?;
    for (name, value) in own {
        let added = headers.append(name, value);
        added.map_err(|_| refused_header(name))?;
    }
    Ok(headers)
}

/// Returns an error without the browser's own words, which may quote the value.
fn refused_header(name: &str) -> Error {
    let is_secret = [KEY_HEADER, AUTHORIZATION].contains(&name.to_ascii_lowercase().as_str());
    let kind = if is_secret {
        ErrorKind::InvalidKey
    } else {
        ErrorKind::InvalidRequest
    };
    Error::new(kind).with_detail(format!("no request can carry this header {name}"))
}

/// Reads the result of a `fetch` function. One of the host may return anything, even a `Response`
/// of another realm or in a `Proxy`, so its properties are looked up: their getters may throw.
fn read(response: &JsValue, abort: AbortOnDrop) -> Result<Response, Error> {
    let property = |name: &str| Reflect::get(response, &name.into());
    let status = property("status").ok().and_then(|status| status.as_f64());
    let status = status.ok_or_else(|| unusable("returned no Response"))?;
    if property("bodyUsed").is_ok_and(|used| used.is_truthy()) {
        return Err(unusable("returned a Response whose body was read before"));
    }
    let body = property("body").map_err(network_error)?;
    let headers = property("headers").map_err(network_error)?;
    let headers: Headers = headers.unchecked_into();
    Ok(Response {
        status: status as u16,
        retry_after: headers
            .get("retry-after")
            .ok()
            .flatten()
            .and_then(|it| time_until(&it)),
        body: stream_of(body, abort)?,
    })
}

/// Returns the time until a `Retry-After`, which is a number of seconds or a date.
fn time_until(retry_after: &str) -> Option<Duration> {
    let retry_after = retry_after.trim();
    if let Ok(seconds) = retry_after.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let milliseconds = Date::parse(retry_after) - Date::now();
    Duration::try_from_secs_f64((milliseconds / 1000.0).max(0.0)).ok()
}

/// Returns the bytes of a body. The stream owns `abort`: dropped early, it closes the connection.
fn stream_of(body: JsValue, abort: AbortOnDrop) -> Result<Body, Error> {
    if body.is_null() || body.is_undefined() {
        return Ok(stream::empty().boxed_local());
    }
    let body = ReadableStream::from_raw(body.unchecked_into());
    let pieces = Pieces::of(body).ok_or_else(|| {
        unusable("returned a Response whose body cannot be read, or is being read")
    })?;
    Ok(pieces
        .map(move |piece| {
            let _held_until_the_stream_is_dropped = &abort;
            bytes(&piece.map_err(network_error)?)
        })
        .boxed_local())
}

fn bytes(piece: &JsValue) -> Result<Vec<u8>, Error> {
    match piece.as_string() {
        // A stream made by the host may yield strings.
        Some(text) => Ok(text.into_bytes()),
        None if piece.is_object() => Ok(Uint8Array::new(piece).to_vec()),
        None => Err(unusable("returned a body of something else than bytes")),
    }
}

/// Returns the error for a misbehaving function of the host. Nothing came from a server, so to the
/// user it is a network failure.
fn unusable(what: &str) -> Error {
    Error::new(ErrorKind::Network).with_detail(format!("the fetch function {what}"))
}

/// Turns a thrown value into an error. It need not be an `Error`: an abort throws its reason, and a
/// function of the host may throw anything.
#[expect(clippy::needless_pass_by_value, reason = "the signature of `map_err`")]
fn network_error(thrown: JsValue) -> Error {
    let words = match thrown.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => thrown.as_string().unwrap_or_default(),
    };
    let kind = if is_offline() {
        ErrorKind::Offline
    } else {
        ErrorKind::Network
    };
    Error::new(kind).with_detail(words)
}
