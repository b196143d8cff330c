//! What ran and how it went: a line per stage when it ends, and all of them again at the end.

use std::fmt;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

/// All stages of a command.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    stages: Vec<Stage>,
}

#[derive(Debug)]
struct Stage {
    name: String,
    outcome: Outcome,
    took: Duration,
}

/// How a stage went.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    Ran(Count),
    /// Failed before it could count anything, and why. Counts as one failure.
    Errored(String),
    /// Not run, and why.
    Skipped(String),
}

/// How many checks passed, failed or were ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Count {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) ignored: usize,
}

impl Summary {
    /// Runs a stage under a heading. An error counts as one failure and does not stop later stages.
    pub(crate) fn stage(&mut self, name: &str, work: impl FnOnce() -> Result<Outcome>) {
        println!("\n━━ {name}");
        let started = Instant::now();
        let outcome = work().unwrap_or_else(|error| {
            println!("error: {error:#}");
            Outcome::Errored(error.to_string())
        });
        self.push(Stage {
            name: name.to_owned(),
            outcome,
            took: started.elapsed(),
        });
    }

    /// Records that something could not run and why, once however often it is reported.
    pub(crate) fn skip(&mut self, name: &str, why: &str) {
        let outcome = Outcome::Skipped(why.to_owned());
        if self
            .stages
            .iter()
            .any(|stage| stage.name == name && stage.outcome == outcome)
        {
            return;
        }
        println!();
        self.push(Stage {
            name: name.to_owned(),
            outcome,
            took: Duration::ZERO,
        });
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        // A command that ran nothing has shown nothing.
        let total = self.total();
        if total.failed > 0 || total.passed == 0 {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        }
    }

    fn push(&mut self, stage: Stage) {
        println!("━━ {stage}");
        self.stages.push(stage);
    }

    fn total(&self) -> Count {
        let counts = self.stages.iter().filter_map(|stage| match stage.outcome {
            Outcome::Ran(count) => Some(count),
            Outcome::Errored(_) => Some(Count::one(false)),
            Outcome::Skipped(_) => None,
        });
        counts.fold(Count::default(), Count::plus)
    }
}

impl fmt::Display for Summary {
    /// Writes every stage, and then, alone on the last line, how many checks passed and failed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n━━ Summary")?;
        for stage in &self.stages {
            writeln!(f, "{stage}")?;
        }
        let Count { passed, failed, .. } = self.total();
        writeln!(f, "\n{passed} passed, {failed} failed")
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.outcome {
            Outcome::Skipped(why) => write!(f, "SKIPPED  {}: {why}", self.name),
            Outcome::Errored(why) => write!(f, "FAILED   {}: {why}", self.name),
            Outcome::Ran(Count {
                passed,
                failed,
                ignored,
            }) => {
                let verdict = if *failed == 0 { "ok     " } else { "FAILED " };
                write!(
                    f,
                    "{verdict}  {}: {passed} passed, {failed} failed",
                    self.name
                )?;
                if *ignored > 0 {
                    write!(f, ", {ignored} ignored")?;
                }
                write!(f, " ({} s)", self.took.as_secs())
            }
        }
    }
}

impl Count {
    /// Returns the count of a single check.
    pub(crate) fn one(passed: bool) -> Self {
        Self {
            passed: usize::from(passed),
            failed: usize::from(!passed),
            ignored: 0,
        }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            ignored: self.ignored + other.ignored,
        }
    }

    /// Parses the closing line of a test binary, `test result: ok. 3 passed; 0 failed; …`, or one
    /// of Node's, such as `# pass 3` and `# fail 0`.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        Self::of_rust(line).or_else(|| Self::of_node(line))
    }

    fn of_node(line: &str) -> Option<Self> {
        let (what, number) = line.strip_prefix("# ")?.split_once(' ')?;
        let number = number.parse().ok()?;
        let count = Self::default();
        Some(match what {
            "pass" => Self {
                passed: number,
                ..count
            },
            "fail" => Self {
                failed: number,
                ..count
            },
            "skipped" => Self {
                ignored: number,
                ..count
            },
            _ => return None,
        })
    }

    fn of_rust(line: &str) -> Option<Self> {
        let (_, facts) = line
            .trim()
            .strip_prefix("test result: ")?
            .split_once(". ")?;
        let mut count = Self::default();
        for fact in facts.split("; ") {
            let Some((number, what)) = fact.split_once(' ') else {
                continue;
            };
            let Ok(number) = number.parse() else { continue };
            match what {
                "passed" => count.passed = number,
                "failed" => count.failed = number,
                "ignored" => count.ignored = number,
                _ => {}
            }
        }
        Some(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<[usize; 3]>) {
        let count = Count::parse(line).map(|count| [count.passed, count.failed, count.ignored]);
        assert_eq!(count, expected, "{line}");
    }

    #[test]
    fn closing_lines_of_test_binaries() {
        check(
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.01s",
            Some([12, 0, 1]),
        );
        check(
            "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 filtered out; finished in 1.20s",
            Some([2, 1, 0]),
        );
        check("test parses ... ok", None);
        check("# pass 3", Some([3, 0, 0]));
        check("# fail 2", Some([0, 2, 0]));
        check("# skipped 1", Some([0, 0, 1]));
        check("# tests 6", None);
        check("", None);
    }

    #[test]
    fn the_last_line_adds_up() {
        let mut summary = Summary::default();
        summary.stage("a", || {
            Ok(Outcome::Ran(Count {
                passed: 3,
                failed: 0,
                ignored: 1,
            }))
        });
        summary.skip("b", "no browser");
        summary.stage("c", || anyhow::bail!("it broke"));
        assert!(summary.to_string().ends_with("\n\n3 passed, 1 failed\n"));
        assert!(summary.to_string().contains("SKIPPED  b: no browser"));
        assert!(summary.to_string().contains("FAILED   c: it broke"));
    }
}
