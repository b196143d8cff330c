//! Properties of random texts.

use proptest::prelude::*;
use rill_chat::markdown::Document;

use super::{cut, html};

/// A fragment of Markdown.
fn fragment() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2) ",
        "10. ",
        "> ",
        ">",
        "# ",
        "### ",
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\n\n",
        "    ",
        "  ",
        " ",
        " ",
        "\t",
        "```",
        "```rs\n",
        "~~~\n",
        "`",
        "``",
        "**",
        "*",
        "_",
        "__",
        "~~",
        "~",
        "[",
        "]",
        "](",
        "(",
        ")",
        "[foo]",
        "[^1]",
        "[^1]: ",
        "\n[foo]: /url\n",
        "\n[foo]: <x> 'title'\n",
        "[bar][foo]",
        "![",
        "|",
        " | ",
        "| a | b |\n|---|:-:|\n",
        "---",
        "---\n",
        "===\n",
        "***\n",
        "$",
        "$$",
        "\\",
        "\\\n",
        "  \n",
        "<",
        ">",
        "<div>",
        "<b c=\"",
        "<!--",
        "-->",
        "&",
        "&amp;",
        ";",
        "!",
        ":",
        "https://x.yz/a",
        "www.x.yz",
        "<https://x.yz>",
        "[ ] ",
        "[x] ",
        "> [!NOTE]\n",
        "{",
        "}",
        "-",
        "=",
        "'",
        "\"",
        "1",
        "\r\n",
        "\u{a0}",
    ]);
    let words = prop::sample::select(vec![
        "a",
        "foo",
        "word ",
        "two words ",
        "é",
        "東京",
        "🦀",
        "snake_case",
        "3*4",
        "x.",
        "B ",
    ]);
    prop_oneof![
        4 => marks.prop_map(str::to_owned),
        3 => words.prop_map(str::to_owned),
        1 => (1..50usize).prop_map(|count| "lorem ipsum ".repeat(count * 2)),
    ]
}

pub(super) fn text(longest: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(fragment(), 0..longest).prop_map(|parts| parts.concat())
}

fn shown(pieces: &[&str]) -> String {
    let mut document = Document::default();
    for piece in pieces {
        document.push(piece);
    }
    document.to_string()
}

/// Few cases, so that all tests together take seconds; `PROPTEST_CASES` sets another number.
pub(super) fn config() -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: if asked { default.cases } else { 100 },
        ..default
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_cuts_do_not_matter(text in text(40)) {
        super::read(&text);
    }

    #[test]
    fn it_reads_as_pulldown_cmark_reads_it(text in text(40), seed in 1..100u64) {
        let mut document = Document::default();
        for piece in cut(&text, seed) {
            document.push(piece);
        }
        document.finish();
        prop_assert_eq!(html::actual(&document), html::expected(&text), "\n{}", document);
    }

    /// The visible tree depends on the text so far, not on how it was cut.
    #[test]
    fn what_is_shown_depends_on_the_text(text in text(30), seed in 1..100u64) {
        // Excluded: a definition affects earlier text only once it is complete, and whether an
        // incomplete line is a table row depends on how much of the text above is still re-read.
        let text = text.replace("]:", "] ").replace('|', "");
        let pieces = cut(&text, seed);
        let mut so_far = String::new();
        let mut document = Document::default();
        for piece in pieces {
            so_far.push_str(piece);
            document.push(piece);
            prop_assert_eq!(document.to_string(), shown(&[&so_far]), "{:?}", so_far);
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC*|[\\x00-\\x7f]*", seed in 1..100u64) {
        let mut document = Document::default();
        for piece in cut(&text, seed) {
            document.push(piece);
        }
        document.finish();
        prop_assert_eq!(html::actual(&document), html::expected(&text), "\n{}", document);
    }
}
