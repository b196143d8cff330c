//! The fast path for plain words at the end of a paragraph: they are appended to its last text
//! without being parsed. Most chunks are such words.

use super::{
    draft::Draft,
    held::content,
    tree::{Change, Kind, NodeId, Tree},
};

/// How far back the start of a word is searched for, in bytes.
const MAX_WORD: usize = 1024;

/// A text that plain words may be appended to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) node: NodeId,
    /// How much of the source it holds. Only spaces follow.
    pub(super) taken: usize,
}

impl Words {
    /// Returns where the last text of the blocks ends in the source, if plain words may continue
    /// it: only spaces follow. `from` is where parsing began.
    pub(super) fn at_end(blocks: &[Draft], text: &str, from: usize) -> Option<usize> {
        let mut last = blocks.last()?;
        let mut in_paragraph = false;
        while let Some(child) = last.children.last() {
            in_paragraph |= matches!(last.kind, Kind::Paragraph | Kind::Heading(_));
            if matches!(&last.kind, Kind::Link(link) if link.bare) {
                return None;
            }
            last = child;
        }
        // A tag may make its line an HTML block.
        let open = text.get(from..)?;
        let line = open.rfind('\n').map_or(open, |at| &open[at + 1..]);
        if content(line).starts_with('<') {
            return None;
        }
        let end = text.trim_end_matches(' ').len();
        let is_it = in_paragraph && last.kind == Kind::Text && last.source.end == end;
        is_it.then_some(end)
    }

    /// Appends the text from `before` on if it is nothing but plain words; says whether it was.
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

/// Whether a character, once a line has begun, can neither begin nor end any construct.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || " ,.'\"()?%-+=".contains(c)
}

/// Whether the word at `before` may be or become a URL. One that is too long to be searched may.
fn may_be_address(text: &str, before: usize) -> bool {
    let near = before.saturating_sub(MAX_WORD);
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
