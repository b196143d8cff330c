//! A display for a browser that cannot run headless.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::process::{command, which};
use crate::process_guard::ProcessGuard;

/// A virtual display, or the user's own if there is no Xvfb. Dropping it closes a virtual one.
#[derive(Debug)]
pub(crate) struct Display {
    xvfb: Option<(Child, String)>,
}

/// Returns whether a window can be shown at all.
pub(crate) fn can_show() -> bool {
    which("Xvfb").is_some()
        || env::var_os("DISPLAY").is_some()
        || env::var_os("WAYLAND_DISPLAY").is_some()
}

impl Display {
    /// Opens a virtual display, unless there is no Xvfb.
    ///
    /// # Errors
    ///
    /// When the virtual display cannot start.
    pub(crate) fn open(guard: &ProcessGuard) -> Result<Self> {
        if which("Xvfb").is_none() {
            return Ok(Self { xvfb: None });
        }
        // Not xvfb-run, which guesses a free number and leaves the server behind when it is killed.
        // With -displayfd, the server picks a number itself and prints it once it is ready.
        let mut xvfb = command("Xvfb");
        xvfb.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x1024x24",
            "-nolisten",
            "tcp",
        ]);
        guard.track(&mut xvfb);
        let mut server = xvfb
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start Xvfb")?;
        let Some(output) = server.stdout.take() else {
            bail!("Xvfb has no output")
        };
        let mut number = String::new();
        BufReader::new(output).read_line(&mut number)?;
        if number.trim().is_empty() {
            server.kill().ok();
            server.wait()?;
            bail!("Xvfb ended before its screen was ready");
        }
        Ok(Self {
            xvfb: Some((server, format!(":{}", number.trim()))),
        })
    }

    /// Makes a command show its windows on this display.
    pub(crate) fn show(&self, command: &mut Command) {
        if let Some((_, name)) = &self.xvfb {
            command
                .env("DISPLAY", name)
                .env_remove("WAYLAND_DISPLAY")
                .env("GDK_BACKEND", "x11");
        }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        if let Some((server, _)) = &mut self.xvfb {
            server.kill().ok();
            server.wait().ok();
        }
    }
}
