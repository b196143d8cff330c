//! What rendering a long answer costs the page while it streams, compared with other renderers.
//! These, the answers, the plan and the promises are in `tests/bench/peers`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;

use crate::process::{cargo, command, run as run_command};
use crate::summary::Summary;
use crate::tools::{self, Tool};
use crate::{peers, workspace};

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

/// The wasm features that the compiler emits, as `index.html` lists them for the demo.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The full plan takes hours, most of them for the slow renderers.
const LIMIT: Duration = Duration::from_secs(8 * 60 * 60);

/// Runs the plan in Chromium, the only browser that reports how long its main thread was busy.
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
        summary.stage(&format!("bench: {name}"), || {
            tools::ensure_installed(&TOOLS)?;
            let rill = build(&workspace::target().join("bench"))?;
            let rill = ["--rill".as_ref(), rill.as_os_str()];
            let arguments = arguments.iter().map(OsStr::new);
            peers::run(script, rill.into_iter().chain(arguments), LIMIT)
        });
    }
}

/// Builds Rill as the demo is built, and returns the folder from which a page can load it.
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
