//! `cargo xtask lint`: the checks that no reviewer should have to make.

use anyhow::{Result, bail};

use crate::generate;
use crate::process::{cargo, run as run_command};
use crate::summary::{Count, Outcome, Summary};
use crate::tools::{self, Tool};

const WASM: &str = "wasm32-unknown-unknown";

/// All features that can be combined. Leptos's `csr`, `ssr` and `hydrate` exclude each other.
const ALL: &str = "rill-chat/element";

const APART: [&str; 4] = [
    "--package",
    "rill-chat",
    "--no-default-features",
    "--features",
];

/// Runs every lint, even if an earlier one fails.
pub(crate) fn run(summary: &mut Summary) {
    check(summary, "fmt", || {
        component("fmt", "rustfmt")?;
        run_command(cargo().args(["fmt", "--all", "--check"]))
    });
    check(summary, "generated files", generate::check);
    check(summary, "clippy: the workspace", || {
        component("clippy", "clippy")?;
        clippy(&["--workspace", "--all-targets", "--features", ALL])
    });
    check(summary, "clippy: rill-chat without features", || {
        clippy(&[
            "--package",
            "rill-chat",
            "--all-targets",
            "--no-default-features",
        ])
    });
    check(summary, "clippy: rill-chat in a page", || {
        tools::ensure_installed(&[Tool::WasmTarget])?;
        clippy(&[
            "--package",
            "rill-chat",
            "--lib",
            "--bins",
            "--test",
            "web",
            "--test",
            "bench",
            "--example",
            "markdown-bench",
            "--features",
            ALL,
            "--target",
            WASM,
        ])
    });
    // A server-rendered app is compiled twice, without `csr` each time.
    check(summary, "clippy: rill-chat on a server", || {
        clippy(&[&APART[..], &["ssr", "--lib", "--test", "ssr"]].concat())
    });
    check(summary, "clippy: rill-chat in the page of a server", || {
        clippy(&[&APART[..], &["hydrate", "--lib", "--target", WASM]].concat())
    });
    check(summary, "clippy: rill-math in a page", || {
        clippy(&["--package", "rill-math", "--target", WASM])
    });
    check(summary, "rustdoc", || {
        let mut doc = cargo();
        doc.args(["doc", "--workspace", "--no-deps", "--features", ALL]);
        run_command(doc.env("RUSTDOCFLAGS", "-D warnings"))
    });
    check(summary, "cargo-deny: licences, duplicates, sources", || {
        tools::ensure_installed(&[Tool::CargoDeny])?;
        // Not the advisories: they change without the project, and their database is outside the
        // package registry, so the same commit could pass today and fail tomorrow.
        let deny = [
            "deny",
            "--all-features",
            "check",
            "licenses",
            "bans",
            "sources",
        ];
        run_command(cargo().args(deny))
    });
}

fn check(summary: &mut Summary, name: &str, work: impl FnOnce() -> Result<()>) {
    let name = format!("lint: {name}");
    summary.stage(&name, || work().map(|()| Outcome::Ran(Count::one(true))));
}

fn clippy(what: &[&str]) -> Result<()> {
    run_command(
        cargo()
            .arg("clippy")
            .args(what)
            .args(["--", "-D", "warnings"]),
    )
}

fn component(command: &str, component: &str) -> Result<()> {
    if !tools::has_component(command) {
        bail!("{component} is missing: add it with `rustup component add {component}`");
    }
    Ok(())
}
