//! Properties that hold for any text in any language.

use proptest::{collection::vec, prelude::*, sample::select};

use rill_chat::highlight::Highlighter;

use super::{LANGUAGES, characters, read};

/// Fragments of code, with awkward ones among them.
const PIECES: &[&str] = &[
    " ",
    "  ",
    "\n",
    "\r\n",
    "\t",
    "let",
    "function",
    "class",
    "def",
    "x",
    "Foo",
    "MAX",
    "_",
    "0x1F",
    "1.5e-3",
    "1..2",
    "'",
    "\"",
    "`",
    "\"\"\"",
    "'''",
    "\\",
    "/",
    "//",
    "/*",
    "*/",
    "#",
    "##",
    "#[",
    "#!",
    "--",
    "--[[",
    "]]",
    "<!--",
    "-->",
    "<",
    ">",
    "</",
    "/>",
    "<div",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<?php",
    "?>",
    "{",
    "}",
    "${",
    "#{",
    "\\(",
    "$(",
    "(",
    ")",
    "[",
    "]",
    "r#\"",
    "\"#",
    "R\"x(",
    ")x\"",
    "f\"",
    "rb'",
    "@\"",
    "$\"",
    "@",
    "$",
    "$x",
    "<<EOF",
    "EOF",
    "<<~A",
    "<<<A",
    "A",
    ":",
    "::",
    ";",
    ",",
    ".",
    "=",
    "=>",
    "->",
    "|",
    "&",
    "!",
    "?",
    "%",
    "+",
    "-",
    "- ",
    "key: ",
    "key = ",
    "true",
    "null",
    "%w[",
    "&amp;",
    "é",
    "日本",
    "🦀",
    "\0",
    "return",
    "=begin",
    "url(",
    "a:b",
];

fn code() -> impl Strategy<Value = String> {
    let long = prop_oneof![
        20 => select(PIECES).prop_map(str::to_owned),
        1 => "[a-z0-9 é]{60,70}",
        1 => "\\PC{0,5}",
    ];
    vec(long, 0..40).prop_map(|pieces| pieces.concat())
}

/// Cuts a text before each character whose flag is set, repeating the flags.
fn cut<'a>(text: &'a str, flags: &[bool]) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (index, (at, _)) in text.char_indices().enumerate() {
        if flags.get(index % flags.len().max(1)) == Some(&true) {
            pieces.push(&text[start..at]);
            start = at;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

fn check(text: &str, flags: &[bool]) {
    for language in LANGUAGES {
        let whole = read(language, [text]);
        assert_eq!(
            read(language, characters(text)),
            whole,
            "{language} by character"
        );
        assert_eq!(read(language, cut(text, flags)), whole, "{language} cut");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn code_in_any_pieces(text in code(), flags in vec(any::<bool>(), 1..50)) {
        check(&text, &flags);
    }

    #[test]
    fn text_in_any_pieces(text in ".{0,200}", flags in vec(any::<bool>(), 1..50)) {
        check(&text, &flags);
    }
}

/// Reads some twenty thousand bytes of each fragment. With quadratic time, the test would
/// practically never end.
#[test]
fn nothing_takes_the_square_of_the_length() {
    for piece in PIECES {
        let text = piece.repeat(20_000 / piece.len());
        for language in ["tsx", "rust", "sh", "php", "html", "scss", "yaml"] {
            let mut highlighter = Highlighter::new(language).unwrap();
            highlighter.push(&text, |_, _| {});
            assert!(highlighter.pending().len() < 64, "{language} {piece:?}");
        }
    }
}
