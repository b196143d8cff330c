//! Tracks the element that the program is working for.
//!
//! One instance of the program runs all elements of a page. When it fails, the element that it was
//! working for is told. So each task and each callback remembers the element that it was created
//! for and makes it current whenever it runs; what it starts belongs to the same element. A method
//! call from the page and an event inside an element do so too: see [`enter`] and [`ContextGuard`].

use std::cell::RefCell;

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use leptos::web_sys::HtmlElement;
use rill_chat::browser::{in_context, set_context_provider};
use wasm_bindgen::{JsCast as _, closure::Closure};
use wasm_bindgen_futures::spawn_local;

use super::host::Host;

thread_local! {
    static CURRENT: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// Makes tasks and callbacks remember their element. Must be called before anything is mounted.
pub(super) fn remember_elements() {
    set_context_provider(|| {
        let host = CURRENT.with_borrow(Clone::clone);
        Box::new(move || host.iter().for_each(enter))
    });
    // This runs once, before anything else could set an executor.
    let _ = Executor::init_local_custom_executor(Tasks);
}

/// Makes this the current element: what starts from now on belongs to it.
pub(super) fn enter(host: &Host) {
    host.enter();
    CURRENT.set(Some(host.clone()));
}

/// The events that the chat listens to. It handles each on behalf of the element around it.
const EVENTS: [&str; 8] = [
    "click",
    "copy",
    "input",
    "keydown",
    "mousedown",
    "scroll",
    "slotchange",
    "submit",
];

/// Makes an element current at each event in a place, before any other listener there is called.
/// Dropping it removes the listeners.
pub(super) struct ContextGuard {
    place: HtmlElement,
    entered: Closure<dyn FnMut()>,
}

impl ContextGuard {
    pub(super) fn new(place: HtmlElement, host: &Host) -> Self {
        let host = host.clone();
        let entered = Closure::<dyn FnMut()>::new(move || enter(&host));
        let listener = entered.as_ref().unchecked_ref();
        for event in EVENTS {
            let _ = place.add_event_listener_with_callback_and_bool(event, listener, true);
        }
        Self { place, entered }
    }
}

impl Drop for ContextGuard {
    fn drop(&mut self) {
        let listener = self.entered.as_ref().unchecked_ref();
        for event in EVENTS {
            let place = &self.place;
            let _ = place.remove_event_listener_with_callback_and_bool(event, listener, true);
        }
    }
}

struct Tasks;

impl CustomExecutor for Tasks {
    fn spawn(&self, task: PinnedFuture<()>) {
        self.spawn_local(task);
    }

    fn spawn_local(&self, task: PinnedLocalFuture<()>) {
        spawn_local(in_context(task));
    }

    /// The browser polls the tasks.
    fn poll_local(&self) {}
}
