//! How hard a conversation tries by itself before it asks the person.

use std::time::Duration;

use crate::error::{Error, ErrorKind};

/// What a conversation does by itself about failures, silence and cut answers.
///
/// A literal of it ends in `..Recovery::default()`: later versions may have more fields.
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
    /// How many requests may go out for an answer until something of it can be seen, the first one
    /// included. After that nothing is sent again by itself: the reader would see a text change.
    ///
    /// Two things are not counted. A history that the server refuses goes out once more, without what
    /// it refused: the conversation could not go on with it. And an answer that the server gives over
    /// several requests takes all of them; where its connection is lost in between, it is asked for
    /// again from there, up to three times in a row.
    pub attempts: u32,
    /// The longest wait before the second request; each further one may take twice as long. The
    /// wait itself is drawn between zero and that, so that those who failed together do not come
    /// back together.
    pub base_delay: Duration,
    /// No wait between two requests is longer than this. Where the server asks for a longer one, the
    /// person decides.
    pub max_delay: Duration,
    /// How long nothing may be heard of the server until that is said; zero for never. It is looked
    /// at whenever this time is over, so it is said after once to twice as long.
    pub silence_notice: Duration,
    /// How long nothing may be heard of the server until the answer counts as cut off; zero for
    /// never.
    ///
    /// It is counted in steps as long as this or [`silence_notice`](Self::silence_notice), whichever
    /// is shorter and not zero, so that the sleep of a machine counts as one step. A step in which
    /// something was heard counts for nothing. So a limit of 5 seconds is the end after 5 to 10, and
    /// one of 30 beside a notice of 15 after 30 to 45.
    pub silence_limit: Duration,
    /// How many times an answer that broke in the middle is continued by itself.
    pub continuations: u32,
    /// How long what arrives may wait until it is saved, where a conversation is kept.
    pub save_interval: Duration,
}

impl Recovery {
    /// One attempt, and whatever comes of it: see [`attempts`](Self::attempts) for what is sent
    /// beside it. Silence is neither told nor the end.
    pub fn none() -> Self {
        Self {
            attempts: 1,
            silence_notice: Duration::ZERO,
            silence_limit: Duration::ZERO,
            continuations: 0,
            ..Self::default()
        }
    }

    /// After how long it is looked whether anything was heard.
    pub(super) fn silence_step(&self) -> Duration {
        let times = [self.silence_notice, self.silence_limit];
        let set = times.into_iter().filter(|time| !time.is_zero());
        set.min().unwrap_or_default()
    }

    /// How long to wait after a failed attempt until the next one; `None` if there is none. The
    /// first attempt is number 1, and `chance` is drawn from 0 to 1.
    pub fn delay_after(&self, attempt: u32, error: &Error, chance: f64) -> Option<Duration> {
        if attempt >= self.attempts || !is_passing(error.kind()) {
            return None;
        }
        let chance = chance.clamp(0.0, 1.0);
        match error.retry_delay() {
            Some(asked) if asked > self.max_delay => None,
            // Never before the time, and everybody a little later.
            Some(asked) => {
                let later = asked.saturating_add(asked.mul_f64(chance / 10.0));
                Some(later.min(self.max_delay))
            }
            None => {
                let doubled = 2u32.saturating_pow(attempt.saturating_sub(1));
                Some(self.draw(self.base_delay.saturating_mul(doubled), chance))
            }
        }
    }

    /// How long to wait until a long answer is asked for again where its connection was lost.
    pub(super) fn reconnect_delay(&self, chance: f64) -> Duration {
        self.draw(self.base_delay, chance)
    }

    fn draw(&self, longest: Duration, chance: f64) -> Duration {
        let longest = longest.min(self.max_delay);
        let drawn = longest.as_secs_f64() * chance;
        Duration::try_from_secs_f64(drawn).unwrap_or(longest)
    }
}

impl Default for Recovery {
    /// Three requests, a second between the first two, twenty at most; a word after 15 seconds of
    /// silence, the end after five minutes; nothing is continued without being asked.
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

/// Why nothing is under way though an answer is expected.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Pause {
    /// What went wrong before; `None` if the stream just ended.
    pub error: Option<Error>,
    /// How long from its beginning until the next request; `None` for as long as the browser says
    /// that it is offline.
    pub delay: Option<Duration>,
    /// The number of the request that comes next.
    pub attempt: u32,
    /// How many there may be.
    pub attempts: u32,
}

/// Whether the same request may pass a moment later.
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
