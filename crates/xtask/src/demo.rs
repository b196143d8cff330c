//! `cargo xtask demo`: serves the demo page and rebuilds it at every change. Also the release build
//! of the page, which the end-to-end tests and the soak test use.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, bail};

use crate::options::Demo;
use crate::process::{command, run};
use crate::tools::{self, Tool};
use crate::workspace;

/// The tools for every build of the page.
const TOOLS: [Tool; 3] = [Tool::WasmTarget, Tool::Trunk, Tool::WasmBindgen];
/// The tools for a release build.
const RELEASE_TOOLS: [Tool; 4] = [
    Tool::WasmTarget,
    Tool::Trunk,
    Tool::WasmBindgen,
    Tool::WasmOpt,
];

/// Serves the page until it is interrupted.
///
/// # Errors
///
/// When a tool is missing and cannot be installed, or the port is taken.
pub(crate) fn run_until_interrupted(options: &Demo) -> Result<ExitCode> {
    let port = match options.port {
        Some(port) => port,
        None => workspace::demo_port()?,
    };
    // Checked now, not after minutes of building.
    if let Err(error) = TcpListener::bind(("127.0.0.1", port)) {
        bail!("port {port} cannot be used ({error}): choose another with --port");
    }
    match tools::node() {
        Err(error) if !options.release => {
            println!("warning: {error:#}; continuing, since only --release needs it");
            tools::ensure_installed(&TOOLS)?;
        }
        _ => tools::ensure_installed(&RELEASE_TOOLS)?,
    }

    let mut trunk = trunk("serve", options.release);
    trunk.arg("--port").arg(port.to_string());
    if options.open {
        trunk.arg("--open");
    }
    println!("building the demo; it will be at http://127.0.0.1:{port}/ until you press Ctrl-C");
    run(&mut trunk)?;
    Ok(ExitCode::SUCCESS)
}

/// Builds the page with `--release` and returns its folder.
///
/// # Errors
///
/// When a tool is missing or the build fails.
pub(crate) fn build_release() -> Result<PathBuf> {
    tools::ensure_installed(&RELEASE_TOOLS)?;
    let folder = workspace::release_demo();
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    run(trunk("build", true).arg("--dist").arg(&folder))?;
    Ok(folder)
}

fn trunk(what: &str, release: bool) -> Command {
    let mut trunk = command("trunk");
    trunk.arg(what);
    if release {
        trunk.arg("--release");
    }
    // Trunk reads this variable as its own option, and rejects any value but true and false.
    trunk.env_remove("NO_COLOR");
    trunk.env("TRUNK_SKIP_VERSION_CHECK", "true");
    trunk
}
