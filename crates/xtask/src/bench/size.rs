//! The bytes that a visitor's browser loads to show the widget.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::process::{command, read};
use crate::summary::{Count, Outcome};
use crate::{demo, tools};

/// What a kind of file may weigh after brotli, which is what most visitors get. A change that needs
/// more says so by changing this line.
const BUDGET: [Budget; 3] = [
    Budget {
        name: "wasm",
        is_of: |file| !file.starts_with(MATH) && file.ends_with(".wasm"),
        bytes: 385_000,
    },
    Budget {
        name: "js",
        is_of: |file| !file.starts_with(MATH) && file.ends_with(".js"),
        bytes: 9_600,
    },
    Budget {
        name: "math, loaded at the first formula",
        is_of: |file| file.starts_with(MATH),
        bytes: 75_000,
    },
];

/// How the names of the math module's files begin.
const MATH: &str = "rill-math";

struct Budget {
    name: &'static str,
    /// Whether a file of this name counts.
    is_of: fn(&str) -> bool,
    bytes: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Builds the page for release, prints its sizes, and holds them against the budget.
///
/// # Errors
///
/// When the page cannot be built, or Node.js is missing.
pub(super) fn measure() -> Result<Outcome> {
    tools::node()?;
    let page = demo::build_release()?;
    let mut count = Count::default();
    println!(
        "{:<34} {:>10} {:>10} {:>10}   budget (brotli)",
        "", "raw", "gzip -9", "brotli -11"
    );
    let files = files(&page)?;
    for Budget { name, is_of, bytes } in BUDGET {
        let counted = files.iter().filter(|file| {
            let name = file.file_name().and_then(OsStr::to_str);
            name.is_some_and(is_of)
        });
        let mut counted = counted.peekable();
        if counted.peek().is_none() {
            bail!("the page has no file for the budget of {name}");
        }
        let mut size = Size::default();
        for file in counted {
            size = size.plus(weigh(file)?);
        }
        let kept = size.brotli <= bytes;
        let verdict = if kept { "kept" } else { "EXCEEDED" };
        println!(
            "{name:<34} {:>10} {:>10} {:>10}   {bytes} {verdict}",
            size.raw, size.gzip, size.brotli
        );
        count = count.plus(Count::one(kept));
    }
    Ok(Outcome::Ran(count))
}

impl Size {
    fn plus(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }

    /// Reads three numbers in a line.
    fn in_line(line: &str) -> Option<Self> {
        let mut numbers = line.split_whitespace().map(str::parse);
        let size = Self {
            raw: numbers.next()?.ok()?,
            gzip: numbers.next()?.ok()?,
            brotli: numbers.next()?.ok()?,
        };
        numbers.next().is_none().then_some(size)
    }
}

/// The files in any folder of the page.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// Weighs a file. Node.js has both methods built in, and wasm-opt needs it anyway: two compression
/// crates less to compile before anything can run.
fn weigh(file: &Path) -> Result<Size> {
    const SCRIPT: &str = "
        const zlib = require('zlib'), bytes = require('fs').readFileSync(process.argv[1]);
        const quality = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } };
        console.log(bytes.length, zlib.gzipSync(bytes, { level: 9 }).length, zlib.brotliCompressSync(bytes, quality).length);
    ";
    let said = read(command("node").arg("-e").arg(SCRIPT).arg(file));
    said.as_deref()
        .and_then(Size::in_line)
        .with_context(|| format!("Node.js cannot weigh {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_numbers() {
        assert_eq!(
            Size::in_line("300 20 10"),
            Some(Size {
                raw: 300,
                gzip: 20,
                brotli: 10
            })
        );
        assert_eq!(Size::in_line("300 20"), None);
        assert_eq!(Size::in_line("300 20 10 1"), None);
        assert_eq!(Size::in_line("a b c"), None);
    }
}
