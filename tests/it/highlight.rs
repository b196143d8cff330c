//! The highlighter: code beside the expected runs, cut in every way, and properties of any text.
//!
//! A run with a scope is written `[text:scope]`, one without as plain text.

mod anything;
mod markup;
mod programs;
mod scripts;

use rill_chat::highlight::{Highlighter, Scope};

/// One name of each language.
const LANGUAGES: &[&str] = &[
    "js",
    "ts",
    "tsx",
    "python",
    "java",
    "c",
    "cpp",
    "cs",
    "go",
    "rust",
    "ruby",
    "swift",
    "kotlin",
    "sh",
    "powershell",
    "sql",
    "json",
    "toml",
    "ini",
    "dockerfile",
    "lua",
    "html",
    "php",
    "css",
    "scss",
    "yaml",
    "diff",
];

/// Runs, with neighbours of the same scope merged.
type Runs = Vec<(Option<Scope>, String)>;

/// Returns the runs of the pieces, having checked that no character is lost or changed.
#[track_caller]
fn read<'a>(language: &str, pieces: impl IntoIterator<Item = &'a str>) -> Runs {
    let mut highlighter = Highlighter::new(language).unwrap();
    let mut runs = Runs::new();
    let mut got = String::new();
    let mut pushed = String::new();
    let mut run = |scope, text: &str, got: &mut String| {
        assert!(!text.is_empty(), "an empty run");
        got.push_str(text);
        match runs.last_mut() {
            Some((last, before)) if *last == scope => before.push_str(text),
            _ => runs.push((scope, text.to_owned())),
        }
    };
    for piece in pieces {
        pushed.push_str(piece);
        highlighter.push(piece, |scope, text| run(scope, text, &mut got));
        let pending = highlighter.pending();
        assert!(pending.len() < 64, "{pending:?} is long");
        assert_eq!(format!("{got}{pending}"), pushed);
    }
    highlighter.finish(|scope, text| run(scope, text, &mut got));
    assert_eq!(highlighter.pending(), "");
    assert_eq!(got, pushed);
    runs
}

fn written(runs: &Runs) -> String {
    let runs = runs.iter().map(|(scope, text)| match scope {
        Some(scope) => format!("[{text}:{}]", scope.as_str()),
        None => text.clone(),
    });
    runs.collect()
}

/// Splits a text into its characters.
fn characters(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.char_indices().map(|(at, c)| (at, at + c.len_utf8()));
    ends.map(|(start, end)| &text[start..end])
}

/// Checks the runs with the code read whole, by character and cut in two at every place.
#[track_caller]
fn check(language: &str, code: &str, expected: &str) {
    let whole = read(language, [code]);
    let got = written(&whole);
    assert_eq!(got, expected, "\n  got: {got}\n want: {expected}");
    assert_eq!(read(language, characters(code)), whole, "by character");
    for (at, _) in code.char_indices() {
        let (head, tail) = code.split_at(at);
        assert_eq!(read(language, [head, tail]), whole, "cut at {at}: {head}");
    }
}

#[test]
fn names_of_languages() {
    for language in LANGUAGES {
        assert!(Highlighter::new(language).is_some(), "{language}");
    }
    let others = [
        "Rust",
        "C++",
        "C#",
        "JSX",
        "yml",
        "zsh",
        "console",
        "PY",
        "golang",
        "Objective-C",
        "xml",
        "svg",
        "vue",
        "less",
        "jsonc",
        "patch",
        "kts",
        "rust,ignore",
        "{.python",
        "ts:main.ts",
    ];
    for language in others {
        assert!(Highlighter::new(language).is_some(), "{language}");
    }
    for language in [
        "",
        "text",
        "plaintext",
        "klingon",
        "a b",
        "öl",
        "x".repeat(99).as_str(),
    ] {
        assert!(Highlighter::new(language).is_none(), "{language}");
    }
}

#[test]
fn scopes_have_the_names_of_css_classes() {
    assert_eq!(Scope::Inserted.as_str(), "inserted");
    assert_eq!(Scope::Property.as_str(), "property");
}

/// Text inside a string or a comment is not held back.
#[test]
fn what_is_certain_comes_at_once() {
    for (language, code, pending) in [
        ("rust", "// some text", ""),
        ("rust", "let s = \"some text", ""),
        ("rust", "/* a *", "*"),
        ("python", "\"\"\"doc string", ""),
        ("python", "x = foo", "foo"),
        ("js", "`a $", "$"),
        ("js", "a /", "/"),
        ("diff", "+let x", ""),
        ("html", "<p>some text", ""),
        ("yaml", "a: some text", "text"),
    ] {
        let mut highlighter = Highlighter::new(language).unwrap();
        highlighter.push(code, |_, _| {});
        assert_eq!(highlighter.pending(), pending, "{code}");
    }
}

#[test]
fn a_long_word_is_plain_and_not_held() {
    let word = "x".repeat(1000);
    let mut highlighter = Highlighter::new("rust").unwrap();
    highlighter.push(&word, |scope, _| assert_eq!(scope, None));
    assert_eq!(highlighter.pending(), "");
    check(
        "rust",
        &format!("{word} let"),
        &format!("{word} [let:keyword]"),
    );
    let digits = "1".repeat(200);
    check(
        "rust",
        &format!("{digits} "),
        &format!("[{digits}:number] "),
    );
}
