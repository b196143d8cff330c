//! Which end of a text is too short to say what it is.
//!
//! A `-` at the start of a line may begin an item, a rule, the underline of a heading or a word. It
//! is not shown before it is known, so that nothing has to be taken back. Only the line that is
//! still being written is held, and the line above it where the two may be the head of a table.

/// The place up to which a text can be read. `from` is the start of what is not final yet, and
/// `in_table` says whether that is a row.
pub(super) fn readable(text: &str, from: usize, in_table: bool) -> usize {
    let end = text.len().max(from);
    let start = line_start(text, from, end);
    let line = content(&text[start..end]);
    let is_ended = text[from..start]
        .lines()
        .any(|line| content(line).trim().is_empty());
    let in_table = (in_table && !is_ended) || follows_table(&text[from..start]);
    let readable = if start < end && is_open(line, in_table) {
        start
    } else {
        end
    };
    // A row that may be the head of a table: the next line says.
    if !in_table && readable <= start && start > from && is_underline(line) {
        let above = line_start(text, from, start - 1);
        if content(&text[above..start - 1]).starts_with('|') {
            return above;
        }
    }
    readable
}

fn line_start(text: &str, from: usize, end: usize) -> usize {
    text[from..end].rfind('\n').map_or(from, |at| from + at + 1)
}

/// Whether a text ends in a table: a line of dashes and pipes under another line.
fn follows_table(text: &str) -> bool {
    let mut block = Vec::new();
    for line in text.lines().rev() {
        let words = content(line);
        if words.trim().is_empty() {
            break;
        }
        block.push(words);
        // An item begins a block of its own.
        if line.trim_start_matches([' ', '\t', '>']).len() != words.len() {
            break;
        }
    }
    let is_ruled =
        |line: &&str| line.contains('-') && line.contains(['|', ':']) && is_underline(line);
    // The first line of a block has none above it.
    block.iter().rev().skip(1).any(is_ruled)
}

fn is_underline(line: &str) -> bool {
    line.bytes().all(|byte| b"|-: \t".contains(&byte))
}

/// The line behind the marks of the containers it is in.
pub(super) fn content(line: &str) -> &str {
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        let marker = if rest.starts_with('>') {
            1
        } else {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            match rest.as_bytes().get(digits) {
                Some(b'.' | b')') if (1..10).contains(&digits) => digits + 1,
                Some(b'-' | b'+' | b'*') if digits == 0 => 1,
                _ => return rest,
            }
        };
        let after = &rest[marker..];
        if !rest.starts_with('>') && !after.starts_with([' ', '\t']) {
            return rest;
        }
        rest = after;
    }
}

/// Whether a line that is still being written may become something else than it looks like.
fn is_open(line: &str, in_table: bool) -> bool {
    let line = line.trim_end_matches([' ', '\t']);
    let Some(first) = line.bytes().next() else {
        return true;
    };
    let run = line.bytes().take_while(|byte| *byte == first).count();
    let rest = line.get(run..).unwrap_or_default();
    match first {
        b'#' => run <= 6 && rest.is_empty(),
        b'-' | b'*' | b'_' | b'=' | b'+' => line
            .bytes()
            .all(|byte| byte == first || b" \t|:".contains(&byte)),
        b'0'..=b'9' => {
            let after = line.trim_start_matches(|c: char| c.is_ascii_digit());
            line.len() - after.len() < 10 && matches!(after, "" | "." | ")")
        }
        // A fence is known by its whole line: the word behind it is the language.
        b'`' => rest.is_empty() || (run >= 3 && !rest.contains('`')),
        b'~' => rest.is_empty() || run >= 3,
        b'|' if in_table => rest.is_empty(),
        b'|' => true,
        b':' => is_underline(line),
        // An address, or the name of a tag.
        b'<' => !line.contains(['>', ' ', '\t']) && line.len() < 32,
        // A definition, an alert, the box of a task.
        b'[' => match line.find(']') {
            None => true,
            Some(end) => match line.as_bytes().get(end + 1) {
                None => true,
                // What a footnote says shows as it comes; an address would be half of one.
                Some(b':') => !line.starts_with("[^") || line[end + 2..].trim().is_empty(),
                Some(_) => false,
            },
        },
        _ => false,
    }
}
