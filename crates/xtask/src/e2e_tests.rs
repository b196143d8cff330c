//! The commands that run `tests/e2e`.
//!
//! Each test starts a driver and a simulator of its own, so that a crash does not affect the next
//! test. Environment variables tell the tests what to use:
//!
//! - `RILL_E2E_BROWSER`: `chromium`, `firefox` or `webkitgtk`;
//! - `RILL_E2E_DRIVER`: the driver's program, which takes `--port=N`;
//! - `RILL_E2E_BINARY`: the browser's program, not set for WebKitGTK;
//! - `RILL_E2E_DIST`: the folder of the built page;
//! - `RILL_E2E_PACKAGE`: the folder of the npm package, for the tests of the element.

use std::path::Path;
use std::process::Command;

use crate::browsers::Found;
use crate::npm;

pub(crate) const TARGET: [&str; 5] = ["test", "--package", "rill-chat", "--test", "e2e"];

/// Tells the tests which browser and which page to use.
pub(crate) fn configure(tests: &mut Command, found: &Found, page: &Path) {
    // One browser at a time: the tests measure time, and there may be only two cores.
    tests.args(["--", "--test-threads=1"]);
    tests.env("RILL_E2E_BROWSER", found.browser.id());
    tests.env("RILL_E2E_DRIVER", &found.driver);
    tests.env("RILL_E2E_DIST", page);
    tests.env("RILL_E2E_PACKAGE", npm::package());
    match &found.binary {
        Some(binary) => tests.env("RILL_E2E_BINARY", binary),
        None => tests.env_remove("RILL_E2E_BINARY"),
    };
}
