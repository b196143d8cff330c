//! Whether the browser is online, as far as it knows. Outside of a browser, as on a server, it
//! always is.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AddEventListenerOptions, EventTarget};

use super::abort::AbortOnDrop;

/// Whether the browser reports that it is offline. If not, there may still be no connection.
pub(super) fn is_offline() -> bool {
    // Not through the window, which a worker does not have.
    let navigator = property(&js_sys::global(), "navigator");
    property(&navigator, "onLine") == JsValue::FALSE
}

fn property(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

/// Completes as soon as the browser no longer reports that it is offline. If dropped before, it
/// removes its event listener.
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
    let global: EventTarget = js_sys::global().unchecked_into();
    let listening = AbortOnDrop(AbortController::new().ok()?);
    let options = AddEventListenerOptions::new();
    options.set_once(true);
    options.set_signal(&listening.0.signal());
    let event = Promise::new(&mut |resolve, _| {
        let added = global.add_event_listener_with_callback_and_add_event_listener_options(
            "online", &resolve, &options,
        );
        if added.is_err() {
            drop(resolve.call0(&JsValue::UNDEFINED));
        }
    });
    Some(Waiting { event, listening })
}
