//! Time that passes.

use std::time::Duration;

use gloo_timers::future;

/// Browsers count the milliseconds of a timer in 31 bits, and take a longer one for none.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Is ready after this time, a day at most. Dropped before, it ends the timer.
pub async fn sleep(time: Duration) {
    future::sleep(time.min(LONGEST)).await;
}
