//! The Rust examples, which use the crate of this checkout and its compiled dependencies.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::process::{cargo, command, run as run_command};
use crate::tools::{self, Tool};
use crate::workspace;

/// The name of the server-rendered app: of its library and of its server.
const SERVED: &str = "rill-example-leptos-ssr";

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the app that renders in the browser.
pub(super) fn trunk(example: &Path) -> Result<()> {
    tools::ensure_installed(&[Tool::WasmTarget, Tool::Trunk, Tool::WasmBindgen])?;
    take_this_checkout(example)?;
    // Trunk resolves the URL within the app, so the style sheet has to be there.
    copy("style/widget.css", &example.join("widget.css"))?;
    replace(
        &example.join("index.html"),
        "../../style/widget.css",
        "widget.css",
    )?;
    let mut trunk = command("trunk");
    trunk.current_dir(example).args(["build", "--release"]);
    trunk.env("CARGO_TARGET_DIR", workspace::target());
    // Trunk reads this variable as its own option, and rejects any value but true and false.
    trunk.env_remove("NO_COLOR");
    run_command(trunk.env("TRUNK_SKIP_VERSION_CHECK", "true"))
}

/// Builds both sides of the server-rendered app, as `cargo leptos build` does: `server` in the
/// folder is the server, and `dist` is what it serves.
pub(super) fn both_sides(example: &Path) -> Result<()> {
    tools::ensure_installed(&[Tool::WasmTarget, Tool::WasmBindgen])?;
    take_this_checkout(example)?;
    let target = workspace::target();
    let build = |what: &[&str]| {
        let mut build = cargo();
        build.current_dir(example).arg("build").args(what);
        run_command(build.env("CARGO_TARGET_DIR", &target))
    };
    build(&["--bin", SERVED, "--features", "ssr"])?;
    build(&["--lib", "--features", "hydrate", "--target", TARGET])?;

    let package = example.join("dist").join("pkg");
    let program = SERVED.replace('-', "_");
    let program = target.join(format!("{TARGET}/debug/{program}.wasm"));
    let mut bindgen = command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", SERVED]);
    run_command(bindgen.arg("--out-dir").arg(&package).arg(program))?;
    copy("style/widget.css", &package.join(format!("{SERVED}.css")))?;
    let server = target.join("debug").join(SERVED);
    fs::copy(&server, example.join("server"))
        .map(drop)
        .with_context(|| format!("cannot copy {}", server.display()))
}

/// Points an app at the crate of this checkout, and at the locked versions of the workspace, so
/// that its wasm-bindgen is the same.
fn take_this_checkout(example: &Path) -> Result<()> {
    let root = workspace::root().display().to_string();
    replace(&example.join("Cargo.toml"), "../..", &root)?;
    copy("Cargo.lock", &example.join("Cargo.lock"))
}

fn copy(from: &str, to: &Path) -> Result<()> {
    fs::copy(workspace::root().join(from), to)
        .map(drop)
        .with_context(|| format!("cannot copy {from}"))
}

fn replace(file: &Path, from: &str, to: &str) -> Result<()> {
    let text = fs::read_to_string(file);
    let text = text.with_context(|| format!("cannot read {}", file.display()))?;
    fs::write(file, text.replace(from, to))
        .with_context(|| format!("cannot write {}", file.display()))
}
