//! The layout of the checkout, and the versions that it pins.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// Returns the root folder of the workspace.
pub(crate) fn root() -> &'static Path {
    // Two levels above this crate, fixed at compile time, so any working directory will do.
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().and_then(Path::parent).unwrap_or(here)
}

/// Returns the folder for everything that may be deleted at any time.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(elsewhere) => root().join(elsewhere),
        None => root().join("target"),
    }
}

/// Returns the folder of the demo's release build, which the end-to-end tests use. It is not
/// `dist`, which a running `trunk serve` may be writing.
pub(crate) fn release_demo() -> PathBuf {
    target().join("demo")
}

/// Returns the version of the project.
///
/// # Errors
///
/// When `Cargo.toml` is missing or names no version.
pub(crate) fn version() -> Result<String> {
    let manifest = read("Cargo.toml")?;
    let version = manifest.lines().find_map(|line| quoted(line, "version"));
    version
        .map(str::to_owned)
        .context("Cargo.toml names no version")
}

/// Returns the version of a package in `Cargo.lock`.
///
/// # Errors
///
/// When there is no readable lock file, or no such package in it.
pub(crate) fn locked_version(package: &str) -> Result<String> {
    let lock = read("Cargo.lock")?;
    version_in_lock(&lock, package)
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock names no package `{package}`"))
}

/// Returns the version of wasm-opt in `Trunk.toml`, such as 132, which npm calls 132.0.0.
///
/// # Errors
///
/// When `Trunk.toml` is missing or does not name it.
pub(crate) fn wasm_opt_version() -> Result<String> {
    let config = read("Trunk.toml")?;
    wasm_opt_in_config(&config)
        .map(str::to_owned)
        .context("Trunk.toml names no version of wasm-opt under [tools]")
}

/// Returns the port in `Trunk.toml`, which `trunk serve` alone uses too.
///
/// # Errors
///
/// When `Trunk.toml` is missing or does not name it.
pub(crate) fn demo_port() -> Result<u16> {
    port_in_config(&read("Trunk.toml")?).context("Trunk.toml names no port under [serve]")
}

/// Returns the files in a folder and its subfolders, relative to it.
///
/// # Errors
///
/// When a folder cannot be read.
pub(crate) fn files(root: &Path) -> Result<BTreeSet<PathBuf>> {
    fn list(root: &Path, folder: &Path, names: &mut BTreeSet<PathBuf>) -> Result<()> {
        let entries =
            fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                list(root, &path, names)?;
            } else if let Ok(name) = path.strip_prefix(root) {
                names.insert(name.to_owned());
            }
        }
        Ok(())
    }
    let mut names = BTreeSet::new();
    list(root, root, &mut names)?;
    Ok(names)
}

/// Copies a folder without what a build has left in it.
///
/// # Errors
///
/// When something cannot be read or written.
pub(crate) fn copy_sources(from: &Path, to: &Path) -> Result<()> {
    const LEFT: [&str; 7] = [
        ".git",
        "dist",
        "node_modules",
        "package-lock.json",
        "rill-chat",
        "target",
        ".next",
    ];
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    let entries = fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        if LEFT.iter().any(|left| name == *left) {
            continue;
        }
        let path = entry.path();
        // The target folder may have another name.
        if path == target() {
            continue;
        }
        if path.is_dir() {
            copy_sources(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name))
                .with_context(|| format!("cannot copy {}", path.display()))?;
        }
    }
    Ok(())
}

fn read(name: &str) -> Result<String> {
    let path = root().join(name);
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

// These files have one line per fact in these places, so a few lines of parsing save a newcomer the
// compilation of a TOML parser.

fn version_in_lock<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let mut lines = lock.lines();
    lines.find(|line| quoted(line, "name") == Some(package))?;
    quoted(lines.next()?, "version")
}

fn wasm_opt_in_config(config: &str) -> Option<&str> {
    config
        .lines()
        .find_map(|line| quoted(line, "wasm_opt")?.strip_prefix("version_"))
}

fn port_in_config(config: &str) -> Option<u16> {
    config
        .lines()
        .find_map(|line| value(line, "port")?.parse().ok())
}

fn quoted<'line>(line: &'line str, key: &str) -> Option<&'line str> {
    value(line, key)?.strip_prefix('"')?.strip_suffix('"')
}

fn value<'line>(line: &'line str, key: &str) -> Option<&'line str> {
    Some(
        line.trim()
            .strip_prefix(key)?
            .trim_start()
            .strip_prefix('=')?
            .trim(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
version = 4

[[package]]
name = "wasm-bindgen-futures"
version = "0.4.80"
dependencies = [
 "wasm-bindgen",
]

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
source = "registry"
"#;

    #[test]
    fn versions_in_a_lock_file() {
        assert_eq!(version_in_lock(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(
            version_in_lock(LOCK, "wasm-bindgen-futures"),
            Some("0.4.80")
        );
        assert_eq!(version_in_lock(LOCK, "wasm"), None);
    }

    #[test]
    fn version_of_wasm_opt() {
        assert_eq!(
            wasm_opt_in_config("[tools]\nwasm_opt = \"version_132\"\n"),
            Some("132")
        );
        assert_eq!(
            wasm_opt_in_config("[tools]\n# wasm_opt = \"version_132\"\n"),
            None
        );
    }

    #[test]
    fn the_files_of_this_checkout_can_be_read() {
        assert!(locked_version("wasm-bindgen").unwrap().starts_with("0.2."));
        assert_ne!(demo_port().unwrap(), 0);
        assert!(wasm_opt_version().unwrap().parse::<u32>().is_ok());
    }
}
