//! The tests that need no browser: unit tests, `tests/it`, doc tests, and the scripts' tests in
//! Node.

use anyhow::Result;

use crate::node_tests::scripts;
use crate::options::Test;
use crate::process::{cargo, run as run_command};
use crate::session::stage;
use crate::summary::{Outcome, Summary};

const STAGES: [(&str, &[&str]); 3] = [
    ("native: the workspace", &["--workspace"]),
    // Without a browser's features, as a server or a test would use the crate.
    (
        "native: rill-chat without features",
        &["--package", "rill-chat", "--no-default-features"],
    ),
    // As a server that renders the chat would use it; nothing else depends on the feature.
    (
        "native: rill-chat on a server",
        &[
            "--package",
            "rill-chat",
            "--no-default-features",
            "--features",
            "ssr",
            "--test",
            "ssr",
        ],
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
    stage(summary, "native: scripts", |session| {
        session.count(&mut scripts("tests/element", options)?)
    });
}
