//! The tools that the commands need, and their installation.
//!
//! A missing tool is installed in its usual place (`cargo install`, `rustup target add`). One that
//! is there in an unusable version stays: other projects may need it, so ours goes into
//! `target/tools`, where every command looks first.

use std::path::Path;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::process::{self, cargo, command, which};
use crate::workspace;

mod install;
mod version;

/// A tool that a command needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Tool {
    WasmTarget,
    RustSource,
    Trunk,
    WasmBindgen,
    WasmOpt,
    Esbuild,
    Geckodriver,
    CargoDeny,
    CargoFuzz,
}

/// Trunk's configuration changes with its version; these are the ones that we build with.
const TRUNK: &str = "0.21.14";
const TRUNK_LINE: &str = "0.21.";

/// Its output is part of the package, so each version of ours is built by one of its.
const ESBUILD: &str = "0.28.2";

const MIN_NODE: u32 = 20;

/// Installs the `tools` that are missing, and prints which, how far it is, and the expected time.
///
/// # Errors
///
/// When one cannot be installed. The error says what is missing on this computer.
pub(crate) fn ensure_installed(tools: &[Tool]) -> Result<()> {
    for (index, tool) in tools.iter().enumerate() {
        let step = format!("[{}/{}]", index + 1, tools.len());
        let label = tool.label()?;
        if tool.is_installed()? {
            println!("{step} {label}: already installed");
            continue;
        }
        println!("{step} installing {label}, {}", tool.install_time());
        let started = Instant::now();
        tool.install()?;
        if !tool.is_installed()? {
            bail!("{label} was installed, but cannot be run");
        }
        println!(
            "{step} {label}: installed in {} s",
            started.elapsed().as_secs()
        );
    }
    Ok(())
}

/// Installs the npm packages that a folder's lock file names, unless they are installed.
///
/// # Errors
///
/// When npm is missing or fails.
pub(crate) fn install_locked(folder: &Path) -> Result<()> {
    install::from_lock(folder)
}

/// Checks that a recent enough Node.js is installed.
///
/// # Errors
///
/// When it is missing, or older than what the project is tested with.
pub(crate) fn node() -> Result<()> {
    let Some(said) = process::read(command("node").arg("--version")) else {
        bail!(
            "Node.js is missing: install version {MIN_NODE} or newer, it runs wasm-opt and measures the sizes"
        );
    };
    match version::major(&said) {
        Some(major) if major >= MIN_NODE => Ok(()),
        _ => bail!(
            "Node.js is too old: this is {said}, and wasm-opt needs version {MIN_NODE} or newer"
        ),
    }
}

impl Tool {
    fn label(self) -> Result<String> {
        Ok(match self {
            Self::WasmTarget => "the Rust target wasm32-unknown-unknown".to_owned(),
            Self::RustSource => "the source of Rust's standard library".to_owned(),
            Self::Trunk => format!("Trunk {TRUNK}"),
            Self::WasmBindgen => format!(
                "wasm-bindgen {}",
                workspace::locked_version("wasm-bindgen")?
            ),
            Self::WasmOpt => format!("wasm-opt {}", workspace::wasm_opt_version()?),
            Self::Esbuild => format!("esbuild {ESBUILD}"),
            Self::Geckodriver => "geckodriver".to_owned(),
            Self::CargoDeny => "cargo-deny".to_owned(),
            Self::CargoFuzz => "cargo-fuzz".to_owned(),
        })
    }

    /// Returns how long an installation takes, measured on two cores.
    fn install_time(self) -> &'static str {
        match self {
            Self::WasmTarget | Self::RustSource | Self::WasmOpt | Self::Esbuild => {
                "a short download"
            }
            Self::Trunk => "5 to 10 minutes from source",
            Self::WasmBindgen | Self::CargoDeny => "2 to 4 minutes from source",
            Self::Geckodriver | Self::CargoFuzz => "1 to 2 minutes from source",
        }
    }

    fn is_installed(self) -> Result<bool> {
        Ok(match self {
            Self::WasmTarget => install::wasm_target_folder().is_some_and(|folder| folder.is_dir()),
            Self::RustSource => install::rust_source_folder().is_some_and(|folder| folder.is_dir()),
            Self::Trunk => version_of("trunk").is_some_and(|found| found.starts_with(TRUNK_LINE)),
            Self::WasmBindgen => {
                let wanted = Some(workspace::locked_version("wasm-bindgen")?);
                version_of("wasm-bindgen") == wanted
                    && version_of("wasm-bindgen-test-runner") == wanted
            }
            Self::WasmOpt => version_of("wasm-opt") == Some(workspace::wasm_opt_version()?),
            Self::Esbuild => version_of("esbuild").as_deref() == Some(ESBUILD),
            Self::Geckodriver => which("geckodriver").is_some(),
            Self::CargoDeny => which("cargo-deny").is_some(),
            Self::CargoFuzz => which("cargo-fuzz").is_some(),
        })
    }

    fn install(self) -> Result<()> {
        match self {
            Self::WasmTarget => install::wasm_target(),
            Self::RustSource => install::rust_source(),
            Self::Trunk => install::from_crates_io("trunk", Some(TRUNK), which("trunk").is_some()),
            Self::WasmBindgen => {
                let version = workspace::locked_version("wasm-bindgen")?;
                install::from_crates_io(
                    "wasm-bindgen-cli",
                    Some(&version),
                    which("wasm-bindgen").is_some(),
                )
            }
            Self::WasmOpt | Self::Esbuild => {
                node()?;
                let binaryen = format!("binaryen@{}.0.0", workspace::wasm_opt_version()?);
                install::from_npm(&[binaryen, format!("esbuild@{ESBUILD}")])
            }
            Self::Geckodriver => install::from_crates_io("geckodriver", None, false),
            Self::CargoDeny => install::from_crates_io("cargo-deny", None, false),
            Self::CargoFuzz => install::from_crates_io("cargo-fuzz", None, false),
        }
    }
}

fn version_of(program: &str) -> Option<String> {
    which(program)?;
    let said = process::read(command(program).arg("--version"))?;
    version::first(&said).map(str::to_owned)
}

/// Returns whether the toolchain for `cargo fuzz` is installed.
pub(crate) fn has_nightly() -> bool {
    process::read(command("rustup").args(["run", "nightly", "rustc", "--version"])).is_some()
}

/// Returns a command for the cargo of the nightly toolchain.
pub(crate) fn nightly_cargo() -> std::process::Command {
    let mut cargo = command("rustup");
    cargo.args(["run", "nightly", "cargo"]);
    cargo
}

/// Returns whether our cargo has a subcommand such as `fmt`, a component of the toolchain.
pub(crate) fn has_component(name: &str) -> bool {
    process::read(cargo().args([name, "--version"])).is_some()
}
