//! Parts of a view that come and go.
//!
//! Leptos has all of this too. But it compiles code for every dynamic view to bring the DOM into
//! line with a new version of it, about as much as to build it, and again for every list. The chat
//! does without: a redrawn view replaces the old one, and lists are sorted.

use std::iter::Peekable;

use leptos::{
    prelude::*,
    tachys::{
        html::attribute::{Attribute, any_attribute::AnyAttribute},
        hydration::Cursor,
        renderer::Rndr,
        view::{Mountable, Position, PositionState, add_attr::AddAnyAttr},
    },
    web_sys::{Element, Node},
};

use super::server::is_in_page;

/// The comments that enclose a piece in a server's HTML. A page may have comments anywhere.
const BEGIN: &str = "[";
const END: &str = "]";

/// A piece of a view, whatever its type.
pub(super) enum Piece {
    /// Builds it in a page.
    Page(Box<dyn FnOnce() -> Drawn + Send>),
    /// Writes it, on a server.
    Html(Box<dyn FnOnce(&mut Html<'_>) + Send>),
}

/// The DOM nodes of a piece.
pub(super) struct Drawn(Box<dyn Mountable>);

/// The HTML that a piece is written into, and how.
pub(super) struct Html<'a> {
    text: &'a mut String,
    position: &'a mut Position,
    escape: bool,
    mark_branches: bool,
}

/// Returns a piece that shows what `draw` returns, if anything, redrawn when its signals change.
pub(super) fn piece<V>(mut draw: impl FnMut() -> Option<V> + Send + 'static) -> Piece
where
    V: RenderHtml,
    V::State: 'static,
{
    if !is_in_page() {
        return Piece::Html(Box::new(move |html| html.write(draw())));
    }
    following(Box::new(move || match draw() {
        Some(view) => Drawn::of(view),
        None => Drawn::of(()),
    }))
}

fn following(mut draw: Box<dyn FnMut() -> Drawn + Send>) -> Piece {
    Piece::Page(Box::new(move || {
        let effect = RenderEffect::new(move |before: Option<Drawn>| {
            let mut drawn = draw();
            if let Some(mut before) = before {
                before.insert_before_this(&mut drawn);
                before.unmount();
            }
            drawn
        });
        Drawn(Box::new(effect))
    }))
}

/// Returns a piece that draws each item once. Keys identify the items, and must be ascending.
pub(super) fn each<T, K, V>(
    all: impl Fn() -> Vec<T> + Send + 'static,
    key: impl Fn(&T) -> K + Send + 'static,
    draw: impl Fn(T) -> V + Send + 'static,
) -> Piece
where
    K: Ord + 'static,
    V: RenderHtml,
    V::State: 'static,
{
    if !is_in_page() {
        return Piece::Html(Box::new(move |html| {
            for thing in all() {
                html.write(draw(thing));
            }
        }));
    }
    // Rows outlive the effect run that drew them.
    let owner = Owner::current().unwrap_or_default();
    Piece::Page(Box::new(move || {
        let effect = RenderEffect::new(move |before: Option<List<K>>| {
            let List { rows, end } = before.unwrap_or_else(List::empty);
            let mut before = rows.into_iter().peekable();
            let mut rows = Vec::new();
            for thing in all() {
                let key = key(&thing);
                leave(&mut before, |row| row.key < key);
                let row = before.next_if(|row| row.key == key);
                rows.push(row.unwrap_or_else(|| {
                    let owner = owner.child();
                    let mut drawn = owner.with(|| Drawn::of(draw(thing)));
                    let next = before.peek().map_or(&end, |row| &row.drawn);
                    next.insert_before_this(&mut drawn);
                    Row {
                        key,
                        drawn,
                        _owner: owner,
                    }
                }));
            }
            leave(&mut before, |_| true);
            List { rows, end }
        });
        Drawn(Box::new(effect))
    }))
}

/// Unmounts the leading rows that are gone.
fn leave<K>(rows: &mut Peekable<impl Iterator<Item = Row<K>>>, is_gone: impl Fn(&Row<K>) -> bool) {
    while let Some(mut row) = rows.next_if(&is_gone) {
        row.drawn.unmount();
    }
}

/// The rows of a list, and a marker behind them.
struct List<K> {
    rows: Vec<Row<K>>,
    end: Drawn,
}

struct Row<K> {
    key: K,
    drawn: Drawn,
    /// Dropping it disposes everything that the row follows.
    _owner: Owner,
}

impl<K> List<K> {
    fn empty() -> Self {
        Self {
            rows: Vec::new(),
            end: Drawn::of(()),
        }
    }
}

impl<K> Mountable for List<K> {
    fn unmount(&mut self) {
        for row in &mut self.rows {
            row.drawn.unmount();
        }
        self.end.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        for row in &mut self.rows {
            row.drawn.mount(parent, marker);
        }
        self.end.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let first = self.rows.first().map_or(&self.end, |row| &row.drawn);
        first.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        let rows = self.rows.iter();
        rows.flat_map(|row| row.drawn.elements()).collect()
    }
}

impl Drawn {
    fn of<V>(view: V) -> Self
    where
        V: Render,
        V::State: 'static,
    {
        Self(Box::new(view.build()))
    }
}

impl Mountable for Drawn {
    fn unmount(&mut self) {
        self.0.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.0.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        self.0.elements()
    }
}

impl Html<'_> {
    fn write(&mut self, view: impl RenderHtml) {
        view.to_html_with_buf(
            self.text,
            self.position,
            self.escape,
            self.mark_branches,
            Vec::new(),
        );
    }

    fn mark(&mut self, mark: &str) {
        self.text.extend(["<!--", mark, "-->"]);
        *self.position = Position::NextChild;
    }
}

impl Render for Piece {
    type State = Drawn;

    fn build(self) -> Drawn {
        match self {
            Self::Page(draw) => draw(),
            Self::Html(_) => Drawn::of(()),
        }
    }

    fn rebuild(self, state: &mut Drawn) {
        let mut before = std::mem::replace(state, self.build());
        before.insert_before_this(state);
        before.unmount();
    }
}

impl RenderHtml for Piece {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        text: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        _: Vec<AnyAttribute>,
    ) {
        let mut html = Html {
            text,
            position,
            escape,
            mark_branches,
        };
        html.mark(BEGIN);
        if let Self::Html(write) = self {
            write(&mut html);
        }
        html.mark(END);
    }

    /// Replaces the server's nodes with newly built ones.
    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Drawn {
        let begin = cursor.next_placeholder(position);
        let mut open = 1;
        while let Some(node) = begin.next_sibling() {
            if node.node_type() == Node::COMMENT_NODE {
                match node.node_value().as_deref() {
                    Some(BEGIN) => open += 1,
                    Some(END) => open -= 1,
                    _ => {}
                }
            }
            if open == 0 {
                cursor.set(node);
                break;
            }
            Rndr::remove(&node);
        }
        let mut drawn = self.build();
        begin.insert_before_this(&mut drawn);
        drawn
    }

    fn into_owned(self) -> Self {
        self
    }
}

/// Ignores added attributes: the views of a piece already have theirs.
impl AddAnyAttr for Piece {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}
