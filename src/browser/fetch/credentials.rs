//! Headers and tokens that a host gives anew for each request.

use futures_util::{FutureExt as _, future::LocalBoxFuture};
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Headers;

use super::{AUTHORIZATION, refused_header};
use crate::{
    browser::{caller::Caller, online::is_offline},
    error::{Error, ErrorKind},
};

/// What a host gave: values or functions, or `undefined`.
#[derive(Clone)]
pub(super) struct Credentials {
    pub(super) headers: JsValue,
    pub(super) token: JsValue,
    /// A pointer, so that a page links what it does only where some host has credentials.
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
    /// The headers of a request: its own, those that the host gives, and the token.
    pub(super) fn join(&self, own: Vec<(String, String)>) -> Joined {
        (self.join)(self.clone(), own)
    }

    async fn all(self, own: &[(String, String)]) -> Result<Headers, Error> {
        let given = provided(&self.headers, "headers").await?;
        let all = new_headers(&given).ok_or_else(|| refused_header("that the page gave"))?;
        let own = own.iter().filter(|(name, _)| all.has(name) != Ok(true));
        // Before any is added: one of its own may stand there twice.
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

/// What a host's value or function comes to for one request. `what` names it to the developer.
async fn provided(value: &JsValue, what: &str) -> Result<JsValue, Error> {
    let Some(function) = value.dyn_ref::<Function>() else {
        return Ok(value.clone());
    };
    let caller = Caller::now();
    let returned = function.call0(&JsValue::UNDEFINED);
    // It may have had the program do something for others meanwhile.
    caller.resume();
    let provided = match returned {
        Ok(returned) => JsFuture::from(Promise::resolve(&returned)).await,
        Err(thrown) => Err(thrown),
    };
    provided.map_err(|thrown| {
        // Words only of an error: whatever else was thrown may be the secret itself.
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

/// What a host gave as headers, which may be anything.
fn new_headers(init: &JsValue) -> Option<Headers> {
    if is_nothing(init) {
        return Headers::new().ok();
    }
    Headers::new_with_headers(init.unchecked_ref()).ok()
}
