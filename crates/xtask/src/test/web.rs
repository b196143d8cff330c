//! The tests inside a page: `tests/web` of each package that runs there, compiled to wasm and run
//! by wasm-bindgen's test runner.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::browsers::{Browser, Found};
use crate::options::Test;
use crate::process::{cargo, run as run_command};
use crate::session::{Session, stage};
use crate::summary::{Outcome, Summary};
use crate::tools::{self, Tool};

/// The packages to test, and the names of their stages.
const PACKAGES: [(&str, &str); 2] = [("rill-chat", "web"), ("rill-math", "web of math")];

pub(super) fn run(options: &Test, summary: &mut Summary) {
    // The runner has no support for WebKitGTK's driver; the end-to-end tests cover it.
    for browser in [Browser::Chromium, Browser::Firefox] {
        for (package, name) in PACKAGES {
            let name = format!("{name}: {browser}");
            match browser.find() {
                Ok(found) => stage(summary, &name, |session| {
                    tests(package, &found, options, session)
                }),
                Err(why) => summary.skip(&name, &why),
            }
        }
    }
}

fn tests(package: &str, found: &Found, options: &Test, session: &Session) -> Result<Outcome> {
    tools::ensure_installed(&[Tool::WasmTarget, Tool::WasmBindgen])?;
    let target = [
        "test",
        "--package",
        package,
        "--target",
        "wasm32-unknown-unknown",
        "--test",
        "web",
    ];
    run_command(cargo().args(target).arg("--no-run"))?;

    let mut tests = cargo();
    tests.args(target).args(&options.name);
    configure_webdriver(found, session.guard.temp(), &mut tests)?;
    session.count(&mut tests)
}

/// Makes a command's test runner use this browser. The folder is for a file that the runner reads.
pub(crate) fn configure_webdriver(found: &Found, folder: &Path, tests: &mut Command) -> Result<()> {
    let capabilities = folder.join("webdriver.json");
    fs::write(&capabilities, capabilities_of(found))
        .context("cannot write the browser's capabilities")?;
    // The runner takes the first driver that any variable names.
    for other in [Browser::Chromium, Browser::Firefox] {
        tests
            .env_remove(other.driver_variable())
            .env_remove(format!("{}_REMOTE", other.driver_variable()));
    }
    tests.env(found.browser.driver_variable(), &found.driver);
    tests.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities);
    // The seconds for all tests of the page together, on a machine that may be busy.
    tests
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    Ok(())
}

/// Returns the capabilities that the runner requests of the driver. It adds headless mode itself.
fn capabilities_of(found: &Found) -> String {
    // A path, because a driver knows only the vendor's name of a browser, not a distribution's.
    let binary = found.binary.as_deref().unwrap_or(Path::new(""));
    let binary = format!("{:?}", binary.display().to_string());
    match found.browser {
        Browser::Chromium => format!(r#"{{"goog:chromeOptions": {{"binary": {binary}}}}}"#),
        // Never called for WebKitGTK.
        Browser::Firefox | Browser::WebKitGtk => {
            format!(r#"{{"moz:firefoxOptions": {{"binary": {binary}}}}}"#)
        }
    }
}
