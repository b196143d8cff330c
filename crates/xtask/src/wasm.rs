//! The wasm that host pages download: a program of the crate, built as small as possible.
//!
//! What `cargo build --release` leaves in is removed here, in one place. The standard library is
//! rebuilt for size; a panic is a trap without a message, because nobody reads messages in someone
//! else's page; and names, source locations and debug formatting are dropped. Rust calls these
//! settings unstable, so they are enabled in the very compiler that builds the rest, and the plain
//! build of the demo does without them. ARCHITECTURE.md says what each of them saves.

mod boundary;
mod order;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::process::{cargo, command, run};
use crate::tools::{self, Tool};
use crate::workspace;

const TARGET: &str = "wasm32-unknown-unknown";

const TOOLS: [Tool; 4] = [
    Tool::WasmTarget,
    Tool::RustSource,
    Tool::WasmBindgen,
    Tool::WasmOpt,
];

/// The options for cargo.
const CARGO: [&str; 3] = [
    "--profile=small",
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
];

/// The flags for the compiler, in every crate.
const RUSTC: [&str; 4] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
];

/// The wasm features that the compiler emits: wasm-opt reads and writes no others.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The options for every run of wasm-opt. Similar functions compress better side by side than
/// inlined, and the first bytes of memory are the far end of the stack, so no address is computed
/// across them. Traps are not assumed away, as that is how these programs end.
const ALWAYS: [&str; 2] = [
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=0",
];

/// The passes over the result, in this order.
const PASSES: [&str; 6] = [
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--strip-producers",
];

/// The passes that sort the functions by name. The names are not written to the output.
const ORDER: [&str; 2] = ["--reorder-functions-by-name", "-Oz"];

/// Builds the program `bin` of `package` with these Cargo features (default if empty), and writes
/// `<bin>.js`, an ES module that starts nothing by itself, and `<bin>_bg.wasm` to `out`.
///
/// # Errors
///
/// When a tool is missing and cannot be installed, or a step fails.
pub(crate) fn build(package: &str, bin: &str, features: &str, out: &Path) -> Result<()> {
    tools::node()?;
    tools::ensure_installed(&TOOLS)?;
    let compiled = compile(package, bin, features)?;

    let mut bindgen = command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript"]);
    // A bundler would take the path for a file of the host page.
    bindgen.arg("--omit-default-module-path");
    run(bindgen.arg("--out-dir").arg(out).arg(compiled))?;

    let wasm = out.join(format!("{bin}_bg.wasm"));
    let glue = out.join(format!("{bin}.js"));
    shorten(&wasm, &glue)?;
    optimize(&wasm, &PASSES)?;
    write(&wasm, &order::named(&read(&wasm)?)?)?;
    optimize(&wasm, &ORDER)
}

fn optimize(wasm: &Path, passes: &[&str]) -> Result<()> {
    let mut optimize = command("wasm-opt");
    optimize.args(FEATURES).args(ALWAYS).args(passes);
    run(optimize.arg(wasm).arg("-o").arg(wasm))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

fn shorten(wasm: &Path, glue: &Path) -> Result<()> {
    let script = String::from_utf8(read(glue)?)?;
    let (module, script) = boundary::shorten(&read(wasm)?, &script)?;
    write(wasm, &module)?;
    write(glue, script.as_bytes())
}

/// Compiles the program and returns the path of its wasm.
fn compile(package: &str, bin: &str, features: &str) -> Result<PathBuf> {
    // A folder of its own: with these settings, nothing in the usual one can be reused.
    let target = workspace::target().join("small");
    let mut cargo = cargo();
    cargo.args(["build", "--package", package, "--bin", bin]);
    if !features.is_empty() {
        cargo.args(["--no-default-features", "--features", features]);
    }
    cargo
        .args(["--target", TARGET, "--target-dir"])
        .arg(&target);
    cargo.args(CARGO);
    // Redundant, as cargo prefers the encoded flags, but clear: the caller's flags play no part.
    cargo.env_remove("RUSTFLAGS");
    cargo.env("CARGO_ENCODED_RUSTFLAGS", RUSTC.join("\x1f"));
    cargo.env("RUSTC_BOOTSTRAP", "1");
    run(&mut cargo)?;
    Ok(target
        .join(TARGET)
        .join("small")
        .join(format!("{bin}.wasm")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The limit in bytes: a guard against a setting that has no effect.
    const MAX_BYTES: u64 = 900_000;

    #[test]
    #[ignore = "takes minutes: cargo test -p xtask -- --ignored"]
    fn a_program_as_small_as_it_gets() {
        let out = workspace::target().join("small").join("try");
        build("rill-chat", "rill-demo", "csr", &out).unwrap();
        assert!(out.join("rill-demo.js").is_file());
        let wasm = fs::metadata(out.join("rill-demo_bg.wasm")).unwrap();
        assert!(wasm.len() < MAX_BYTES, "{} bytes", wasm.len());
    }
}
