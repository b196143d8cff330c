//! The end-to-end tests: `tests/e2e` drives a browser through the demo's release build by
//! WebDriver.

use std::path::Path;

use anyhow::Result;

use crate::browsers::display::Display;
use crate::browsers::{Browser, Found};
use crate::demo;
use crate::e2e_tests::{TARGET, configure};
use crate::node_tests::scripts;
use crate::npm;
use crate::options::Test;
use crate::process::{cargo, run as run_command};
use crate::session::{Session, stage};
use crate::summary::{Count, Outcome, Summary};
use crate::workspace;

pub(super) fn run(options: &Test, summary: &mut Summary) {
    let mut browsers = Vec::new();
    for browser in [Browser::Chromium, Browser::Firefox, Browser::WebKitGtk] {
        match browser.find() {
            Ok(found) => browsers.push(found),
            Err(why) => summary.skip(&name(browser), &why),
        }
    }
    if browsers.is_empty() {
        return;
    }

    let mut page = None;
    summary.stage(
        "e2e: the release build of the demo, and the npm package",
        || {
            let built = demo::build_release()?;
            npm::build()?;
            run_command(cargo().args(TARGET).arg("--no-run"))?;
            page = Some(built);
            Ok(Outcome::Ran(Count::one(true)))
        },
    );
    if page.is_some() {
        stage(
            summary,
            "e2e: the client for JavaScript, in Node",
            |session| {
                run_command(cargo().args(["build", "--package", "simulator"]))?;
                let mut tests = scripts("tests/client", options)?;
                tests.env("RILL_CLIENT", npm::package());
                tests.env(
                    "RILL_SIMULATOR",
                    workspace::target().join("debug/simulator"),
                );
                session.count(&mut tests)
            },
        );
    }
    for found in browsers {
        match &page {
            Some(page) => stage(summary, &name(found.browser), |session| {
                tests(&found, page, options, session)
            }),
            None => summary.skip(&name(found.browser), "there is no page to test"),
        }
    }
}

fn name(browser: Browser) -> String {
    format!("e2e: {browser}")
}

fn tests(found: &Found, page: &Path, options: &Test, session: &Session) -> Result<Outcome> {
    let mut tests = cargo();
    tests.args(TARGET).args(&options.name);
    configure(&mut tests, found, page);
    // The other two can run headless, WebKitGTK cannot.
    let display = (found.browser == Browser::WebKitGtk)
        .then(|| Display::open(&session.guard))
        .transpose()?;
    if let Some(display) = &display {
        display.show(&mut tests);
    }
    session.count(&mut tests)
}
