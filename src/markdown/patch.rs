//! Patches a tree to match sketches, touching only what differs.

use super::{
    sketch::Sketch,
    tree::{Change, Kind, NodeId, Tree},
};

/// Patches the children of a node from index `from` on to match the sketches, by position and
/// without a diff: a growing text changes at its end.
pub(super) fn children(
    tree: &mut Tree,
    parent: NodeId,
    from: usize,
    sketches: Vec<Sketch>,
    changes: &mut Vec<Change>,
) {
    let end = from + sketches.len();
    for (index, sketch) in (from..).zip(sketches) {
        child(tree, parent, index, sketch, changes);
    }
    tree.truncate(parent, end, changes);
}

/// Patches one child of a node, or replaces it if the kinds are not alike.
pub(super) fn child(
    tree: &mut Tree,
    parent: NodeId,
    index: usize,
    sketch: Sketch,
    changes: &mut Vec<Change>,
) {
    let old = tree.children(parent).get(index).copied();
    let is_like = |old: &NodeId| tree.get(*old).is_some_and(|n| n.kind.is_like(&sketch.kind));
    let kept = old.filter(is_like);
    match (kept, old) {
        (Some(kept), _) => node(tree, kept, sketch, changes),
        (None, old) => {
            if old.is_some() {
                tree.remove(parent, index, changes);
            }
            insert(tree, parent, index, sketch, changes);
        }
    }
}

/// Patches a node to match a sketch of a like kind.
fn node(tree: &mut Tree, id: NodeId, sketch: Sketch, changes: &mut Vec<Change>) {
    tree.alter(id, sketch.kind, changes);
    tree.set_text(id, 0, &sketch.text, changes);
    children(tree, id, 0, sketch.children, changes);
}

fn insert(
    tree: &mut Tree,
    parent: NodeId,
    index: usize,
    sketch: Sketch,
    changes: &mut Vec<Change>,
) {
    let id = tree.insert(parent, index, sketch.kind, changes);
    tree.grow(id, &sketch.text, changes);
    for (index, child) in sketch.children.into_iter().enumerate() {
        insert(tree, id, index, child, changes);
    }
}

/// How much of an open block is final.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Final {
    /// How many of its children.
    pub(super) children: usize,
    /// How many bytes of the child after those, if that is a text.
    pub(super) text: usize,
}

/// Patches the part of a node that is not final to match a sketch of that part.
pub(super) fn rest_of(
    tree: &mut Tree,
    id: NodeId,
    done: Final,
    mut sketch: Sketch,
    changes: &mut Vec<Change>,
) {
    let Some(old) = tree.get(id) else {
        return;
    };
    // A list is loose if any part of it is.
    if let (
        Kind::List { tight, start },
        Kind::List {
            tight: now,
            start: first,
        },
    ) = (&old.kind, &mut sketch.kind)
    {
        *now &= *tight;
        *first = *start;
    }
    tree.alter(id, sketch.kind, changes);
    let mut from = done.children;
    let mut rest = sketch.children;
    if done.text > 0 {
        // The final part of the text stays, and text at the start of the rest continues it.
        let text = tree.children(id).get(from).copied();
        let more = match rest.first() {
            Some(first) if first.kind == Kind::Text => rest.remove(0).text,
            _ => String::new(),
        };
        if let Some(text) = text {
            tree.set_text(text, done.text, &more, changes);
        }
        from += 1;
    }
    children(tree, id, from, rest, changes);
}
