//! What stays and what changes: node ids, final blocks, late definitions, footnotes and malformed
//! texts.

use std::time::{Duration, Instant};

use rill_chat::markdown::{Change, Document, Kind, NodeId};

use super::{Copy, check};

fn blocks(document: &Document) -> Vec<NodeId> {
    document.node(NodeId::ROOT).unwrap().children.clone()
}

/// Returns the node that a change is about.
fn node(change: &Change) -> NodeId {
    match *change {
        Change::Inserted { node, .. }
        | Change::Grown { node, .. }
        | Change::Shrunk { node, .. }
        | Change::Altered { node }
        | Change::Removed { node } => node,
        _ => panic!("unknown: {change:?}"),
    }
}

fn is_in(document: &Document, id: NodeId, ancestor: NodeId) -> bool {
    let children = &document.node(ancestor).unwrap().children;
    id == ancestor || children.iter().any(|child| is_in(document, id, *child))
}

/// Every construct, one after the other.
const ANSWER: &str = include_str!("../../data/markdown/answer.md");

#[test]
fn what_is_final_keeps_its_name_and_its_words() {
    let mut document = Document::default();
    let mut copy = Copy::default();
    let mut before: Vec<(NodeId, String)> = Vec::new();
    for (at, c) in ANSWER.char_indices() {
        let changes = document.push(&ANSWER[at..at + c.len_utf8()]);
        copy.follow(&changes, &document);
        for (id, words) in &before {
            assert_eq!(document.plain_text(*id), *words);
        }
        let now = document.final_blocks();
        assert!(now.len() >= before.len());
        assert!(
            now.iter()
                .zip(&before)
                .all(|(now, (before, _))| now == before)
        );
        let new = &now[before.len()..];
        before.extend(new.iter().map(|id| (*id, document.plain_text(*id))));
    }
    copy.check(&document);
    document.finish();
    assert_eq!(document.final_blocks(), blocks(&document));
    assert!(
        before.len() + 3 > blocks(&document).len(),
        "{}",
        before.len()
    );
}

#[test]
fn short_paragraphs_become_final_wherever_they_are_cut() {
    for size in [1, 7, 20, 40, 64] {
        let text = "A paragraph in one line, with **bold** words.\n\n".repeat(50);
        let mut document = Document::default();
        for piece in text.as_bytes().chunks(size) {
            document.push(std::str::from_utf8(piece).unwrap());
            let all = blocks(&document).len();
            assert!(document.final_blocks().len() + 3 > all, "{size}");
        }
    }
}

/// However large the piece before it, the next word is shown when it arrives.
#[test]
fn a_long_piece_does_not_delay_the_next() {
    let mut document = Document::default();
    document.push(&ANSWER.repeat(100));
    document.push("\n\nThen **one");
    assert!(document.plain_text(NodeId::ROOT).ends_with("Then one"));
    document.push(" more**");
    assert!(document.plain_text(NodeId::ROOT).ends_with("Then one more"));
}

#[test]
fn items_and_rows_keep_their_names() {
    for text in ["- item\n", "1. item\n", "- item\n  - inner\n", "- item\n\n"] {
        let mut document = Document::default();
        let mut items = Vec::new();
        for _ in 0..20 {
            document.push(text);
            let list = blocks(&document)[0];
            let now = document.node(list).unwrap().children.clone();
            assert!(now.starts_with(&items), "{text:?}");
            items = now;
        }
        assert!(items.len() >= 19, "{text:?}");
    }
    let mut document = Document::default();
    document.push("| a | b |\n|---|---|\n");
    let mut rows = Vec::new();
    for _ in 0..20 {
        document.push("| 1 | 2 |\n");
        let now = document
            .node(blocks(&document)[0])
            .unwrap()
            .children
            .clone();
        assert!(now.starts_with(&rows));
        rows = now;
    }
    assert_eq!(rows.len(), 21);
}

#[test]
fn a_list_that_becomes_loose_changes_alone() {
    let mut document = Document::default();
    document.push("- one\n- two\n- three\n");
    let list = blocks(&document)[0];
    document.push("\n");
    let changes = document.push("- four\n");
    let altered: Vec<_> = changes
        .iter()
        .filter(|change| matches!(change, Change::Altered { .. }))
        .map(node)
        .collect();
    assert_eq!(altered, [list]);
    assert!(
        !changes
            .iter()
            .any(|change| matches!(change, Change::Removed { .. }))
    );
    let kind = &document.node(list).unwrap().kind;
    assert!(matches!(kind, Kind::List { tight: false, .. }));
}

#[test]
fn a_late_definition_changes_those_that_wait_for_it() {
    let mut document = Document::default();
    document.push("one [a]\n\ntwo [b]\n\nthree\n\n- four [A]\n\nwords\n\n");
    let all = blocks(&document);
    let changes = document.push("[a]: https://example.com\n\nmore\n\n");
    let changed = |block: NodeId| changes.iter().any(|c| is_in(&document, node(c), block));
    let changed: Vec<_> = all.iter().map(|block| changed(*block)).collect();
    assert_eq!(changed, [true, false, false, true, false]);
    // The first definition counts.
    let changes = document.push("[a]: https://other.example\n\neven more\n\n");
    let is_old = |change: &Change| all.iter().any(|it| is_in(&document, node(change), *it));
    assert!(!changes.iter().any(is_old));
    assert_eq!(document.plain_text(all[0]), "one a");
}

#[test]
fn a_footnote_may_be_written_anywhere() {
    for (text, shown) in [
        ("a[^1]\n\n[^1]: note\n", "a\nnote\n"),
        ("[^1]: note\n\na[^1]\n", "note\na\n"),
        ("a[^1]\n\n> [^1]: note\n", "a\nnote\n"),
        ("- a[^1]\n\n  [^1]: note\n", "a\nnote\n"),
        ("a[^1] b[^2]\n\nc\n\n[^2]: note\n", "a[^1] b\nc\nnote\n"),
        ("a[^1]", "a[^1]"),
        ("a[^1]\n\nb\n\n[^1]", "a[^1]\nb\n[^1]"),
    ] {
        let document = check(text);
        assert_eq!(
            document.plain_text(NodeId::ROOT),
            shown.trim_end(),
            "{text:?}"
        );
    }
}

#[test]
fn footnotes_are_numbered_in_their_order_in_the_end() {
    let document = check("a[^x] b[^y] c[^z] d[^y]\n\n[^z]: z\n[^y]: y\n");
    let mut numbers = Vec::new();
    numbers_in(&document, NodeId::ROOT, &mut numbers);
    assert_eq!(numbers, [1, 2, 1, 2, 1], "{document}");
}

fn numbers_in(document: &Document, id: NodeId, numbers: &mut Vec<u32>) {
    let node = document.node(id).unwrap();
    if let Kind::FootnoteReference(note) | Kind::FootnoteDefinition(note) = &node.kind {
        numbers.push(note.number);
    }
    for child in &node.children {
        numbers_in(document, *child, numbers);
    }
}

/// Regressions: each of these was once read differently, whole or in pieces.
#[test]
fn odd_texts_read_as_pulldown_cmark_reads_them() {
    for text in [
        "| a | b | c | d |\n|---|---|---|---|\n`---\n~",
        "[foo]:/\n[\n\n[foo]:l\n*\n",
        "[foo]\n\n[foo]:l\n'\n]'",
        "[foo]\n\nbar\n\n[foo]:\nl x",
        "![a [foo] b][bar]\n\nwords\n\n[foo]: x\n[bar]: y\n[bar]: z\n",
        "[^a]:[^1]:\n$",
        "[^1]:[^1]:\n",
        "[f]:'\n[^1]:[^1]:\n",
        "[^1][a]\n[^a]:",
        "$[^1]$\n[^a]:",
        "[^a]:~~~\n[f]:'\n\n",
        "[foo]:l\n~~~\n~~~\n[foo]",
        "--\n|-\n|->",
        "0. \n[o]:'\n0. \n|||\n-|:\n",
        "0. <\r0.\n\n0.",
        "-\n[f]:l\n2)\n",
        "2) {\n2)\n   [^b]:\n   [^b]:\n",
        "`\n\n[o]:'\n\n",
        "a***\n\n[f]:*\n]",
        "[\n\n[f]:-\n\n",
        "~~~\n~~~\t\n",
        "- a\n\n  [x]: y\n- b\n\n[x]\n",
        "> [x]: y\n\n[x] [X] [ x ]\n",
        "> - [x]: y\n>   [x]: z\n\n[x]\n",
    ] {
        check(text);
    }
}

#[test]
fn strange_input_is_read() {
    check("a\r\nb\r\n\r\n- c\r\n\rd\r");
    check("a\0b `\0` **\0**\n\n```\n\0\n```\n");
    check("\u{feff}# a\n");
    check("\n\n\n");
    check("   \n\t\n");
    let mut document = Document::default();
    assert_eq!(document.push(""), []);
    document.push("a\r");
    document.push("");
    document.push("\nb");
    assert_eq!(document.text(), "a\nb");
    document.finish();
    assert!(document.is_finished());
    assert_eq!(document.push("c"), []);
    assert_eq!(document.finish(), []);
    assert_eq!(document.text(), "a\nb");
}

fn depth(document: &Document, id: NodeId) -> usize {
    let children = &document.node(id).unwrap().children;
    let deepest = children.iter().map(|child| depth(document, *child)).max();
    1 + deepest.unwrap_or(0)
}

#[test]
fn ten_thousand_quotations_are_no_deeper_than_a_view_can_draw() {
    for part in ["> ", "[", "*a "] {
        let mut document = Document::default();
        document.push(&part.repeat(10_000));
        document.finish();
        assert!(depth(&document, NodeId::ROOT) <= 70, "{part:?}");
    }
}

/// No text makes a tree too deep for a recursive view, or blocks the page for long.
#[test]
fn hostile_texts_are_read_soon_and_are_not_deep() {
    let started = Instant::now();
    for part in [
        "> ", "- ", "1. ", "[", "]", "![", "[](", "*", "_", "**a ", "~~", "`", "<", "&", "\\", "$",
        "$$", "|", "a|", "[^", "[^1]", "[^a]: ", "http://", "www.", "(", "\n", "a\n", "- a\n\n",
        "[a]: b\n", "{", "<!--", "<a ", "> - ", "a", "[a\n", "\t",
    ] {
        let text = part.repeat(5_000 / part.len());
        let mut document = Document::default();
        for piece in text.as_bytes().chunks(40) {
            document.push(std::str::from_utf8(piece).unwrap());
        }
        document.finish();
        assert!(depth(&document, NodeId::ROOT) <= 70, "{part:?}");
    }
    // A debug build on a busy machine takes many times as long as a page does.
    assert!(started.elapsed() < Duration::from_secs(40));
}
