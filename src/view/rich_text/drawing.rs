//! The drawing of a document: its nodes as DOM nodes.

mod looking;

use leptos::{
    prelude::document,
    wasm_bindgen::JsCast as _,
    web_sys::{Element, Node as DomNode},
};

use super::{
    RichText,
    code::Code,
    context::RenderContext,
    drawn::Drawn,
    elements::{self, Made},
    links, math,
    runs::{RunKind, Runs},
    words::Words,
};
use crate::{
    markdown::{Change, Document, Kind, Node, NodeId},
    view::labels::Labels,
};

/// After how many children a block's direction is settled.
const MANY: usize = 64;

/// The DOM of a document.
pub(super) struct Drawing {
    root: Element,
    context: RenderContext,
    nodes: Vec<Option<Drawn>>,
    /// How many changes of the document were applied.
    seen: usize,
    /// The nodes to complete once all changes are applied.
    late: Vec<NodeId>,
    open_code: Option<NodeId>,
    /// Whether the drawn text was complete, so that a browser may have translated it.
    was_finished: bool,
}

impl Drawing {
    pub(super) fn new(root: Element) -> Self {
        let mut this = Self {
            root,
            context: RenderContext::default(),
            nodes: Vec::new(),
            // More than there can be: nothing is drawn yet.
            seen: usize::MAX,
            late: Vec::new(),
            open_code: None,
            was_finished: false,
        };
        this.clear();
        this
    }

    /// Sets the options and labels. If they differ, everything is redrawn.
    pub(super) fn adapt(&mut self, options: &RichText, labels: &Labels) {
        if self.context.update(options, labels) {
            self.seen = usize::MAX;
        }
    }

    pub(super) fn seen(&self) -> usize {
        self.seen
    }

    /// Draws a document from scratch. `count` is the number of changes that led to it.
    pub(super) fn draw(&mut self, document: &Document, count: usize) {
        // Any other node in the root belongs to the framework.
        if let Some(root) = self.get_mut(NodeId::ROOT)
            && let Some(groups) = &mut root.runs
        {
            groups.clear();
        }
        self.clear();
        self.draw_children(document, NodeId::ROOT);
        self.complete(document);
        self.seen = count;
    }

    /// Applies changes of a document.
    pub(super) fn follow(&mut self, document: &Document, changes: &[Change]) {
        let goes_on = !document.is_finished() || !changes.is_empty();
        if self.was_finished && goes_on && self.is_detached() {
            self.draw(document, self.seen + changes.len());
            return;
        }
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
        self.open_code = None;
        self.nodes.push(Some(Drawn {
            outer: self.root.clone().into(),
            inner: self.root.clone().into(),
            parent: NodeId::ROOT,
            children: Vec::new(),
            words: None,
            code: None,
            runs: Some(Box::new(Runs::new(RunKind::Blocks, self.root.clone()))),
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

    fn insert(&mut self, document: &Document, id: NodeId, parent: NodeId, index: usize) {
        let Some(node) = document.node(id) else {
            return;
        };
        self.finish_code();
        let Some(drawn) = self.make(document, id, node, parent) else {
            return;
        };
        self.place(document, &drawn.outer, node, parent, index);
        if let Some(around) = self.get_mut(parent) {
            let index = index.min(around.children.len());
            around.children.insert(index, id);
            if around.children.len() % MANY == 0 {
                self.settle_direction(parent);
            }
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
        let mut runs = None;
        let made = match &node.kind {
            Kind::Text => {
                let text = self::document().create_text_node(&node.text);
                return Some(Drawn::words(text, node.text.len(), parent));
            }
            Kind::CodeBlock { info } => {
                let (made, block) = Code::new(info.as_deref(), &self.context.labels)?;
                code = Some(Box::new(block));
                words = Some(Words::new(self::document().create_text_node(""), 0));
                made
            }
            Kind::Image { source, title } => {
                Made::from(links::image(source, title, &node.text, &self.context)?)
            }
            Kind::Math { display } => {
                self.late.push(id);
                Made::from(math::source(*display)?)
            }
            Kind::TableCell(alignment) if is_header(document, parent) => {
                elements::header_cell(*alignment)?
            }
            Kind::Item { .. } if self.is_long(document, parent) => elements::joined_item()?,
            kind => {
                if matches!(kind, Kind::Link(_)) {
                    self.late.push(id);
                }
                elements::make(kind, parent == NodeId::ROOT, &self.context.labels)?
            }
        };
        let run_kind = match &node.kind {
            Kind::List { .. } if parent == NodeId::ROOT => Some(RunKind::Items),
            Kind::Table => Some(RunKind::Rows),
            _ => None,
        };
        if let Some(run_kind) = run_kind {
            runs = Some(Box::new(Runs::new(run_kind, made.inner.clone())));
        } else {
            elements::update_attributes(&made.outer, &node.kind, &self.context.labels);
        }
        if matches!(node.kind, Kind::Code | Kind::Html) {
            let text = self::document().create_text_node(&node.text);
            made.inner.append_child(&text).ok()?;
            words = Some(Words::new(text, node.text.len()));
        }
        Some(Drawn {
            outer: made.outer.into(),
            inner: made.inner.into(),
            parent,
            children: Vec::new(),
            words,
            code,
            runs,
            described: node.text.len(),
        })
    }

    /// Fixes the direction of a node and of what it is in. For each element that is inserted into a
    /// `dir=auto` block, a browser looks at everything that the block contains.
    fn settle_direction(&self, node: NodeId) {
        let mut id = node;
        while id != NodeId::ROOT
            && let Some(drawn) = self.get(id)
        {
            for element in [&drawn.outer, &drawn.inner] {
                let element = element.unchecked_ref::<Element>();
                if element.get_attribute("dir").as_deref() == Some("auto") {
                    let is_rtl = element.matches(":dir(rtl)").unwrap_or_default();
                    elements::set(element, "dir", if is_rtl { "rtl" } else { "ltr" });
                }
            }
            id = drawn.parent;
        }
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
        let kind = document.node(parent).map(|parent| &parent.kind);
        let (Some(kind), Some(parent)) = (kind, self.get_mut(parent)) else {
            return;
        };
        let run = match &mut parent.runs {
            // A table's header goes before the rows.
            Some(runs) if node.kind != Kind::TableHead => {
                runs.next(kind, index, document.text().len())
            }
            _ => None,
        };
        let around = run.map_or(&parent.inner, |run| run.as_ref());
        let _ = around.append_child(element);
    }

    fn grow(&mut self, document: &Document, id: NodeId) {
        let Some(node) = document.node(id) else {
            return;
        };
        let siblings = self.neighbours(document, id);
        let Some(drawn) = self.get_mut(id) else {
            return;
        };
        if let Some(words) = &mut drawn.words {
            match &mut drawn.code {
                Some(code) => code.grow(words.skip(&node.text)),
                None => words.grow(&node.text, siblings),
            }
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
        match (&mut drawn.code, &node.kind) {
            (Some(code), Kind::CodeBlock { info }) => {
                code.clear(info.as_deref());
                words.forget();
                self.grow(document, id);
            }
            _ => words.shrink(&node.text, to),
        }
    }

    fn alter(&mut self, document: &Document, id: NodeId) {
        let Some(node) = document.node(id) else {
            return;
        };
        if let Some(drawn) = self.get(id)
            && node.kind != Kind::Text
        {
            match &drawn.runs {
                Some(runs) => runs.update_attributes(&node.kind),
                None => elements::update_attributes(
                    drawn.outer.unchecked_ref(),
                    &node.kind,
                    &self.context.labels,
                ),
            }
        }
        self.redo(document, id);
    }

    /// Redraws a node that is not plain text, or marks it to be completed later.
    fn redo(&mut self, document: &Document, id: NodeId) {
        let Some(node) = document.node(id) else {
            return;
        };
        match &node.kind {
            Kind::Link(_) | Kind::Math { .. } => self.late.push(id),
            Kind::Image { source, title } => {
                let new = links::image(source, title, &node.text, &self.context);
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
        if let Some(words) = &drawn.words {
            words.remove_rest();
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

    /// Completes links and formulas, which need all changes to be applied.
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
                    links::set_destination(
                        element,
                        link.destination.as_deref(),
                        &text,
                        &self.context.options,
                    );
                    if !link.title.is_empty() {
                        elements::set(element, "title", &link.title);
                    }
                }
                Kind::Math { display } => {
                    math::show(element, &node.text, *display, &self.context.options.math);
                }
                _ => {}
            }
        }
        self.was_finished = document.is_finished();
        if self.was_finished {
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
