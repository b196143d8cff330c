//! The ways to install a tool.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::process::{self, cargo, command, run, which};
use crate::tool_folders::local;

const WASM: &str = "wasm32-unknown-unknown";

/// Returns where the toolchain keeps, or would keep, the standard library for wasm.
pub(super) fn wasm_target_folder() -> Option<PathBuf> {
    let said =
        process::read(command("rustc").args(["--print", "target-libdir", "--target", WASM]))?;
    Some(PathBuf::from(said))
}

pub(super) fn wasm_target() -> Result<()> {
    if which("rustup").is_none() {
        bail!(
            "the Rust target {WASM} is not installed, and rustup, which could add it, was not found: see https://rustup.rs"
        );
    }
    run(command("rustup").args(["target", "add", WASM]))
}

/// Returns where the toolchain keeps, or would keep, the source of the standard library.
pub(super) fn rust_source_folder() -> Option<PathBuf> {
    let said = process::read(command("rustc").args(["--print", "sysroot"]))?;
    Some(PathBuf::from(said).join("lib/rustlib/src/rust/library"))
}

pub(super) fn rust_source() -> Result<()> {
    if which("rustup").is_none() {
        bail!(
            "the source of Rust's standard library is not installed, and rustup, which could add it, was not found: see https://rustup.rs"
        );
    }
    run(command("rustup").args(["component", "add", "rust-src"]))
}

/// Installs a program from crates.io, prebuilt if cargo-binstall has it, and from source otherwise.
/// `aside` puts it into a folder of ours, beside another version that stays.
pub(super) fn from_crates_io(name: &str, version: Option<&str>, aside: bool) -> Result<()> {
    let asked = version.map_or_else(|| name.to_owned(), |version| format!("{name}@{version}"));
    let place = |cargo: &mut Command| {
        if aside {
            cargo.arg("--root").arg(local());
        }
    };

    if which("cargo-binstall").is_some() {
        let mut ready_made = cargo();
        // Not from source: that is the next step, which has our settings.
        ready_made.args([
            "binstall",
            "--no-confirm",
            "--disable-strategies",
            "compile",
            &asked,
        ]);
        place(&mut ready_made);
        if run(&mut ready_made).is_ok() {
            return Ok(());
        }
        println!("no prebuilt {name} for this platform; building from source");
    }

    let build = local().join("build").join(name);
    let from_source = |locked: bool| {
        let mut install = cargo();
        install.args(["install", &asked]);
        if locked {
            install.arg("--locked");
        }
        place(&mut install);
        // A folder of its own, so that an interrupted build resumes where it stopped.
        install.env("CARGO_TARGET_DIR", &build);
        // Link-time optimisation would double the wait for a program that mostly waits itself.
        install
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        run(&mut install)
    };
    // With the locked versions, or with newer ones if one of those is no longer available.
    if let Err(error) = from_source(true) {
        println!("{error:#}; trying again without --locked");
        from_source(false).with_context(|| format!("{name} is missing and cannot be built"))?;
    }
    // Gigabytes that nobody needs again.
    fs::remove_dir_all(&build).ok();
    Ok(())
}

/// Installs the tools from npm: wasm-opt, which runs in Node.js on any system, and esbuild.
/// Together, because npm removes packages that it is not asked for.
pub(super) fn from_npm(packages: &[String]) -> Result<()> {
    if which("npm").is_none() {
        bail!("npm was not found; it installs wasm-opt and esbuild, and comes with Node.js");
    }
    let folder = local();
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut npm = command("npm");
    npm.args([
        "install",
        "--no-save",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        "--prefix",
    ]);
    npm.arg(&folder).args(packages);
    run(&mut npm)
}

/// Installs the packages of a folder in their locked versions, unless they are installed.
pub(super) fn from_lock(folder: &Path) -> Result<()> {
    let age = |file: &str| fs::metadata(folder.join(file)).and_then(|file| file.modified());
    // npm writes this file last.
    let installed = age("node_modules/.package-lock.json");
    if installed.is_ok_and(|installed| age("package-lock.json").is_ok_and(|lock| lock <= installed))
    {
        return Ok(());
    }
    if which("npm").is_none() {
        bail!(
            "npm was not found; it installs the dependencies of {}, and comes with Node.js",
            folder.display()
        );
    }
    let mut npm = command("npm");
    npm.args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    run(npm.current_dir(folder))
}
