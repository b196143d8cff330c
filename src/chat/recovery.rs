//! What a conversation tries automatically before it asks the user.

use std::time::Duration;

use crate::error::{Error, ErrorKind};

/// What a conversation does automatically about failures, silence and cut-off answers.
///
/// End a struct literal with `..Recovery::default()`: later versions may add fields.
///
/// ```
/// use std::time::Duration;
/// use rill_chat::chat::Recovery;
///
/// let patient = Recovery { attempts: 5, ..Recovery::default() };
/// assert_eq!(patient.max_delay, Duration::from_secs(20));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// The maximum number of requests, including the first, until some of the answer is visible.
    /// After that nothing is sent again automatically, because the user would see the text change.
    ///
    /// Two cases do not count. If the server rejects the history, the request is sent once more
    /// without what was rejected, since the conversation could not go on otherwise. And an answer
    /// that the server spreads over several requests takes all of them; if the connection is lost
    /// in between, it is resumed from there, up to three times in a row.
    pub attempts: u32,
    /// The maximum delay before the second request; it doubles with each further one (exponential
    /// backoff). The actual delay is drawn between zero and that (full jitter), so that clients
    /// that failed together do not retry together.
    pub base_delay: Duration,
    /// The maximum delay between two requests. If the server asks for a longer one, nothing is sent
    /// automatically and the user decides.
    pub max_delay: Duration,
    /// How long the server may send nothing before
    /// [`Message::is_silent`](super::Message::is_silent) is set; zero for never. Checked at
    /// intervals of this length, so it takes one to two of them.
    pub silence_notice: Duration,
    /// How long the server may send nothing before the answer counts as cut off; zero for never.
    ///
    /// Silence is counted in steps of this or [`silence_notice`](Self::silence_notice), whichever
    /// is shorter and not zero, so that the sleep of a machine counts as one step. Bytes reset the
    /// count, and the step in which they arrive does not count. So a limit of 5 seconds ends the
    /// answer after 5 to 10, and one of 30 with a notice of 15 after 30 to 45.
    pub silence_limit: Duration,
    /// How many times an answer that was cut off is continued automatically.
    pub continuations: u32,
    /// How long content that arrives may wait to be saved, if the conversation is stored.
    pub save_interval: Duration,
}

impl Recovery {
    /// A single attempt, apart from the cases that [`attempts`](Self::attempts) does not count.
    /// Silence is neither marked nor limited, and nothing is continued automatically.
    pub fn none() -> Self {
        Self {
            attempts: 1,
            silence_notice: Duration::ZERO,
            silence_limit: Duration::ZERO,
            continuations: 0,
            ..Self::default()
        }
    }

    /// Returns the interval between silence checks; zero for none.
    pub(super) fn silence_step(&self) -> Duration {
        let times = [self.silence_notice, self.silence_limit];
        let set = times.into_iter().filter(|time| !time.is_zero());
        set.min().unwrap_or_default()
    }

    /// Returns the delay between a failed attempt and the next one, or `None` if there is none. The
    /// first attempt is number 1; `jitter` is a random number from 0 to 1.
    pub fn delay_after(&self, attempt: u32, error: &Error, jitter: f64) -> Option<Duration> {
        if attempt >= self.attempts || !is_passing(error.kind()) {
            return None;
        }
        let jitter = jitter.clamp(0.0, 1.0);
        match error.retry_delay() {
            Some(asked) if asked > self.max_delay => None,
            // Never earlier than the server asked, plus up to a tenth of jitter.
            Some(asked) => {
                let later = asked.saturating_add(asked.mul_f64(jitter / 10.0));
                Some(later.min(self.max_delay))
            }
            None => {
                let doubled = 2u32.saturating_pow(attempt.saturating_sub(1));
                Some(self.draw(self.base_delay.saturating_mul(doubled), jitter))
            }
        }
    }

    /// Returns the delay before a long answer that lost its connection is resumed.
    pub(super) fn reconnect_delay(&self, jitter: f64) -> Duration {
        self.draw(self.base_delay, jitter)
    }

    fn draw(&self, longest: Duration, jitter: f64) -> Duration {
        let longest = longest.min(self.max_delay);
        let drawn = longest.as_secs_f64() * jitter;
        Duration::try_from_secs_f64(drawn).unwrap_or(longest)
    }
}

impl Default for Recovery {
    /// Three attempts, with delays of up to one second before the second and never above 20; a
    /// notice after 15 seconds of silence, the end after five minutes; no automatic continuation.
    fn default() -> Self {
        Self {
            attempts: 3,
            base_delay: Duration::from_secs(1),
            max_delay: Duration::from_secs(20),
            silence_notice: Duration::from_secs(15),
            silence_limit: Duration::from_secs(300),
            continuations: 0,
            save_interval: Duration::from_millis(400),
        }
    }
}

/// A pause before the next request for an answer.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Pause {
    /// What went wrong before; `None` if the stream ended without an error.
    pub error: Option<Error>,
    /// How long the pause lasts; `None` if it lasts until the browser is online.
    pub delay: Option<Duration>,
    /// The number of the next attempt.
    pub attempt: u32,
    /// The maximum number of attempts.
    pub attempts: u32,
}

/// Returns whether an error is transient: the same request may succeed a moment later.
pub(super) fn is_passing(kind: ErrorKind) -> bool {
    match kind {
        ErrorKind::Network
        | ErrorKind::RateLimited
        | ErrorKind::Overloaded
        | ErrorKind::Timeout
        | ErrorKind::Cancelled
        | ErrorKind::Internal => true,
        ErrorKind::EmptyMessage
        | ErrorKind::Offline
        | ErrorKind::InvalidRequest
        | ErrorKind::InvalidHistory
        | ErrorKind::InvalidKey
        | ErrorKind::NoCredentials
        | ErrorKind::PermissionDenied
        | ErrorKind::RegionNotSupported
        | ErrorKind::ModelNotFound
        | ErrorKind::TooLarge
        | ErrorKind::QuotaExceeded
        | ErrorKind::NotGemini
        | ErrorKind::MalformedResponse
        | ErrorKind::Blocked
        | ErrorKind::Unknown => false,
    }
}
