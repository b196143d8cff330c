//! `cargo xtask test`: all tests, in the order in which a mistake is cheapest to find.
//!
//! A test that cannot run here, for want of a browser, is skipped loudly and named again in the
//! summary. It never counts as passed.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::examples;
use crate::leash::Leash;
use crate::options::{Examples, Suite, Test};
use crate::process::watch;
use crate::summary::{Count, Outcome, Summary};

pub(crate) mod e2e;
mod native;
pub(crate) mod web;

pub(crate) use native::scripts;

/// The environment variable that names a file to which a test appends a line for each check that it
/// had to skip: the harness hides the output of passing tests.
const SKIPS: &str = "RILL_TEST_SKIPS";

/// Tests that take longer than this are hanging.
const LIMIT: Duration = Duration::from_secs(20 * 60);

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

/// One run of tests, counted, and held on a leash.
pub(crate) struct Session {
    pub(crate) leash: Leash,
    skips: PathBuf,
}

impl Session {
    fn new() -> Result<Self> {
        let leash = Leash::new()?;
        let skips = leash.temp().join("skips");
        Ok(Self { leash, skips })
    }

    /// Runs tests that are compiled already: `cargo` may start servers that are meant to stay.
    pub(crate) fn count(&self, tests: &mut Command) -> Result<Outcome> {
        self.leash.hold(tests);
        tests.env(SKIPS, &self.skips);
        let mut count = Count::default();
        let succeeded = watch(tests, LIMIT, |line| {
            count = count.plus(Count::in_line(line).unwrap_or_default());
        })?;
        if !succeeded && count.failed == 0 {
            // It ended before it could report one.
            count.failed = 1;
        }
        Ok(Outcome::Ran(count))
    }

    /// Adds what the tests themselves skipped to the summary.
    fn report_skips(&self, summary: &mut Summary) {
        for line in fs::read_to_string(&self.skips).unwrap_or_default().lines() {
            let (name, why) = line.split_once(": ").unwrap_or(("a test", line));
            summary.skip(name, why);
        }
    }
}

/// Runs one stage in a session, and reports what its tests skipped.
pub(crate) fn stage(
    summary: &mut Summary,
    name: &str,
    work: impl FnOnce(&Session) -> Result<Outcome>,
) {
    match Session::new() {
        Ok(session) => {
            summary.stage(name, || work(&session));
            session.report_skips(summary);
        }
        Err(error) => summary.stage(name, || Err(error)),
    }
}
