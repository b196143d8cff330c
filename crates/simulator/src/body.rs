//! The playback of a composed answer, with its timing.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::stream;
use tokio::time::sleep;

use crate::connection::Breaker;
use crate::record::{Ending, EndingRecorder};
use crate::wire_event::WireEvent;

/// How long to wait before breaking a connection: a reset discards bytes that are still to be sent.
const GRACE: Duration = Duration::from_millis(50);

/// An answer in progress. Dropped before its end, it records that the client disconnected.
pub(crate) struct Player {
    events: std::iter::Peekable<std::vec::IntoIter<WireEvent>>,
    breaker: Breaker,
    recorder: EndingRecorder,
    speed: f64,
}

impl Player {
    pub(crate) fn new(
        events: Vec<WireEvent>,
        breaker: Breaker,
        recorder: EndingRecorder,
        speed: f64,
    ) -> Self {
        Self {
            events: events.into_iter().peekable(),
            breaker,
            recorder,
            speed,
        }
    }

    /// Plays the events before the head. If the connection breaks here, no answer gets through.
    pub(crate) async fn play_silence(&mut self) {
        while let Some(event) = self
            .events
            .next_if(|event| !matches!(event, WireEvent::Bytes(_) | WireEvent::Head))
        {
            if self.play(event).await.is_err() {
                return;
            }
        }
    }

    /// Turns the rest into a response body.
    pub(crate) fn into_body(self) -> Body {
        Body::from_stream(stream::unfold(self, |mut player| async move {
            let piece = player.next_piece().await?;
            Some((piece, player))
        }))
    }

    async fn next_piece(&mut self) -> Option<io::Result<Bytes>> {
        loop {
            let Some(event) = self.events.next() else {
                self.recorder.record(Ending::Completed);
                return None;
            };
            match self.play(event).await {
                Ok(Some(bytes)) => return Some(Ok(bytes)),
                Ok(None) => {}
                Err(error) => return Some(Err(error)),
            }
        }
    }

    async fn play(&self, event: WireEvent) -> io::Result<Option<Bytes>> {
        match event {
            WireEvent::Head => {}
            WireEvent::Bytes(bytes) => {
                // The server flushes when the body is not ready for a moment. Without this yield it
                // would send several pieces together.
                tokio::task::yield_now().await;
                return Ok(Some(bytes.into()));
            }
            WireEvent::Pause(pause) => self.pause(pause).await,
            WireEvent::Stall => std::future::pending().await,
            WireEvent::Close => return self.break_off(Breaker::close).await,
            WireEvent::Reset => return self.break_off(Breaker::reset).await,
        }
        Ok(None)
    }

    async fn break_off(&self, how: fn(&Breaker)) -> io::Result<Option<Bytes>> {
        sleep(GRACE).await;
        how(&self.breaker);
        self.recorder.record(Ending::Broken);
        Err(io::ErrorKind::ConnectionAborted.into())
    }

    async fn pause(&self, pause: Duration) {
        if self.speed > 0.0 {
            let seconds = pause.as_secs_f64() / self.speed;
            sleep(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)).await;
        }
    }
}
