//! What a conversation waits for besides bytes.

use std::task::Context;

use futures_util::{FutureExt as _, future::LocalBoxFuture};

use crate::chat::{Input, RunId};

/// Pending timers, each with its run. Dropping a timer cancels it.
#[derive(Default)]
pub(super) struct Timers(Vec<(RunId, LocalBoxFuture<'static, Input>)>);

impl Timers {
    pub(super) fn add(&mut self, run: RunId, timer: LocalBoxFuture<'static, Input>) {
        self.0.push((run, timer));
    }

    pub(super) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Takes out the timers of a run.
    pub(super) fn take(&mut self, run: RunId) -> Self {
        Self(self.0.extract_if(.., |(of, _)| *of == run).collect())
    }

    /// Takes out the first timer that is ready. Drops those of other runs than the current one.
    pub(super) fn poll(&mut self, run: RunId, context: &mut Context<'_>) -> Option<Input> {
        self.0.retain(|(of, _)| *of == run);
        for (index, (_, timer)) in self.0.iter_mut().enumerate() {
            if let Some(input) = poll_now(timer, context) {
                drop(self.0.swap_remove(index));
                return Some(input);
            }
        }
        None
    }
}

fn poll_now(
    timer: &mut LocalBoxFuture<'static, Input>,
    context: &mut Context<'_>,
) -> Option<Input> {
    match timer.poll_unpin(context) {
        std::task::Poll::Ready(input) => Some(input),
        std::task::Poll::Pending => None,
    }
}
