//! The unit of a playback: one thing that happens on the wire.

use std::time::Duration;

/// One thing that happens on the wire, in the order of a playback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WireEvent {
    Head,
    Bytes(Vec<u8>),
    Pause(Duration),
    Stall,
    Close,
    Reset,
}
