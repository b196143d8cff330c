//! `cargo xtask npm`: builds and packs the npm package. Nothing of it is committed, and the same
//! sources give the same bytes.

mod glue;
mod languages;
mod manifest;
mod style;
mod tarball;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::process::{command, run};
use crate::tools::{self, Tool};
use crate::{wasm, workspace};

pub(crate) use languages::keys as label_keys;
pub(crate) use tarball::compare;

const TOOLS: [Tool; 4] = [
    Tool::WasmTarget,
    Tool::WasmBindgen,
    Tool::WasmOpt,
    Tool::Esbuild,
];

/// The syntax of every browser that can render the chat. The styles and the popup need newer ones
/// than it does: `light-dark()` and popovers, since Chrome 123, Firefox 125 and Safari 17.5.
const TARGET: &str = "--target=es2022";

/// The files that the package takes from the checkout unchanged, and their names there.
const COPIED: [(&str, &str); 16] = [
    ("src/element/README.md", "README.md"),
    ("CHANGELOG.md", "CHANGELOG.md"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("examples/relay/relay.mjs", "relay.mjs"),
    ("examples/relay/worker.mjs", "worker.mjs"),
    ("src/js/client.d.ts", "client.d.ts"),
    ("src/element/generated/rill-chat.d.ts", "rill-chat.d.ts"),
    ("src/element/generated/jsx.d.ts", "jsx.d.ts"),
    ("src/element/generated/vue.d.ts", "vue.d.ts"),
    ("src/element/generated/svelte.d.ts", "svelte.d.ts"),
    ("src/js/types.d.ts", "types.d.ts"),
    (
        "src/element/generated/custom-elements.json",
        "custom-elements.json",
    ),
    ("src/element/generated/web-types.json", "web-types.json"),
    (
        "src/element/generated/vscode.html-custom-data.json",
        "vscode.html-custom-data.json",
    ),
    (
        "src/element/generated/vscode.css-custom-data.json",
        "vscode.css-custom-data.json",
    ),
];

/// A wasm program of the package, and the scripts around it.
struct Program {
    package: &'static str,
    bin: &'static str,
    feature: &'static str,
    /// Its name in the npm package.
    name: &'static str,
    /// The folder of its scripts.
    scripts: &'static str,
}

const PROGRAMS: [Program; 3] = [
    Program {
        package: "rill-chat",
        bin: "rill-element",
        feature: "element",
        name: "chat",
        scripts: "element",
    },
    Program {
        package: "rill-chat",
        bin: "rill-client",
        feature: "js",
        name: "client",
        scripts: "js",
    },
    Program {
        package: "rill-math",
        bin: "rill-math",
        feature: "",
        name: "math",
        scripts: "element",
    },
];

/// Builds and packs the package, and returns the path of the tarball.
///
/// # Errors
///
/// When a tool is missing or a step fails.
pub(crate) fn pack() -> Result<PathBuf> {
    tarball::pack(&build()?, &folder())
}

/// Builds the folder of the package and returns it.
///
/// # Errors
///
/// When a tool is missing or a step fails.
pub(crate) fn build() -> Result<PathBuf> {
    tools::ensure_installed(&TOOLS)?;
    let package = create_empty_dir(package())?;
    let work = create_empty_dir(folder().join("work"))?;

    for scripts in ["element", "element/generated", "js"] {
        copy_all(&format!("src/{scripts}"), "js", &work.join(scripts))?;
    }
    languages::write_to(&work.join("element"), &package)?;
    style::write_to(&work.join("element"))?;
    for program in &PROGRAMS {
        let scripts = work.join(program.scripts);
        program.build(&scripts, &package)?;
        bundle(&scripts, &package, program.name)?;
    }
    for script in ["rill-chat", "inside"] {
        bundle(&work.join("element"), &package, script)?;
    }
    for (from, to) in COPIED {
        copy(&workspace::root().join(from), &package.join(to))?;
    }
    manifest::write_to(&package)?;
    Ok(package)
}

impl Program {
    /// Builds its wasm for the package, and its glue for the scripts, as a factory of instances.
    fn build(&self, scripts: &Path, package: &Path) -> Result<()> {
        let Self { bin, name, .. } = self;
        let built = scripts.join("wasm").join(name);
        wasm::build(self.package, bin, self.feature, &built)?;
        copy(
            &built.join(format!("{bin}_bg.wasm")),
            &package.join(format!("{name}.wasm")),
        )?;
        let script = built.join(format!("{bin}.js"));
        let factory =
            glue::factory(&read(&script)?).with_context(|| format!("the glue of {bin}"))?;
        write(&script, &factory)
    }
}

/// Bundles one script of the package. It loads the package's other scripts at run time.
fn bundle(scripts: &Path, package: &Path, name: &str) -> Result<()> {
    let mut esbuild = command("esbuild");
    esbuild
        .current_dir(scripts)
        .arg(format!("{name}.js"))
        .args([
            "--bundle",
            "--format=esm",
            "--minify",
            "--sourcemap",
            TARGET,
        ])
        .args([
            "--loader:.css=text",
            "--log-level=warning",
            "--legal-comments=none",
        ])
        .args(
            ["chat", "inside", "math", "languages/*"].map(|name| format!("--external:./{name}.js")),
        )
        .arg(format!(
            "--outfile={}",
            package.join(format!("{name}.js")).display()
        ));
    run(&mut esbuild)?;
    let bundled = package.join(format!("{name}.js"));
    let script = read(&bundled)?;
    write(&bundled, &mark_dynamic_imports(&script))
}

/// Tells a host page's bundler to leave alone each `import()` whose URL is known only in a page.
/// esbuild strips the comments that say so, and this puts them back.
fn mark_dynamic_imports(script: &str) -> String {
    const MARK: &str = "import(";
    const COMMENTS: &str = "/*webpackIgnore:true*//*@vite-ignore*/";
    let mut parts = script.split(MARK);
    let mut marked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_literal = part.starts_with(['"', '\'', '`']);
        marked += MARK;
        marked += if is_literal { "" } else { COMMENTS };
        marked += part;
    }
    marked
}

/// Returns the folder of the package, whether it is built or not.
pub(crate) fn package() -> PathBuf {
    folder().join("rill-chat")
}

/// Returns the folder in which the package is built.
fn folder() -> PathBuf {
    workspace::target().join("npm")
}

/// Creates a folder, or empties it.
fn create_empty_dir(folder: PathBuf) -> Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// Copies the files with this extension from a folder of the checkout.
fn copy_all(from: &str, extension: &str, to: &Path) -> Result<()> {
    let from = workspace::root().join(from);
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    let files = fs::read_dir(&from).with_context(|| format!("cannot read {}", from.display()))?;
    for file in files {
        let path = file?.path();
        let is_such = path.extension().is_some_and(|it| it == extension);
        if let (true, Some(name)) = (is_such, path.file_name()) {
            copy(&path, &to.join(name))?;
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to)
        .with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_only_a_page_knows() {
        let marked = mark_dynamic_imports(r#"import("./a.js");import(b);import(`${c}`)"#);
        assert_eq!(
            marked,
            r#"import("./a.js");import(/*webpackIgnore:true*//*@vite-ignore*/b);import(`${c}`)"#
        );
    }
}
