//! Recorded streams, checked against their manifest.
//!
//! The recordings belong to others and are not part of the project. They are read from the folder
//! in `RILL_RECORDED_STREAMS`, or from `../shared/gemini/recorded` if that exists.

mod frames;
mod row;

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::reading::Reading;
use row::Row;

const VARIABLE: &str = "RILL_RECORDED_STREAMS";
const RANDOM_CUTS: u64 = 40;

#[test]
fn recorded_streams_give_what_their_manifest_says() {
    let Some(folder) = folder() else { return };
    let manifest = fs::read(folder.join("MANIFEST.json")).expect("the folder has a MANIFEST.json");
    let rows: Vec<Value> = serde_json::from_slice(&manifest).expect("the manifest is a JSON list");
    assert!(
        !rows.is_empty(),
        "the manifest of {} is empty",
        folder.display()
    );

    let (mut read, mut passed_over, mut wrong) = (0, 0, Vec::new());
    for row in rows.iter().map(Row) {
        if row.kind() != "generateContent" {
            passed_over += 1;
            continue;
        }
        read += 1;
        match fs::read(folder.join(row.file())) {
            Ok(bytes) => wrong.extend(row.differences(&bytes)),
            Err(error) => wrong.push(format!("{}: {error}", row.file())),
        }
    }
    say(&format!(
        "recorded: {read} streams of {} read, {passed_over} of another kind passed over",
        folder.display()
    ));
    assert!(
        wrong.is_empty(),
        "{} differences:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Includes files that the manifest does not list: single answers, error bodies, foreign JSON.
#[test]
fn recorded_bodies_read_the_same_however_they_are_cut() {
    let Some(folder) = folder() else { return };
    let mut files = Vec::new();
    list(&folder, &mut files);
    assert!(!files.is_empty(), "{} holds no streams", folder.display());
    for file in files {
        // Prints the name of the file if reading it panics.
        let _name = Named(&file);
        Reading::every_way(&fs::read(&file).unwrap(), RANDOM_CUTS);
    }
}

/// Returns the folder to read from. One set by the variable must exist; if the default one is
/// missing, the skip is reported.
fn folder() -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os(VARIABLE).map(PathBuf::from) {
        assert!(
            folder.is_dir(),
            "{VARIABLE} names no folder: {}",
            folder.display()
        );
        return Some(folder);
    }
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gemini/recorded");
    if usual.is_dir() {
        return Some(usual);
    }
    let why = format!(
        "there is no {}; name their folder in {VARIABLE}",
        usual.display()
    );
    say(&format!(
        "SKIPPED: the recorded streams were not read: {why}"
    ));
    // For the summary of `cargo xtask test`.
    if let Some(file) = std::env::var_os("RILL_TEST_SKIPS") {
        let mut file = fs::File::options()
            .create(true)
            .append(true)
            .open(file)
            .unwrap();
        writeln!(file, "recorded streams: {why}").unwrap();
    }
    None
}

/// Writes to stderr directly, since the test harness captures `print!` and its kin.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "\n{line}");
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            list(&path, files);
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy();
        let is_body = name.ends_with(".txt") || name.ends_with(".json");
        if is_body && !name.ends_with(".request.json") && !name.starts_with("LICENSE") {
            files.push(path);
        }
    }
}

/// Prints the name of a file when a test panics over it.
struct Named<'a>(&'a Path);

impl Drop for Named<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            say(&format!("while reading {}", self.0.display()));
        }
    }
}
