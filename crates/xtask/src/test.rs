//! `cargo xtask test`: all tests, in the order in which a mistake is cheapest to find.
//!
//! A test that cannot run here, for want of a browser, is skipped loudly and named again in the
//! summary. It never counts as passed.

use crate::examples;
use crate::options::{Examples, Suite, Test};
use crate::summary::Summary;

pub(crate) mod e2e;
mod native;
pub(crate) mod web;

/// Runs the selected suites.
pub(crate) fn run(options: &Test, summary: &mut Summary) {
    if options.wants(Suite::Native) {
        native::run(options, summary);
    }
    if options.wants(Suite::Web) {
        web::run(options, summary);
    }
    if options.wants(Suite::E2e) {
        e2e::run(options, summary);
    }
    // They take minutes, and cannot be selected by the name of a test.
    if options.wants(Suite::Examples) && options.name.is_none() {
        examples::run(&Examples::default(), summary);
    }
}
