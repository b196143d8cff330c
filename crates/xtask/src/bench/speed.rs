//! How fast a stream is parsed, natively and in a page beside plain JavaScript, and how soon a
//! chunk is in the document. The benchmarks print their figures and fail if a promise is broken.

use anyhow::Result;

use crate::browsers::{Browser, Found};
use crate::process::{cargo, run as run_command};
use crate::process_guard::ProcessGuard;
use crate::summary::{Count, Outcome, Summary};
use crate::test::web::configure_webdriver;
use crate::tools::{self, Tool};

const NATIVE: [&str; 6] = [
    "bench",
    "--package",
    "rill-chat",
    "--no-default-features",
    "--bench",
    "native",
];
const PAGE: [&str; 8] = [
    "test",
    "--release",
    "--package",
    "rill-chat",
    "--target",
    "wasm32-unknown-unknown",
    "--test",
    "bench",
];

/// Runs both benchmarks, the second in each browser that is installed.
pub(super) fn run(summary: &mut Summary) {
    summary.stage("bench: native", || {
        run_command(cargo().args(NATIVE))?;
        Ok(Outcome::Ran(Count::one(true)))
    });
    for browser in [Browser::Chromium, Browser::Firefox] {
        let name = format!("bench: {browser}");
        match browser.find() {
            Ok(found) => summary.stage(&name, || measure(&found)),
            Err(why) => summary.skip(&name, &why),
        }
    }
}

fn measure(found: &Found) -> Result<Outcome> {
    tools::ensure_installed(&[Tool::WasmTarget, Tool::WasmBindgen])?;
    let guard = ProcessGuard::new()?;
    let mut bench = cargo();
    bench.args(PAGE).args(["--", "--nocapture"]);
    configure_webdriver(found, guard.temp(), &mut bench)?;
    guard.track(&mut bench);
    run_command(&mut bench)?;
    Ok(Outcome::Ran(Count::one(true)))
}
