//! An `AbortController` tied to the lifetime of its owner.

use web_sys::AbortController;

/// Aborts when it is dropped, which does nothing if the operation has ended by then.
#[derive(Debug)]
pub(super) struct AbortOnDrop(pub(super) AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
