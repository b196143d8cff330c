//! What comes of a request or a transaction.
//!
//! Events become promises whose own functions are the handlers. So no closure of ours stays with
//! the browser, whenever a request ends and whether or not anybody still waits for it.

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbRequest, IdbTransaction};

use crate::client::StoreError;

/// A request whose end is listened for.
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

/// The end of a transaction that writes.
pub(super) struct Outcome(JsFuture);

impl Outcome {
    pub(super) fn of(transaction: &IdbTransaction) -> Self {
        Self(listen(transaction, &["complete", "abort"]))
    }

    /// What came of a transaction in which everything was asked for, or failed to be.
    pub(super) async fn after(
        self,
        transaction: &IdbTransaction,
        asked: Result<(), JsValue>,
    ) -> Result<(), StoreError> {
        // Said aloud, or it would wait for this page to hear every answer: one that is being left
        // hears no more. A transaction that has failed by itself refuses both.
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
        // Why the first request failed is known to the transaction; later ones were only aborted.
        Err(match (error_of(transaction), asked) {
            (error, _) if error.is_object() => failure(&error),
            (_, Err(thrown)) => failure(&thrown),
            (error, Ok(())) => failure(&error),
        })
    }
}

/// The type of the next of these events.
pub(super) async fn event(target: &JsValue, types: &[&str]) -> String {
    type_of(listen(target, types).await)
}

/// The next of these events. Nothing else may listen for them.
fn listen(target: &JsValue, types: &[&str]) -> JsFuture {
    JsFuture::from(Promise::new(&mut |resolve, _| {
        for kind in types {
            let handler = JsValue::from(format!("on{kind}"));
            // What takes no handler is none of the browser's, and has ended without an event.
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

/// What went wrong with a request or a transaction; no object if nothing did.
pub(super) fn error_of(target: &JsValue) -> JsValue {
    Reflect::get(target, &"error".into()).unwrap_or_default()
}

/// The name of an exception, such as `QuotaExceededError`.
pub(super) fn name(thrown: &JsValue) -> String {
    text(thrown, "name")
}

pub(super) fn failure(thrown: &JsValue) -> StoreError {
    let name = name(thrown);
    match &*name {
        "QuotaExceededError" => StoreError::QuotaExceeded,
        // In a frame without an origin, with storage blocked by a setting, in a private window.
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
