//! The project's rules, checked against the sources, so that a wrong import fails here and not in a
//! review.

mod layers;
mod source;

use source::{Source, sources};

/// The sources of the crate and its tools, including tests.
fn rust() -> Vec<Source> {
    let all = ["src", "crates", "tests"].into_iter().flat_map(sources);
    all.filter(|source| source.path.ends_with(".rs")).collect()
}

/// Fails with one line for each source that breaks a rule.
#[track_caller]
fn check(rule: &str, sources: &[Source], breaks: impl Fn(&Source) -> Option<String>) {
    assert!(!sources.is_empty(), "nothing to look at");
    let found = sources.iter().filter_map(|source| {
        let what = breaks(source)?;
        Some(format!("  {}: {what}", source.path))
    });
    let found: Vec<_> = found.collect();
    assert!(found.is_empty(), "{rule}:\n{}", found.join("\n"));
}

#[test]
fn a_file_is_no_longer_than_a_reader_can_hold() {
    check("under 450 lines", &rust(), |source| {
        let lines = source.text.lines().count();
        (lines >= 450).then(|| format!("{lines} lines"))
    });
}

/// A file of unit tests needs no module doc: its parent has one.
#[test]
fn a_module_opens_by_saying_what_it_is_for() {
    check("opens with //!", &rust(), |source| {
        let opens = source.text.starts_with("//! ") || source.path.ends_with("/tests.rs");
        (!opens).then(|| "does not".to_owned())
    });
}

#[test]
fn a_module_is_a_file_beside_its_folder() {
    check("no mod.rs", &rust(), |source| {
        let is_mod = source.path.ends_with("/mod.rs");
        is_mod.then(|| "name it after the module".to_owned())
    });
}

#[test]
fn what_is_left_to_do_is_not_left_in_the_sources() {
    // Written in two halves, so that this file passes too.
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
    ];
    check("nothing left to do", &rust(), |source| {
        let word = words.iter().find(|word| source.text.contains(**word))?;
        Some((*word).to_owned())
    });
}

/// Answers are untrusted text: no code may make a browser parse a string as HTML.
#[test]
fn no_text_becomes_markup() {
    let ways = [
        "innerhtml",
        "inner_html",
        "outerhtml",
        "outer_html",
        "insertadjacenthtml",
        "insert_adjacent_html",
        "domparser",
        "dom_parser",
        "parsehtmlunsafe",
        "sethtml",
        "createcontextualfragment",
        "create_contextual_fragment",
        "document.write",
        "srcdoc",
    ];
    let all: Vec<_> = ["src", "crates"].into_iter().flat_map(sources).collect();
    check("no markup from text", &all, |source| {
        let text = source.text.to_lowercase();
        let way = ways.iter().find(|way| text.contains(**way))?;
        Some((*way).to_owned())
    });
}

/// Leptos renders an element with literal text as a constant, by writing HTML; braces prevent it.
#[test]
fn fixed_text_in_a_view_stands_in_braces() {
    let views: Vec<_> = ["src/view", "src/demo"]
        .into_iter()
        .flat_map(sources)
        // Unit tests draw nothing.
        .filter(|source| !source.path.ends_with("/tests.rs"))
        .collect();
    check(r#"text as {"…"}"#, &views, |source| {
        let code: String = source.code().split_whitespace().collect();
        let (at, _) = code
            .match_indices(">\"")
            .find(|(at, _)| !code[..*at].ends_with(['=', '-']))?;
        Some(code[at + 1..].chars().take(20).collect())
    });
}

/// A feature gates whole layers: on the `mod` lines of the crate's root, and nowhere else.
#[test]
fn features_gate_modules_only() {
    check(
        "features on mod lines of lib.rs",
        &sources("src"),
        |source| {
            let code = source.code();
            let mut lines = code.lines().map(str::trim).filter(|line| !line.is_empty());
            while let Some(line) = lines.next() {
                let gates = line.contains("cfg") && line.contains("feature");
                let gated = if gates { lines.next() } else { None };
                let is_mod = gated.is_some_and(|line| line.starts_with("pub mod "));
                if gates && !(is_mod && source.path == "src/lib.rs") {
                    return Some(line.to_owned());
                }
            }
            None
        },
    );
}

/// The demo page uses only the public API, as any other app would.
#[test]
fn the_demo_uses_the_public_face() {
    let is_demo =
        |source: &Source| source.path.starts_with("src/demo") || source.path == "src/main.rs";
    let demo: Vec<_> = rust().into_iter().filter(is_demo).collect();
    check("no way around the public API", &demo, |source| {
        let code = source.code();
        let line = code
            .lines()
            .find(|line| line.contains("#[path") || line.contains("include!("));
        line.map(str::to_owned)
    });
}
