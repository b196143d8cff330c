//! The tests that run in Node.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::options::Test;
use crate::process::{command, which};
use crate::workspace;

/// Returns the command that runs the tests of a folder in Node.
///
/// # Errors
///
/// When Node.js is missing, or there is no such folder.
pub(crate) fn scripts(folder: &str, options: &Test) -> Result<Command> {
    if which("node").is_none() {
        bail!("Node.js is missing: see https://nodejs.org");
    }
    let mut tests = command("node");
    // The other reporters do not print the counts on lines of their own.
    tests.args(["--test", "--test-reporter=tap"]);
    if let Some(name) = &options.name {
        tests.arg(format!("--test-name-pattern={name}"));
    }
    tests.args(files(Path::new(folder))?);
    Ok(tests)
}

/// Returns the tests of a folder one by one: what Node does with a folder depends on its version.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(workspace::root().join(folder));
    let mut scripts = Vec::new();
    for entry in entries.with_context(|| format!("cannot read {}", folder.display()))? {
        let name = entry?.file_name();
        if name.to_string_lossy().ends_with(".test.mjs") {
            scripts.push(folder.join(name));
        }
    }
    scripts.sort();
    Ok(scripts)
}
