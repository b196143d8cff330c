//! The DOM nodes that stand for a document node.

use leptos::web_sys::{Node, Text};

use super::{code::Code, runs::Runs, words::Words};
use crate::markdown::NodeId;

/// The DOM nodes of one document node.
pub(super) struct Drawn {
    pub(super) outer: Node,
    pub(super) inner: Node,
    pub(super) parent: NodeId,
    pub(super) children: Vec<NodeId>,
    pub(super) words: Option<Words>,
    pub(super) code: Option<Box<Code>>,
    /// The runs that its children are in, if there may be many.
    pub(super) runs: Option<Box<Runs>>,
    /// The length of the text that it was drawn with, unless that is shown as words.
    pub(super) described: usize,
}

impl Drawn {
    /// Creates a plain text node that shows `shown` bytes.
    pub(super) fn words(text: Text, shown: usize, parent: NodeId) -> Self {
        Self {
            outer: text.clone().into(),
            inner: text.clone().into(),
            parent,
            children: Vec::new(),
            words: Some(Words::new(text, shown)),
            code: None,
            runs: None,
            described: 0,
        }
    }
}
