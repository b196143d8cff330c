//! A throttle on how often text is drawn within a frame.
//!
//! Text is drawn as soon as it arrives. If much arrives within a frame, only the first pieces are:
//! the rest waits for the end of the frame, which shows it just as soon, and costs less when drawn
//! together.

use std::{cell::RefCell, time::Duration};

use leptos::prelude::*;

/// How many pieces of a frame are drawn immediately.
const IMMEDIATE: u32 = 2;

/// How long to wait for a frame. A page may report that it is visible and still get no frames: in
/// an iframe scrolled out of view, or in a window behind others.
const FRAME_TIMEOUT: Duration = Duration::from_millis(100);

/// The next frame.
#[derive(Default)]
struct Frame {
    is_asked_for: bool,
    drawn: u32,
    /// The triggers that wait for its end.
    waiting: Vec<ArcTrigger>,
}

thread_local! {
    static FRAME: RefCell<Frame> = RefCell::default();
}

/// Returns whether to draw now. If not, the trigger is notified at the end of the frame.
pub(super) fn draws_now(trigger: &ArcTrigger) -> bool {
    // A hidden page has no frames.
    if document().hidden() {
        return true;
    }
    let (ask, now, is_first_to_wait) = FRAME.with_borrow_mut(|frame| {
        let ask = !std::mem::replace(&mut frame.is_asked_for, true);
        frame.drawn += 1;
        let now = frame.drawn <= IMMEDIATE;
        let is_first_to_wait = !now && frame.waiting.is_empty();
        if !now {
            frame.waiting.push(trigger.clone());
        }
        (ask, now, is_first_to_wait)
    });
    if ask {
        request_animation_frame(end);
    }
    if is_first_to_wait {
        set_timeout(end, FRAME_TIMEOUT);
    }
    now
}

/// Notifies what has waited, just before the browser paints.
fn end() {
    for trigger in FRAME.take().waiting {
        trigger.notify();
    }
}
