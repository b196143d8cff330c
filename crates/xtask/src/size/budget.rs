//! `tests/bench/budget.txt`: how large each file of the package that a page may load is allowed to
//! be. A change that needs more has to raise a line there.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::weight::Weight;
use crate::summary::{Count, Outcome};
use crate::workspace;

/// How far a file may exceed the budget, so that small changes need not touch it.
const PERCENT: u64 = 2;

/// The script that every page loads, and its gzipped limit in bytes, however the budget grows.
const FIRST: (&str, u64) = ("rill-chat.js", 5 * 1024);

const HEAD: &str = "\
# What each file of the npm package may weigh: name, bytes, gzip -9, brotli 11.
# `cargo xtask size --only budget` fails where one is more than 2 % above;
# `cargo xtask size --only budget --update` writes what they weigh now.
";

type Line = (String, Weight);

/// Compares the files of the package with the budget, which `update` rewrites first.
///
/// # Errors
///
/// When either cannot be read, or the budget cannot be written.
pub(super) fn check(package: &Path, update: bool) -> Result<Outcome> {
    let mut weighed = Vec::new();
    for name in loaded(package)? {
        let weight = Weight::of(&package.join(&name))?;
        weighed.push((name, weight));
    }
    if update {
        let text = written(&weighed);
        fs::write(path(), text).with_context(|| format!("cannot write {}", path().display()))?;
    }
    let text =
        fs::read_to_string(path()).with_context(|| format!("cannot read {}", path().display()))?;
    let budget = read(&text)?;

    println!("{:<16} {:>9} {:>9} {:>9}", "", "raw", "gzip -9", "brotli");
    let mut count = Count::default();
    for (name, weight) in &weighed {
        let allowed = budget.iter().find(|(allowed, _)| allowed == name);
        let verdict = match allowed {
            None => "NOT IN THE BUDGET".to_owned(),
            Some(&(_, allowed)) if weight.fits(allowed, PERCENT) => "kept".to_owned(),
            Some((_, allowed)) => format!("EXCEEDED: {allowed}"),
        };
        println!("{name:<16} {weight}   {verdict}");
        count = count.plus(Count::one(verdict == "kept"));
    }
    for (name, _) in &budget {
        if !weighed.iter().any(|(weighed, _)| weighed == name) {
            println!("{name:<16} is in the budget, but not in the package");
            count = count.plus(Count::one(false));
        }
    }
    let (first, most) = FIRST;
    if let Some((_, weight)) = weighed.iter().find(|(name, _)| name == first) {
        let kept = weight.gzip <= most;
        let verdict = if kept { "kept" } else { "MISSED" };
        println!("{first} within {most} bytes of gzip: {verdict}");
        count = count.plus(Count::one(kept));
    }
    Ok(Outcome::Ran(count))
}

fn path() -> PathBuf {
    workspace::root().join("tests/bench/budget.txt")
}

/// Returns the names of the files that a browser may load, in order.
fn loaded(package: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for file in workspace::files(package)? {
        let ending = file.extension().and_then(OsStr::to_str);
        let folders: Option<Vec<_>> = file.iter().map(OsStr::to_str).collect();
        if let (Some("js" | "wasm" | "css"), Some(folders)) = (ending, folders) {
            names.push(folders.join("/"));
        }
    }
    if names.is_empty() {
        bail!("nothing in {} can be loaded", package.display());
    }
    Ok(names)
}

fn written(weighed: &[Line]) -> String {
    let lines = weighed
        .iter()
        .map(|(name, weight)| format!("{name:<16} {weight}\n"));
    HEAD.to_owned() + &lines.collect::<String>()
}

fn read(text: &str) -> Result<Vec<Line>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, weight) = line.split_once(' ')?;
            Some((name.to_owned(), Weight::parse(weight)?))
        })
        .collect::<Option<_>>()
        .context("a line of the budget is not a name and three numbers")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_may_load() {
        let package = workspace::target().join("budget-try");
        for name in [
            "chat.js",
            "chat.js.map",
            "languages/de.js",
            "math.wasm",
            "README.md",
        ] {
            let path = package.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let names = ["chat.js", "languages/de.js", "math.wasm"];
        assert_eq!(loaded(&package).unwrap(), names);
        assert!(loaded(&package.join("none")).is_err());
    }

    #[test]
    fn a_budget_is_read_as_it_was_written() {
        let weight = |raw, gzip, brotli| Weight { raw, gzip, brotli };
        let lines = vec![
            ("chat.js".to_owned(), weight(12_000, 4_000, 3_500)),
            ("chat.wasm".to_owned(), weight(900_000, 300_000, 250_000)),
        ];
        assert_eq!(read(&written(&lines)).unwrap(), lines);
        for wrong in ["chat.js 1 2", "chat.js", "chat.js 1 2 three", ""] {
            assert!(read(&format!("{wrong}\n")).is_err(), "{wrong}");
        }
    }
}
