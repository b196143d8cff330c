//! One run of tests: its processes, its count, and what it skipped.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::process::watch;
use crate::process_guard::ProcessGuard;
use crate::summary::{Count, Outcome, Summary};

/// The environment variable that names a file to which a test appends a line for each check that it
/// had to skip: the harness hides the output of passing tests.
const SKIPS: &str = "RILL_TEST_SKIPS";

/// Tests that take longer than this are hanging.
const LIMIT: Duration = Duration::from_secs(20 * 60);

/// One run of tests, counted, and held by a `ProcessGuard`.
pub(crate) struct Session {
    pub(crate) guard: ProcessGuard,
    skips: PathBuf,
}

impl Session {
    fn new() -> Result<Self> {
        let guard = ProcessGuard::new()?;
        let skips = guard.temp().join("skips");
        Ok(Self { guard, skips })
    }

    /// Runs tests that are compiled already: `cargo` may start servers that are meant to stay.
    pub(crate) fn count(&self, tests: &mut Command) -> Result<Outcome> {
        self.guard.track(tests);
        tests.env(SKIPS, &self.skips);
        let mut count = Count::default();
        let succeeded = watch(tests, LIMIT, |line| {
            count = count.plus(Count::parse(line).unwrap_or_default());
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
