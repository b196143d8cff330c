//! Plain words at the end of a paragraph: they are put where the last ones are, and no parser looks
//! at them. Most of what arrives is that.

use super::{
    held::content,
    sketch::Sketch,
    tree::{Change, Kind, NodeId, Tree},
};

/// How far the beginning of a word is looked for, in bytes.
const LONGEST_WORD: usize = 1024;

/// A text that plain words may be put to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) node: NodeId,
    /// Up to where in the source it holds what is there. Spaces may follow.
    pub(super) taken: usize,
}

impl Words {
    /// Where the last text of the blocks ends in the source, if only spaces follow. `from` is where
    /// the blocks begin, or where words do in the first of them.
    pub(super) fn at_end(blocks: &[Sketch], text: &str, from: usize) -> Option<usize> {
        let mut last = blocks.last()?;
        let mut in_paragraph = false;
        while let Some(child) = last.children.last() {
            in_paragraph |= matches!(last.kind, Kind::Paragraph | Kind::Heading(_));
            if matches!(&last.kind, Kind::Link(link) if link.bare) {
                return None;
            }
            last = child;
        }
        // A tag may make a block of its own of its line.
        let open = text.get(from..)?;
        let line = open.rfind('\n').map_or(open, |at| &open[at + 1..]);
        if content(line).starts_with('<') {
            return None;
        }
        let end = text.trim_end_matches(' ').len();
        let is_it = in_paragraph && last.kind == Kind::Text && last.source.end == end;
        is_it.then_some(end)
    }

    /// Takes what came if it is nothing but words.
    pub(super) fn take(
        &mut self,
        text: &str,
        before: usize,
        tree: &mut Tree,
        changes: &mut Vec<Change>,
    ) -> bool {
        let new = &text[before..];
        if !new.chars().all(is_plain) || may_be_address(text, before) {
            return false;
        }
        let end = self.taken + text[self.taken..].trim_end_matches(' ').len();
        tree.grow(self.node, &text[self.taken..end], changes);
        self.taken = end;
        true
    }
}

/// Whether a character means nothing to any construct, once a line has begun.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || " ,.'\"()?%-+=".contains(c)
}

/// Whether the word that goes on may be or become an address. One without an end is not looked at:
/// it may be.
fn may_be_address(text: &str, before: usize) -> bool {
    let near = before.saturating_sub(LONGEST_WORD);
    let blank = |byte: &u8| byte.is_ascii_whitespace();
    let start = match text.as_bytes()[near..before].iter().rposition(blank) {
        Some(at) => near + at,
        None if near == 0 => 0,
        None => return true,
    };
    let words = &text.as_bytes()[start..];
    let first = &text.as_bytes()[start..before];
    first.iter().any(|byte| b":/@".contains(byte))
        || words
            .windows(3)
            .any(|three| three.eq_ignore_ascii_case(b"www"))
}
