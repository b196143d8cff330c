//! Words in the page.
//!
//! They grow where they are. But a browser looks at the whole paragraph for each such growth, and
//! once more for all together when it lays it out; what is put beside them costs only the second.
//! So in a long paragraph, words grow by more nodes.

use leptos::{prelude::document, web_sys::Text};

use crate::markdown::{Document, NodeId};

/// From how many bytes on a text is long, and from how many neighbours on a paragraph.
const LONG: (usize, usize) = (4096, 64);

/// The words of one node.
pub(super) struct Words {
    /// Texts that stand side by side, each with its place among the words, in bytes.
    parts: Vec<(Text, usize)>,
    /// How many bytes are shown.
    shown: usize,
}

impl Words {
    /// `shown` is how many bytes the text has.
    pub(super) fn new(text: Text, shown: usize) -> Self {
        Self {
            parts: vec![(text, 0)],
            shown,
        }
    }

    /// The text that grows.
    pub(super) fn last(&self) -> Option<&Text> {
        self.parts.last().map(|(last, _)| last)
    }

    /// Shows what is not shown yet. `siblings` is how many nodes stand in the same paragraph.
    pub(super) fn grow(&mut self, words: &str, siblings: usize) {
        let from = self.shown;
        let new = self.skip(words);
        let Some(last) = self.last() else {
            return;
        };
        if new.is_empty() {
            return;
        }
        let (long, many) = LONG;
        if from < long && siblings < many {
            let _ = last.append_data(new);
            return;
        }
        let text = document().create_text_node(new);
        if let Some(around) = last.parent_node()
            && around
                .insert_before(&text, last.next_sibling().as_ref())
                .is_ok()
        {
            self.parts.push((text, from));
        }
    }

    /// Takes it as shown that there are these words, and returns those that were not.
    pub(super) fn skip<'a>(&mut self, words: &'a str) -> &'a str {
        let new = words.get(self.shown..).unwrap_or_default();
        self.shown = words.len();
        new
    }

    /// Shows no more than the first `to` bytes of these words.
    pub(super) fn shrink(&mut self, words: &str, to: usize) {
        if self.shown <= to {
            return;
        }
        while let [.., _, (last, from)] = self.parts.as_slice()
            && *from >= to
        {
            last.remove();
            self.parts.pop();
        }
        if let Some((last, from)) = self.parts.last() {
            let kept = words.get(*from..to).unwrap_or_default();
            let kept = u32::try_from(kept.encode_utf16().count()).unwrap_or(0);
            let gone = last.length().saturating_sub(kept);
            if last.delete_data(kept, gone).is_ok() {
                self.shown = to;
            }
        }
    }

    /// Takes nothing as shown any more.
    pub(super) fn forget(&mut self) {
        self.shown = 0;
    }

    /// Takes out all texts but the first.
    pub(super) fn remove_rest(&self) {
        for (text, _) in self.parts.iter().skip(1) {
            text.remove();
        }
    }
}

/// Whether a letter is among the first nodes of a block. `left` says how many are looked at.
pub(super) fn has_letter(text: &Document, id: NodeId, left: &mut usize) -> bool {
    let Some(node) = text.node(id).filter(|_| *left > 0) else {
        return false;
    };
    *left -= 1;
    node.text.contains(char::is_alphabetic)
        || (node.children.iter()).any(|child| has_letter(text, *child, left))
}
