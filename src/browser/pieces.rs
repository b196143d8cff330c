//! The chunks of a body, as they arrive.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use futures_util::{FutureExt as _, Stream, StreamExt as _, stream::FusedStream as _};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use wasm_streams::{ReadableStream, readable::IntoStream};

use super::context::in_context;

/// A stream of the chunks of a body. Dropped before its end, it cancels the body.
///
/// The stream of `wasm-streams` would do so too, but leak a closure in the page each time.
#[derive(Debug)]
pub(super) struct Pieces(Option<IntoStream<'static>>);

impl Pieces {
    /// Returns the chunks of a body; `None` if it is locked to another reader.
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
        // The first poll sends the request before this returns; its result may come at any time.
        let mut cancelling = Box::pin(pieces.cancel());
        if (&mut cancelling).now_or_never().is_none() {
            spawn_local(in_context(async move {
                let _ = cancelling.await;
            }));
        }
    }
}
