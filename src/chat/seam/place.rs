//! What a text ends inside of: prose, a block of code, a table.
//!
//! Lines are judged alone, by what they begin with. That is less than Markdown, and enough to know
//! what a model would write once more.

/// What is open at the end of a text.
#[derive(Clone, Debug)]
pub(super) enum Place {
    Prose,
    Fence(Fence),
    Table(Table),
}

/// An open block of code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fence {
    mark: char,
    length: usize,
    /// Whether it stands behind `>`, and so ends with the first line that does not.
    quoted: bool,
    /// Whether its opening line is not over yet.
    pub(super) opening: bool,
    /// Whether nothing stands in it yet.
    pub(super) empty: bool,
}

/// An open table.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) header: String,
}

impl Place {
    /// The end of this text.
    pub(super) fn at_end(text: &str) -> Self {
        let mut fence: Option<Fence> = None;
        let (mut header, mut before) = (None, "");
        for line in text.split_inclusive('\n') {
            let over = line.ends_with('\n');
            let line = line.trim_end();
            // A quotation ends with the first line that has no mark, and so does what stands in it.
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
            // A line that was just begun may be anything, and so may belong to the table.
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
    /// The fence that this line opens. `over` tells whether the line is complete.
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

    /// Whether a line that opens the other one would open this one too.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.mark == other.mark && self.length <= other.length
    }
}

impl Table {
    /// Whether this is a row with a cell for each column, and over.
    pub(super) fn is_full(&self, line: &str) -> bool {
        let line = row(line);
        line.len() > 1 && line.ends_with('|') && cells(line) >= cells(&self.header)
    }

    /// Whether this row is the header. Blanks may differ.
    pub(super) fn is_header(&self, line: &str) -> bool {
        squeezed(line).eq(squeezed(&self.header))
    }

    /// Whether this may become the header, when more of it comes.
    pub(super) fn may_become_header(&self, start: &str) -> bool {
        let mut header = squeezed(&self.header);
        squeezed(start).all(|c| header.next() == Some(c))
    }
}

/// Whether this is the row between a table's header and its body.
pub(super) fn is_delimiter(line: &str) -> bool {
    let line = row(line);
    line.contains('-') && line.contains(['|', ':']) && may_become_delimiter(line)
}

/// Whether nothing in this speaks against it.
pub(super) fn may_become_delimiter(start: &str) -> bool {
    let marks = |c: char| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '\r');
    row(start).chars().all(marks)
}

/// How many bytes a line has before its content: indentation, and the marks of quotes and lists.
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

/// How many bytes the list mark has that this begins with, without the blank behind it. 0 if there
/// is none.
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

/// A line of code without its indentation and the marks of quotes.
fn inside(line: &str) -> &str {
    line.trim().trim_start_matches(['>', ' ', '\t'])
}

/// A row without what stands around it.
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
