//! Whom a task works for.
//!
//! One instance of the program runs all elements of a page. When it breaks, the element that it was
//! working for is told. So each task remembers the element that began it, and says so whenever it
//! goes on; the tasks that it begins are of the same element.

use std::{
    cell::RefCell,
    pin::Pin,
    task::{Context, Poll},
};

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use wasm_bindgen_futures::spawn_local;

use super::host::Host;

thread_local! {
    static CURRENT: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// Has every task remember its element. To be called before anything is mounted.
pub(super) fn remember_elements() {
    // It is there already when a second element is mounted.
    let _ = Executor::init_local_custom_executor(Tasks);
}

/// What is begun from now on is for this element.
pub(super) fn enter(host: &Host) {
    host.enter();
    CURRENT.set(Some(host.clone()));
}

struct Tasks;

impl CustomExecutor for Tasks {
    fn spawn(&self, task: PinnedFuture<()>) {
        self.spawn_local(task);
    }

    fn spawn_local(&self, task: PinnedLocalFuture<()>) {
        let host = CURRENT.with_borrow(Clone::clone);
        spawn_local(Task { host, task });
    }

    /// The browser does.
    fn poll_local(&self) {}
}

struct Task {
    host: Option<Host>,
    task: PinnedLocalFuture<()>,
}

impl Future for Task {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if let Some(host) = &self.host {
            enter(host);
        }
        self.task.as_mut().poll(context)
    }
}
