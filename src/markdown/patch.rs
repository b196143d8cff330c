//! Patches a tree to match drafts, touching only what differs.

use super::{
    draft::Draft,
    tree::{Change, Kind, NodeId, Tree},
};

/// Patches the children of a node from index `from` on to match the drafts, by position and
/// without a diff: a growing text changes at its end.
pub(super) fn children(
    tree: &mut Tree,
    parent: NodeId,
    from: usize,
    drafts: Vec<Draft>,
    changes: &mut Vec<Change>,
) {
    let end = from + drafts.len();
    for (index, draft) in (from..).zip(drafts) {
        child(tree, parent, index, draft, changes);
    }
    tree.truncate(parent, end, changes);
}

/// Patches one child of a node, or replaces it if the kinds are not alike.
pub(super) fn child(
    tree: &mut Tree,
    parent: NodeId,
    index: usize,
    draft: Draft,
    changes: &mut Vec<Change>,
) {
    let old = tree.children(parent).get(index).copied();
    let same_element = |old: &NodeId| {
        tree.get(*old)
            .is_some_and(|n| n.kind.same_element(&draft.kind))
    };
    let kept = old.filter(same_element);
    match (kept, old) {
        (Some(kept), _) => node(tree, kept, draft, changes),
        (None, old) => {
            if old.is_some() {
                tree.remove(parent, index, changes);
            }
            insert(tree, parent, index, draft, changes);
        }
    }
}

/// Patches a node to match a draft of a like kind.
fn node(tree: &mut Tree, id: NodeId, draft: Draft, changes: &mut Vec<Change>) {
    tree.alter(id, draft.kind, changes);
    tree.set_text(id, 0, &draft.text, changes);
    children(tree, id, 0, draft.children, changes);
}

fn insert(tree: &mut Tree, parent: NodeId, index: usize, draft: Draft, changes: &mut Vec<Change>) {
    let id = tree.insert(parent, index, draft.kind, changes);
    tree.grow(id, &draft.text, changes);
    for (index, child) in draft.children.into_iter().enumerate() {
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

/// Patches the part of a node that is not final to match a draft of that part.
pub(super) fn rest_of(
    tree: &mut Tree,
    id: NodeId,
    done: Final,
    mut draft: Draft,
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
    ) = (&old.kind, &mut draft.kind)
    {
        *now &= *tight;
        *first = *start;
    }
    tree.alter(id, draft.kind, changes);
    let mut from = done.children;
    let mut rest = draft.children;
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
