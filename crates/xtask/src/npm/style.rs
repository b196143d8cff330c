//! The style sheets of the package: those of the element, of the frame and of the chat.
//!
//! The frame that is shown before the program runs looks like the chat, so it has the rules of the
//! chat: the parts of `widget.css` between the markers.

use std::path::Path;

use anyhow::{Result, bail};

use super::{read, write};
use crate::process::{command, run};
use crate::workspace;

const BEGIN: &str = "/* frame: begin */";
const END: &str = "/* frame: end */";

/// Writes `element.css`, `frame.css` and `widget.css`, minified. The panel surrounds both the frame
/// and the chat, so both sheets include its rules.
///
/// # Errors
///
/// When a sheet cannot be read, or its markers do not match.
pub(super) fn write_to(work: &Path) -> Result<()> {
    let root = workspace::root();
    let widget = read(&root.join("style/widget.css"))?;
    let element = read(&root.join("src/element/element.css"))?;
    let panel = read(&root.join("src/element/panel.css"))?;
    minify(work, "element.css", &element)?;
    minify(work, "frame.css", &(frame(&widget)? + &panel))?;
    minify(work, "widget.css", &(widget + &panel))
}

fn minify(work: &Path, name: &str, text: &str) -> Result<()> {
    let whole = work.join(format!("whole.{name}"));
    write(&whole, text)?;
    let mut esbuild = command("esbuild");
    esbuild
        .arg(&whole)
        .args(["--minify", "--log-level=warning", super::TARGET])
        .arg(format!("--outfile={}", work.join(name).display()));
    run(&mut esbuild)
}

/// Returns the rules between the markers.
fn frame(sheet: &str) -> Result<String> {
    let mut parts = sheet.split(BEGIN);
    let before = parts.next().unwrap_or_default();
    if before.contains(END) {
        bail!("widget.css ends a part of the frame that it did not begin");
    }
    let mut frame = String::new();
    for part in parts {
        let Some((inside, outside)) = part.split_once(END) else {
            bail!("widget.css begins a part of the frame and does not end it");
        };
        if outside.contains(END) {
            bail!("widget.css ends a part of the frame twice");
        }
        frame += inside;
    }
    if frame.is_empty() {
        bail!("widget.css marks no part as that of the frame");
    }
    Ok(frame)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sheet: &str, expected: Option<&str>) {
        let sheet = sheet.replace('<', BEGIN).replace('>', END);
        assert_eq!(frame(&sheet).ok().as_deref(), expected, "{sheet}");
    }

    #[test]
    fn the_frame_is_what_is_marked() {
        check("a{}<b{}>c{}", Some("b{}"));
        check("<a{}>b{}<c{}>", Some("a{}c{}"));
        check("a{}", None);
        check("<a{}", None);
        check("a{}>", None);
        check("<a{}>b{}>", None);
        check("<a{}<b{}>", None);
    }
}
