//! What tells one visit, and one moment of it, from another.

use js_sys::{Date, Math};

use crate::client::Writer;

/// The time in milliseconds since 1970.
pub(super) fn now() -> u64 {
    Date::now() as u64
}

/// A name that no other visit has.
pub(super) fn writer() -> Writer {
    let half = || (Math::random() * f64::from(u32::MAX)) as u64;
    Writer::from((half() << 32) | half())
}
