//! The examples of the CommonMark specification.

use std::{fs, path::PathBuf, process::Command};

use super::check;

/// Reads the specification, which comes from npm, as it is not ours to copy. Without npm, the test
/// passes and does nothing.
fn specification() -> Option<String> {
    if let Some(file) = std::env::var_os("RILL_COMMONMARK_SPEC") {
        return Some(fs::read_to_string(file).unwrap());
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("commonmark-spec");
    let file = folder.join("node_modules/commonmark-spec/spec.txt");
    if !file.exists() {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let status = Command::new(npm)
            .args(["install", "--no-audit", "--no-fund", "--silent", "--prefix"])
            .arg(&folder)
            .arg("commonmark-spec@0.31.2")
            .status();
        if !status.is_ok_and(|status| status.success()) {
            return None;
        }
    }
    Some(fs::read_to_string(file).unwrap())
}

/// Returns the Markdown of each example, which stands before the line with a dot.
fn examples(specification: &str) -> Vec<String> {
    let fence = "`".repeat(32);
    let begin = format!("\n{fence} example\n");
    let parts = specification.split(&begin).skip(1);
    let text = |part: &str| {
        let end = part.find("\n.\n").unwrap();
        let text = if part.starts_with(".\n") {
            ""
        } else {
            &part[..=end]
        };
        text.replace('→', "\t")
    };
    parts.map(text).collect()
}

#[test]
fn examples_read_as_pulldown_cmark_reads_them() {
    let Some(specification) = specification() else {
        eprintln!("skipped: npm could not bring the specification");
        return;
    };
    let examples = examples(&specification);
    assert_eq!(examples.len(), 652);
    let failed = examples
        .iter()
        .filter(|example| std::panic::catch_unwind(|| check(example)).is_err())
        .count();
    assert_eq!(failed, 0);
}
