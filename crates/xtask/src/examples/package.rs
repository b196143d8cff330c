//! Checks of the package itself: whether it describes its contents correctly to bundlers,
//! TypeScript and editors. The last two use `tests/types`.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::unpack;
use crate::node_tests::scripts;
use crate::options::Test;
use crate::process::{command, run};
use crate::session::Session;
use crate::summary::Outcome;
use crate::{tools, workspace};

/// Pinned, so that a package that passes today does not fail tomorrow.
const PUBLINT: &str = "publint@0.3.25";
const TYPES: &str = "@arethetypeswrong/cli@0.18.5";

const TESTS: &str = "tests/types";

/// Runs two linters for npm packages.
///
/// # Errors
///
/// When one of them reports a problem.
pub(super) fn check(tarball: &Path) -> Result<()> {
    run(npx(PUBLINT).arg(tarball).arg("--strict"))?;
    // The package has ES modules only and does not support CommonJS.
    let mut types = npx(TYPES);
    types.arg(tarball).args(["--profile", "esm-only"]);
    // These are not modules, so they have no types.
    types.args([
        "--exclude-entrypoints",
        "chat.wasm",
        "client.wasm",
        "math.wasm",
    ]);
    run(&mut types)
}

/// Tests the types and the data for editors in the packed package.
///
/// # Errors
///
/// When the checkers cannot be installed, or the package cannot be read.
pub(super) fn types(tarball: &Path, session: &Session) -> Result<Outcome> {
    let tests = workspace::root().join(TESTS);
    tools::install_locked(&tests)?;
    let package = tests.join("node_modules/rill-chat");
    if package.exists() {
        fs::remove_dir_all(&package)
            .with_context(|| format!("cannot empty {}", package.display()))?;
    }
    unpack(tarball, &package)?;
    session.count(&mut scripts(TESTS, &Test::default())?)
}

fn npx(package: &str) -> Command {
    let mut npx = command("npx");
    npx.args(["--yes", package]);
    npx
}
