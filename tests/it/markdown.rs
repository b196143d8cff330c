//! Markdown that is read while it is written.
//!
//! Every text is read whole, by character and cut at random. A [`Copy`] follows the reported
//! changes and must equal the tree.

use rill_chat::markdown::{Change, Document, NodeId};

use crate::cuts::pieces;

mod addresses;
mod blocks;
mod html;
mod random;
mod reopened;
mod spec;
mod unfinished;

/// Reads a text whole, having checked that the tree does not depend on how it is cut.
#[track_caller]
fn read(text: &str) -> Document {
    let whole = read_in([text]);
    let expected = whole.to_string();
    let mut by_character = Document::default();
    let mut copy = Copy::default();
    for (at, c) in text.char_indices() {
        let changes = by_character.push(&text[at..at + c.len_utf8()]);
        copy.follow(&changes, &by_character);
        copy.check(&by_character);
    }
    let changes = by_character.finish();
    copy.follow(&changes, &by_character);
    copy.check(&by_character);
    assert_eq!(by_character.to_string(), expected, "by character: {text:?}");
    for seed in 1..=12 {
        let cut = read_in(cut(text, seed));
        assert_eq!(cut.to_string(), expected, "cut by seed {seed}: {text:?}");
    }
    whole
}

/// Reads a text whole, and compares its HTML with that of pulldown-cmark.
#[track_caller]
fn check(text: &str) -> Document {
    let document = read(text);
    let (actual, expected) = (html::actual(&document), html::expected(text));
    assert_eq!(actual, expected, "{text:?}\n{document}");
    document
}

/// Cuts a text into pieces at character boundaries.
fn cut(text: &str, seed: u64) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut at = 0;
    for piece in pieces(text.as_bytes(), seed) {
        at += piece.len();
        cuts.extend((at..=text.len()).find(|at| text.is_char_boundary(*at)));
    }
    cuts.push(text.len());
    cuts.dedup();
    cuts.windows(2).map(|two| &text[two[0]..two[1]]).collect()
}

#[track_caller]
fn read_in<'a>(pieces: impl IntoIterator<Item = &'a str>) -> Document {
    let mut document = Document::default();
    let mut copy = Copy::default();
    for piece in pieces {
        let changes = document.push(piece);
        copy.follow(&changes, &document);
    }
    let changes = document.finish();
    copy.follow(&changes, &document);
    copy.check(&document);
    document
}

/// The nodes as a view knows them that only follows the changes.
struct Copy {
    nodes: Vec<Option<(usize, Vec<usize>)>>,
}

impl Default for Copy {
    fn default() -> Self {
        Self {
            nodes: vec![Some((0, Vec::new()))],
        }
    }
}

impl Copy {
    #[track_caller]
    fn follow(&mut self, changes: &[Change], document: &Document) {
        for change in changes {
            match *change {
                Change::Inserted {
                    node,
                    parent,
                    index,
                } => {
                    assert_eq!(node.index(), self.nodes.len(), "a name was used twice");
                    self.nodes.push(Some((0, Vec::new())));
                    let (_, children) = self.nodes[parent.index()].as_mut().unwrap();
                    children.insert(index, node.index());
                }
                Change::Grown { node, from } => {
                    let (length, _) = self.nodes[node.index()].as_mut().unwrap();
                    assert!(from <= *length, "{node:?} has a gap");
                    *length = document.node(node).unwrap().text.len();
                }
                Change::Shrunk { node, to } => {
                    let (length, _) = self.nodes[node.index()].as_mut().unwrap();
                    *length = to.min(*length);
                }
                Change::Altered { node } => assert!(self.nodes[node.index()].is_some()),
                Change::Removed { node } => {
                    self.remove(node.index());
                }
                _ => panic!("unknown: {change:?}"),
            }
        }
    }

    fn remove(&mut self, node: usize) {
        let (_, children) = self.nodes[node].take().unwrap();
        for child in children {
            self.remove(child);
        }
        for (_, children) in self.nodes.iter_mut().flatten() {
            children.retain(|child| *child != node);
        }
    }

    #[track_caller]
    fn check(&self, document: &Document) {
        self.check_node(document, NodeId::ROOT);
    }

    #[track_caller]
    fn check_node(&self, document: &Document, id: NodeId) {
        let node = document.node(id).unwrap();
        let (length, children) = self.nodes[id.index()].as_ref().unwrap();
        assert_eq!(*length, node.text.len(), "{node:?}");
        let named: Vec<_> = node.children.iter().map(|child| child.index()).collect();
        assert_eq!(*children, named, "{node:?}");
        for child in &node.children {
            self.check_node(document, *child);
        }
    }
}
