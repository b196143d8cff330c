//! Whether the browser has a connection, as far as it knows.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AddEventListenerOptions};

use super::abort::AbortOnDrop;

/// Whether the browser says that it has no connection. Where it does not say so, there may still be
/// none.
pub(super) fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// Is ready as soon as the browser does not say that it is offline. Dropped before, it stops
/// listening.
pub(super) async fn online() {
    if let Some(waiting) = listen() {
        let _held_until_it_is_online = &waiting.listening;
        // It is only ever resolved.
        drop(JsFuture::from(waiting.event).await);
    }
}

struct Waiting {
    event: Promise,
    listening: AbortOnDrop,
}

fn listen() -> Option<Waiting> {
    if !is_offline() {
        return None;
    }
    let window = web_sys::window()?;
    let listening = AbortOnDrop(AbortController::new().ok()?);
    let options = AddEventListenerOptions::new();
    options.set_once(true);
    options.set_signal(&listening.0.signal());
    let event = Promise::new(&mut |resolve, _| {
        let added = window.add_event_listener_with_callback_and_add_event_listener_options(
            "online", &resolve, &options,
        );
        if added.is_err() {
            drop(resolve.call0(&JsValue::UNDEFINED));
        }
    });
    Some(Waiting { event, listening })
}
