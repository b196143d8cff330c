//! A signal that is given when its last owner is gone.

use web_sys::AbortController;

/// Aborts when it is dropped. After the end of what it could abort, that does nothing.
#[derive(Debug)]
pub(super) struct AbortOnDrop(pub(super) AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
