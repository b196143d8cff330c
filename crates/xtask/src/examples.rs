//! `cargo xtask examples`: copies each example to `target/examples`, builds it there as its README
//! says, with the package as it would be published, and tests a chat in it.
//!
//! Before that, it checks the package itself, its types and its data for editors.

mod leptos;
mod package;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::browsers::display::Display;
use crate::browsers::{Browser, Found};
use crate::e2e_tests::{TARGET, configure};
use crate::npm;
use crate::options::Examples;
use crate::process::{cargo, command, run as run_command, which};
use crate::session::{Session, stage};
use crate::summary::{Count, Outcome, Summary};
use crate::workspace;

/// The name that selects the tests of the types instead of an example.
const TYPES: &str = "types";

/// The folders of the examples.
const NAMES: [&str; 8] = [
    "html",
    "webpack",
    "vite-react",
    "vite-vue",
    "vite-svelte",
    "next",
    "leptos",
    "leptos-ssr",
];

/// The examples that use the crate instead of the package.
const IN_RUST: [&str; 2] = ["leptos", "leptos-ssr"];

/// Options for npm: no audit, no funding notices, the cache first, and errors only.
const QUIET: [&str; 4] = [
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    "--loglevel=error",
];

/// The environment variable that tells the tests where the built examples are.
const VARIABLE: &str = "RILL_E2E_EXAMPLES";

/// Builds the package, checks it, and builds and tests the selected examples.
pub(crate) fn run(options: &Examples, summary: &mut Summary) {
    let is_known = |name: &&str| *name == TYPES || NAMES.contains(name);
    if let Some(name) = options.name.as_deref().filter(|name| !is_known(name)) {
        summary.stage("examples", || bail!("there is no example `{name}`"));
        return;
    }
    for program in ["node", "npm"] {
        if which(program).is_none() {
            return summary.skip("examples", &format!("there is no {program}"));
        }
    }
    let is_typed = options.wants(TYPES);
    let wanted = || NAMES.into_iter().filter(|name| options.wants(name));
    let mut tarball = None;
    if is_typed || wanted().any(|name| !IN_RUST.contains(&name)) {
        summary.stage("examples: the package", || {
            let packed = npm::pack()?;
            package::check(&packed)?;
            tarball = Some(packed);
            Ok(Outcome::Ran(Count::one(true)))
        });
        if tarball.is_none() {
            return;
        }
    }
    if let Some(tarball) = tarball.as_deref().filter(|_| is_typed) {
        stage(
            summary,
            "examples: types, and data for editors",
            |session| package::types(tarball, session),
        );
    }
    if options.name.as_deref() == Some(TYPES) {
        return;
    }

    for name in wanted() {
        summary.stage(&format!("examples: {name} is built"), || {
            build(name, tarball.as_deref()).map(|()| Outcome::Ran(Count::one(true)))
        });
    }
    for browser in [Browser::Chromium, Browser::Firefox, Browser::WebKitGtk] {
        // Bundlers write the same for every browser, so the others test only the page without.
        let wanted = match (&options.name, browser) {
            (Some(name), Browser::Chromium) => name.replace('-', "_"),
            (Some(name), _) if name != "html" => continue,
            (None, Browser::Chromium) => String::new(),
            _ => "html".to_owned(),
        };
        let stage_name = format!("examples: {browser}");
        match browser.find() {
            Ok(found) => stage(summary, &stage_name, |session| {
                run_command(cargo().args(TARGET).arg("--no-run"))?;
                let mut tests = cargo();
                tests.args(TARGET).arg(format!("examples::{wanted}"));
                configure(&mut tests, &found, &folder());
                tests.arg("--ignored").env(VARIABLE, folder());
                if let Some(name) = &options.name {
                    // Examples whose names merely start with this one were not built.
                    let others = NAMES.iter().filter(|other| *other != name);
                    for other in others.filter(|other| other.starts_with(name.as_str())) {
                        tests.args(["--skip", &format!("examples::{}", other.replace('-', "_"))]);
                    }
                }
                let display = display(&found, session)?;
                if let Some(display) = &display {
                    display.show(&mut tests);
                }
                session.count(&mut tests)
            }),
            Err(why) => summary.skip(&stage_name, &why),
        }
    }
}

/// Opens a display for WebKitGTK, which cannot run headless.
fn display(found: &Found, session: &Session) -> Result<Option<Display>> {
    (found.browser == Browser::WebKitGtk)
        .then(|| Display::open(&session.guard))
        .transpose()
}

/// Builds a fresh copy of an example. If that fails, the copy goes, which leaves nothing to test.
fn build(name: &str, tarball: Option<&Path>) -> Result<()> {
    let from = workspace::root().join("examples").join(name);
    let copy = folder().join(name);
    if copy.exists() {
        fs::remove_dir_all(&copy).with_context(|| format!("cannot empty {}", copy.display()))?;
    }
    workspace::copy_sources(&from, &copy)?;
    let built = match (name, tarball) {
        ("leptos", _) => leptos::trunk(&copy),
        ("leptos-ssr", _) => leptos::both_sides(&copy),
        ("html", Some(tarball)) => unpack(tarball, &copy.join("rill-chat")),
        (_, Some(tarball)) => bundle(&copy, tarball),
        (_, None) => bail!("there is no package"),
    };
    if built.is_err() {
        fs::remove_dir_all(&copy).ok();
    }
    built
}

/// Unpacks the package beside the page.
fn unpack(tarball: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    let mut tar = command("tar");
    tar.arg("-xzf").arg(tarball).arg("-C").arg(to);
    run_command(tar.arg("--strip-components=1"))
}

fn bundle(example: &Path, tarball: &Path) -> Result<()> {
    let npm = || {
        let mut npm = command("npm");
        npm.current_dir(example).env("NEXT_TELEMETRY_DISABLED", "1");
        npm
    };
    run_command(npm().arg("install").args(QUIET).arg(tarball))?;
    run_command(npm().args(["run", "check", "--if-present"]))?;
    run_command(npm().args(["run", "build"]))
}

fn folder() -> PathBuf {
    workspace::target().join("examples")
}
