//! Builds a program of the workspace for the web, as small as it gets.

use std::path::Path;

use anyhow::Result;

use crate::process::{cargo, command, run};
use crate::workspace;

const TARGET: &str = "wasm32-unknown-unknown";

pub(crate) fn build(package: &str, bin: &str, features: &str, out: &Path) -> Result<()> {
    let mut build = cargo();
    build.args([
        "build",
        "--release",
        "--package",
        package,
        "--bin",
        bin,
        "--target",
        TARGET,
    ]);
    if !features.is_empty() {
        build.args(["--no-default-features", "--features", features]);
    }
    run(&mut build)?;
    let built = workspace::target()
        .join(TARGET)
        .join("release")
        .join(format!("{bin}.wasm"));
    let mut bindgen = command("wasm-bindgen");
    bindgen
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--omit-default-module-path",
            "--out-dir",
        ])
        .arg(out)
        .arg(built);
    run(&mut bindgen)?;
    let wasm = out.join(format!("{bin}_bg.wasm"));
    let mut opt = command("wasm-opt");
    opt.args([
        "-Oz",
        "--enable-bulk-memory",
        "--enable-multivalue",
        "--enable-mutable-globals",
        "--enable-nontrapping-float-to-int",
        "--enable-reference-types",
        "--enable-sign-ext",
    ]);
    opt.arg(&wasm).arg("-o").arg(&wasm);
    run(&mut opt)
}
