//! The fast path for an open code block: its lines go into the tree without being parsed.

use super::{
    settled::OpenFence,
    tree::{Change, NodeId, Tree},
};

/// An open code fence, and how much of its lines is in the tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fence {
    node: NodeId,
    mark: u8,
    length: usize,
    /// The column of the fence. As much indentation is removed from its lines.
    indent: usize,
    /// Whether the fence is in a list, which a line with less indentation may end.
    in_list: bool,
    /// Where its current line begins in the text.
    line: usize,
    /// Up to where that line was taken.
    taken: usize,
}

/// What new text did to an open fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is still open; all text that is certainly code was taken.
    Open,
    /// It was closed by the line that ends here.
    Closed(usize),
    /// The text needs the parser.
    Unclear,
}

impl Fence {
    /// Returns the fence of a code block that the parser read up to `end`. `None` if it is closed,
    /// or if its lines have more than spaces before them.
    pub(super) fn open(text: &str, code: &OpenFence, end: usize, node: NodeId) -> Option<Self> {
        let start = code.source.start;
        let source = text.get(code.source.clone())?;
        let mark = source.bytes().next().filter(|mark| b"`~".contains(mark))?;
        let length = source.bytes().take_while(|byte| *byte == mark).count();
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let before = &text[line_start..start];
        if before.contains(['\t', '>']) || !before.is_ascii() {
            return None;
        }
        let (_, lines) = source.split_once('\n')?;
        let last = lines
            .trim_end()
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .trim();
        if last.len() >= length && last.bytes().all(|byte| byte == mark) {
            return None;
        }
        let line = text[..end].rfind('\n')? + 1;
        Some(Self {
            node,
            mark,
            length,
            indent: before.len(),
            in_list: code.in_list,
            line,
            taken: end,
        })
    }

    /// Appends the code that arrived to the tree.
    pub(super) fn take(
        &mut self,
        text: &str,
        tree: &mut Tree,
        changes: &mut Vec<Change>,
    ) -> Outcome {
        let mut new = String::new();
        let outcome = self.read(text, &mut new);
        tree.grow(self.node, &new, changes);
        outcome
    }

    fn read(&mut self, text: &str, new: &mut String) -> Outcome {
        while let Some(length) = text[self.line..].find('\n') {
            let end = self.line + length;
            if self.taken == self.line {
                match self.begin(&text[self.line..end], true) {
                    Begin::Code(at) => self.taken += at,
                    Begin::Closing => return Outcome::Closed(end + 1),
                    Begin::Held | Begin::Unclear => return Outcome::Unclear,
                }
            }
            new.push_str(&text[self.taken..=end]);
            self.line = end + 1;
            self.taken = self.line;
        }
        if self.taken == self.line {
            match self.begin(&text[self.line..], false) {
                Begin::Code(at) => self.taken += at,
                Begin::Closing | Begin::Held => return Outcome::Open,
                Begin::Unclear => return Outcome::Unclear,
            }
        }
        new.push_str(&text[self.taken..]);
        self.taken = text.len();
        Outcome::Open
    }

    /// Judges the start of a line, of which the rest may be missing.
    fn begin(&self, line: &str, is_whole: bool) -> Begin {
        if line.contains('\0') {
            return Begin::Unclear;
        }
        let rest = line.trim_start_matches(' ');
        let indent = line.len() - rest.len();
        if rest.is_empty() {
            return if is_whole {
                Begin::Code(indent.min(self.indent))
            } else {
                Begin::Held
            };
        }
        if indent < self.indent && (self.in_list || rest.starts_with('\t')) {
            return Begin::Unclear;
        }
        let marks = rest.bytes().take_while(|b| *b == self.mark).count();
        let behind = rest[marks..].trim_end_matches(' ');
        if marks > 0 && behind.is_empty() && indent < self.indent + 4 {
            // More fence characters may follow.
            if !is_whole {
                return Begin::Held;
            }
            if marks >= self.length {
                let certain = indent <= self.indent || (!self.in_list && indent < 4);
                if certain {
                    return Begin::Closing;
                }
                if self.in_list || indent < 4 {
                    return Begin::Unclear;
                }
            }
        }
        Begin::Code(indent.min(self.indent))
    }
}

enum Begin {
    /// Code, after so many spaces of indentation.
    Code(usize),
    Closing,
    /// The line is too short to tell.
    Held,
    Unclear,
}
