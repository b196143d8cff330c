//! The wasm that other people's pages download: a program of the crate, built as small as it gets.
//!
//! What `cargo build --release` leaves in is taken out here, in one place. The standard library is
//! built anew, for size; a panic is a trap without a message, because nobody reads messages in a page
//! that is not theirs; and names, places and debug prints go. These are settings that Rust does not
//! call stable, so they are asked of the very compiler that builds the rest, and the plain build of
//! the demo does without them. ARCHITECTURE.md has what each of them gives.

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

/// What cargo is asked for beside a release build.
const CARGO: [&str; 3] = [
    "--profile=small",
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
];

/// What the compiler is asked for, in each crate.
const RUSTC: [&str; 4] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
];

/// The features that the compiler emits: wasm-opt reads no others, and writes no others.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What holds in each step: functions of a kind compress better side by side than inside of each
/// other, and the first bytes of memory are the far end of the stack, so that no address is computed
/// across them. A trap is how a program of these ends, so none is assumed away.
const ALWAYS: [&str; 2] = [
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=0",
];

/// What is done to the result, in this order.
const PASSES: [&str; 6] = [
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--strip-producers",
];

/// What puts the functions in the order that their names say; these are not written then.
const ORDER: [&str; 2] = ["--reorder-functions-by-name", "-Oz"];

/// Builds the program `bin` of `package` with these Cargo features (with the default ones if none is
/// named), and puts `<bin>.js` and `<bin>_bg.wasm` into `out`: an ES module that starts nothing by itself, and its wasm.
///
/// # Errors
///
/// When a tool is missing and cannot be installed, or a step fails.
pub(crate) fn build(package: &str, bin: &str, features: &str, out: &Path) -> Result<()> {
    tools::node()?;
    tools::ensure(&TOOLS)?;
    let compiled = compile(package, bin, features)?;

    let mut bindgen = command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript"]);
    // A bundler would take the address for a file of its own.
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

/// Compiles the program and returns where it is.
fn compile(package: &str, bin: &str, features: &str) -> Result<PathBuf> {
    // A folder of its own: with other settings nothing of the usual one can be used again.
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
    // Flags of whoever runs this would take the place of ours.
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

    /// What a page may have to download: a guard against a setting that does nothing.
    const MOST: u64 = 900_000;

    #[test]
    #[ignore = "takes minutes: cargo test -p xtask -- --ignored"]
    fn a_program_as_small_as_it_gets() {
        let out = workspace::target().join("small").join("try");
        build("rill-chat", "rill-demo", "csr", &out).unwrap();
        assert!(out.join("rill-demo.js").is_file());
        let wasm = fs::metadata(out.join("rill-demo_bg.wasm")).unwrap();
        assert!(wasm.len() < MOST, "{} bytes", wasm.len());
    }
}
