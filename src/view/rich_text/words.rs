//! The text of a document node as DOM text nodes.
//!
//! Text grows in place. But a browser looks at the whole paragraph for each text node that grows,
//! and once more for all together during layout; a new text node costs only the latter. So in a
//! long paragraph, text grows by new nodes.

use leptos::{prelude::document, web_sys::Text};

/// From how many bytes a text is long, and from how many siblings a paragraph is.
const LONG: (usize, usize) = (4096, 64);

/// The text of one document node.
pub(super) struct Words {
    /// Adjacent text nodes, each with its offset in the text in bytes.
    parts: Vec<(Text, usize)>,
    /// How many bytes are shown.
    shown: usize,
}

impl Words {
    /// Wraps a text node that shows `shown` bytes.
    pub(super) fn new(text: Text, shown: usize) -> Self {
        Self {
            parts: vec![(text, 0)],
            shown,
        }
    }

    /// Returns the text node that grows.
    pub(super) fn last(&self) -> Option<&Text> {
        self.parts.last().map(|(last, _)| last)
    }

    /// Shows the rest of the text. `siblings` is the number of nodes in the same paragraph.
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

    /// Counts all of these words as shown, and returns those that were not.
    pub(super) fn skip<'a>(&mut self, words: &'a str) -> &'a str {
        let new = words.get(self.shown..).unwrap_or_default();
        self.shown = words.len();
        new
    }

    /// Truncates what is shown to the first `to` bytes of these words.
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

    /// Counts nothing as shown any more.
    pub(super) fn forget(&mut self) {
        self.shown = 0;
    }

    /// Removes all text nodes but the first.
    pub(super) fn remove_rest(&self) {
        for (text, _) in self.parts.iter().skip(1) {
            text.remove();
        }
    }
}
