//! An index of the final blocks with undefined labels, by label.

use std::{collections::HashMap, ops::Range};

use super::labels::{Label, key};

/// A final block, or several that can only be parsed together.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The index of the first one among the top-level blocks, and their number.
    pub(super) index: usize,
    pub(super) size: usize,
    pub(super) source: Range<usize>,
    /// Their undefined labels. Those of footnotes have a `^` in front.
    pub(super) labels: Vec<String>,
}

/// The blocks that wait for definitions.
#[derive(Clone, Debug, Default)]
pub(super) struct Waiting {
    blocks: Vec<Option<Block>>,
    by_label: HashMap<Label, Vec<usize>>,
}

impl Waiting {
    /// Adds a block, unless all its labels are defined.
    pub(super) fn add(&mut self, block: Block) {
        if block.labels.is_empty() {
            return;
        }
        for label in &block.labels {
            let places = self.by_label.entry(key(label)).or_default();
            places.push(self.blocks.len());
        }
        self.blocks.push(Some(block));
    }

    /// Removes and returns the blocks that wait for any of these labels, in order.
    pub(super) fn take(&mut self, labels: &[String]) -> Vec<Block> {
        let mut places: Vec<_> = labels
            .iter()
            .filter_map(|label| self.by_label.remove(&key(label)))
            .flatten()
            .collect();
        places.sort_unstable();
        let blocks = &mut self.blocks;
        places
            .into_iter()
            .filter_map(|place| blocks[place].take())
            .collect()
    }

    /// Removes and returns all blocks.
    pub(super) fn take_all(&mut self) -> Vec<Block> {
        self.by_label.clear();
        std::mem::take(&mut self.blocks)
            .into_iter()
            .flatten()
            .collect()
    }
}
