//! `cargo xtask generate`: writes everything that derives from the element's schema, so that its
//! script, types, manifests, reference and the demo's controls cannot contradict each other.
//!
//! The output is committed: the package can be read and built without this command, and a review
//! shows what a change of the schema means to those who use the element.

mod demo;
mod editors;
mod frameworks;
mod json;
mod manifest;
mod readme;
mod script;
mod types;

// Public in rill-chat, and a private module here.
#[expect(unreachable_pub, reason = "in rill-chat, anyone may read the table")]
#[path = "../../../src/element/schema.rs"]
mod schema;

use std::fs;

use anyhow::{Context as _, Result, bail};

use crate::workspace;

const FOLDER: &str = "src/element/generated";

/// The first line of a file whose format has comments.
const NOTE: &str = "// Written by `cargo xtask generate` from src/element/schema.rs.";

/// The READMEs of the crate and of the npm package.
const READMES: [&str; 2] = ["README.md", "src/element/README.md"];

/// A generated file.
struct Output {
    /// Relative to the root of the workspace.
    path: String,
    text: String,
}

fn outputs() -> Result<Vec<Output>> {
    let file = |name: &str, text| Output {
        path: format!("{FOLDER}/{name}"),
        text,
    };
    let mut outputs = vec![
        file("schema.js", script::text()),
        file("rill-chat.d.ts", types::text()?),
        file("jsx.d.ts", frameworks::react()),
        file("vue.d.ts", frameworks::vue()),
        file("svelte.d.ts", frameworks::svelte()),
        file("custom-elements.json", manifest::text()),
        file("vscode.html-custom-data.json", editors::html()),
        file("vscode.css-custom-data.json", editors::css()),
        file("web-types.json", editors::web_types()),
        Output {
            path: "src/demo/attributes/list.rs".to_owned(),
            text: demo::text(),
        },
    ];
    for path in READMES {
        let text = readme::text(&read(path)?).with_context(|| path.to_owned())?;
        let path = path.to_owned();
        outputs.push(Output { path, text });
    }
    Ok(outputs)
}

/// Writes the files that are out of date.
///
/// # Errors
///
/// When a file cannot be written, or a README has no markers.
pub(crate) fn write() -> Result<()> {
    for output in stale()? {
        let path = workspace::root().join(&output.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, output.text).with_context(|| format!("cannot write {}", output.path))?;
        println!("wrote {}", output.path);
    }
    Ok(())
}

/// Checks that no file is out of date.
///
/// # Errors
///
/// Names the files that differ.
pub(crate) fn check() -> Result<()> {
    let stale: Vec<_> = stale()?.into_iter().map(|output| output.path).collect();
    if !stale.is_empty() {
        bail!(
            "out of date: {}; run `cargo xtask generate`",
            stale.join(", ")
        );
    }
    Ok(())
}

fn stale() -> Result<Vec<Output>> {
    let outputs = outputs()?.into_iter();
    // A file that cannot be read is missing, or will be replaced.
    let stale = outputs.filter(|output| read(&output.path).ok().as_ref() != Some(&output.text));
    Ok(stale.collect())
}

fn read(path: &str) -> Result<String> {
    let text = fs::read_to_string(workspace::root().join(path));
    text.with_context(|| format!("cannot read {path}"))
}

#[cfg(test)]
mod tests;
