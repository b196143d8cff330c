//! Awaits requests and transactions.
//!
//! Their events become promises, whose `resolve` functions are the event handlers. So no closure of
//! ours stays with the browser, whenever a request ends and whether or not anyone still awaits it.

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbRequest, IdbTransaction};

use crate::client::StoreError;

/// A request with its event handlers set.
pub(super) struct Answer {
    request: IdbRequest,
    end: JsFuture,
}

impl Answer {
    pub(super) fn of(request: IdbRequest) -> Self {
        let end = listen(&request, &["success", "error"]);
        Self { request, end }
    }

    pub(super) async fn result(self) -> Result<JsValue, JsValue> {
        let _ = self.end.await;
        match error_of(&self.request) {
            error if error.is_object() => Err(error),
            _ => self.request.result(),
        }
    }
}

/// The outcome of a transaction that writes.
pub(super) struct Outcome(JsFuture);

impl Outcome {
    pub(super) fn of(transaction: &IdbTransaction) -> Self {
        Self(listen(transaction, &["complete", "abort"]))
    }

    /// Commits a transaction, or aborts it if a request threw, and returns its outcome.
    pub(super) async fn after(
        self,
        transaction: &IdbTransaction,
        asked: Result<(), JsValue>,
    ) -> Result<(), StoreError> {
        // Explicitly: before it commits by itself, a transaction waits until the page has handled
        // each event, which a page being unloaded does not. One that has failed refuses both calls.
        #[expect(
            deprecated,
            reason = "by web-sys; it is in the standard and in every browser"
        )]
        let _ = match &asked {
            Ok(()) => transaction.commit(),
            Err(_) => transaction.abort(),
        };
        if type_of(self.0.await) == "complete" {
            return asked.map_err(|thrown| failure(&thrown));
        }
        // The transaction has the error of the first failed request; later ones were only aborted.
        Err(match (error_of(transaction), asked) {
            (error, _) if error.is_object() => failure(&error),
            (_, Err(thrown)) => failure(&thrown),
            (error, Ok(())) => failure(&error),
        })
    }
}

/// Returns the type of the first of these events.
pub(super) async fn event(target: &JsValue, types: &[&str]) -> String {
    type_of(listen(target, types).await)
}

/// Returns the first of these events. It sets the `on…` handlers, replacing any others.
fn listen(target: &JsValue, types: &[&str]) -> JsFuture {
    JsFuture::from(Promise::new(&mut |resolve, _| {
        for kind in types {
            let handler = JsValue::from(format!("on{kind}"));
            // A target that takes no handler is not the browser's: it has ended without an event.
            if !Reflect::set(target, &handler, &resolve).unwrap_or(false) {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        }
    }))
}

fn type_of(event: Result<JsValue, JsValue>) -> String {
    let kind = event.and_then(|event| Reflect::get(&event, &"type".into()));
    kind.ok()
        .and_then(|kind| kind.as_string())
        .unwrap_or_default()
}

/// Returns the error of a request or a transaction; no object if there is none.
pub(super) fn error_of(target: &JsValue) -> JsValue {
    Reflect::get(target, &"error".into()).unwrap_or_default()
}

/// Returns the name of an exception, such as `QuotaExceededError`.
pub(super) fn name(thrown: &JsValue) -> String {
    text(thrown, "name")
}

pub(super) fn failure(thrown: &JsValue) -> StoreError {
    let name = name(thrown);
    match &*name {
        "QuotaExceededError" => StoreError::QuotaExceeded,
        // In a frame with an opaque origin, with storage blocked by a setting, in a private window.
        "SecurityError" | "InvalidStateError" | "NotSupportedError" => StoreError::Unavailable,
        "" => StoreError::Failed("it did not say why".into()),
        _ => StoreError::Failed(format!("{name}: {}", text(thrown, "message")).into()),
    }
}

fn text(of: &JsValue, property: &str) -> String {
    let text = Reflect::get(of, &property.into());
    text.ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}
