//! The playback of a composed answer, with its timing.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::stream;
use tokio::time::sleep;

use crate::connection::Breaker;
use crate::playback::Beat;
use crate::record::{Ending, Pen};

/// How long to wait before breaking a connection: a reset discards bytes that are still to be sent.
const GRACE: Duration = Duration::from_millis(50);

/// An answer in progress. Dropped before its end, it records that the client disconnected.
pub(crate) struct Player {
    beats: std::iter::Peekable<std::vec::IntoIter<Beat>>,
    breaker: Breaker,
    pen: Pen,
    speed: f64,
}

impl Player {
    pub(crate) fn new(beats: Vec<Beat>, breaker: Breaker, pen: Pen, speed: f64) -> Self {
        Self {
            beats: beats.into_iter().peekable(),
            breaker,
            pen,
            speed,
        }
    }

    /// Plays the beats before the head. If the connection breaks here, no answer gets through.
    pub(crate) async fn play_silence(&mut self) {
        while let Some(beat) = self
            .beats
            .next_if(|beat| !matches!(beat, Beat::Bytes(_) | Beat::Head))
        {
            if self.play(beat).await.is_err() {
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
            let Some(beat) = self.beats.next() else {
                self.pen.note(Ending::Completed);
                return None;
            };
            match self.play(beat).await {
                Ok(Some(bytes)) => return Some(Ok(bytes)),
                Ok(None) => {}
                Err(error) => return Some(Err(error)),
            }
        }
    }

    async fn play(&self, beat: Beat) -> io::Result<Option<Bytes>> {
        match beat {
            Beat::Head => {}
            Beat::Bytes(bytes) => {
                // The server flushes when the body is not ready for a moment. Without this yield it
                // would send several pieces together.
                tokio::task::yield_now().await;
                return Ok(Some(bytes.into()));
            }
            Beat::Pause(pause) => self.pause(pause).await,
            Beat::Stall => std::future::pending().await,
            Beat::Close => return self.break_off(Breaker::close).await,
            Beat::Reset => return self.break_off(Breaker::reset).await,
        }
        Ok(None)
    }

    async fn break_off(&self, how: fn(&Breaker)) -> io::Result<Option<Bytes>> {
        sleep(GRACE).await;
        how(&self.breaker);
        self.pen.note(Ending::Broken);
        Err(io::ErrorKind::ConnectionAborted.into())
    }

    async fn pause(&self, pause: Duration) {
        if self.speed > 0.0 {
            let seconds = pause.as_secs_f64() / self.speed;
            sleep(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)).await;
        }
    }
}
