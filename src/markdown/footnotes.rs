//! The last pass over the footnotes of a finished text: which are defined, and their numbers.

use super::{
    labels::Labels,
    tree::{Change, Kind, NodeId, Tree},
};

/// Records which footnotes a subtree defines.
pub(super) fn note(tree: &Tree, id: NodeId, labels: &mut Labels) {
    let Some(node) = tree.get(id) else {
        return;
    };
    if let Kind::FootnoteDefinition(footnote) = &node.kind {
        labels.write_footnote(&footnote.label);
    }
    for child in &node.children {
        note(tree, *child, labels);
    }
}

/// Numbers the footnotes of a subtree in document order.
pub(super) fn number(tree: &mut Tree, id: NodeId, labels: &mut Labels, changes: &mut Vec<Change>) {
    let Some(node) = tree.get(id) else {
        return;
    };
    let children = node.children.clone();
    if let Kind::FootnoteReference(footnote) | Kind::FootnoteDefinition(footnote) = &node.kind {
        let mut kind = node.kind.clone();
        let now = labels.number_of(&footnote.label);
        if let Kind::FootnoteReference(footnote) | Kind::FootnoteDefinition(footnote) = &mut kind {
            footnote.number = now;
        }
        tree.alter(id, kind, changes);
    }
    for child in children {
        number(tree, child, labels, changes);
    }
}
