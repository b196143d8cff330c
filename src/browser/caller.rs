//! For whom it is that something goes on later.
//!
//! A program may work for several at once, as that of the custom element does for all elements of a
//! page. What it leaves with the browser, a task or a function, goes on for the one that it was
//! begun for; the browser does not say for whom. A program that needs to know says here how it
//! finds out. One that works for one alone has no use for this.

use std::{cell::Cell, future::poll_fn};

thread_local! {
    static NAMED: Cell<Option<fn() -> Resume>> = const { Cell::new(None) };
}

/// Says that the program works for somebody again.
pub type Resume = Box<dyn Fn()>;

/// Has this function asked for whom the program works, whenever something is left with the browser.
/// What it gives is called each time before that goes on.
pub fn name_callers(caller: fn() -> Resume) {
    NAMED.set(Some(caller));
}

/// Work that goes on for whom it is begun now.
pub fn for_caller<T>(work: impl Future<Output = T> + 'static) -> impl Future<Output = T> + 'static {
    let caller = Caller::now();
    let mut work = Box::pin(work);
    poll_fn(move |context| {
        caller.resume();
        work.as_mut().poll(context)
    })
}

/// The one that the program works for.
pub(crate) struct Caller(Option<Resume>);

impl Caller {
    /// The current one.
    pub(crate) fn now() -> Self {
        Self(NAMED.get().map(|caller| caller()))
    }

    /// What is done from now on is for this one again.
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
