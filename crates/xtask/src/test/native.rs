//! The tests that need no browser: unit tests, `tests/it`, doc tests, and the scripts' tests in
//! Node.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::stage;
use crate::options::Test;
use crate::process::{cargo, command, run as run_command, which};
use crate::summary::{Outcome, Summary};
use crate::workspace;

const STAGES: [(&str, &[&str]); 3] = [
    ("native: the workspace", &["--workspace"]),
    // Without a browser's features, as a server or a test would use the crate.
    (
        "native: rill-chat without features",
        &["--package", "rill-chat", "--no-default-features"],
    ),
    // As a server that renders the chat would use it; nothing else depends on the feature.
    (
        "native: rill-chat on a server",
        &[
            "--package",
            "rill-chat",
            "--no-default-features",
            "--features",
            "ssr",
            "--test",
            "ssr",
        ],
    ),
];

pub(super) fn run(options: &Test, summary: &mut Summary) {
    for (name, packages) in STAGES {
        stage(summary, name, |session| -> Result<Outcome> {
            run_command(cargo().args(["test", "--no-run"]).args(packages))?;
            // One failure must not hide what the other test binaries find.
            let mut tests = cargo();
            tests
                .args(["test", "--no-fail-fast"])
                .args(packages)
                .args(&options.name);
            session.count(&mut tests)
        });
    }
    stage(summary, "native: scripts", |session| {
        session.count(&mut scripts("tests/element", options)?)
    });
}

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
