//! The labels of the package: a script for each language, which is loaded when it is needed. They
//! are scripts because bundlers follow those and not data.
//!
//! The chat's labels are in `src/view/languages`, and the element has some more in
//! `src/element/languages`. English is compiled into the program; the element's English file has
//! what the element says before the program runs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::{read, write};
use crate::workspace;

const CHAT: &str = "src/view/languages";
const ELEMENT: &str = "src/element/languages";
const ENGLISH: &str = "en";

/// The types of a language's script: it has every label.
const TYPES: &str = "\
import type { LabelKey } from \"../rill-chat.js\";

declare const words: Readonly<Record<LabelKey, string>>;
export default words;
";

/// The labels that a page may need before it loads anything else.
const AT_ONCE: [&str; 3] = ["open", "load-network", "retry"];

/// Writes the languages of the package with their types, and for the element `languages.js`, the
/// English labels and how to load the others, and `words.js`, the labels that are needed at once.
///
/// # Errors
///
/// When a file cannot be read or written.
pub(super) fn write_to(scripts: &Path, package: &Path) -> Result<()> {
    let to = package.join("languages");
    fs::create_dir_all(&to).with_context(|| format!("cannot make {}", to.display()))?;
    let mut languages = folder(CHAT)?;
    for (name, words) in folder(ELEMENT)? {
        languages.entry(name).or_default().extend(words);
    }
    let english = languages.remove(ENGLISH).unwrap_or_default();
    let mut list = String::new();
    for (name, words) in &languages {
        let script = format!("export default {};\n", object(words));
        write(&to.join(format!("{name}.js")), &script)?;
        write(&to.join(format!("{name}.d.ts")), TYPES)?;
        list += &format!("    {name}: () => import(\"./languages/{name}.js\"),\n");
    }
    write(
        &scripts.join("languages.js"),
        &format!(
            "export const english = {};\n\nexport default {{\n{list}}};\n",
            object(&english)
        ),
    )?;
    let at_once: String = [(ENGLISH.to_owned(), english)]
        .into_iter()
        .chain(languages)
        .map(|(name, mut words)| {
            words.retain(|word| AT_ONCE.iter().any(|key| is_of(word, key)));
            format!("    {name}: {},\n", object(&words))
        })
        .collect();
    write(
        &scripts.join("words.js"),
        &format!("export default {{\n{at_once}}};\n"),
    )
}

/// Returns the keys of all labels, sorted: those that a page may replace.
///
/// # Errors
///
/// When a file cannot be read.
pub(crate) fn keys() -> Result<BTreeSet<String>> {
    let files = folder(CHAT)?
        .into_values()
        .chain(folder(ELEMENT)?.into_values());
    let key = |word: String| word.split('"').nth(1).map(str::to_owned);
    Ok(files.flatten().filter_map(key).collect())
}

/// Returns the labels of each language in a folder, sorted by language tag: a folder has no order,
/// but the package needs one.
fn folder(path: &str) -> Result<BTreeMap<String, Vec<String>>> {
    let folder = workspace::root().join(path);
    let files =
        fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut languages = BTreeMap::new();
    for file in files {
        let path = file?.path();
        if let Some(name) = path.file_stem().and_then(|name| name.to_str()) {
            languages.insert(name.to_owned(), words(&read(&path)?));
        }
    }
    Ok(languages)
}

/// Returns the labels of a file, each a key and a text in JSON, which have a line to themselves.
fn words(json: &str) -> Vec<String> {
    let lines = json.lines().map(|line| line.trim().trim_end_matches(','));
    let words = lines.filter(|line| line.starts_with('"'));
    words.map(str::to_owned).collect()
}

fn is_of(word: &str, key: &str) -> bool {
    word.starts_with(&format!("\"{key}\":"))
}

fn object(words: &[String]) -> String {
    format!("{{ {} }}", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::{is_of, object, words};

    #[test]
    fn the_words_of_a_file() {
        let file = "{\n    \"open\": \"Open, please\",\n    \"opening\": \"Opening\"\n}\n";
        let mut all = words(file);
        assert_eq!(
            all,
            [r#""open": "Open, please""#, r#""opening": "Opening""#]
        );
        all.retain(|word| is_of(word, "open"));
        assert_eq!(object(&all), r#"{ "open": "Open, please" }"#);
        assert_eq!(words("{}\n"), Vec::<String>::new());
    }
}
