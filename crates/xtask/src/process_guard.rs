//! Cleanup of processes: whatever a stage starts ends with it.
//!
//! A test starts a driver, the driver a browser, and the browser a dozen processes in sessions of
//! their own, and any of the three may be killed before it can clean up. Process groups do not hold
//! them together, but every descendant inherits the environment. So a stage puts a mark into the
//! environment of what it starts, and at its end finds the marked processes and ends them.
//!
//! The search reads `/proc`. On systems without it nothing is found, and only a test that exceeds its
//! time limit is killed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};

const MARK: &str = "RILL_XTASK_STAGE";

static STAGES: AtomicUsize = AtomicUsize::new(0);
static ENDING: AtomicBool = AtomicBool::new(false);

/// Holds the processes of one stage and their temporary files. Dropping it ends and removes them.
///
/// Commands outside a stage carry a mark too, so that a signal ends them. Otherwise they may leave
/// a process that is meant to stay, such as a compiler cache.
#[derive(Debug)]
pub(crate) struct ProcessGuard {
    mark: String,
    temp: PathBuf,
}

impl ProcessGuard {
    /// Creates a guard with a temporary folder.
    ///
    /// # Errors
    ///
    /// When no temporary folder can be made.
    pub(crate) fn new() -> Result<Self> {
        let stage = STAGES.fetch_add(1, Ordering::SeqCst);
        let temp = temp_of(stage);
        fs::create_dir_all(&temp).with_context(|| format!("cannot make {}", temp.display()))?;
        Ok(Self {
            mark: format!("{MARK}={}.{stage}", process::id()),
            temp,
        })
    }

    /// Returns the temporary folder, which is removed with the guard.
    pub(crate) fn temp(&self) -> &Path {
        &self.temp
    }

    /// Marks a command that has not started yet, and sends its profiles and caches to the folder.
    pub(crate) fn track(&self, command: &mut Command) {
        let (key, value) = self.mark.split_once('=').unwrap_or((MARK, ""));
        command.env(key, value).env("TMPDIR", &self.temp);
        command
            .env("XDG_CONFIG_HOME", &self.temp)
            .env("XDG_CACHE_HOME", &self.temp);
        command.env("XDG_DATA_HOME", &self.temp);
    }
}

impl Drop for ProcessGuard {
    fn drop(&mut self) {
        end_marked(self.mark.as_bytes(), |found, whole| found == whole);
        // A browser's last writes may race with the removal; leftovers stay in the system's folder.
        fs::remove_dir_all(&self.temp).ok();
    }
}

/// Marks a command that belongs to no stage.
pub(crate) fn mark(command: &mut Command) {
    command.env(MARK, format!("{}.", process::id()));
}

/// Makes Ctrl-C and SIGTERM also end everything that the stages have started.
///
/// # Errors
///
/// When the signal handler cannot be installed.
pub(crate) fn end_everything_on_a_signal() -> Result<()> {
    let ours = format!("{MARK}={}.", process::id());
    ctrlc::set_handler(move || {
        ENDING.store(true, Ordering::SeqCst);
        end_marked(ours.as_bytes(), |found, ours| found.starts_with(ours));
        for stage in 0..STAGES.load(Ordering::SeqCst) {
            fs::remove_dir_all(temp_of(stage)).ok();
        }
        #[expect(clippy::exit, reason = "the signal asks for nothing else")]
        process::exit(130);
    })
    .context("cannot listen for signals")
}

/// Blocks if a signal is ending this process. To be called when a command has ended: if the signal
/// ended it, no command follows and there is nothing to report. The handler exits in a moment.
pub(crate) fn block_if_terminating() {
    while ENDING.load(Ordering::SeqCst) {
        thread::park();
    }
}

/// Returns a short path in the system's temporary folder: browsers put sockets there, and the path
/// of a socket is limited to 107 bytes.
fn temp_of(stage: usize) -> PathBuf {
    std::env::temp_dir().join(format!("rill-{}-{stage}", process::id()))
}

/// Sends SIGTERM to every marked process, and SIGKILL to those still there two seconds later.
fn end_marked(mark: &[u8], matches: fn(&[u8], &[u8]) -> bool) {
    for attempt in 0..20 {
        let marked = marked(mark, matches);
        if marked.is_empty() {
            return;
        }
        if attempt == 0 || attempt >= 10 {
            let signal = if attempt == 0 { "TERM" } else { "KILL" };
            // The shell's built-in `kill`, since a small system may lack the program. It complains
            // about processes that have just ended by themselves.
            let mut kill = Command::new("sh");
            kill.arg("-c")
                .arg(format!("kill -{signal} {}", marked.join(" ")));
            kill.stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .ok();
        }
        thread::sleep(Duration::from_millis(200));
    }
}

fn marked(mark: &[u8], matches: fn(&[u8], &[u8]) -> bool) -> Vec<String> {
    let Ok(processes) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    processes
        .flatten()
        .filter(|entry| {
            // Empty for a zombie, which is thereby not counted.
            let environment = fs::read(entry.path().join("environ")).unwrap_or_default();
            environment
                .split(|&byte| byte == 0)
                .any(|variable| matches(variable, mark))
        })
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
        .collect()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_grandchild_in_a_session_of_its_own_ends_with_the_guard() {
        let guard = ProcessGuard::new().unwrap();
        let temp = guard.temp().to_owned();
        let mut shell = Command::new("sh");
        shell.args(["-c", "setsid sleep 100 & exit"]);
        guard.track(&mut shell);
        assert!(shell.status().unwrap().success());
        let mark = guard.mark.clone();
        assert_eq!(
            marked(mark.as_bytes(), |found, whole| found == whole).len(),
            1
        );

        drop(guard);

        assert_eq!(
            marked(mark.as_bytes(), |found, whole| found == whole).len(),
            0
        );
        assert!(!temp.exists());
    }
}
