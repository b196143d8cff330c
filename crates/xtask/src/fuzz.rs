//! `cargo xtask fuzz`: runs each fuzz target for a while, on the nightly toolchain that it needs.

use std::fs;

use anyhow::{Context as _, Result, bail};

use crate::options::Fuzz;
use crate::process::{read, run as run_command};
use crate::summary::{Count, Outcome, Summary};
use crate::tools::{self, Tool};
use crate::workspace;

const FOLDER: &str = "tests/fuzz";

/// Runs the selected targets.
///
/// # Errors
///
/// When there is no nightly toolchain, or no such target.
pub(crate) fn run(options: &Fuzz, summary: &mut Summary) -> Result<()> {
    if !tools::has_nightly() {
        bail!("the nightly toolchain is missing: add it with `rustup toolchain install nightly`");
    }
    tools::ensure_installed(&[Tool::CargoFuzz])?;

    let mut list = tools::nightly_cargo();
    let targets = read(list.args(["fuzz", "list", "--fuzz-dir", FOLDER]))
        .with_context(|| format!("{FOLDER} holds no fuzz targets"))?;
    let wanted: Vec<_> = targets
        .lines()
        .filter(|target| options.target.as_deref().is_none_or(|name| name == *target))
        .collect();
    if wanted.is_empty() {
        bail!(
            "there is no such fuzz target, only {}",
            targets.lines().collect::<Vec<_>>().join(", ")
        );
    }

    for target in wanted {
        summary.stage(&format!("fuzz: {target} for {} s", options.seconds), || {
            let mut fuzz = tools::nightly_cargo();
            fuzz.args(["fuzz", "run", "--fuzz-dir", FOLDER, "--target-dir"]);
            fuzz.arg(workspace::target().join("fuzz")).arg(target);
            // The fuzzer writes the inputs worth keeping to the first folder, and takes the streams
            // of the tests as seeds.
            let corpus = workspace::root().join(FOLDER).join("corpus").join(target);
            fs::create_dir_all(&corpus).context("cannot make a folder for the corpus")?;
            fuzz.arg(corpus).arg(workspace::root().join("tests/data"));
            fuzz.arg("--")
                .arg(format!("-max_total_time={}", options.seconds));
            // Tokens that the fuzzer then need not discover.
            let words = workspace::root().join(format!("{FOLDER}/{target}.dict"));
            if words.exists() {
                fuzz.arg(format!("-dict={}", words.display()));
            }
            run_command(&mut fuzz)?;
            Ok(Outcome::Ran(Count::one(true)))
        });
    }
    Ok(())
}
