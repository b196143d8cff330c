//! The table of layers: which modules each may import, and which packages it may name.

use std::collections::BTreeSet;

use super::source::{Source, sources};

struct Layer {
    name: &'static str,
    /// Modules of this crate.
    imports: &'static [&'static str],
    /// Other packages.
    names: &'static [&'static str],
}

/// The layers, in the order of ARCHITECTURE.md: each imports only from those before it.
const LAYERS: &[Layer] = &[
    Layer {
        name: "error",
        imports: &[],
        names: &[],
    },
    Layer {
        name: "json",
        imports: &[],
        // Only its tests, which compare with it.
        names: &["serde_json"],
    },
    Layer {
        name: "sse",
        imports: &[],
        names: &["memchr"],
    },
    Layer {
        name: "markdown",
        imports: &[],
        names: &["memchr", "pulldown_cmark", "unicase"],
    },
    Layer {
        name: "highlight",
        imports: &[],
        names: &[],
    },
    Layer {
        name: "storyteller",
        imports: &[],
        names: &["serde_json"],
    },
    Layer {
        name: "chat",
        imports: &["error", "json"],
        names: &["serde", "serde_json"],
    },
    Layer {
        name: "gemini",
        imports: &["error", "json", "sse", "chat"],
        names: &["memchr", "serde"],
    },
    Layer {
        name: "client",
        imports: &["error", "storyteller", "chat", "gemini"],
        names: &["futures_util"],
    },
    Layer {
        name: "browser",
        imports: &["error", "sse", "storyteller", "chat", "gemini", "client"],
        names: &[
            "futures_util",
            "gloo_timers",
            "js_sys",
            "wasm_bindgen",
            "wasm_bindgen_futures",
            "wasm_streams",
            "web_sys",
        ],
    },
    Layer {
        name: "js",
        imports: &["error", "json", "chat", "gemini", "client", "browser"],
        names: &[
            "futures_util",
            "js_sys",
            "serde",
            "serde_json",
            "wasm_bindgen",
            "wasm_bindgen_futures",
        ],
    },
    Layer {
        name: "view",
        imports: &[
            "error",
            "json",
            "sse",
            "markdown",
            "highlight",
            "storyteller",
            "chat",
            "gemini",
            "client",
            "browser",
        ],
        // The DOM types through Leptos, which hands them out in its events.
        names: &["futures_util", "leptos", "wasm_bindgen", "web_sys"],
    },
];

/// Not a layer, but a few lines of arithmetic that any module may use.
const EVERYWHERE: &str = "rng";

/// The items that the crate's root re-exports, and their modules.
const ROOT: &[(&str, &str)] = &[
    ("Chat", "client"),
    ("Client", "client"),
    ("MessageStream", "client"),
    ("Error", "error"),
    ("ErrorKind", "error"),
];

#[test]
fn every_module_has_its_place_in_the_table() {
    let sources = sources("src");
    let root = sources
        .iter()
        .find(|source| source.path == "src/lib.rs")
        .unwrap();
    let code = root.code();
    let modules = code
        .lines()
        .map(|line| line.trim().trim_start_matches("pub "))
        .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    let modules: BTreeSet<_> = modules.filter(|module| *module != EVERYWHERE).collect();
    let layers: BTreeSet<_> = LAYERS.iter().map(|layer| layer.name).collect();
    assert_eq!(modules, layers);
}

#[test]
fn a_layer_imports_only_what_its_row_allows() {
    check(|layer, source| {
        let imported = roots(&source.code(), "crate");
        let modules = imported.into_iter().map(|name| {
            let handed_on = ROOT.iter().find(|(item, _)| *item == name);
            handed_on.map_or(name, |(_, module)| (*module).to_owned())
        });
        let allowed = |name: &String| {
            [layer.name, EVERYWHERE].contains(&&**name) || layer.imports.contains(&&**name)
        };
        modules.filter(|name| !allowed(name)).collect()
    });
}

#[test]
fn a_layer_names_the_packages_it_was_given() {
    let packages = packages();
    check(|layer, source| {
        let code = source.code();
        let named = packages.iter().filter(|package| names(&code, package));
        let foreign = named.filter(|package| !layer.names.contains(&package.as_str()));
        foreign.cloned().collect()
    });
}

/// Fails with every name that a source must not use.
#[track_caller]
fn check(knows: impl Fn(&Layer, &Source) -> Vec<String>) {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for source in sources("src") {
        let Some(layer) = layer_of(&source.path) else {
            continue;
        };
        seen.insert(layer.name);
        for name in knows(layer, &source) {
            wrong.push(format!("  {} knows {name}", source.path));
        }
    }
    assert_eq!(seen.len(), LAYERS.len(), "only {seen:?} were looked at");
    assert!(wrong.is_empty(), "out of its layer:\n{}", wrong.join("\n"));
}

/// Maps `src/chat.rs` and `src/chat/part.rs` to `chat`; the root and the demo page are in no layer.
fn layer_of(path: &str) -> Option<&'static Layer> {
    let path = path.strip_prefix("src/")?;
    path.ends_with(".rs").then_some(())?;
    let name = path.split(['/', '.']).next()?;
    LAYERS.iter().find(|layer| layer.name == name)
}

/// Returns the names directly after `start::`, including those in a group.
fn roots(code: &str, start: &str) -> Vec<String> {
    let mut roots = Vec::new();
    for (at, _) in code.match_indices(&format!("{start}::")) {
        if code[..at].ends_with(is_part_of_name) {
            continue;
        }
        let rest = &code[at + start.len() + 2..];
        match rest.strip_prefix('{') {
            Some(group) => roots.extend(items(group)),
            None => roots.push(first_name(rest)),
        }
    }
    roots
}

/// Returns the first name of each item in a group, up to its closing brace.
fn items(group: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut depth = 0;
    let mut at_start = true;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_start = true,
            c if c.is_whitespace() => {}
            _ if at_start => {
                items.push(first_name(&group[at..]));
                at_start = false;
            }
            _ => {}
        }
    }
    items
}

fn first_name(path: &str) -> String {
    path.chars().take_while(|c| is_part_of_name(*c)).collect()
}

/// Returns whether code has a path that starts with this package, or a `use` of the package.
fn names(code: &str, package: &str) -> bool {
    code.match_indices(package).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + package.len()..]);
        let is_start = !before.ends_with(is_part_of_name) && !before.ends_with([':', '.']);
        is_start && (after.starts_with("::") || before.ends_with("use ") && after.starts_with(';'))
    })
}

fn is_part_of_name(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// Returns the crate's dependencies as code names them, without dev-dependencies.
fn packages() -> Vec<String> {
    let manifest = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
    let section = manifest.split("\n[dependencies]").nth(1).unwrap();
    let section = section.split("\n[").next().unwrap();
    let entries = section
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_alphabetic()));
    let names = entries.filter_map(|line| line.split([' ', '=', '.']).next());
    let names: Vec<_> = names.map(|name| name.replace('-', "_")).collect();
    assert!(names.iter().any(|name| name == "serde_json"), "{names:?}");
    names
}

#[test]
fn the_rules_find_what_they_look_for() {
    let code = "use crate::{\n    chat::{Chunk, Ending},\n    error::Error, Client,\n};\nlet x = crate::view::x();";
    assert_eq!(roots(code, "crate"), ["chat", "error", "Client", "view"]);
    assert_eq!(roots("mycrate::a", "crate"), [""; 0]);
    assert!(names("use web_sys::Node;", "web_sys"));
    assert!(names("use leptos::{web_sys::Node};", "web_sys"));
    assert!(names("use leptos;", "leptos"));
    assert!(!names("my_web_sys::Node", "web_sys"));
    assert!(!names("gemini::serde::x", "serde"));
    assert!(!names("serde_json::x", "serde"));
}
