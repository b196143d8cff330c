//! Timers.

use std::time::Duration;

use gloo_timers::future;

/// Browsers keep the delay of a timer in 31 bits of milliseconds, and treat a longer one as zero.
const MAX_DELAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Completes after this time, a day at most. If dropped before, it clears the timer.
pub async fn sleep(time: Duration) {
    future::sleep(time.min(MAX_DELAY)).await;
}
