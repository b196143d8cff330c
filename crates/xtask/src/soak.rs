//! `cargo xtask soak`: a thousand turns in one page, with faults, after which it must use as much
//! memory as before. `tests/e2e/soak.rs` plays the turns, takes the measurements, and prints both.

use anyhow::Result;

use crate::browsers::{Browser, Found};
use crate::demo;
use crate::e2e_tests::{TARGET, configure};
use crate::process::{cargo, run as run_command};
use crate::process_guard::ProcessGuard;
use crate::summary::{Count, Outcome, Summary};

/// Runs it in Chromium, the only browser that reports the memory of a page.
pub(crate) fn run(summary: &mut Summary) {
    let name = "soak: a thousand turns";
    match Browser::Chromium.find() {
        Ok(found) => summary.stage(name, || soak(&found)),
        Err(why) => summary.skip(name, &why),
    }
}

fn soak(found: &Found) -> Result<Outcome> {
    let page = demo::build_release()?;
    run_command(cargo().args(TARGET).arg("--no-run"))?;
    let guard = ProcessGuard::new()?;
    let mut tests = cargo();
    tests.args(TARGET).arg("soak");
    configure(&mut tests, found, &page);
    tests.args(["--ignored", "--nocapture"]);
    guard.track(&mut tests);
    run_command(&mut tests)?;
    Ok(Outcome::Ran(Count::one(true)))
}
