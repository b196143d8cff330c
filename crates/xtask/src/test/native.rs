//! The tests that need nothing but Rust: unit tests, `tests/it`, the documentation's examples.

use anyhow::Result;

use super::stage;
use crate::options::Test;
use crate::process::{cargo, run as run_command};
use crate::summary::{Outcome, Summary};

const STAGES: [(&str, &[&str]); 2] = [
    ("native: the workspace", &["--workspace"]),
    // Without a browser's features, as a server or a test would use the crate.
    (
        "native: rill-chat without features",
        &["--package", "rill-chat", "--no-default-features"],
    ),
];

pub(super) fn run(options: &Test, summary: &mut Summary) {
    for (name, packages) in STAGES {
        stage(summary, name, |session| -> Result<Outcome> {
            run_command(cargo().args(["test", "--no-run"]).args(packages))?;
            // One failure must not hide what the other test binaries find.
            let mut tests = cargo();
            tests
                .args(["test", "--no-fail-fast"])
                .args(packages)
                .args(&options.name);
            session.count(&mut tests)
        });
    }
}
