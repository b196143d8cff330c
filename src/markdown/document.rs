//! A text that is read while it is written.

use std::ops::Range;

use super::{
    bare,
    fence::{Fence, Outcome},
    footnotes, held,
    labels::Labels,
    likely,
    line_breaks::LineBreaks,
    patch::{self, Final},
    patience::patience,
    settled,
    sketch::{Part, Reading, Sketch, Trust},
    tree::{Change, Kind, Node, NodeId, Tree},
    waiting::{Block, Waiting},
    words::Words,
};

/// A Markdown text that arrives in pieces, as a tree.
///
/// ```
/// use rill_chat::markdown::{Document, Kind, NodeId};
///
/// let mut document = Document::default();
/// document.push("Once **upo");
/// document.push("n** a time");
/// document.finish();
///
/// let paragraph = document.node(NodeId::ROOT).unwrap().children[0];
/// let kinds = document.node(paragraph).unwrap().children.iter();
/// let kinds: Vec<_> = kinds.map(|child| &document.node(*child).unwrap().kind).collect();
/// assert_eq!(kinds, [&Kind::Text, &Kind::Strong, &Kind::Text]);
/// ```
///
/// The tree is that of the text so far, with the likely result of what stands unfinished at its
/// end. When the text is complete, the tree depends on the text alone and not on where it was cut.
#[derive(Clone, Debug, Default)]
pub struct Document {
    text: String,
    tree: Tree,
    labels: Labels,
    /// Where what is not final begins. It is read again with each piece.
    open: Open,
    /// Final blocks that point to what nobody has written yet.
    waiting: Waiting,
    shortcut: Shortcut,
    /// Up to where the text has to grow before it is read again.
    next_reading: usize,
    line_breaks: LineBreaks,
    is_finished: bool,
}

/// What is not final of a text.
#[derive(Clone, Debug, Default)]
struct Open {
    /// How many blocks before it are final.
    blocks: usize,
    /// Where the first block that is not begins.
    block: usize,
    /// Where in the text it begins: at a block, or inside of one.
    start: usize,
    /// How much of that block is final.
    done: Final,
    /// The first lines of that block, if it is a table of which rows are final.
    head: Option<Range<usize>>,
    /// What the final part of that block points to.
    labels: Vec<String>,
}

/// What may come next without being parsed.
#[derive(Clone, Debug, Default)]
enum Shortcut {
    #[default]
    None,
    Words(Words),
    Fence(Fence),
}

impl Document {
    /// Takes in the next piece of the text, and says what it changed in the tree.
    pub fn push(&mut self, text: &str) -> Vec<Change> {
        let mut changes = Vec::new();
        if text.is_empty() || self.is_finished {
            return changes;
        }
        let before = self.text.len();
        self.line_breaks.write(&mut self.text, text);
        match &mut self.shortcut {
            Shortcut::Words(words) => {
                if words.take(&self.text, before, &mut self.tree, &mut changes) {
                    return changes;
                }
            }
            Shortcut::Fence(fence) => match fence.take(&self.text, &mut self.tree, &mut changes) {
                Outcome::Open => return changes,
                Outcome::Closed(end) => self.close_fence(end),
                Outcome::Unclear => {}
            },
            Shortcut::None => {}
        }
        self.shortcut = Shortcut::None;
        if self.text.len() >= self.next_reading {
            self.read(Trust::All, &mut changes);
        }
        changes
    }

    /// Says that the text is complete: what is unfinished at its end is what it is.
    pub fn finish(&mut self) -> Vec<Change> {
        let mut changes = Vec::new();
        if self.is_finished {
            return changes;
        }
        self.is_finished = true;
        // Only now it is known which footnotes nobody wrote: their marks are words.
        footnotes::note(&self.tree, NodeId::ROOT, &mut self.labels);
        for block in self.reading(self.text.len(), Trust::All).blocks {
            self.labels.write_footnotes(&block);
        }
        self.read(Trust::Written, &mut changes);
        // Marks that turned out to be words had a number too.
        self.labels.clear_numbers();
        footnotes::number(&mut self.tree, NodeId::ROOT, &mut self.labels, &mut changes);
        changes
    }

    /// Says that the text is not complete after all: its end is again what it most likely becomes.
    /// Reads the whole text once more.
    pub fn reopen(&mut self) -> Vec<Change> {
        let mut changes = Vec::new();
        if self.is_finished {
            let old = std::mem::take(self);
            self.text = old.text;
            self.tree = old.tree;
            self.line_breaks = old.line_breaks;
            self.read(Trust::All, &mut changes);
        }
        changes
    }

    /// Whether the text is complete.
    pub fn is_finished(&self) -> bool {
        self.is_finished
    }

    /// The text so far, as it came, but for its line breaks: all are `\n`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A node of the tree. Walking begins at [`NodeId::ROOT`].
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.tree.get(id)
    }

    /// The blocks of the text that will not change any more, but for links whose address is written
    /// further down. All of them when the text is finished.
    pub fn final_blocks(&self) -> &[NodeId] {
        let blocks = self.tree.children(NodeId::ROOT);
        if self.is_finished {
            blocks
        } else {
            &blocks[..self.open.blocks.min(blocks.len())]
        }
    }

    /// The words of a node and all that is in it, without marks.
    pub fn plain_text(&self, id: NodeId) -> String {
        self.tree.words(id)
    }

    /// Reads what is not final.
    fn read(&mut self, trust: Trust, changes: &mut Vec<Change>) {
        let end = if self.is_finished {
            self.text.len()
        } else {
            held::readable(&self.text, self.open.start, self.open.head.is_some())
        };
        if end < self.open.start {
            return;
        }
        let mut reading = self.reading(end, trust);
        if !self.goes_on(&reading) {
            self.thaw();
            reading = self.reading(end, trust);
        }
        let mut next = self.next_open(&reading, end);
        let settled = next.as_ref().map_or(0, |next| next.start);
        if self.define(&reading, end, settled, changes) {
            // What is final of the open block waited for this.
            self.thaw();
            reading = self.reading(end, trust);
            next = self.next_open(&reading, end);
        }
        let mut in_leaf = false;
        let behind = reading.definitions.last().map(|last| last.source.start);
        if !self.is_finished
            && let Some(open) = likely::open_leaf(&mut reading.blocks, &self.text[..end])
            // A definition ends what stands before it.
            && behind.is_none_or(|behind| behind < open.source.end)
        {
            likely::complete(open, &self.text[..end]);
            in_leaf = true;
        }
        // A blank ends an address.
        let is_open = in_leaf && !self.text[..end].ends_with([' ', '\t', '\n']);
        let last = reading.blocks.len().wrapping_sub(1);
        for (index, block) in reading.blocks.iter_mut().enumerate() {
            bare::link(block, is_open && index == last);
        }
        let next = next.and_then(|next| settled::place(next, &reading.blocks, self.open.done));
        let from = self.open.start;
        let words = Words::at_end(&reading.blocks, &self.text[..end], from).filter(|_| in_leaf);
        let fence = reading.blocks.last().and_then(settled::open_fence);
        let fence = fence.filter(|code| behind.is_none_or(|behind| behind < code.source.end));
        self.patch(reading.blocks, changes);
        if let Some(next) = next {
            self.settle(next, &reading.unknown, &reading.footnotes);
        }
        let head = self.open.head.clone().unwrap_or(0..0);
        let rest = self.open.start.min(end)..end;
        self.next_reading = self.text.len() + patience(&self.text[head], &self.text[rest]);
        if !self.is_finished {
            self.shortcut = self.find_shortcut(words, fence, end);
            if let Shortcut::Fence(fence) = &mut self.shortcut {
                // Of a line of code, more is certain than of any other.
                fence.take(&self.text, &mut self.tree, changes);
            }
        }
    }

    fn reading(&mut self, end: usize, trust: Trust) -> Reading {
        let part = Part {
            head: self.open.head.clone(),
            body: self.open.start..end,
        };
        part.read(&self.text, &mut self.labels, trust)
    }

    /// Whether what was read goes on with the block of which a part is final.
    fn goes_on(&self, reading: &Reading) -> bool {
        if self.open.done == Final::default() {
            return true;
        }
        let blocks = self.tree.children(NodeId::ROOT);
        let open = blocks
            .get(self.open.blocks)
            .and_then(|id| self.tree.get(*id));
        match (open, reading.blocks.first()) {
            (Some(open), Some(first)) => open.kind.is_like(&first.kind),
            _ => false,
        }
    }

    /// Takes back that a part of the open block is final.
    fn thaw(&mut self) {
        self.open = Open {
            blocks: self.open.blocks,
            block: self.open.block,
            start: self.open.block,
            ..Open::default()
        };
    }

    /// Takes in the definitions that will not change, and reads the blocks again that wait for
    /// them. Says whether the open block is one of those.
    fn define(
        &mut self,
        reading: &Reading,
        end: usize,
        settled: usize,
        changes: &mut Vec<Change>,
    ) -> bool {
        let mut new = Vec::new();
        let settled = if self.is_finished { end } else { settled };
        for definition in settled::definitions(reading, &self.text[..end], settled) {
            if self.labels.define(definition) {
                new.push(definition.label.as_str());
            }
        }
        if new.is_empty() && !self.is_finished {
            return false;
        }
        // Now it is certain what is no footnote, and no definition.
        let (ready, trust) = if self.is_finished {
            let mut all = self.waiting.take_all();
            all.retain(|one| self.is_otherwise(&one.labels));
            (all, Trust::Written)
        } else {
            (self.waiting.take(&new), Trust::All)
        };
        for one in ready {
            self.read_again(one, trust, changes);
        }
        self.is_otherwise(&self.open.labels)
    }

    /// Whether what points to these labels means something else now than when it was read.
    fn is_otherwise(&self, labels: &[String]) -> bool {
        labels.iter().any(|label| match label.strip_prefix('^') {
            Some(footnote) if self.is_finished => !self.labels.is_written(footnote),
            _ => self.labels.definition(label).is_some(),
        })
    }

    /// Reads a final block again, and lets it wait for what is still missing.
    fn read_again(&mut self, mut one: Block, trust: Trust, changes: &mut Vec<Change>) {
        let part = Part {
            head: None,
            body: one.source.clone(),
        };
        let reading = part.read(&self.text, &mut self.labels, trust);
        one.labels = settled::labels(&reading.unknown, &reading.footnotes, &one.source);
        for (index, mut block) in reading.blocks.into_iter().take(one.size).enumerate() {
            bare::link(&mut block, false);
            let index = one.index + index;
            patch::child(&mut self.tree, NodeId::ROOT, index, block, changes);
        }
        if !self.is_finished {
            self.waiting.add(one);
        }
    }

    fn patch(&mut self, mut blocks: Vec<Sketch>, changes: &mut Vec<Change>) {
        let mut from = self.open.blocks;
        if self.open.done != Final::default() && !blocks.is_empty() {
            let mut first = blocks.remove(0);
            if self.open.head.is_some() && !first.children.is_empty() {
                // The header was only there to make it a table.
                first.children.remove(0);
            }
            if let Some(id) = self.tree.children(NodeId::ROOT).get(from).copied() {
                patch::rest_of(&mut self.tree, id, self.open.done, first, changes);
            }
            from += 1;
        }
        patch::children(&mut self.tree, NodeId::ROOT, from, blocks, changes);
    }

    /// Where what is not final begins after this reading, if it is not where it was.
    fn next_open(&self, reading: &Reading, end: usize) -> Option<settled::Next> {
        if self.is_finished {
            return None;
        }
        let is_inside = self.open.done != Final::default();
        let tables_head = self.open.head.clone();
        let text = &self.text[..end];
        settled::find(text, self.open.start, reading, is_inside, tables_head)
    }

    /// Moves the place from where on the text is read again.
    fn settle(
        &mut self,
        next: settled::Next,
        unknown: &[(String, usize)],
        footnotes: &[(String, usize)],
    ) {
        let mut open = std::mem::take(&mut self.open);
        let mut index = open.blocks;
        for (number, (source, size)) in next.blocks.into_iter().enumerate() {
            let mut source = source;
            let mut labels = settled::labels(unknown, footnotes, &source);
            if number == 0 {
                source.start = open.block;
                labels.append(&mut open.labels);
            }
            self.waiting.add(Block {
                index,
                size,
                source,
                labels,
            });
            index += size;
        }
        if next.done == Final::default() || index > open.blocks {
            open = Open {
                blocks: index,
                block: next.block,
                ..Open::default()
            };
        }
        open.labels.extend(settled::labels(
            unknown,
            footnotes,
            &(next.block..next.start),
        ));
        open.start = next.start;
        open.done = next.done;
        open.head = next.head;
        self.open = open;
    }

    /// A fence that was closed ends its block, if no list goes on around it.
    fn close_fence(&mut self, end: usize) {
        let blocks = self.tree.children(NodeId::ROOT);
        // Definitions above it are not final yet.
        let is_first = self.text[self.open.start..]
            .trim_start()
            .starts_with(['`', '~']);
        let is_last = is_first && blocks.len() == self.open.blocks + 1;
        let is_code = blocks
            .last()
            .and_then(|id| self.tree.get(*id))
            .is_some_and(|node| matches!(node.kind, Kind::CodeBlock { .. }));
        if is_last && is_code {
            self.open = Open {
                blocks: self.open.blocks + 1,
                block: end,
                start: end,
                ..Open::default()
            };
        }
    }

    fn find_shortcut(
        &self,
        words: Option<usize>,
        fence: Option<settled::OpenFence>,
        end: usize,
    ) -> Shortcut {
        let mut node = NodeId::ROOT;
        while let Some(last) = self.tree.children(node).last() {
            node = *last;
        }
        if let Some(fence) = fence {
            let fence = Fence::open(&self.text, &fence, end, node);
            return fence.map_or(Shortcut::None, Shortcut::Fence);
        }
        match words {
            Some(taken) if end == self.text.len() => Shortcut::Words(Words { node, taken }),
            _ => Shortcut::None,
        }
    }
}

/// The tree without the names of its nodes.
impl std::fmt::Display for Document {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.tree.fmt(out)
    }
}
