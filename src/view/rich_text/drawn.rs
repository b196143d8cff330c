//! What stands in the page for a node of a text.

use leptos::web_sys::{Node, Text};

use super::{code::Code, runs::Runs, words::Words};
use crate::markdown::NodeId;

/// What stands for one node.
pub(super) struct Drawn {
    pub(super) outer: Node,
    pub(super) inner: Node,
    pub(super) parent: NodeId,
    pub(super) children: Vec<NodeId>,
    pub(super) words: Option<Words>,
    pub(super) code: Option<Box<Code>>,
    /// Where its children stand, if there may be many.
    pub(super) runs: Option<Box<Runs>>,
    /// How long the text was that it was made with, if that does not stand in it as words.
    pub(super) described: usize,
}

impl Drawn {
    /// Words and nothing else. `shown` is how many bytes of them are there.
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
