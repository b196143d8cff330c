//! Finds what a text ends in: prose, a code block or a table.
//!
//! Each line is classified on its own, by its start. That is less than Markdown, but enough to know
//! what a model would write again.

/// The block that is open at the end of a text.
#[derive(Clone, Debug)]
pub(super) enum Place {
    Prose,
    Fence(Fence),
    Table(Table),
}

/// An open fenced code block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fence {
    mark: char,
    length: usize,
    /// Whether it is in a block quote, and so ends with the first line without `>`.
    quoted: bool,
    /// Whether its opening line is incomplete.
    pub(super) opening: bool,
    /// Whether it has no content yet.
    pub(super) empty: bool,
}

/// An open table.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) header: String,
}

impl Place {
    /// Returns the block that is open at the end of this text.
    pub(super) fn at_end(text: &str) -> Self {
        let mut fence: Option<Fence> = None;
        let (mut header, mut before) = (None, "");
        for line in text.split_inclusive('\n') {
            let over = line.ends_with('\n');
            let line = line.trim_end();
            // A block quote ends with the first line without a marker, and so does a fence in it.
            let open = fence.take();
            let quoted = line.trim_start().starts_with('>');
            if let Some(mut open) = open.filter(|open| quoted || !open.quoted) {
                open.empty &= inside(line).is_empty();
                fence = (!open.is_closed_by(line)).then_some(open);
                continue;
            }
            fence = Fence::opened_by(line, over);
            if fence.is_some() || line.trim_start_matches([' ', '>']).is_empty() {
                (header, before) = (None, "");
                continue;
            }
            if header.is_none() && before.contains('|') && is_delimiter(line) {
                header = Some(before);
            }
            before = line;
        }
        match (fence, header) {
            (Some(fence), _) => Self::Fence(fence),
            // A line that has just begun may be anything, and so may belong to the table.
            (None, Some(header)) => Self::Table(Table {
                header: row(header).to_owned(),
            }),
            (None, None) => Self::Prose,
        }
    }

    pub(super) fn fence(&self) -> Option<&Fence> {
        match self {
            Self::Fence(fence) => Some(fence),
            Self::Prose | Self::Table(_) => None,
        }
    }

    pub(super) fn table(&self) -> Option<&Table> {
        match self {
            Self::Table(table) => Some(table),
            Self::Prose | Self::Fence(_) => None,
        }
    }
}

impl Fence {
    /// Returns the fence that this line opens. `over` says whether the line is complete.
    pub(super) fn opened_by(line: &str, over: bool) -> Option<Self> {
        let content = &line[marks(line)..];
        let mark = content.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let info = content.trim_start_matches(mark);
        let length = content.len() - info.len();
        let fits = length >= 3 && !(mark == '`' && info.contains('`'));
        fits.then(|| Self {
            mark,
            length,
            quoted: line.trim_start().starts_with('>'),
            opening: !over,
            empty: true,
        })
    }

    pub(super) fn is_closed_by(&self, line: &str) -> bool {
        let line = inside(line);
        line.len() >= self.length && line.chars().all(|c| c == self.mark)
    }

    /// Returns whether a line that opens the other fence would open this one too.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.mark == other.mark && self.length <= other.length
    }
}

impl Table {
    /// Returns whether this is a complete row with a cell for each column.
    pub(super) fn is_full(&self, line: &str) -> bool {
        let line = row(line);
        line.len() > 1 && line.ends_with('|') && cells(line) >= cells(&self.header)
    }

    /// Returns whether this row is the header, ignoring whitespace.
    pub(super) fn is_header(&self, line: &str) -> bool {
        squeezed(line).eq(squeezed(&self.header))
    }

    /// Returns whether this is a prefix of the header, ignoring whitespace.
    pub(super) fn may_become_header(&self, start: &str) -> bool {
        let mut header = squeezed(&self.header);
        squeezed(start).all(|c| header.next() == Some(c))
    }
}

/// Returns whether this is the delimiter row between a table's header and its body.
pub(super) fn is_delimiter(line: &str) -> bool {
    let line = row(line);
    line.contains('-') && line.contains(['|', ':']) && may_become_delimiter(line)
}

/// Returns whether this may be the start of a delimiter row.
pub(super) fn may_become_delimiter(start: &str) -> bool {
    let marks = |c: char| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '\r');
    row(start).chars().all(marks)
}

/// Returns the length of what precedes a line's content: indentation, quote and list markers.
pub(super) fn marks(line: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = line[at..].trim_start_matches([' ', '\t']);
        at = line.len() - rest.len();
        let mark = if rest.starts_with('>') {
            1
        } else {
            list_mark(rest)
        };
        if mark == 0 {
            return at;
        }
        at += mark;
    }
}

/// Returns the length in bytes of the list marker that this begins with, without the space after
/// it, or 0 if there is none.
pub(super) fn list_mark(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match text.as_bytes().get(digits) {
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        Some(b'.' | b')') if (1..10).contains(&digits) => digits + 1,
        _ => return 0,
    };
    let blank = text[mark..].starts_with([' ', '\t']);
    if blank { mark } else { 0 }
}

/// Strips the surrounding whitespace and the quote markers from a line.
fn inside(line: &str) -> &str {
    line.trim().trim_start_matches(['>', ' ', '\t'])
}

/// Strips the same from a table row.
fn row(line: &str) -> &str {
    inside(line)
}

fn squeezed(line: &str) -> impl Iterator<Item = char> + '_ {
    row(line).chars().filter(|c| !c.is_whitespace())
}

fn cells(row: &str) -> usize {
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    row.replace("\\|", "").matches('|').count() + 1
}
