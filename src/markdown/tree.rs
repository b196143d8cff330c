//! The tree that a text is read into.
//!
//! A node keeps its name for as long as it lives, and names are not used twice: a view can hold on
//! to what it made for one.

use std::{fmt, sync::Arc};

/// The name of a node in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The document itself.
    pub const ROOT: Self = Self(0);

    /// A number for lists: ids are given out one after the other.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One node.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// The words of a [`Text`](Kind::Text), the source of a formula, the lines of code, the
    /// description of an image; empty for what has children in their place.
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
    /// A paragraph. The text of a list item is one too, also where the list is tight.
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A quotation, or with a kind, an alert: `> [!NOTE]`.
    BlockQuote(Option<Alert>),
    /// A list.
    List {
        /// The first number, if it is numbered.
        start: Option<u64>,
        /// Whether its items stand close together: no blank line is in it.
        tight: bool,
    },
    /// An item of a list.
    Item {
        /// Whether the task is done, if it is one.
        checked: Option<bool>,
    },
    /// Code that stands for itself; the lines are in the text.
    CodeBlock {
        /// What stands behind the fence. `None` if the block is indented instead.
        info: Option<String>,
    },
    /// A block of raw HTML, to be shown as it is written.
    Html,
    /// A table: a [`TableHead`](Kind::TableHead), then its rows.
    Table,
    /// The header row.
    TableHead,
    /// A row.
    TableRow,
    /// A cell.
    TableCell(Alignment),
    /// What a footnote says, where it was written.
    FootnoteDefinition(Footnote),
    /// A thematic break.
    Rule,

    /// Words. A line break that means nothing is a `\n` in them.
    Text,
    /// Code in a line.
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
        /// Where it is, as written: see [`safe_image`](super::safe_image).
        source: Arc<str>,
        /// What it is called.
        title: Arc<str>,
    },
    /// A line break that means one.
    HardBreak,
    /// A formula in LaTeX, which is in the text.
    Math {
        /// Whether it stands on a line of its own.
        display: bool,
    },
    /// A mark that points to a footnote.
    FootnoteReference(Footnote),
}

impl Kind {
    /// Whether it stands in a line, among words.
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

    /// Whether a view can turn one into the other without making a new element.
    pub(super) fn is_like(&self, other: &Self) -> bool {
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

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Link {
    /// The address as written: see [`safe_link`](super::safe_link). `None` as long as it is still
    /// being written.
    pub destination: Option<Arc<str>>,
    /// What it is called.
    pub title: Arc<str>,
    /// Whether it is an address without any marks around it.
    pub bare: bool,
}

/// The footnote that a mark or a definition speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Footnote {
    /// Its label, as written here.
    pub label: Arc<str>,
    /// Its number, in the order of the document: the same for all that have the label.
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

/// How the cells of a column are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are words")]
pub enum Alignment {
    None,
    Left,
    Center,
    Right,
}

/// One step from what a tree was to what it is. Steps are to be followed in order.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// A node with neither children nor text came in; those follow.
    Inserted {
        /// Its name.
        node: NodeId,
        /// What it is in.
        parent: NodeId,
        /// Its place among the children.
        index: usize,
    },
    /// A text grew at its end.
    Grown {
        /// Whose text.
        node: NodeId,
        /// How many bytes it had before.
        from: usize,
    },
    /// A text was cut off at its end.
    Shrunk {
        /// Whose text.
        node: NodeId,
        /// How many bytes are left.
        to: usize,
    },
    /// A node has another kind, of the same sort: a list became loose, a link got its address.
    Altered {
        /// Which node.
        node: NodeId,
    },
    /// A node went, with all that was in it.
    Removed {
        /// Its name, which is not used again.
        node: NodeId,
    },
}

/// All nodes of a document.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    // A slot that is empty again costs no more than its pointer.
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

    /// Makes the text of a node from a place on the given one, keeping what they share.
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

/// The tree without the names: what stays the same however the text was cut.
impl fmt::Display for Tree {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(NodeId::ROOT, 0, out)
    }
}
