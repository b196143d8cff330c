//! `cargo xtask size`: what a page loads to have the chat, held against a budget and set beside what
//! it would load for other people's chats.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::options::{Scale, Size};
use crate::process::{cargo, run as run_command};
use crate::summary::{Outcome, Summary};
use crate::{peers, tools, workspace};

mod budget;
mod weight;

const SIMULATOR: [&str; 4] = ["build", "--release", "--package", "simulator"];
const LIMIT: Duration = Duration::from_secs(15 * 60);

/// Weighs what was asked for.
pub(crate) fn run(options: &Size, summary: &mut Summary) {
    if options.wants(Scale::Budget) {
        summary.stage("size: the budget", || {
            tools::node()?;
            budget::hold(&package()?, options.update)
        });
    }
    if options.wants(Scale::Peers) {
        summary.stage("size: beside its peers", || embed("weigh.mjs", &[], LIMIT));
    }
}

/// Runs a script of `tests/bench/peers/embedding` with the package in its pages.
///
/// # Errors
///
/// When there is no package, or something is missing to build and show the pages.
pub(crate) fn embed(script: &str, arguments: &[&str], limit: Duration) -> Result<Outcome> {
    let package = package()?;
    run_command(cargo().args(SIMULATOR))?;
    let target = workspace::target();
    let simulator = format!("simulator{}", std::env::consts::EXE_SUFFIX);
    let mut all: Vec<OsString> = vec![
        "--rill".into(),
        package.into(),
        "--simulator".into(),
        target.join("release").join(simulator).into(),
        "--folder".into(),
        target.join("bench/embedding").into(),
    ];
    all.extend(arguments.iter().map(OsString::from));
    peers::run(&format!("embedding/{script}"), all, limit)
}

/// The folder of the built npm package.
///
/// # Errors
///
/// When it is not there.
fn package() -> Result<PathBuf> {
    let folder = workspace::target().join("npm/rill-chat");
    if !folder.join("rill-chat.js").is_file() {
        bail!("there is no package in {}", folder.display());
    }
    Ok(folder)
}
