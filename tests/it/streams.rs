//! The project's own streams in `tests/data`, one for each shape and verdict known from Gemini and
//! the proxies in front of it. They are written by hand; the file name says what each contains.

mod content;
mod framing;
mod metadata;
mod verdicts;

use std::{collections::BTreeSet, fs, path::Path};

use crate::reading::{Reading, verdict};

const RANDOM_CUTS: u64 = 200;

/// Reads a stream in every way, and checks its text and its verdict.
#[track_caller]
fn check(name: &str, text: &str, ending: &str) -> Reading {
    let body = fs::read(folder().join(name).with_extension("txt")).unwrap();
    let reading = Reading::every_way(&body, RANDOM_CUTS);
    assert_eq!(reading.answer.text(), text, "text of {name}");
    assert_eq!(verdict(&reading.ending), ending, "ending of {name}");
    reading
}

/// Checks the parts of the answer, as they go back to the model.
#[track_caller]
fn check_parts(reading: &Reading, parts: &[&str]) {
    let answer = reading.answer.content().parts.iter();
    assert_eq!(answer.map(|part| part.to_json()).collect::<Vec<_>>(), parts);
}

#[test]
fn every_stream_has_its_case() {
    let cases = [
        include_str!("streams/content.rs"),
        include_str!("streams/framing.rs"),
        include_str!("streams/metadata.rs"),
        include_str!("streams/verdicts.rs"),
    ];
    let names = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let names = names.filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    let names = names.map(|path| format!("\"{}\"", path.file_stem().unwrap().to_str().unwrap()));
    let without: BTreeSet<_> = names
        .filter(|name| !cases.iter().any(|file| file.contains(name)))
        .collect();
    assert!(without.is_empty(), "no case reads {without:?}");
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data"))
}
