//! A node that is parsed, but not in the tree yet.

use std::ops::Range;

use super::tree::Kind;

/// A node that is not in the tree yet.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) text: String,
    /// Its range in the document. Empty for a text that differs from its source.
    pub(super) source: Range<usize>,
    pub(super) children: Vec<Self>,
}

impl Draft {
    pub(super) fn new(kind: Kind, text: &str, source: Range<usize>) -> Self {
        Self {
            kind,
            text: text.to_owned(),
            source,
            children: Vec::new(),
        }
    }

    /// Joins adjacent texts, here and in all descendants.
    pub(super) fn join_texts(&mut self) {
        join(&mut self.children);
        for child in &mut self.children {
            child.join_texts();
        }
    }
}

fn join(list: &mut Vec<Draft>) {
    list.dedup_by(|next, text| {
        let both = text.kind == Kind::Text && next.kind == Kind::Text;
        if both {
            text.text.push_str(&next.text);
            text.source.end = next.source.end;
        }
        both
    });
    list.retain(|node| node.kind != Kind::Text || !node.text.is_empty());
}
