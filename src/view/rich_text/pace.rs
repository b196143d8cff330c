//! How often a frame is drawn on.
//!
//! What arrives is in the page at once. Where much arrives at once, only the first pieces are: what
//! follows waits for the end of the frame, which shows it just as soon, and costs less together
//! than one by one.

use std::cell::RefCell;

use leptos::prelude::*;

/// How many pieces are drawn at once in a frame.
const AT_ONCE: u32 = 2;

/// The frame that is on its way.
#[derive(Default)]
struct Frame {
    is_asked_for: bool,
    drawn: u32,
    /// Who waits for its end.
    waiting: Vec<ArcTrigger>,
}

thread_local! {
    static FRAME: RefCell<Frame> = RefCell::default();
}

/// Whether to draw now. If not, the trigger is pulled at the end of the frame.
pub(super) fn draws_now(trigger: &ArcTrigger) -> bool {
    // A page out of sight has no frames.
    if document().hidden() {
        return true;
    }
    let (ask, now) = FRAME.with_borrow_mut(|frame| {
        let ask = !std::mem::replace(&mut frame.is_asked_for, true);
        frame.drawn += 1;
        let now = frame.drawn <= AT_ONCE;
        if !now {
            frame.waiting.push(trigger.clone());
        }
        (ask, now)
    });
    if ask {
        request_animation_frame(end);
    }
    now
}

/// Just before the browser draws.
fn end() {
    for trigger in FRAME.take().waiting {
        trigger.notify();
    }
}
