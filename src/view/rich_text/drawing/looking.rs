//! Queries about what was drawn.

use super::{Drawing, Drawn};
use crate::{
    markdown::{Document, NodeId},
    view::rich_text::words::Words,
};

impl Drawing {
    pub(super) fn get(&self, id: NodeId) -> Option<&Drawn> {
        self.nodes.get(id.index())?.as_ref()
    }

    pub(super) fn get_mut(&mut self, id: NodeId) -> Option<&mut Drawn> {
        self.nodes.get_mut(id.index())?.as_mut()
    }

    pub(super) fn is_long(&self, document: &Document, list: NodeId) -> bool {
        let runs = self.get(list).and_then(|list| list.runs.as_ref());
        runs.is_some_and(|runs| runs.is_long(document.text().len()))
    }

    /// Returns how many nodes the paragraph of a node has, not counting those inside inline marks.
    pub(super) fn neighbours(&self, document: &Document, id: NodeId) -> usize {
        let mut id = id;
        loop {
            let Some(parent) = self.get(id).map(|drawn| drawn.parent) else {
                return 0;
            };
            if document
                .node(parent)
                .is_none_or(|parent| !parent.kind.is_inline())
            {
                return self.get(parent).map_or(0, |parent| parent.children.len());
            }
            id = parent;
        }
    }

    /// Returns whether a text node of ours has left the page. A browser that translates replaces
    /// them with nodes of its own, and text appended to the old ones would be invisible.
    pub(super) fn is_detached(&self) -> bool {
        self.nodes.iter().flatten().any(|drawn| {
            let last = match &drawn.code {
                Some(code) => code.last(),
                None => drawn.words.as_ref().and_then(Words::last),
            };
            last.is_some_and(|last| !self.root.contains(Some(last)))
        })
    }
}
