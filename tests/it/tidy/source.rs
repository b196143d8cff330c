//! The sources as text, and as code without comments.

use std::{fs, path::Path};

/// A file, with its path from the root of the workspace.
pub(super) struct Source {
    pub(super) path: String,
    pub(super) text: String,
}

impl Source {
    /// Returns the text without anything after `//`: comments, doc examples, and the rest of lines
    /// with a URL in a string, which contain no imports.
    pub(super) fn code(&self) -> String {
        let lines = self.text.lines();
        let code = lines.map(|line| line.split("//").next().unwrap_or_default());
        code.collect::<Vec<_>>().join("\n")
    }
}

/// Returns every text file in a folder in order of their paths, without built or downloaded ones.
pub(super) fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    collect(root, &root.join(folder), &mut sources);
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn collect(root: &Path, folder: &Path, sources: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let is_foreign =
            ["target", "node_modules", "corpus", "artifacts", "data"].contains(&&*name);
        if name.starts_with('.') || is_foreign {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, sources);
        } else if let Ok(text) = fs::read_to_string(&path) {
            let path = path.strip_prefix(root).unwrap().to_string_lossy();
            sources.push(Source {
                path: path.replace('\\', "/"),
                text,
            });
        }
    }
}
