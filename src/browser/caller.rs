//! Async context: on whose behalf a task or a callback runs.
//!
//! One program may work for several callers, as that of the custom element does for all elements of
//! a page. A task or a callback must resume for the caller for which it was created, which the
//! browser does not keep track of. A program that needs this registers a function that captures the
//! current caller ([`name_callers`]); for one with a single caller, all of this does nothing.

use std::{cell::Cell, future::poll_fn};

thread_local! {
    static NAMED: Cell<Option<fn() -> Resume>> = const { Cell::new(None) };
}

/// Makes a captured caller the current one again.
pub type Resume = Box<dyn Fn()>;

/// Registers the function that captures the current caller. It is called whenever a task or a
/// callback is left with the browser; the [`Resume`] it returns is called each time that resumes.
pub fn name_callers(caller: fn() -> Resume) {
    NAMED.set(Some(caller));
}

/// Wraps a future so that each poll restores the caller that is current now.
pub fn for_caller<T>(work: impl Future<Output = T> + 'static) -> impl Future<Output = T> + 'static {
    let caller = Caller::now();
    let mut work = Box::pin(work);
    poll_fn(move |context| {
        caller.resume();
        work.as_mut().poll(context)
    })
}

/// A captured caller.
pub(crate) struct Caller(Option<Resume>);

impl Caller {
    /// Captures the current caller.
    pub(crate) fn now() -> Self {
        Self(NAMED.get().map(|caller| caller()))
    }

    /// Makes this caller the current one again.
    pub(crate) fn resume(&self) {
        if let Some(resume) = &self.0 {
            resume();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, task::Poll};

    use futures::{executor::LocalPool, task::LocalSpawnExt as _};

    use super::{Caller, for_caller, name_callers, poll_fn};

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
        name_callers(|| {
            let current = CURRENT.get();
            Box::new(move || CURRENT.set(current))
        });
        let mut pool = LocalPool::new();
        let spawner = pool.spawner();
        for number in 1..=3 {
            CURRENT.set(number);
            let task = for_caller(async move {
                for _ in 0..2 {
                    assert_eq!(CURRENT.get(), number);
                    yield_now().await;
                }
            });
            spawner.spawn_local(task).unwrap();
        }
        let caller = Caller::now();
        CURRENT.set(7);
        pool.run();
        caller.resume();
        assert_eq!(CURRENT.get(), 3);
    }
}
