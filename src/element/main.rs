//! The chat as `rill-chat.js` knows it. The element and its panel stand there; this is the part of it
//! that runs in WebAssembly.

mod host;
mod tasks;

use host::Host;
use js_sys::Map;
use leptos::{mount::mount_to, prelude::*, web_sys::HtmlElement};
use rill_chat::{browser::Fetch, js, view::Chat};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

fn main() {
    tasks::remember_elements();
}

/// A chat in an element.
#[wasm_bindgen]
pub struct Mounted {
    unmount: Box<dyn FnOnce()>,
}

/// Puts a chat into a place in an element.
#[wasm_bindgen]
pub fn mount(
    place: HtmlElement,
    host: Host,
    settings: &JsValue,
    records: Map,
    history: &JsValue,
) -> Result<Mounted, JsValue> {
    tasks::enter(&host);
    let settings = js::Settings::read(settings)?;
    let client = settings.client(Fetch::with(host.fetch()));
    let history = js::history(history)?;
    let _ = records;
    let handle = mount_to(place, move || view! { <Chat client history/> });
    Ok(Mounted {
        unmount: Box::new(move || drop(handle)),
    })
}

#[wasm_bindgen]
impl Mounted {
    /// Takes the chat out of its place.
    pub fn unmount(self) {
        (self.unmount)();
    }
}
