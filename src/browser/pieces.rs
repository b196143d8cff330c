//! A body in the pieces that it arrives in.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use futures_util::{FutureExt as _, Stream, StreamExt as _, stream::FusedStream as _};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use wasm_streams::{ReadableStream, readable::IntoStream};

use super::caller::for_caller;

/// The pieces of a body. Dropped before the end, it cancels the body.
///
/// The stream of `wasm-streams` would do so too, and leave a closure behind in the page each time.
#[derive(Debug)]
pub(super) struct Pieces(Option<IntoStream<'static>>);

impl Pieces {
    /// `None` if the body is being read by somebody else.
    pub(super) fn of(body: ReadableStream) -> Option<Self> {
        Some(Self(Some(body.try_into_stream().ok()?)))
    }
}

impl Stream for Pieces {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Some(pieces) => pieces.poll_next_unpin(context),
            None => Poll::Ready(None),
        }
    }
}

impl Drop for Pieces {
    fn drop(&mut self) {
        let Some(pieces) = self.0.take().filter(|pieces| !pieces.is_terminated()) else {
            return;
        };
        // Asked for before this returns; its answer, which nobody needs, comes whenever it does.
        let mut cancelling = Box::pin(pieces.cancel());
        if (&mut cancelling).now_or_never().is_none() {
            spawn_local(for_caller(async move {
                let _ = cancelling.await;
            }));
        }
    }
}
