//! The tarball: the same bytes from the same sources, whenever and wherever it is packed.
//!
//! npm sorts the files and gives all of them the same time and owner. It keeps their permissions,
//! which depend on the checkout and on who made it, so these are set here. To see whether the files
//! themselves are the same takes two builds, so it is a command: [`compare`].

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::create_empty_dir;
use crate::process::{cargo, command, run};
use crate::workspace;

/// Packs a folder into a tarball in the folder `to`, and returns its path.
///
/// # Errors
///
/// When npm is missing or fails.
pub(super) fn pack(package: &Path, to: &Path) -> Result<PathBuf> {
    for name in workspace::files(package)? {
        readable_for_all(&package.join(name))?;
    }
    let mut npm = command("npm");
    npm.args(["pack", "--loglevel=error", "--pack-destination"]);
    run(npm.arg(to).arg(package))?;
    Ok(to.join(name()?))
}

#[cfg(unix)]
fn readable_for_all(file: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let permissions = fs::Permissions::from_mode(0o644);
    fs::set_permissions(file, permissions)
        .with_context(|| format!("cannot set the permissions of {}", file.display()))
}

/// On systems without such permissions, npm writes the same for all files.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn readable_for_all(_: &Path) -> Result<()> {
    Ok(())
}

/// Builds the package here, and once more from a copy of the checkout in another folder, and
/// compares the two.
///
/// # Errors
///
/// When a build fails, or the two differ. The error then names the files that differ.
pub(crate) fn compare() -> Result<()> {
    let here = super::pack()?;
    let checkout = create_empty_dir(workspace::target().join("twin"))?.join("of/the/checkout");
    workspace::copy_sources(workspace::root(), &checkout)?;
    let target = checkout.join("target");
    let mut twin = cargo();
    twin.args(["run", "--package", "xtask", "--", "npm"]);
    run(twin.current_dir(&checkout).env("CARGO_TARGET_DIR", &target))?;

    let there = target.join("npm").join(name()?);
    let read =
        |path: &Path| fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    if read(&here)? == read(&there)? {
        println!(
            "reproducible: both builds gave the same {} bytes",
            read(&here)?.len()
        );
        return Ok(());
    }
    let differ = differences(&super::package(), &target.join("npm/rill-chat"))?;
    if differ.is_empty() {
        bail!("two builds have the same files, and are packed differently");
    }
    bail!("two builds differ in {}", differ.join(", "))
}

fn name() -> Result<String> {
    Ok(format!("rill-chat-{}.tgz", workspace::version()?))
}

/// Returns the files that differ between two folders.
fn differences(one: &Path, other: &Path) -> Result<Vec<String>> {
    let mut names = workspace::files(one)?;
    names.append(&mut workspace::files(other)?);
    let is_other =
        |name: &PathBuf| fs::read(one.join(name)).ok() != fs::read(other.join(name)).ok();
    let differ = names.into_iter().filter(is_other);
    Ok(differ.map(|name| name.display().to_string()).collect())
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    use std::os::unix::fs::PermissionsExt;
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::npm::manifest;

    const FILES: [(&str, &str); 4] = [
        ("chat.js", "export {};\n"),
        ("chat.wasm", "\0asm"),
        ("languages/de.js", "export default {};\n"),
        ("README.md", "# A package\n"),
    ];

    /// Makes a package of files in this order and of this age and mode, and packs it.
    fn packed(
        place: &str,
        order: impl Iterator<Item = (&'static str, &'static str)>,
        age: u64,
        mode: u32,
    ) -> Vec<u8> {
        let folder = create_empty_dir(workspace::target().join("npm-try").join(place)).unwrap();
        let package = create_empty_dir(folder.join("rill-chat")).unwrap();
        manifest::write_to(&package).unwrap();
        for (name, text) in order {
            let path = package.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            let file = fs::File::options().append(true).open(&path).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(age))
                .unwrap();
            #[cfg(unix)]
            fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
        }
        fs::read(pack(&package, &folder).unwrap()).unwrap()
    }

    #[test]
    fn the_same_files_are_the_same_bytes() {
        let one = packed("one", FILES.into_iter(), 0, 0o644);
        let other = packed("another/place", FILES.into_iter().rev(), 86_400, 0o600);
        assert!(one == other);
        let mut changed = FILES;
        changed[1].1 = "\0asn";
        assert!(one != packed("changed", changed.into_iter(), 0, 0o644));
    }

    #[test]
    fn what_differs_is_named() {
        let folder = create_empty_dir(workspace::target().join("npm-try/differences")).unwrap();
        let [one, other] = ["one", "other"].map(|name| folder.join(name));
        for (path, text) in [
            (one.join("same"), "a"),
            (other.join("same"), "a"),
            (one.join("in/changed"), "a"),
            (other.join("in/changed"), "b"),
            (other.join("more"), "a"),
        ] {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let changed = Path::new("in").join("changed").display().to_string();
        assert_eq!(
            differences(&one, &other).unwrap(),
            [changed, "more".to_owned()]
        );
    }
}
