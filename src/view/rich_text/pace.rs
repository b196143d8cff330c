//! How often a frame is drawn on.
//!
//! What arrives is in the page at once. Where much arrives at once, only the first pieces are: what
//! follows waits for the end of the frame, which shows it just as soon, and costs less together
//! than one by one.

use std::{cell::RefCell, time::Duration};

use leptos::prelude::*;

/// How many pieces are drawn at once in a frame.
const AT_ONCE: u32 = 2;

/// How long a frame is waited for. A page that nobody can see may say that it is in sight and have
/// no frames all the same: a frame scrolled away, a window behind others.
const PATIENCE: Duration = Duration::from_millis(100);

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
    let (ask, now, is_first_to_wait) = FRAME.with_borrow_mut(|frame| {
        let ask = !std::mem::replace(&mut frame.is_asked_for, true);
        frame.drawn += 1;
        let now = frame.drawn <= AT_ONCE;
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
        set_timeout(end, PATIENCE);
    }
    now
}

/// Just before the browser draws.
fn end() {
    for trigger in FRAME.take().waiting {
        trigger.notify();
    }
}
