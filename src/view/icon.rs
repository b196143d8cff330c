//! The icons, as paths in a 24 × 24 view box.

use leptos::prelude::*;

pub(super) const SEND: &str = "M12 19V5M6 11l6-6 6 6";
pub(super) const STOP: &str =
    "M8 7h8a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1z";
pub(super) const DOWN: &str = "M12 5v14M6 13l6 6 6-6";
pub(super) const RETRY: &str = "M20 11a8 8 0 1 0-2.3 6.3M20 4v7h-7";
pub(super) const CONTINUE: &str = "M8 5.5l10 6.5-10 6.5z";
pub(super) const EDIT: &str = "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3";
pub(super) const DELETE: &str = "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13";
/// A thumb that points up.
pub(super) const THUMB: &str = "M7 11v9M7 11l4-8a2.5 2.5 0 0 1 2.5 2.5V9h5a2 2 0 0 1 2 2.3l-1.1 7a2 2 0 0 1-2 1.7H7M7 11H4v9h3";
pub(super) const CLOSE: &str = "M6 6l12 12M18 6L6 18";
pub(super) const ALERT: &str = "M12 8v5M12 16.5v.01M10.3 4 2.6 17.5A2 2 0 0 0 4.3 20.5h15.4a2 2 0 0 0 1.7-3L13.7 4a2 2 0 0 0-3.4 0z";
pub(super) const INFO: &str = "M12 11v5M12 8v.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z";
/// A rill: three lines of running water.
pub(super) const RILL: &str =
    "M3 7c3-3 6-3 9 0s6 3 9 0M3 12c3-3 6-3 9 0s6 3 9 0M3 17c3-3 6-3 9 0s6 3 9 0";

/// A decorative icon beside a text that says the same, so hidden from screen readers.
#[component]
pub(super) fn Icon(d: &'static str) -> impl IntoView {
    view! {
        <svg class="rill-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=d></path>
        </svg>
    }
}
