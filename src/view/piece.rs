//! Pieces of the page that come and go.
//!
//! The framework has all of this too. But for each view that is drawn again it is compiled once more,
//! to bring what is in the page into line with that view, which takes about as much as to draw it; and
//! for each list. The chat goes without: what is drawn anew takes the place of what was there, and a
//! list is in order.

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

/// What a server's HTML of a piece stands between: comments, which a page may have anywhere.
const BEGIN: &str = "[";
const END: &str = "]";

/// A piece of the page, whatever is in it.
pub(super) enum Piece {
    /// Draws it.
    Page(Box<dyn FnOnce() -> Drawn + Send>),
    /// Writes it, on a server.
    Html(Box<dyn FnOnce(&mut Html<'_>) + Send>),
}

/// What is in the page of a piece.
pub(super) struct Drawn(Box<dyn Mountable>);

/// HTML, and how a piece is written into it.
pub(super) struct Html<'a> {
    text: &'a mut String,
    position: &'a mut Position,
    escape: bool,
    mark_branches: bool,
}

/// What this draws, anew or not at all whenever its signals say so.
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

/// What this draws of each of some things, once. Their keys tell them apart, and rise.
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
    // What is drawn lives on when the list changes.
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

/// Takes the first rows out of the page, as many as are gone.
fn leave<K>(rows: &mut Peekable<impl Iterator<Item = Row<K>>>, is_gone: impl Fn(&Row<K>) -> bool) {
    while let Some(mut row) = rows.next_if(&is_gone) {
        row.drawn.unmount();
    }
}

/// What is in the page of a list, and a place behind it.
struct List<K> {
    rows: Vec<Row<K>>,
    end: Drawn,
}

struct Row<K> {
    key: K,
    drawn: Drawn,
    /// What the view follows ends with it.
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

    /// What a server wrote makes way for what is drawn here.
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

/// What it draws has the attributes that it needs.
impl AddAnyAttr for Piece {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}
