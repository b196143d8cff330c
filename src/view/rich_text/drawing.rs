//! The nodes of a text as nodes of the page.

use leptos::{
    prelude::document,
    wasm_bindgen::JsCast as _,
    web_sys::{Element, Node as DomNode, Text},
};

use super::{
    RichText,
    code::Code,
    elements::{self, Made, copy},
    links, math,
};
use crate::markdown::{Change, Document, Kind, Node, NodeId};

/// How many blocks stand in a group, and how many bytes. A browser can leave out the layout of a
/// group that is out of sight, and what it knows of one it keeps while another grows.
const GROUP: (usize, usize) = (12, 3000);

/// What is drawn of a document.
pub(super) struct Drawing {
    root: Element,
    options: RichText,
    nodes: Vec<Option<Drawn>>,
    groups: Vec<Element>,
    group: Option<Group>,
    /// How many changes of the document were followed.
    seen: usize,
    /// What is to be looked at when the rest is in place.
    late: Vec<NodeId>,
    open_code: Option<NodeId>,
}

/// What stands for one node.
struct Drawn {
    outer: DomNode,
    inner: DomNode,
    parent: NodeId,
    children: Vec<NodeId>,
    words: Option<Words>,
    code: Option<Box<Code>>,
    /// How long the text was that it was made with, if that does not stand in it as words.
    described: usize,
}

/// A text in the page, and how much of the node's text it shows.
struct Words {
    text: Text,
    shown: usize,
}

struct Group {
    element: Element,
    blocks: usize,
    /// How long the document was when it began.
    begun: usize,
}

impl Drawing {
    pub(super) fn new(root: Element, options: RichText) -> Self {
        let mut this = Self {
            root,
            options,
            nodes: Vec::new(),
            groups: Vec::new(),
            group: None,
            // More than there can be: nothing is drawn yet.
            seen: usize::MAX,
            late: Vec::new(),
            open_code: None,
        };
        this.clear();
        this
    }

    pub(super) fn seen(&self) -> usize {
        self.seen
    }

    /// Draws a document from the beginning. `count` is how many changes led to it.
    pub(super) fn draw(&mut self, document: &Document, count: usize) {
        // What else is in the root belongs to the framework.
        for group in self.groups.drain(..) {
            group.remove();
        }
        self.clear();
        self.draw_children(document, NodeId::ROOT);
        self.complete(document);
        self.seen = count;
    }

    /// Draws what changed.
    pub(super) fn follow(&mut self, document: &Document, changes: &[Change]) {
        for change in changes {
            match *change {
                Change::Inserted {
                    node,
                    parent,
                    index,
                } => self.insert(document, node, parent, index),
                Change::Grown { node, .. } => self.grow(document, node),
                Change::Shrunk { node, to } => self.shrink(document, node, to),
                Change::Altered { node } => self.alter(document, node),
                Change::Removed { node } => self.remove(node),
            }
        }
        self.complete(document);
        self.seen += changes.len();
    }

    fn clear(&mut self) {
        self.nodes.clear();
        self.group = None;
        self.open_code = None;
        self.nodes.push(Some(Drawn {
            outer: self.root.clone().into(),
            inner: self.root.clone().into(),
            parent: NodeId::ROOT,
            children: Vec::new(),
            words: None,
            code: None,
            described: 0,
        }));
    }

    fn draw_children(&mut self, document: &Document, parent: NodeId) {
        let children = document.node(parent).map_or(&[][..], |node| &node.children);
        for (index, node) in children.iter().enumerate() {
            self.insert(document, *node, parent, index);
            self.grow(document, *node);
            self.draw_children(document, *node);
        }
    }

    fn get(&self, id: NodeId) -> Option<&Drawn> {
        self.nodes.get(id.index())?.as_ref()
    }

    fn get_mut(&mut self, id: NodeId) -> Option<&mut Drawn> {
        self.nodes.get_mut(id.index())?.as_mut()
    }

    fn insert(&mut self, document: &Document, id: NodeId, parent: NodeId, index: usize) {
        let Some(node) = document.node(id) else {
            return;
        };
        self.finish_code();
        let Some(drawn) = self.make(document, id, node, parent) else {
            return;
        };
        self.place(document, &drawn.outer, node, parent, index);
        if let Some(parent) = self.get_mut(parent) {
            let index = index.min(parent.children.len());
            parent.children.insert(index, id);
        }
        if drawn.code.is_some() {
            self.open_code = Some(id);
        }
        let slot = id.index();
        if self.nodes.len() <= slot {
            self.nodes.resize_with(slot + 1, || None);
        }
        self.nodes[slot] = Some(drawn);
    }

    fn make(
        &mut self,
        document: &Document,
        id: NodeId,
        node: &Node,
        parent: NodeId,
    ) -> Option<Drawn> {
        let mut words = None;
        let mut code = None;
        let made = match &node.kind {
            Kind::Text => {
                let text = self::document().create_text_node(&node.text);
                let shown = node.text.len();
                return Some(Drawn {
                    outer: text.clone().into(),
                    inner: text.clone().into(),
                    parent,
                    children: Vec::new(),
                    words: Some(Words { text, shown }),
                    code: None,
                    described: 0,
                });
            }
            Kind::CodeBlock { info } => {
                let (made, block) = Code::new(info.as_deref())?;
                code = Some(Box::new(block));
                words = Some(Words {
                    text: self::document().create_text_node(""),
                    shown: 0,
                });
                made
            }
            Kind::Image { source, title } => {
                Made::from(links::image(source, title, &node.text, &self.options)?)
            }
            Kind::Math { display } => {
                self.late.push(id);
                Made::from(math::source(*display)?)
            }
            Kind::TableCell(alignment) if is_header(document, parent) => {
                elements::header_cell(*alignment)?
            }
            kind => {
                if matches!(kind, Kind::Link(_)) {
                    self.late.push(id);
                }
                elements::make(kind, parent == NodeId::ROOT)?
            }
        };
        elements::dress(&made.outer, &node.kind);
        if matches!(node.kind, Kind::Code | Kind::Html) {
            let text = self::document().create_text_node(&node.text);
            made.inner.append_child(&text).ok()?;
            let shown = node.text.len();
            words = Some(Words { text, shown });
        }
        Some(Drawn {
            outer: made.outer.into(),
            inner: made.inner.into(),
            parent,
            children: Vec::new(),
            words,
            code,
            described: node.text.len(),
        })
    }

    fn place(
        &mut self,
        document: &Document,
        element: &DomNode,
        node: &Node,
        parent: NodeId,
        index: usize,
    ) {
        let next = self
            .get(parent)
            .and_then(|parent| parent.children.get(index));
        if let Some(next) = next.and_then(|next| self.get(*next))
            && let Some(around) = next.outer.parent_node()
        {
            let _ = around.insert_before(element, Some(&next.outer));
            return;
        }
        if parent == NodeId::ROOT {
            if let Some(group) = self.group(document) {
                let _ = group.append_child(element);
            }
        } else if let Some(parent) = self.get(parent) {
            let body = match &node.kind {
                Kind::TableRow => body_of(&parent.inner),
                _ => None,
            };
            let _ = body.as_ref().unwrap_or(&parent.inner).append_child(element);
        }
    }

    /// The group that the next block goes to.
    fn group(&mut self, document: &Document) -> Option<Element> {
        let length = document.text().len();
        let (most, longest) = GROUP;
        if let Some(group) = &mut self.group
            && group.blocks < most
            && length - group.begun.min(length) < longest
        {
            group.blocks += 1;
            return Some(group.element.clone());
        }
        let element = copy("div", "rill-group", &[])?;
        self.root.append_child(&element).ok()?;
        self.groups.push(element.clone());
        self.group = Some(Group {
            element: element.clone(),
            blocks: 1,
            begun: length,
        });
        Some(element)
    }

    fn grow(&mut self, document: &Document, id: NodeId) {
        let Some(node) = document.node(id) else {
            return;
        };
        let Some(drawn) = self.get_mut(id) else {
            return;
        };
        if let Some(words) = &mut drawn.words {
            let new = node.text.get(words.shown..).unwrap_or_default();
            if new.is_empty() {
                return;
            }
            match &mut drawn.code {
                Some(code) => code.grow(new),
                None => {
                    let _ = words.text.append_data(new);
                }
            }
            words.shown = node.text.len();
        } else if drawn.described != node.text.len() {
            self.redo(document, id);
        }
    }

    fn shrink(&mut self, document: &Document, id: NodeId, to: usize) {
        let Some(node) = document.node(id) else {
            return;
        };
        let Some(drawn) = self.get_mut(id) else {
            return;
        };
        let Some(words) = &mut drawn.words else {
            self.redo(document, id);
            return;
        };
        if let (Some(code), Kind::CodeBlock { info }) = (&mut drawn.code, &node.kind) {
            code.clear(info.as_deref());
            words.shown = 0;
            self.grow(document, id);
            return;
        }
        let kept = node.text.get(..to).unwrap_or_default();
        let kept = u32::try_from(kept.encode_utf16().count()).unwrap_or(0);
        let gone = words.text.length().saturating_sub(kept);
        if words.shown > to && words.text.delete_data(kept, gone).is_ok() {
            words.shown = to;
        }
    }

    fn alter(&mut self, document: &Document, id: NodeId) {
        let Some(node) = document.node(id) else {
            return;
        };
        if let Some(drawn) = self.get(id)
            && node.kind != Kind::Text
        {
            elements::dress(drawn.outer.unchecked_ref(), &node.kind);
        }
        self.redo(document, id);
    }

    /// What is not made of words is made again, or looked at when all is in place.
    fn redo(&mut self, document: &Document, id: NodeId) {
        let Some(node) = document.node(id) else {
            return;
        };
        match &node.kind {
            Kind::Link(_) | Kind::Math { .. } => self.late.push(id),
            Kind::Image { source, title } => {
                let new = links::image(source, title, &node.text, &self.options);
                if let (Some(new), Some(drawn)) = (new, self.get_mut(id))
                    && let Some(around) = drawn.outer.parent_node()
                    && around.replace_child(&new, &drawn.outer).is_ok()
                {
                    drawn.outer = new.into();
                }
            }
            _ => {}
        }
    }

    fn remove(&mut self, id: NodeId) {
        let Some(drawn) = self.get(id) else {
            return;
        };
        if let Some(around) = drawn.outer.parent_node() {
            let _ = around.remove_child(&drawn.outer);
        }
        let parent = drawn.parent;
        if let Some(parent) = self.get_mut(parent)
            && let Some(at) = parent.children.iter().rposition(|child| *child == id)
        {
            parent.children.remove(at);
        }
        self.forget(id);
    }

    fn forget(&mut self, id: NodeId) {
        let drawn = self.nodes.get_mut(id.index()).and_then(Option::take);
        for child in drawn.into_iter().flat_map(|drawn| drawn.children) {
            self.forget(child);
        }
    }

    /// Looks at what could not be judged before all was in place.
    fn complete(&mut self, document: &Document) {
        let mut late = std::mem::take(&mut self.late);
        late.sort_unstable();
        late.dedup();
        for id in late {
            let (Some(node), Some(drawn)) = (document.node(id), self.get(id)) else {
                continue;
            };
            let element = drawn.outer.unchecked_ref::<Element>();
            match &node.kind {
                Kind::Link(link) => {
                    let text = document.plain_text(id);
                    links::lead(element, link.destination.as_deref(), &text, &self.options);
                    if !link.title.is_empty() {
                        elements::set(element, "title", &link.title);
                    }
                }
                Kind::Math { display } => {
                    math::show(element, &node.text, *display, &self.options.math);
                }
                _ => {}
            }
        }
        if document.is_finished() {
            self.finish_code();
        }
    }

    fn finish_code(&mut self) {
        if let Some(id) = self.open_code.take()
            && let Some(drawn) = self.get_mut(id)
            && let Some(code) = &mut drawn.code
        {
            code.finish();
        }
    }
}

fn is_header(document: &Document, parent: NodeId) -> bool {
    document
        .node(parent)
        .is_some_and(|parent| parent.kind == Kind::TableHead)
}

/// The place for the rows of a table.
fn body_of(table: &DomNode) -> Option<DomNode> {
    let last = table.last_child()?;
    if last.node_name().eq_ignore_ascii_case("tbody") {
        return Some(last);
    }
    let body = copy("tbody", "", &[])?;
    table.append_child(&body).ok()
}
