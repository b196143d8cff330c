//! Running other programs: looking them up, with the project's own tools first, and running,
//! reading or watching them.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::{process_guard, tool_folders, workspace};

/// Returns a command that runs in the workspace and finds the project's own tools first.
pub(crate) fn command(program: &str) -> Command {
    let path = which(program).unwrap_or_else(|| PathBuf::from(program));
    let mut command = Command::new(path);
    command
        .current_dir(workspace::root())
        .env("PATH", search_path())
        .stdin(Stdio::null());
    process_guard::mark(&mut command);
    command
}

/// Returns the cargo that runs this program, so that `cargo +toolchain xtask` keeps its toolchain.
pub(crate) fn cargo() -> Command {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    command(&cargo)
}

/// Returns the path of a program, or `None` if there is none of that name.
pub(crate) fn which(program: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) {
        &["exe", "cmd", "bat"]
    } else {
        &[""]
    };
    env::split_paths(&search_path())
        .flat_map(|folder| {
            let bare = folder.join(program);
            endings.iter().map(move |ending| {
                if ending.is_empty() {
                    bare.clone()
                } else {
                    bare.with_extension(ending)
                }
            })
        })
        .find(|path| path.is_file())
}

/// Prints a command, runs it with inherited output, and fails unless it succeeds.
///
/// # Errors
///
/// When the program is missing or reports a failure.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", shown(command));
    let status = command
        .status()
        .with_context(|| format!("cannot start {}", name(command)))?;
    process_guard::block_if_terminating();
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// Returns the output of a command, or `None` if it is missing or fails.
pub(crate) fn read(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Prints a command and runs it, passing each line of its standard output to `each` after printing
/// it. Returns whether it succeeded; one that takes longer than `limit` is killed and has failed.
///
/// # Errors
///
/// When the program cannot be started.
pub(crate) fn watch(
    command: &mut Command,
    limit: Duration,
    mut each: impl FnMut(&str),
) -> Result<bool> {
    println!("$ {}", shown(command));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", name(command)))?;
    let Some(output) = child.stdout.take() else {
        bail!("{} has no output", name(command))
    };

    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            if sender
                .send(String::from_utf8_lossy(&line).trim_end().to_owned())
                .is_err()
            {
                return;
            }
        }
    });

    let started = Instant::now();
    let mut status = None;
    loop {
        match lines.recv_timeout(Duration::from_millis(500)) {
            Ok(line) => {
                println!("{line}");
                each(&line);
            }
            // A browser left behind may hold the pipe open, so the end of the child counts.
            Err(RecvTimeoutError::Timeout) if status.is_some() => break,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if status.is_none() {
            status = child.try_wait()?;
        }
        if status.is_none() && started.elapsed() > limit {
            println!(
                "{} timed out after {} minutes and was killed",
                name(command),
                limit.as_secs() / 60
            );
            child.kill()?;
            child.wait()?;
            return Ok(false);
        }
    }
    let status = match status {
        Some(status) => status,
        None => child.wait()?,
    };
    process_guard::block_if_terminating();
    Ok(status.success())
}

/// Returns a command as a person would type it, without the path of its program.
fn shown(command: &Command) -> String {
    let mut line = String::new();
    for (key, value) in command.get_envs() {
        // A person needs these to repeat a stage by hand. The rest is plumbing.
        let told = key
            .to_str()
            .is_some_and(|key| key.starts_with("RILL_E2E") || key == "RUSTDOCFLAGS");
        if let (true, Some(value)) = (told, value) {
            line += &format!("{}={:?} ", key.to_string_lossy(), value.to_string_lossy());
        }
    }
    line += &name(command);
    for arg in command.get_args() {
        line.push(' ');
        line += &arg.to_string_lossy();
    }
    line
}

fn name(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    program
        .file_name()
        .unwrap_or(OsStr::new("?"))
        .to_string_lossy()
        .into_owned()
}

fn search_path() -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = tool_folders::all()
        .into_iter()
        .chain(env::split_paths(&path));
    env::join_paths(folders).unwrap_or(path)
}
