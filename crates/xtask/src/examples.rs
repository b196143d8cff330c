//! `cargo xtask examples`: each of `examples/` copied to `target/examples`, built there as its README
//! says with the package as it would be published, and a chat held in it.
//!
//! The package itself is checked before it, and what it says to TypeScript and to editors.

mod package;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::browsers::display::Display;
use crate::browsers::{Browser, Found};
use crate::npm;
use crate::options::Examples;
use crate::process::{cargo, command, run as run_command, which};
use crate::summary::{Count, Outcome, Summary};
use crate::test::{Session, e2e, stage};
use crate::tools::{self, Tool};
use crate::workspace;

/// What stands for the tests of the types, among the names of the examples.
const TYPES: &str = "types";

/// Their folders.
const NAMES: [&str; 7] = [
    "html",
    "webpack",
    "vite-react",
    "vite-vue",
    "vite-svelte",
    "next",
    "leptos",
];

/// What npm is asked to leave out: none of it is for a machine.
const QUIET: [&str; 4] = [
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    "--loglevel=error",
];

/// Where the examples are built, for the tests.
const VARIABLE: &str = "RILL_E2E_EXAMPLES";

/// Builds the package, checks it, and builds and tries the examples that were asked for.
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
    let mut packed = None;
    summary.stage("examples: the package", || {
        let tarball = npm::pack()?;
        package::check(&tarball)?;
        packed = Some(tarball);
        Ok(Outcome::Ran(Count::one(true)))
    });
    let Some(tarball) = packed else {
        return;
    };

    if options.wants(TYPES) {
        stage(
            summary,
            "examples: types, and data for editors",
            |session| package::types(&tarball, session),
        );
    }
    if options.name.as_deref() == Some(TYPES) {
        return;
    }
    for name in NAMES.into_iter().filter(|name| options.wants(name)) {
        summary.stage(&format!("examples: {name} is built"), || {
            build(name, &tarball).map(|()| Outcome::Ran(Count::one(true)))
        });
    }
    for browser in [Browser::Chromium, Browser::Firefox, Browser::WebKitGtk] {
        // What a bundler writes is the same for all; one page without a bundler shows the engine.
        let wanted = match (&options.name, browser) {
            (Some(name), Browser::Chromium) => name.replace('-', "_"),
            (Some(name), _) if name != "html" => continue,
            (None, Browser::Chromium) => String::new(),
            _ => "html".to_owned(),
        };
        let stage_name = format!("examples: {browser}");
        match browser.find() {
            Ok(found) => stage(summary, &stage_name, |session| {
                run_command(cargo().args(e2e::TARGET).arg("--no-run"))?;
                let mut tests = cargo();
                tests.args(e2e::TARGET).arg(format!("examples::{wanted}"));
                e2e::aim(&mut tests, &found, &folder());
                tests.arg("--ignored").env(VARIABLE, folder());
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

/// WebKitGTK cannot do without one.
fn display(found: &Found, session: &Session) -> Result<Option<Display>> {
    (found.browser == Browser::WebKitGtk)
        .then(|| Display::open(&session.leash))
        .transpose()
}

/// A fresh copy of an example, built. One that cannot be built leaves nothing to test.
fn build(name: &str, tarball: &Path) -> Result<()> {
    let from = workspace::root().join("examples").join(name);
    let copy = folder().join(name);
    if copy.exists() {
        fs::remove_dir_all(&copy).with_context(|| format!("cannot empty {}", copy.display()))?;
    }
    workspace::copy_sources(&from, &copy)?;
    let built = match name {
        "html" => unpack(tarball, &copy.join("rill-chat")),
        "leptos" => trunk(&copy),
        _ => bundle(&copy, tarball),
    };
    if built.is_err() {
        fs::remove_dir_all(&copy).ok();
    }
    built
}

/// Puts the files of the package beside the page.
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

/// Builds the Leptos app with the crate of this checkout, and with what is already compiled of it.
fn trunk(example: &Path) -> Result<()> {
    tools::ensure(&[Tool::WasmTarget, Tool::Trunk, Tool::WasmBindgen])?;
    let root = workspace::root().display().to_string();
    // Trunk takes an address for one within the app, so the sheet has to be there.
    let sheet = "style/widget.css";
    fs::copy(workspace::root().join(sheet), example.join("widget.css"))
        .with_context(|| format!("cannot copy {sheet}"))?;
    for (file, from, to) in [
        ("Cargo.toml", "../..", root.as_str()),
        ("index.html", "../../style/widget.css", "widget.css"),
    ] {
        let path = example.join(file);
        let text = fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?
            .replace(from, to);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    // The same versions as the workspace has, and so the same wasm-bindgen.
    fs::copy(
        workspace::root().join("Cargo.lock"),
        example.join("Cargo.lock"),
    )
    .context("cannot copy Cargo.lock")?;
    let mut trunk = command("trunk");
    trunk.current_dir(example).args(["build", "--release"]);
    trunk.env("CARGO_TARGET_DIR", workspace::target());
    // Trunk reads the variable as its own option and stops at every value but true and false.
    trunk.env_remove("NO_COLOR");
    run_command(trunk.env("TRUNK_SKIP_VERSION_CHECK", "true"))
}

fn folder() -> PathBuf {
    workspace::target().join("examples")
}
