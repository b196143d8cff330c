//! `cargo xtask size`: what a page downloads for the chat, held to a budget and compared with what
//! other chat widgets download.

use std::ffi::OsString;
use std::time::Duration;

use anyhow::Result;

use crate::options::{Scale, Size};
use crate::process::{cargo, run as run_command};
use crate::summary::{Outcome, Summary};
use crate::{npm, peers, tools, workspace};

mod budget;
mod weight;

const SIMULATOR: [&str; 4] = ["build", "--release", "--package", "simulator"];
const LIMIT: Duration = Duration::from_secs(15 * 60);

/// Runs the selected comparisons.
pub(crate) fn run(options: &Size, summary: &mut Summary) {
    if options.wants(Scale::Budget) {
        summary.stage("size: the budget", || {
            tools::node()?;
            budget::check(&npm::build()?, options.update)
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
/// When the package or the simulator cannot be built.
pub(crate) fn embed(script: &str, arguments: &[&str], limit: Duration) -> Result<Outcome> {
    let package = npm::build()?;
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
