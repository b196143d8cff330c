//! The folders in which the project's tools are.

use std::env;
use std::path::PathBuf;

use crate::workspace;

/// Returns the folders of our own tools, which come before those in `PATH`.
pub(crate) fn all() -> Vec<PathBuf> {
    let mut folders = vec![
        local().join("bin"),
        local().join("node_modules").join(".bin"),
    ];
    // Where `cargo install` puts binaries, which may not be in the `PATH` of a fresh shell yet.
    if let Some(home) = env::var_os("CARGO_HOME") {
        folders.push(PathBuf::from(home).join("bin"));
    } else if let Some(home) = env::home_dir() {
        folders.push(home.join(".cargo").join("bin"));
    }
    folders
}

/// Returns the folder of the tools that only this project uses.
pub(crate) fn local() -> PathBuf {
    workspace::target().join("tools")
}
