//! The project's commands, run as `cargo xtask <command>`.
//!
//! Each command installs what it needs and reports its progress. If it cannot go on, it says in one
//! sentence what is missing. Nothing here knows how the widget works.

mod bench;
mod browsers;
mod demo;
mod e2e_tests;
mod examples;
mod fuzz;
mod generate;
mod lint;
mod node_tests;
mod npm;
mod options;
mod peers;
mod process;
mod process_guard;
mod session;
mod size;
mod soak;
mod summary;
mod test;
mod tool_folders;
mod tools;
mod wasm;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;

use crate::options::{Command, HELP};
use crate::summary::Summary;

fn main() -> ExitCode {
    match options::parse(lexopt::Parser::from_env()).and_then(run) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    process_guard::end_everything_on_a_signal()?;
    let mut summary = Summary::default();
    match command {
        Command::Help => {
            print!("{HELP}");
            return Ok(ExitCode::SUCCESS);
        }
        Command::Demo(options) => return demo::run_until_interrupted(&options),
        Command::Test(options) => test::run(&options, &mut summary),
        Command::Generate { check: false } => {
            generate::write()?;
            return Ok(ExitCode::SUCCESS);
        }
        Command::Generate { check: true } => {
            generate::check()?;
            return Ok(ExitCode::SUCCESS);
        }
        Command::Lint => lint::run(&mut summary),
        Command::Fuzz(options) => fuzz::run(&options, &mut summary)?,
        Command::Size(options) => size::run(&options, &mut summary),
        Command::Bench(options) => bench::run(&options, &mut summary),
        Command::Npm { check: false } => {
            npm::pack()?;
            return Ok(ExitCode::SUCCESS);
        }
        Command::Npm { check: true } => {
            npm::compare()?;
            return Ok(ExitCode::SUCCESS);
        }
        Command::Examples(options) => examples::run(&options, &mut summary),
        Command::Soak => soak::run(&mut summary),
    }
    print!("{summary}");
    Ok(summary.exit_code())
}
