//! The browsers that the tests run in, and the WebDriver of each.

use std::env;
use std::fmt;
use std::path::PathBuf;

use crate::process::which;
use crate::tools::{self, Tool};

pub(crate) mod display;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Browser {
    Chromium,
    Firefox,
    WebKitGtk,
}

/// A browser with everything that a test needs to drive it.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) browser: Browser,
    /// `None` for WebKitGTK, whose driver brings its own browser.
    pub(crate) binary: Option<PathBuf>,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Returns the name by which the tests know it.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKitGtk => "webkitgtk",
        }
    }

    /// Returns the environment variable of its driver, here and in wasm-bindgen's test runner.
    pub(crate) fn driver_variable(self) -> &'static str {
        match self {
            Self::Chromium => "CHROMEDRIVER",
            Self::Firefox => "GECKODRIVER",
            Self::WebKitGtk => "WEBKITDRIVER",
        }
    }

    /// Finds the browser and its driver, and installs the one driver that cargo can install. The
    /// error is a sentence that says what is missing.
    pub(crate) fn find(self) -> Result<Found, String> {
        let binary = match self {
            Self::WebKitGtk => None,
            _ => Some(first_of(self.binaries()).ok_or_else(|| self.missing(&self.to_string()))?),
        };
        let driver = match self.driver() {
            Some(driver) => driver,
            None if self == Self::Firefox => {
                tools::ensure_installed(&[Tool::Geckodriver])
                    .map_err(|error| format!("{error:#}"))?;
                self.driver().ok_or("geckodriver is missing")?
            }
            None => {
                return Err(self.missing(self.driver_name()));
            }
        };
        if self == Self::WebKitGtk && !display::can_show() {
            return Err(self.missing("Xvfb, in place of a display,"));
        }
        Ok(Found {
            browser: self,
            binary,
            driver,
        })
    }

    fn missing(self, what: &str) -> String {
        let packages = match self {
            Self::Chromium => "chromium chromium-driver",
            Self::Firefox => "firefox-esr",
            Self::WebKitGtk => "webkit2gtk-driver xvfb",
        };
        format!("{what} is not installed (on Debian: apt install {packages})")
    }

    fn driver(self) -> Option<PathBuf> {
        let named = env::var_os(self.driver_variable()).map(PathBuf::from);
        named.or_else(|| which(self.driver_name()))
    }

    fn driver_name(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
            Self::WebKitGtk => "WebKitWebDriver",
        }
    }

    fn binaries(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &[
                "chromium",
                "chromium-browser",
                "google-chrome",
                "google-chrome-stable",
                "chrome",
            ],
            Self::Firefox => &["firefox", "firefox-esr"],
            Self::WebKitGtk => &[],
        }
    }
}

impl fmt::Display for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKitGtk => "WebKitGTK",
        })
    }
}

fn first_of(names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| which(name))
}
