//! Texts that were finished, and then continued.

use proptest::prelude::*;
use rill_chat::markdown::{Change, Document, NodeId};

use super::{Copy, random};

/// Reads a text that was finished and reopened at a cut.
fn read(text: &str, cut: usize) -> Document {
    let mut document = Document::default();
    let mut copy = Copy::default();
    let (before, after) = text.split_at(cut);
    let push = |document: &mut Document, copy: &mut Copy, text: &str| {
        let changes = document.push(text);
        copy.follow(&changes, document);
    };
    push(&mut document, &mut copy, before);
    for change in [Document::finish, Document::reopen] {
        let changes = change(&mut document);
        copy.follow(&changes, &document);
        copy.check(&document);
    }
    for (at, c) in after.char_indices() {
        push(&mut document, &mut copy, &after[at..at + c.len_utf8()]);
    }
    let changes = document.finish();
    copy.follow(&changes, &document);
    copy.check(&document);
    document
}

#[track_caller]
fn check(before: &str, after: &str) {
    let text = format!("{before}{after}");
    let reopened = read(&text, before.len());
    assert_eq!(reopened.to_string(), super::read(&text).to_string());
}

#[test]
fn blocks_go_on() {
    check("The kni", "ght rode.");
    check("```rust\nfn a() {}\nfn b(", ") {}\n```\n\nDone.");
    check("| a | b |\n|---|---|\n| 1 | 2", "2 |\n| 3 | 4 |\n");
    check("- one\n- tw", "o\n- three\n\nEnd.");
    check("**bo", "ld** and $x");
    check("a line\r", "\nand another");
    check("see [foo] and[^1]", "\n\n[foo]: /url\n[^1]: note");
}

/// Existing blocks keep their nodes, so none of them is drawn again.
#[test]
fn finished_blocks_stay() {
    let mut document = Document::default();
    document.push("# Title\n\nFirst.\n\n- a\n- b\n\nThe kni");
    document.finish();
    let node = |document: &Document| document.node(NodeId::ROOT).unwrap().children.clone();
    let before = node(&document);
    let mut changes = document.reopen();
    changes.extend(document.push("ght."));
    assert_eq!(node(&document), before);
    let removed = |change: &&Change| matches!(change, Change::Removed { .. });
    assert_eq!(changes.iter().find(removed), None);
}

#[test]
fn only_a_complete_text_is_reopened() {
    let mut document = Document::default();
    document.push("One");
    assert_eq!(document.reopen(), []);
}

proptest! {
    #![proptest_config(random::config())]

    #[test]
    fn it_reads_as_if_it_had_never_been_complete(text in random::text(30), cut in 0.0..1.0f64) {
        let cut = (text.len() as f64 * cut) as usize;
        let cut = text.floor_char_boundary(cut);
        let mut whole = Document::default();
        whole.push(&text);
        whole.finish();
        prop_assert_eq!(read(&text, cut).to_string(), whole.to_string());
    }
}
