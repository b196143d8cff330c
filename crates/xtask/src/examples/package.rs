//! The package by itself: whether it says rightly what it holds, to bundlers, to TypeScript and to
//! editors. `tests/types` is used for the last two.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::unpack;
use crate::options::Test;
use crate::process::{command, run};
use crate::summary::Outcome;
use crate::test::{Session, scripts};
use crate::{tools, workspace};

/// A package may pass for good today and not tomorrow, so each of these is one version.
const PUBLINT: &str = "publint@0.3.25";
const TYPES: &str = "@arethetypeswrong/cli@0.18.5";

const TESTS: &str = "tests/types";

/// Asks the two programs that know how packages go wrong.
///
/// # Errors
///
/// When one of them objects.
pub(super) fn check(tarball: &Path) -> Result<()> {
    run(npx(PUBLINT).arg(tarball).arg("--strict"))?;
    // It is of modules only, and a program in CommonJS cannot be meant.
    let mut types = npx(TYPES);
    types.arg(tarball).args(["--profile", "esm-only"]);
    // These are no modules, so there are no types of them.
    types.args([
        "--exclude-entrypoints",
        "chat.wasm",
        "client.wasm",
        "math.wasm",
    ]);
    run(&mut types)
}

/// Tests the types and the data for editors as they are in the package.
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
