//! The incremental parser: only the tail of the text, from `Tail::start` on, is parsed again, and
//! most chunks skip even that (`Shortcut`).
//!
//! Invariant: parsed alone (a table's tail: below its header), the tail yields the nodes that it
//! yields within the whole text. Invariant: of the first `Tail::blocks` blocks, only what refers
//! to labels may change (`Waiting`). The final part of the open block is provisional: a setext
//! underline below it, or the definition of a label in it, takes it back (`thaw`). Complexity: a
//! chunk costs a parse of the tail. A tail that never settles, and what refers to new definitions,
//! are parsed at geometrically growing lengths (`throttle`): linear work in total.

mod resolving;

use std::ops::Range;

use super::{
    bare,
    draft::Draft,
    fence::{Fence, Outcome},
    footnotes, held,
    labels::{FootnoteMode, Labels},
    likely,
    line_breaks::LineBreaks,
    parse::{Parsed, Part},
    patch::{self, Final},
    settled, throttle,
    tree::{Change, Kind, Node, NodeId, Tree},
    waiting::{Block, Waiting},
    words::Words,
};

/// A Markdown text that arrives in chunks, parsed into a tree.
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
/// The tree is that of the text so far, with unfinished syntax at its end shown as what it will
/// likely become. Invariant: the tree of a finished text does not depend on the chunk boundaries.
#[derive(Clone, Debug, Default)]
pub struct Document {
    text: String,
    tree: Tree,
    labels: Labels,
    /// The tail of the text, which is parsed again.
    tail: Tail,
    /// Final blocks with labels that have no definition yet.
    waiting: Waiting,
    /// Labels defined since those blocks were last parsed again.
    defined: Vec<String>,
    /// The length that the text must reach before they are.
    resolve_at: usize,
    shortcut: Shortcut,
    /// The length that the text must reach before the tail is parsed again.
    parse_at: usize,
    line_breaks: LineBreaks,
    is_finished: bool,
}

/// The tail of a text: its open block, of which a part may be final, and all that follows.
#[derive(Clone, Debug, Default)]
struct Tail {
    /// How many top-level blocks are final. The open block is the next one.
    blocks: usize,
    /// Where the open block begins in the text.
    block: usize,
    /// Where parsing resumes. Invariant: equal to `block` if nothing is `done`, and greater if not.
    start: usize,
    /// How much of the open block is final.
    done: Final,
    /// The header and delimiter row of the open block, if it is a table with final rows.
    head: Option<Range<usize>>,
    /// The undefined labels in the final part of the open block.
    labels: Vec<String>,
}

/// What the next chunk may be appended to without being parsed.
#[derive(Clone, Debug, Default)]
enum Shortcut {
    #[default]
    None,
    Words(Words),
    Fence(Fence),
}

impl Document {
    /// Appends the next chunk and returns what it changed in the tree; ignored once finished.
    pub fn push(&mut self, text: &str) -> Vec<Change> {
        let mut changes = Vec::new();
        if text.is_empty() || self.is_finished {
            return changes;
        }
        let before = self.text.len();
        self.line_breaks.write(&mut self.text, text);
        let is_resolve_due = self.is_resolve_due() && self.text.len() >= self.parse_at;
        match &mut self.shortcut {
            _ if is_resolve_due => {}
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
        if self.text.len() >= self.parse_at {
            self.parse_tail(FootnoteMode::AssumeDefined, &mut changes);
        }
        changes
    }

    /// Marks the text as complete: unfinished syntax at its end is now read as it stands.
    pub fn finish(&mut self) -> Vec<Change> {
        let mut changes = Vec::new();
        if self.is_finished {
            return changes;
        }
        self.is_finished = true;
        // Only now is it known which footnotes have no definition: their references are plain text.
        footnotes::note(&self.tree, NodeId::ROOT, &mut self.labels);
        let rest = self.parse(self.text.len(), FootnoteMode::AssumeDefined);
        for block in &rest.blocks {
            self.labels.write_footnotes(block);
        }
        self.parse_tail(FootnoteMode::DefinedOnly, &mut changes);
        // References that turned out to be plain text had taken numbers too.
        self.labels.clear_numbers();
        footnotes::number(&mut self.tree, NodeId::ROOT, &mut self.labels, &mut changes);
        changes
    }

    /// Undoes [`finish`](Self::finish), so that more text can come. Parses the whole text again.
    pub fn reopen(&mut self) -> Vec<Change> {
        let mut changes = Vec::new();
        if self.is_finished {
            let old = std::mem::take(self);
            self.text = old.text;
            self.tree = old.tree;
            self.line_breaks = old.line_breaks;
            self.parse_tail(FootnoteMode::AssumeDefined, &mut changes);
        }
        changes
    }

    /// Returns whether the text is complete.
    pub fn is_finished(&self) -> bool {
        self.is_finished
    }

    /// Returns the text so far. Each of its line breaks is a `\n`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns a node of the tree, which begins at [`NodeId::ROOT`]; `None` if it was removed.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.tree.get(id)
    }

    /// Returns the top-level blocks that no later text changes, but for links defined further down.
    pub fn final_blocks(&self) -> &[NodeId] {
        let blocks = self.tree.children(NodeId::ROOT);
        if self.is_finished {
            blocks
        } else {
            &blocks[..self.tail.blocks.min(blocks.len())]
        }
    }

    /// Returns the text of a node and its descendants, without markup.
    pub fn plain_text(&self, id: NodeId) -> String {
        self.tree.words(id)
    }

    /// Parses the tail, patches the tree, and moves the start of the tail.
    fn parse_tail(&mut self, mode: FootnoteMode, changes: &mut Vec<Change>) {
        let end = if self.is_finished {
            self.text.len()
        } else {
            held::parseable_end(&self.text, self.tail.start, self.tail.head.is_some())
        };
        if end < self.tail.start {
            return;
        }
        let mut parsed = self.parse(end, mode);
        if !self.goes_on(&parsed) {
            self.thaw();
            parsed = self.parse(end, mode);
        }
        let mut next = self.next_tail(&parsed, end);
        let settled = next.as_ref().map_or(0, |next| next.start);
        if self.define(&parsed, end, settled, changes) {
            // The final part of the open block contains a label that is now defined.
            self.thaw();
            parsed = self.parse(end, mode);
            next = self.next_tail(&parsed, end);
        }
        let mut in_leaf = false;
        let behind = parsed.definitions.last().map(|last| last.source.start);
        if !self.is_finished
            && let Some(open) = likely::open_leaf(&mut parsed.blocks, &self.text[..end])
            // A definition behind the block ends it.
            && behind.is_none_or(|behind| behind < open.source.end)
        {
            likely::complete(open, &self.text[..end]);
            in_leaf = true;
        }
        // White space ends a URL.
        let is_open = in_leaf && !self.text[..end].ends_with([' ', '\t', '\n']);
        let last = parsed.blocks.len().wrapping_sub(1);
        for (index, block) in parsed.blocks.iter_mut().enumerate() {
            bare::link(block, is_open && index == last);
        }
        let next = next.and_then(|next| settled::place(next, &parsed.blocks, self.tail.done));
        let from = self.tail.start;
        let words = Words::at_end(&parsed.blocks, &self.text[..end], from).filter(|_| in_leaf);
        let fence = parsed.blocks.last().and_then(settled::open_fence);
        let fence = fence.filter(|code| behind.is_none_or(|behind| behind < code.source.end));
        self.patch(parsed.blocks, changes);
        if let Some(next) = next {
            self.settle(next, &parsed.unknown, &parsed.footnotes);
        }
        let head = self.tail.head.clone().unwrap_or(0..0);
        let rest = self.tail.start.min(end)..end;
        self.parse_at = self.text.len() + throttle::reparse_gap(&self.text[head], &self.text[rest]);
        if !self.is_finished {
            self.shortcut = self.find_shortcut(words, fence, end);
            if let Shortcut::Fence(fence) = &mut self.shortcut {
                // `held` may have withheld the last line; as code, more of it is certain.
                fence.take(&self.text, &mut self.tree, changes);
            }
        }
    }

    fn parse(&mut self, end: usize, mode: FootnoteMode) -> Parsed {
        let part = Part {
            head: self.tail.head.clone(),
            body: self.tail.start..end,
        };
        part.parse(&self.text, &mut self.labels, mode)
    }

    /// Whether the tail continues the open block, as the final part of that block presumes.
    fn goes_on(&self, parsed: &Parsed) -> bool {
        if self.tail.done == Final::default() {
            return true;
        }
        let open = self.tree.children(NodeId::ROOT).get(self.tail.blocks);
        let open = open.and_then(|id| self.tree.get(*id));
        match (open, parsed.blocks.first()) {
            (Some(open), Some(first)) => open.kind.same_element(&first.kind),
            _ => false,
        }
    }

    /// Takes back that a part of the open block is final: parsing resumes at the block's start.
    fn thaw(&mut self) {
        self.tail = Tail {
            blocks: self.tail.blocks,
            block: self.tail.block,
            start: self.tail.block,
            ..Tail::default()
        };
    }

    fn patch(&mut self, mut blocks: Vec<Draft>, changes: &mut Vec<Change>) {
        let mut from = self.tail.blocks;
        if self.tail.done != Final::default() && !blocks.is_empty() {
            let mut first = blocks.remove(0);
            if self.tail.head.is_some() && !first.children.is_empty() {
                // The header was parsed only to make the rows a table.
                first.children.remove(0);
            }
            if let Some(id) = self.tree.children(NodeId::ROOT).get(from).copied() {
                patch::rest_of(&mut self.tree, id, self.tail.done, first, changes);
            }
            from += 1;
        }
        patch::children(&mut self.tree, NodeId::ROOT, from, blocks, changes);
    }

    /// Finds where the tail begins after this parse, if that moved.
    fn next_tail(&self, parsed: &Parsed, end: usize) -> Option<settled::Next> {
        if self.is_finished {
            return None;
        }
        let is_inside = self.tail.done != Final::default();
        let tables_head = self.tail.head.clone();
        let text = &self.text[..end];
        settled::find(text, self.tail.start, parsed, is_inside, tables_head)
    }

    /// Moves the start of the tail, and registers the blocks before it that have undefined labels.
    fn settle(
        &mut self,
        next: settled::Next,
        unknown: &[(String, usize)],
        footnotes: &[(String, usize)],
    ) {
        let mut tail = std::mem::take(&mut self.tail);
        let mut index = tail.blocks;
        for (number, (source, size)) in next.blocks.into_iter().enumerate() {
            let mut source = source;
            let mut labels = settled::labels(unknown, footnotes, &source);
            if number == 0 {
                source.start = tail.block;
                labels.append(&mut tail.labels);
            }
            self.waiting.add(Block {
                index,
                size,
                source,
                labels,
            });
            index += size;
        }
        if next.done == Final::default() || index > tail.blocks {
            tail = Tail {
                blocks: index,
                block: next.block,
                ..Tail::default()
            };
        }
        tail.labels.extend(settled::labels(
            unknown,
            footnotes,
            &(next.block..next.start),
        ));
        tail.start = next.start;
        tail.done = next.done;
        tail.head = next.head;
        self.tail = tail;
    }

    /// Moves the tail behind a closed fence, if the code block is all that the tail consists of.
    fn close_fence(&mut self, end: usize) {
        let blocks = self.tree.children(NodeId::ROOT);
        // Definitions above the fence are not settled yet.
        let is_first = self.text[self.tail.start..]
            .trim_start()
            .starts_with(['`', '~']);
        let is_last = is_first && blocks.len() == self.tail.blocks + 1;
        let is_code = blocks
            .last()
            .and_then(|id| self.tree.get(*id))
            .is_some_and(|node| matches!(node.kind, Kind::CodeBlock { .. }));
        if is_last && is_code {
            self.tail = Tail {
                blocks: self.tail.blocks + 1,
                block: end,
                start: end,
                ..Tail::default()
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

/// Writes the tree as an indented outline, without node ids.
impl std::fmt::Display for Document {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.tree.fmt(out)
    }
}
