//! Headers and tokens that the host page supplies for each request.

use futures_util::{FutureExt as _, future::LocalBoxFuture};
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Headers;

use super::{AUTHORIZATION, refused_header};
use crate::{
    browser::{context::AsyncContext, online::is_offline},
    error::{Error, ErrorKind},
};

/// What the host supplied: values or functions, or `undefined`.
#[derive(Clone)]
pub(super) struct Credentials {
    pub(super) headers: JsValue,
    pub(super) token: JsValue,
    /// A function pointer, so that the code behind it is linked only if credentials are used.
    join: fn(Credentials, Vec<(String, String)>) -> Joined,
}

type Joined = LocalBoxFuture<'static, Result<Headers, Error>>;

impl Default for Credentials {
    fn default() -> Self {
        Self {
            headers: JsValue::UNDEFINED,
            token: JsValue::UNDEFINED,
            join: |this, own| async move { this.all(&own).await }.boxed_local(),
        }
    }
}

impl Credentials {
    /// Builds the headers of a request: its own, those of the host, and the token.
    pub(super) fn join(&self, own: Vec<(String, String)>) -> Joined {
        (self.join)(self.clone(), own)
    }

    async fn all(self, own: &[(String, String)]) -> Result<Headers, Error> {
        let given = provided(&self.headers, "headers").await?;
        let all = new_headers(&given).ok_or_else(|| refused_header("that the page gave"))?;
        let own = own.iter().filter(|(name, _)| all.has(name) != Ok(true));
        // Collected before any is added: the request may have a header twice.
        let own: Vec<_> = own.collect();
        for (name, value) in own {
            let added = all.append(name, value);
            added.map_err(|_| refused_header(name))?;
        }
        let token = provided(&self.token, "token").await?;
        let token = match token.as_string() {
            Some(token) => token.trim().to_owned(),
            None if is_nothing(&token) => String::new(),
            None => {
                let error = Error::new(ErrorKind::NoCredentials);
                return Err(error.with_detail("the token is no string"));
            }
        };
        let bearer = format!("Bearer {token}");
        if !token.is_empty() && all.set(AUTHORIZATION, &bearer).is_err() {
            return Err(refused_header(AUTHORIZATION));
        }
        Ok(all)
    }
}

fn is_nothing(value: &JsValue) -> bool {
    value.is_null() || value.is_undefined()
}

/// Resolves a value or function of the host for one request. `what` names it in error messages.
async fn provided(value: &JsValue, what: &str) -> Result<JsValue, Error> {
    let Some(function) = value.dyn_ref::<Function>() else {
        return Ok(value.clone());
    };
    let context = AsyncContext::current();
    let returned = function.call0(&JsValue::UNDEFINED);
    // The function may have re-entered the program for another host.
    context.restore();
    let provided = match returned {
        Ok(returned) => JsFuture::from(Promise::resolve(&returned)).await,
        Err(thrown) => Err(thrown),
    };
    provided.map_err(|thrown| {
        // Quote only an `Error`: any other thrown value may be the secret itself.
        let words = thrown.dyn_ref::<js_sys::Error>();
        let words = words.map_or(String::new(), |error| String::from(error.message()));
        let kind = if is_offline() {
            ErrorKind::Offline
        } else {
            ErrorKind::NoCredentials
        };
        Error::new(kind).with_detail(format!("the function for the {what} failed: {words}"))
    })
}

/// Makes headers of a value of the host; `None` if it is not what `new Headers()` takes.
fn new_headers(init: &JsValue) -> Option<Headers> {
    if is_nothing(init) {
        return Headers::new().ok();
    }
    Headers::new_with_headers(init.unchecked_ref()).ok()
}
