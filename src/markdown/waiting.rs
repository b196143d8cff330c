//! Final blocks that point to what nobody has written yet, found by what they point to.

use std::{collections::HashMap, ops::Range};

use super::labels::{Label, key};

/// Final blocks, or more than one of which each needs the others to be read.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Which blocks of the document, and how many.
    pub(super) index: usize,
    pub(super) size: usize,
    pub(super) source: Range<usize>,
    /// What they point to. Labels of footnotes have a `^` before them.
    pub(super) labels: Vec<String>,
}

/// The blocks that wait.
#[derive(Clone, Debug, Default)]
pub(super) struct Waiting {
    blocks: Vec<Option<Block>>,
    by_label: HashMap<Label, Vec<usize>>,
}

impl Waiting {
    /// Takes in a block, if it waits for anything.
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

    /// Takes out the blocks that wait for some labels.
    pub(super) fn take(&mut self, labels: &[&str]) -> Vec<Block> {
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

    /// Takes out all.
    pub(super) fn take_all(&mut self) -> Vec<Block> {
        self.by_label.clear();
        std::mem::take(&mut self.blocks)
            .into_iter()
            .flatten()
            .collect()
    }
}
