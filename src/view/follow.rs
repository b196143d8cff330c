//! Automatic scrolling: follows the end of the text while the user is there.
//!
//! Scrolling up or unfolding something stops it, and scrolling to the end resumes it. Growing text
//! never stops it, so text that outruns the last scroll event does not count as scrolling away.

use leptos::{
    ev::MouseEvent,
    html::Div,
    prelude::*,
    wasm_bindgen::{JsCast as _, closure::Closure},
    web_sys::{Element, HtmlElement, ResizeObserver},
};

use crate::browser::context::AsyncContext;

/// How many pixels from the end still count as the end: layouts round, and thumbs slip.
const NEAR: i32 = 24;

/// The scroll position of a transcript.
#[derive(Clone, Copy)]
pub(super) struct Follow {
    pub(super) scroller: NodeRef<Div>,
    pub(super) content: NodeRef<Div>,
    following: RwSignal<bool>,
    /// Whether there are messages to follow. The greeting of an empty conversation is read from its
    /// start.
    has_begun: Signal<bool>,
    last_top: StoredValue<i32>,
}

impl Follow {
    pub(super) fn new(has_begun: Signal<bool>) -> Self {
        let this = Self {
            scroller: NodeRef::new(),
            content: NodeRef::new(),
            following: RwSignal::new(true),
            has_begun,
            last_top: StoredValue::new(0),
        };
        Effect::new(move |_| {
            if let (Some(scroller), Some(content)) = (this.scroller.get(), this.content.get()) {
                let watch = Watch::new([&scroller, &content], move || this.resized());
                // Lives until this effect runs again or its owner is disposed.
                StoredValue::new_local(watch);
            }
        });
        this
    }

    /// Returns whether the view follows the end of the text. Tracked.
    pub(super) fn is_following(self) -> bool {
        self.following.get()
    }

    /// Scrolls to the end and follows it.
    pub(super) fn jump(self) {
        self.set_following(true);
        self.to_end();
    }

    /// Handles a scroll, by the user or by this module.
    pub(super) fn scrolled(self) {
        let Some(scroller) = self.scroller.get_untracked() else {
            return;
        };
        let top = scroller.scroll_top();
        let before = self.last_top.get_value();
        self.last_top.set_value(top);
        if left(&scroller) <= NEAR {
            self.set_following(true);
        } else if top < before {
            self.set_following(false);
        }
    }

    /// Handles a click in the transcript. One that unfolds something leaves the view where it is.
    pub(super) fn clicked(self, event: &MouseEvent) {
        let target = event.target().and_then(|it| it.dyn_into().ok());
        let summary = target.and_then(|it: Element| it.closest("summary").ok()?);
        if summary.is_some() {
            self.set_following(false);
            let context = AsyncContext::current();
            request_animation_frame(move || {
                context.restore();
                self.follow_if_at_end();
            });
        }
    }

    /// Resumes following if the end is in sight.
    fn follow_if_at_end(self) {
        if let Some(Some(scroller)) = self.scroller.try_get_untracked()
            && left(&scroller) <= NEAR
        {
            self.set_following(true);
        }
    }

    /// Handles a change in the size of the text or its viewport, before the next paint.
    fn resized(self) {
        let is_so = |signal: Option<bool>| signal == Some(true);
        if is_so(self.following.try_get_untracked()) && is_so(self.has_begun.try_get_untracked()) {
            self.to_end();
        }
    }

    fn to_end(self) {
        if let Some(Some(scroller)) = self.scroller.try_get_untracked() {
            scroller.set_scroll_top(scroller.scroll_height());
            self.last_top.set_value(scroller.scroll_top());
        }
    }

    fn set_following(self, following: bool) {
        self.following
            .maybe_update(|old| std::mem::replace(old, following) != following);
    }
}

/// Returns how far a box can still be scrolled down, in pixels.
fn left(scroller: &Element) -> i32 {
    scroller.scroll_height() - scroller.client_height() - scroller.scroll_top()
}

/// A resize observer that calls back before the next paint, until it is dropped.
struct Watch {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Watch {
    fn new(elements: [&HtmlElement; 2], mut changed: impl FnMut() + 'static) -> Option<Self> {
        let context = AsyncContext::current();
        let callback = Closure::<dyn FnMut()>::new(move || {
            context.restore();
            changed();
        });
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        for element in elements {
            observer.observe(element);
        }
        Some(Self {
            observer,
            _callback: callback,
        })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
