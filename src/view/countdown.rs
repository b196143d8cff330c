//! Countdowns in seconds.

use std::time::Duration;

use leptos::{prelude::*, web_sys::js_sys::Date};

use crate::browser::context::AsyncContext;

/// Returns the seconds left of a time that starts now, rounded up. They count down for as long as
/// the reactive owner lives.
pub(super) fn seconds_left(time: Duration) -> Signal<u64> {
    let wait = time.as_secs_f64() * 1000.0;
    let end = Date::now() + wait;
    // By the clock and not by ticks, which a hidden page rarely gets.
    let left = move || ((end - Date::now()) / 1000.0).ceil().max(0.0) as u64;
    let seconds = RwSignal::new(left());
    if seconds.get_untracked() > 0 {
        let ticking = StoredValue::new(None::<IntervalHandle>);
        let stop = move || {
            if let Some(ticking) = ticking.try_update_value(Option::take).flatten() {
                ticking.clear();
            }
        };
        let context = AsyncContext::current();
        let tick = move || {
            context.restore();
            let now = left();
            if seconds.try_set(now).is_some() || now == 0 {
                stop();
            }
        };
        // More often than once a second, so that no second is skipped.
        let interval = set_interval_with_handle(tick, Duration::from_millis(250));
        ticking.set_value(interval.ok());
        on_cleanup(stop);
    }
    Memo::new(move |_| seconds.get()).into()
}
