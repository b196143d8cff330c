//! The text of a message, and what changed in it since it was drawn.

use crate::markdown::{Change, Document};

/// A document that remembers its changes until a view has followed them.
#[derive(Clone, Debug, Default)]
pub struct Written {
    document: Document,
    changes: Vec<Change>,
    /// How many changes there were before those that are kept.
    forgotten: usize,
}

impl Written {
    pub(super) fn document(&self) -> &Document {
        &self.document
    }

    /// Takes in the next piece of the text. Says whether there is something to draw.
    pub(super) fn push(&mut self, text: &str) -> bool {
        let changes = self.document.push(text);
        self.keep(changes)
    }

    /// Says that the text is complete.
    pub(super) fn finish(&mut self) -> bool {
        let is_new = !self.document.is_finished();
        let changes = self.document.finish();
        self.keep(changes) || is_new
    }

    /// Gives out the changes after the first `seen`, and forgets them. `None` if some of those are
    /// forgotten: another view followed them.
    pub(super) fn changes_after(&mut self, seen: usize) -> Option<Vec<Change>> {
        let changes = std::mem::take(&mut self.changes);
        let known = seen == self.forgotten;
        self.forgotten += changes.len();
        known.then_some(changes)
    }

    /// How many changes there were, all in all.
    pub(super) fn count(&self) -> usize {
        self.forgotten + self.changes.len()
    }

    fn keep(&mut self, changes: Vec<Change>) -> bool {
        let is_new = !changes.is_empty();
        self.changes.extend(changes);
        is_new
    }
}
