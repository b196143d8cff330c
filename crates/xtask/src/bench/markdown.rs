//! What a long answer costs the page while it is written, beside what it costs other people's
//! renderers. `tests/bench/peers` holds those, the answers, the plan and the promises.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::browsers::{Browser, Found};
use crate::leash::Leash;
use crate::process::{cargo, command, run as run_command, watch, which};
use crate::summary::{Count, Outcome, Summary};
use crate::tools::{self, Tool};
use crate::workspace;

const BUILD: [&str; 8] = [
    "build",
    "--release",
    "--package",
    "rill-chat",
    "--target",
    "wasm32-unknown-unknown",
    "--example",
    "markdown-bench",
];
const TOOLS: [Tool; 3] = [Tool::WasmTarget, Tool::WasmBindgen, Tool::WasmOpt];

/// The features that the compiler emits, as `index.html` has them for the demo.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The full plan takes hours, most of them for those who are slow.
const LIMIT: Duration = Duration::from_secs(8 * 60 * 60);

/// Runs the plan in Chromium, the one browser that tells how long its main thread was busy.
pub(super) fn run(quick: bool, summary: &mut Summary) {
    let quick: &[&str] = if quick { &["--quick"] } else { &[] };
    let json = workspace::target().join("bench/markdown.json");
    let json = json.display().to_string();
    let plan = [&["--json", &json], quick].concat();
    let stages: [(&str, &str, &[&str]); 2] = [
        ("answers that mean harm", "hostile.mjs", &[]),
        ("streamed Markdown beside its peers", "run.mjs", &plan),
    ];
    for (name, script, arguments) in stages {
        let name = format!("bench: {name}");
        match Browser::Chromium.find() {
            Ok(found) => summary.stage(&name, || measure(&found, script, arguments)),
            Err(why) => summary.skip(&name, &why),
        }
    }
}

fn measure(found: &Found, script: &str, arguments: &[&str]) -> Result<Outcome> {
    let binary = found.binary.as_deref().context("Chromium has no program")?;
    tools::node()?;
    tools::ensure(&TOOLS)?;
    let peers = workspace::root().join("tests/bench/peers");
    install(&peers)?;
    let rill = build(&workspace::target().join("bench"))?;

    let leash = Leash::new()?;
    let mut bench = command("node");
    bench.arg(peers.join(script));
    bench.arg("--rill").arg(rill);
    bench.arg("--chromium").arg(binary);
    bench.args(arguments);
    leash.hold(&mut bench);
    let mut count = Count::default();
    let succeeded = watch(&mut bench, LIMIT, |line| {
        count = count.plus(Count::in_line(line).unwrap_or_default());
    })?;
    if !succeeded && count.failed == 0 {
        // It ended before it could tell.
        count.failed = 1;
    }
    Ok(Outcome::Ran(count))
}

/// Brings in the other renderers, in the versions of the lock file.
fn install(peers: &Path) -> Result<()> {
    let age = |file: &str| fs::metadata(peers.join(file)).and_then(|file| file.modified());
    // npm leaves this one behind when it is done.
    let installed = age("node_modules/.package-lock.json");
    if installed.is_ok_and(|installed| age("package-lock.json").is_ok_and(|lock| lock <= installed))
    {
        return Ok(());
    }
    if which("npm").is_none() {
        bail!("npm is missing, which brings the other renderers: it comes with Node.js");
    }
    let mut npm = command("npm");
    npm.args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    run_command(npm.current_dir(peers))
}

/// Builds Rill as the demo is built, and returns the folder that a page can load it from.
fn build(folder: &Path) -> Result<PathBuf> {
    run_command(cargo().args(BUILD))?;
    let built = workspace::target()
        .join("wasm32-unknown-unknown/release/examples")
        .join("markdown_bench.wasm");
    let rill = folder.join("rill");
    let mut bindgen = command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "rill"]);
    run_command(bindgen.arg("--out-dir").arg(&rill).arg(built))?;
    let wasm = rill.join("rill_bg.wasm");
    let mut opt = command("wasm-opt");
    opt.arg("-Oz").args(WASM_FEATURES);
    run_command(opt.arg(&wasm).arg("-o").arg(&wasm))?;
    Ok(rill)
}
