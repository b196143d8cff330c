//! Async context: on whose behalf a task or a callback runs.
//!
//! One program may work for several hosts, as that of the custom element does for all elements of a
//! page. A task or a callback must resume for the host for which it was created, which the browser
//! does not keep track of. A program that needs this registers a function that captures the current
//! context ([`set_context_provider`]); for one with a single host, all of this does nothing.

use std::{cell::Cell, future::poll_fn};

thread_local! {
    static PROVIDER: Cell<Option<fn() -> RestoreContext>> = const { Cell::new(None) };
}

/// Makes a captured context the current one again.
pub type RestoreContext = Box<dyn Fn()>;

/// Registers the function that captures the current context. It is called whenever a task or a
/// callback is left with the browser; what it returns is called each time that resumes.
pub fn set_context_provider(capture: fn() -> RestoreContext) {
    PROVIDER.set(Some(capture));
}

/// Wraps a future so that each poll restores the context that is current now.
pub fn in_context<T>(work: impl Future<Output = T> + 'static) -> impl Future<Output = T> + 'static {
    let context = AsyncContext::current();
    let mut work = Box::pin(work);
    poll_fn(move |task| {
        context.restore();
        work.as_mut().poll(task)
    })
}

/// A captured context.
pub(crate) struct AsyncContext(Option<RestoreContext>);

impl AsyncContext {
    /// Captures the current context.
    pub(crate) fn current() -> Self {
        Self(PROVIDER.get().map(|capture| capture()))
    }

    /// Makes this context the current one again.
    pub(crate) fn restore(&self) {
        if let Some(restore) = &self.0 {
            restore();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, task::Poll};

    use futures::{executor::LocalPool, task::LocalSpawnExt as _};

    use super::{AsyncContext, in_context, poll_fn, set_context_provider};

    thread_local! {
        static CURRENT: Cell<u32> = const { Cell::new(0) };
    }

    async fn yield_now() {
        let mut is_ready = false;
        poll_fn(|context| {
            context.waker().wake_by_ref();
            if std::mem::replace(&mut is_ready, true) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
    }

    #[test]
    fn what_goes_on_does_so_for_whom_it_was_begun() {
        set_context_provider(|| {
            let current = CURRENT.get();
            Box::new(move || CURRENT.set(current))
        });
        let mut pool = LocalPool::new();
        let spawner = pool.spawner();
        for number in 1..=3 {
            CURRENT.set(number);
            let task = in_context(async move {
                for _ in 0..2 {
                    assert_eq!(CURRENT.get(), number);
                    yield_now().await;
                }
            });
            spawner.spawn_local(task).unwrap();
        }
        let context = AsyncContext::current();
        CURRENT.set(7);
        pool.run();
        context.restore();
        assert_eq!(CURRENT.get(), 3);
    }
}
