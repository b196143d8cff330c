//! Whom a task works for.
//!
//! One instance of the program runs all elements of a page. When it breaks, the element that it was
//! working for is told. So each task, and each function that is left with the browser, remembers the
//! element that it was begun for, and says so whenever it goes on; what it begins is of the same
//! element. A call of the page's and an event inside of an element say so too, see [`enter`] and
//! [`Entrance`].

use std::cell::RefCell;

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use leptos::web_sys::HtmlElement;
use rill_chat::browser::{for_caller, name_callers};
use wasm_bindgen::{JsCast as _, closure::Closure};
use wasm_bindgen_futures::spawn_local;

use super::host::Host;

thread_local! {
    static CURRENT: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// Has everything that goes on later remember its element. To be called before anything is mounted.
pub(super) fn remember_elements() {
    name_callers(|| {
        let host = CURRENT.with_borrow(Clone::clone);
        Box::new(move || host.iter().for_each(enter))
    });
    // It is there already when a second element is mounted.
    let _ = Executor::init_local_custom_executor(Tasks);
}

/// What is begun from now on is for this element.
pub(super) fn enter(host: &Host) {
    host.enter();
    CURRENT.set(Some(host.clone()));
}

/// The events that the chat listens to. What it does about one is for the element that it is in.
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

/// Enters an element with each event in a place, before anybody else hears of it. To be kept as long
/// as there is something in the place.
pub(super) struct Entrance {
    place: HtmlElement,
    entered: Closure<dyn FnMut()>,
}

impl Entrance {
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

impl Drop for Entrance {
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
        spawn_local(for_caller(task));
    }

    /// The browser does.
    fn poll_local(&self) {}
}
