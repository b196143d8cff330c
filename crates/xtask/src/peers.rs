//! The scripts in `tests/bench/peers`, which compare Rill with other projects in Chromium.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::browsers::Browser;
use crate::process::{command, watch};
use crate::process_guard::ProcessGuard;
use crate::summary::{Count, Outcome};
use crate::{tools, workspace};

/// Installs the others in their locked versions and runs a script, which prints its figures and
/// then, like a test binary, how many promises were kept.
///
/// # Errors
///
/// When Node.js or npm is missing, or the others cannot be installed.
pub(crate) fn run<S: AsRef<OsStr>>(
    script: &str,
    arguments: impl IntoIterator<Item = S>,
    limit: Duration,
) -> Result<Outcome> {
    let chromium = match Browser::Chromium.find() {
        Ok(found) => found.binary.context("Chromium has no program")?,
        Err(why) => return Ok(Outcome::Skipped(why)),
    };
    tools::node()?;
    let folder = folder();
    tools::install_locked(&folder)?;

    let guard = ProcessGuard::new()?;
    let mut node = command("node");
    node.arg(folder.join(script));
    node.arg("--chromium").arg(chromium).args(arguments);
    guard.track(&mut node);
    let mut count = Count::default();
    let succeeded = watch(&mut node, limit, |line| {
        count = count.plus(Count::parse(line).unwrap_or_default());
    })?;
    if !succeeded && count.failed == 0 {
        // It ended before it could report one.
        count.failed = 1;
    }
    Ok(Outcome::Ran(count))
}

fn folder() -> PathBuf {
    workspace::root().join("tests/bench/peers")
}
