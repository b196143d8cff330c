//! Bare URLs, without any delimiters around them, become links.

use std::sync::Arc;

use super::{
    address,
    draft::Draft,
    tree::{Kind, Link},
};

/// Joins the texts of a block, and makes links of the URLs in them. `is_open` says that the last
/// text may still grow: a URL that reaches to its end has no destination yet.
pub(super) fn link(block: &mut Draft, is_open: bool) {
    block.join_texts();
    link_in(block, is_open);
}

fn link_in(node: &mut Draft, is_open: bool) {
    // The parser adds the cells that a row lacks, empty.
    let is_written = |child: &Draft| node.kind != Kind::TableRow || !child.children.is_empty();
    let last = node.children.iter().rposition(is_written).unwrap_or(0);
    let children = std::mem::take(&mut node.children);
    node.children.reserve(children.len());
    for (index, mut child) in children.into_iter().enumerate() {
        let is_open = is_open && index == last;
        match child.kind {
            Kind::Text => split(child, is_open, &mut node.children),
            Kind::Link(_) => node.children.push(child),
            _ => {
                link_in(&mut child, is_open);
                node.children.push(child);
            }
        }
    }
}

fn split(mut text: Draft, is_open: bool, out: &mut Vec<Draft>) {
    if is_open {
        let hidden = address::beginning(&text.text);
        text.text.truncate(text.text.len() - hidden);
    }
    let mut rest = text.text.as_str();
    while let Some(found) = address::find(rest) {
        let words = &rest[..found.start];
        let address = &rest[found.start..found.end];
        if !words.is_empty() {
            out.push(Draft::new(Kind::Text, words, text.source.clone()));
        }
        let is_unfinished = is_open && found.is_last;
        let destination: Arc<str> = if address.as_bytes()[0] | 0x20 == b'w' {
            format!("http://{address}").into()
        } else {
            address.into()
        };
        let kind = Kind::Link(Link {
            destination: (!is_unfinished).then_some(destination),
            title: "".into(),
            bare: true,
        });
        let mut link = Draft::new(kind, "", text.source.clone());
        link.children
            .push(Draft::new(Kind::Text, address, text.source.clone()));
        out.push(link);
        // Punctuation behind an unfinished URL belongs to it if more follows, so it stays hidden.
        rest = if is_unfinished {
            ""
        } else {
            &rest[found.end..]
        };
    }
    if !rest.is_empty() {
        let rest = rest.to_owned();
        text.text = rest;
        out.push(text);
    }
}
