//! The command line, parsed and checked once.

use anyhow::{Result, bail};
use lexopt::{Arg, Parser, ValueExt as _};

pub(crate) const HELP: &str = "\
Usage: cargo xtask <COMMAND> [OPTIONS]

The project's commands. Each installs the tools that it needs first.

  demo [--release] [--port 8080] [--open]   serve the demo page
  test [--only SUITE] [NAME]                run all tests, one suite (native, web, e2e, examples), or the tests
                                            whose name contains NAME
  lint                                      check formatting, generated files, clippy, rustdoc and licences
  generate [--check]                        regenerate files from the element's schema (--check: verify them)
  fuzz [--seconds 60] [TARGET]              run all fuzz targets, or one, for the given time each
  size [--only budget|peers] [--update]     check file sizes against the budget (--update rewrites it), and
                                            compare the weight of a page with peers
  bench [--only speed|embedding|markdown] [--quick]
                                            measure speed, start-up, memory and streamed Markdown against peers
                                            (hours; --quick: minutes)
  examples [NAME]                           build the examples with the packed package and chat in each;
                                            NAME is an example, or `types` for the type checks alone
  npm [--check]                             build and pack the npm package into target/npm (--check: verify that
                                            the build is reproducible; minutes)
  soak                                      run a thousand turns with faults in Chromium and check for leaks
                                            (minutes)
";

/// One command with its options.
#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    Help,
    Demo(Demo),
    Test(Test),
    /// `check` compares and writes nothing.
    Generate {
        check: bool,
    },
    Lint,
    Fuzz(Fuzz),
    Size(Size),
    Bench(Bench),
    Examples(Examples),
    /// `check` builds it twice and compares.
    Npm {
        check: bool,
    },
    Soak,
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Demo {
    pub(crate) release: bool,
    /// `None` takes the port in `Trunk.toml`.
    pub(crate) port: Option<u16>,
    pub(crate) open: bool,
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Test {
    pub(crate) only: Option<Suite>,
    /// A substring of the names of the tests to run.
    pub(crate) name: Option<String>,
}

impl Test {
    pub(crate) fn wants(&self, suite: Suite) -> bool {
        self.only.is_none_or(|only| only == suite)
    }
}

/// The test suites.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Suite {
    Native,
    Web,
    E2e,
    Examples,
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Examples {
    /// The folder of the example to test, or `types`.
    pub(crate) name: Option<String>,
}

impl Examples {
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.name.as_deref().is_none_or(|only| only == name)
    }
}

#[derive(Debug, PartialEq)]
pub(crate) struct Fuzz {
    pub(crate) seconds: u32,
    pub(crate) target: Option<String>,
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Size {
    pub(crate) only: Option<Scale>,
    /// Whether to write the current sizes into the budget.
    pub(crate) update: bool,
}

impl Size {
    pub(crate) fn wants(&self, scale: Scale) -> bool {
        self.only.is_none_or(|only| only == scale)
    }
}

/// What the package is compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Scale {
    Budget,
    Peers,
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Bench {
    pub(crate) only: Option<Measure>,
    /// Whether to run fewer cases and rounds.
    pub(crate) quick: bool,
}

impl Bench {
    pub(crate) fn wants(&self, measure: Measure) -> bool {
        self.only.is_none_or(|only| only == measure)
    }
}

/// What to measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Measure {
    Speed,
    Embedding,
    Markdown,
}

/// Parses a command line.
///
/// # Errors
///
/// When there is no such command, or the command has no such option.
pub(crate) fn parse(mut args: Parser) -> Result<Command> {
    let name = match args.next()? {
        None | Some(Arg::Short('h') | Arg::Long("help")) => return Ok(Command::Help),
        Some(Arg::Value(name)) => name.string()?,
        Some(other) => return Err(other.unexpected().into()),
    };
    match name.as_str() {
        "help" => Ok(Command::Help),
        "demo" => demo(args),
        "test" => test(args),
        "generate" => with_check(args, |check| Command::Generate { check }),
        "lint" => nothing_more(args, Command::Lint),
        "fuzz" => fuzz(args),
        "size" => size(args),
        "bench" => bench(args),
        "examples" => examples(args),
        "npm" => with_check(args, |check| Command::Npm { check }),
        "soak" => nothing_more(args, Command::Soak),
        _ => bail!("there is no command `{name}`\n\n{HELP}"),
    }
}

fn demo(mut args: Parser) -> Result<Command> {
    let mut options = Demo::default();
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("release") => options.release = true,
            Arg::Long("open") => options.open = true,
            Arg::Short('p') | Arg::Long("port") => options.port = Some(args.value()?.parse()?),
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Demo(options))
}

fn test(mut args: Parser) -> Result<Command> {
    let mut options = Test::default();
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("only") => options.only = Some(suite(&args.value()?.string()?)?),
            Arg::Value(name) if options.name.is_none() => options.name = Some(name.string()?),
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Test(options))
}

fn suite(name: &str) -> Result<Suite> {
    Ok(match name {
        "native" => Suite::Native,
        "web" => Suite::Web,
        "e2e" => Suite::E2e,
        "examples" => Suite::Examples,
        _ => bail!("`--only` takes native, web, e2e or examples, not `{name}`"),
    })
}

fn with_check(mut args: Parser, command: fn(bool) -> Command) -> Result<Command> {
    let mut check = false;
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("check") => check = true,
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(command(check))
}

fn examples(mut args: Parser) -> Result<Command> {
    let mut options = Examples::default();
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Value(name) if options.name.is_none() => options.name = Some(name.string()?),
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Examples(options))
}

fn fuzz(mut args: Parser) -> Result<Command> {
    let mut options = Fuzz {
        seconds: 60,
        target: None,
    };
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("seconds") => options.seconds = args.value()?.parse()?,
            Arg::Value(name) if options.target.is_none() => options.target = Some(name.string()?),
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Fuzz(options))
}

fn size(mut args: Parser) -> Result<Command> {
    let mut options = Size::default();
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("only") => options.only = Some(scale(&args.value()?.string()?)?),
            Arg::Long("update") => options.update = true,
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Size(options))
}

fn scale(name: &str) -> Result<Scale> {
    Ok(match name {
        "budget" => Scale::Budget,
        "peers" => Scale::Peers,
        _ => bail!("`--only` takes budget or peers, not `{name}`"),
    })
}

fn bench(mut args: Parser) -> Result<Command> {
    let mut options = Bench::default();
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("only") => options.only = Some(measure(&args.value()?.string()?)?),
            Arg::Long("quick") => options.quick = true,
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Bench(options))
}

fn measure(name: &str) -> Result<Measure> {
    Ok(match name {
        "speed" => Measure::Speed,
        "embedding" => Measure::Embedding,
        "markdown" => Measure::Markdown,
        _ => bail!("`--only` takes speed, embedding or markdown, not `{name}`"),
    })
}

fn nothing_more(mut args: Parser, command: Command) -> Result<Command> {
    match args.next()? {
        None => Ok(command),
        Some(Arg::Short('h') | Arg::Long("help")) => Ok(Command::Help),
        Some(other) => Err(other.unexpected().into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &Command) {
        assert_eq!(read(line).as_ref(), Some(expected), "{line}");
    }

    fn read(line: &str) -> Option<Command> {
        parse(Parser::from_args(line.split_whitespace())).ok()
    }

    #[test]
    fn commands() {
        check("", &Command::Help);
        check("demo --help", &Command::Help);
        check("demo", &Command::Demo(Demo::default()));
        let port = Some(9000);
        check(
            "demo --release --port 9000",
            &Command::Demo(Demo {
                release: true,
                port,
                open: false,
            }),
        );
        check("test", &Command::Test(Test::default()));
        let test = Test {
            only: Some(Suite::Web),
            name: Some("stop".into()),
        };
        check("test --only web stop", &Command::Test(test));
        check(
            "fuzz",
            &Command::Fuzz(Fuzz {
                seconds: 60,
                target: None,
            }),
        );
        let target = Some("sse".into());
        check(
            "fuzz --seconds 5 sse",
            &Command::Fuzz(Fuzz { seconds: 5, target }),
        );
        check("generate", &Command::Generate { check: false });
        check("generate --check", &Command::Generate { check: true });
        check("npm", &Command::Npm { check: false });
        check("npm --check", &Command::Npm { check: true });
        check("soak", &Command::Soak);
        check("examples", &Command::Examples(Examples::default()));
        let examples = Examples {
            name: Some("next".to_owned()),
        };
        check("examples next", &Command::Examples(examples));
        check("bench", &Command::Bench(Bench::default()));
        let bench = Bench {
            only: Some(Measure::Markdown),
            quick: true,
        };
        check("bench --only markdown --quick", &Command::Bench(bench));
        let size = Size {
            only: Some(Scale::Budget),
            update: true,
        };
        check("size --only budget --update", &Command::Size(size));
    }

    #[test]
    fn mistakes() {
        for line in [
            "lnit",
            "lint now",
            "soak long",
            "demo --port high",
            "test --only everything",
            "bench --only everything",
            "size --only everything",
            "test a b",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
