//! The size of a file in bytes, as it is and as a server sends it.

use std::fmt;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::process::{command, read};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Weight {
    pub(super) raw: u64,
    /// With `gzip -9`.
    pub(super) gzip: u64,
    /// With `brotli -q 11`.
    pub(super) brotli: u64,
}

impl Weight {
    /// Measures a file. Node.js has both compressions built in, and wasm-opt needs it anyway: that
    /// is two compression crates less to compile before anything can run.
    pub(super) fn of(file: &Path) -> Result<Self> {
        const SCRIPT: &str = "
            const zlib = require('zlib'), bytes = require('fs').readFileSync(process.argv[1]);
            const { BROTLI_PARAM_QUALITY: quality, BROTLI_PARAM_SIZE_HINT: hint } = zlib.constants;
            const params = { [quality]: 11, [hint]: bytes.length };
            console.log(bytes.length, zlib.gzipSync(bytes, { level: 9 }).length, zlib.brotliCompressSync(bytes, { params }).length);
        ";
        let said = read(command("node").arg("-e").arg(SCRIPT).arg(file));
        said.as_deref()
            .and_then(Self::parse)
            .with_context(|| format!("Node.js cannot weigh {}", file.display()))
    }

    /// Parses a line of three numbers.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let mut numbers = line.split_whitespace().map(str::parse);
        let weight = Self {
            raw: numbers.next()?.ok()?,
            gzip: numbers.next()?.ok()?,
            brotli: numbers.next()?.ok()?,
        };
        numbers.next().is_none().then_some(weight)
    }

    /// Returns whether none of the sizes exceeds its `budget` by more than `percent`.
    pub(super) fn fits(self, budget: Self, percent: u64) -> bool {
        let fits = |bytes: u64, budget: u64| bytes * 100 <= budget * (100 + percent);
        fits(self.raw, budget.raw)
            && fits(self.gzip, budget.gzip)
            && fits(self.brotli, budget.brotli)
    }
}

impl fmt::Display for Weight {
    /// Writes three columns of numbers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { raw, gzip, brotli } = self;
        write!(f, "{raw:>9} {gzip:>9} {brotli:>9}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(raw: u64, gzip: u64, brotli: u64) -> Weight {
        Weight { raw, gzip, brotli }
    }

    #[test]
    fn three_numbers() {
        let read = Weight::parse;
        assert_eq!(read("300 20 10"), Some(weight(300, 20, 10)));
        assert_eq!(read("300 20"), None);
        assert_eq!(read("300 20 10 1"), None);
        assert_eq!(read("a b c"), None);
    }

    #[test]
    fn two_percent() {
        let budget = weight(1000, 500, 400);
        for (now, fits) in [
            (weight(1000, 500, 400), true),
            (weight(900, 400, 300), true),
            (weight(1020, 510, 408), true),
            (weight(1021, 500, 400), false),
            (weight(1000, 511, 400), false),
            (weight(1000, 500, 409), false),
        ] {
            assert_eq!(now.fits(budget, 2), fits, "{now}");
        }
    }
}
