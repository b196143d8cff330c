//! The tree that a text is parsed into.
//!
//! Invariant: a node keeps its id for life and ids are never reused, so a view can keep what it
//! drew for a node.

use std::{fmt, sync::Arc};

/// The id of a node in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The root of the tree, the document itself.
    pub const ROOT: Self = Self(0);

    /// Returns the id as an index: ids are given out one after the other, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A node of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// The content of a [`Text`](Kind::Text), of code and of raw HTML, the LaTeX of a formula, the
    /// description of an image; empty for nodes with children instead.
    pub text: String,
    /// Its children, in order.
    pub children: Vec<NodeId>,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The root.
    Document,
    /// A paragraph. The text of a list item is in one too, even if the list is tight.
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A block quote, or an alert if it has a kind: `> [!NOTE]`.
    BlockQuote(Option<Alert>),
    /// A list.
    List {
        /// The first number of an ordered list; `None` if the list is a bullet list.
        start: Option<u64>,
        /// Whether the list is tight: no blank line separates its items or their blocks.
        tight: bool,
    },
    /// An item of a list.
    Item {
        /// Whether the task is done; `None` if the item is no task.
        checked: Option<bool>,
    },
    /// A code block; its lines are in the text.
    CodeBlock {
        /// The info string behind the fence. `None` if the block is indented instead.
        info: Option<String>,
    },
    /// A block of raw HTML, to be shown as text.
    Html,
    /// A table: a [`TableHead`](Kind::TableHead), then its rows.
    Table,
    /// The header row.
    TableHead,
    /// A row.
    TableRow,
    /// A cell.
    TableCell(Alignment),
    /// The definition of a footnote, in the place where it was written.
    FootnoteDefinition(Footnote),
    /// A thematic break.
    Rule,

    /// Plain text. A soft line break is a `\n` in it.
    Text,
    /// Inline code.
    Code,
    /// `*emphasis*`
    Emphasis,
    /// `**strong emphasis**`
    Strong,
    /// `~~struck through~~`
    Strikethrough,
    /// A link.
    Link(Link),
    /// An image; its description is in the text.
    Image {
        /// The URL as written, unchecked: see [`safe_image`](super::safe_image).
        source: Arc<str>,
        /// The title; empty if there is none.
        title: Arc<str>,
    },
    /// A hard line break.
    HardBreak,
    /// A formula in LaTeX, which is in the text.
    Math {
        /// Whether it is display math, set on a line of its own.
        display: bool,
    },
    /// A reference to a footnote.
    FootnoteReference(Footnote),
}

impl Kind {
    /// Returns whether this is an inline kind; all others are blocks.
    pub fn is_inline(&self) -> bool {
        match self {
            Self::Text
            | Self::Code
            | Self::Emphasis
            | Self::Strong
            | Self::Strikethrough
            | Self::Link(_)
            | Self::Image { .. }
            | Self::HardBreak
            | Self::Math { .. }
            | Self::FootnoteReference(_) => true,
            Self::Document
            | Self::Paragraph
            | Self::Heading(_)
            | Self::BlockQuote(_)
            | Self::List { .. }
            | Self::Item { .. }
            | Self::CodeBlock { .. }
            | Self::Html
            | Self::Table
            | Self::TableHead
            | Self::TableRow
            | Self::TableCell(_)
            | Self::FootnoteDefinition(_)
            | Self::Rule => false,
        }
    }

    /// Whether a node can change to the other kind in place: a view needs no new element for it.
    pub(super) fn same_element(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Heading(one), Self::Heading(two)) => one == two,
            (Self::List { start: one, .. }, Self::List { start: two, .. }) => {
                one.is_some() == two.is_some()
            }
            (Self::BlockQuote(one), Self::BlockQuote(two)) => one == two,
            (Self::Math { display: one }, Self::Math { display: two }) => one == two,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Link {
    /// The URL, unchecked: see [`safe_link`](super::safe_link). As written, but with an implied
    /// `mailto:` or `http://`. `None` while it is still being written.
    pub destination: Option<Arc<str>>,
    /// The title; empty if there is none.
    pub title: Arc<str>,
    /// Whether it is a bare URL, without any delimiters around it.
    pub bare: bool,
}

/// The footnote that a reference or a definition names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Footnote {
    /// Its label, as written here.
    pub label: Arc<str>,
    /// Its number, from 1, in the order of the document; the same for all that have the label.
    pub number: u32,
}

/// The kind of an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are words")]
#[non_exhaustive]
pub enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

/// The alignment of the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are words")]
pub enum Alignment {
    None,
    Left,
    Center,
    Right,
}

/// One step from the previous tree to the current one. Apply the steps in order.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// A node was inserted, without children and text: they follow as changes of their own.
    Inserted {
        /// The new node.
        node: NodeId,
        /// Its parent.
        parent: NodeId,
        /// Its index among the parent's children.
        index: usize,
    },
    /// The text of a node grew at its end.
    Grown {
        /// The node.
        node: NodeId,
        /// The length of the text before, in bytes.
        from: usize,
    },
    /// The text of a node was truncated.
    Shrunk {
        /// The node.
        node: NodeId,
        /// The length of the text that is left, in bytes.
        to: usize,
    },
    /// The kind of a node changed in place: a list became loose, a link got its destination.
    Altered {
        /// The node.
        node: NodeId,
    },
    /// A node was removed, and its descendants with it, for which no changes follow.
    Removed {
        /// The node. Its id is never reused.
        node: NodeId,
    },
}

/// All nodes of a document.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    // Indexed by id. A removed node leaves an empty slot, which costs one pointer.
    nodes: Vec<Option<Box<Node>>>,
}

impl Default for Tree {
    fn default() -> Self {
        Self {
            nodes: vec![Some(Box::new(Node::new(Kind::Document)))],
        }
    }
}

impl Node {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            text: String::new(),
            children: Vec::new(),
        }
    }
}

impl Tree {
    pub(super) fn get(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.index())?.as_deref()
    }

    pub(super) fn get_mut(&mut self, id: NodeId) -> Option<&mut Node> {
        self.nodes.get_mut(id.index())?.as_deref_mut()
    }

    pub(super) fn children(&self, id: NodeId) -> &[NodeId] {
        self.get(id).map_or(&[], |node| &node.children)
    }

    pub(super) fn insert(
        &mut self,
        parent: NodeId,
        index: usize,
        kind: Kind,
        changes: &mut Vec<Change>,
    ) -> NodeId {
        let node = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Some(Box::new(Node::new(kind))));
        if let Some(parent) = self.get_mut(parent) {
            parent.children.insert(index, node);
        }
        changes.push(Change::Inserted {
            node,
            parent,
            index,
        });
        node
    }

    /// Removes the children of a node from an index on.
    pub(super) fn truncate(&mut self, parent: NodeId, index: usize, changes: &mut Vec<Change>) {
        let Some(node) = self.get_mut(parent) else {
            return;
        };
        let removed = node.children.split_off(index.min(node.children.len()));
        for node in removed {
            changes.push(Change::Removed { node });
            self.forget(node);
        }
    }

    pub(super) fn remove(&mut self, parent: NodeId, index: usize, changes: &mut Vec<Change>) {
        let Some(parent) = self.get_mut(parent) else {
            return;
        };
        if index < parent.children.len() {
            let node = parent.children.remove(index);
            changes.push(Change::Removed { node });
            self.forget(node);
        }
    }

    fn forget(&mut self, node: NodeId) {
        if let Some(node) = self.nodes.get_mut(node.index()).and_then(Option::take) {
            for child in node.children {
                self.forget(child);
            }
        }
    }

    pub(super) fn grow(&mut self, id: NodeId, text: &str, changes: &mut Vec<Change>) {
        if text.is_empty() {
            return;
        }
        if let Some(node) = self.get_mut(id) {
            let from = node.text.len();
            node.text.push_str(text);
            changes.push(Change::Grown { node: id, from });
        }
    }

    /// Replaces the text of a node from byte `from` on, keeping the common prefix.
    pub(super) fn set_text(
        &mut self,
        id: NodeId,
        from: usize,
        text: &str,
        changes: &mut Vec<Change>,
    ) {
        let Some(node) = self.get_mut(id) else {
            return;
        };
        let old = node.text.get(from..).unwrap_or_default();
        let mut same = old
            .bytes()
            .zip(text.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        while !text.is_char_boundary(same) {
            same -= 1;
        }
        if same < old.len() {
            let to = from + same;
            node.text.truncate(to);
            changes.push(Change::Shrunk { node: id, to });
        }
        self.grow(id, &text[same..], changes);
    }

    pub(super) fn alter(&mut self, id: NodeId, kind: Kind, changes: &mut Vec<Change>) {
        if let Some(node) = self.get_mut(id)
            && node.kind != kind
        {
            node.kind = kind;
            changes.push(Change::Altered { node: id });
        }
    }

    pub(super) fn words(&self, id: NodeId) -> String {
        let mut words = String::new();
        self.add_words(id, &mut words);
        words.truncate(words.trim_end().len());
        words
    }

    fn add_words(&self, id: NodeId, words: &mut String) {
        let Some(node) = self.get(id) else {
            return;
        };
        words.push_str(&node.text);
        for child in &node.children {
            self.add_words(*child, words);
        }
        words.push_str(match node.kind {
            Kind::TableCell(_) => " ",
            Kind::HardBreak => "\n",
            _ if node.kind.is_inline() || words.ends_with('\n') => "",
            _ => "\n",
        });
    }

    fn write(&self, id: NodeId, depth: usize, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(node) = self.get(id) else {
            return Ok(());
        };
        write!(out, "{:1$}{2:?}", "", depth * 2, node.kind)?;
        if !node.text.is_empty() {
            write!(out, " {:?}", node.text)?;
        }
        writeln!(out)?;
        for child in &node.children {
            self.write(*child, depth + 1, out)?;
        }
        Ok(())
    }
}

/// Writes the tree without ids: the part that does not depend on the chunk boundaries.
impl fmt::Display for Tree {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(NodeId::ROOT, 0, out)
    }
}
