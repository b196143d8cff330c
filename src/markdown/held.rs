//! Withholds the end of a text as long as its block structure is ambiguous.
//!
//! A `-` at the start of a line may begin a list item, a thematic break, a setext underline or a
//! word. It is not parsed until that is known, so that the view need not take anything back. Only
//! the unfinished last line is held, and the line above it if the two may be the head of a table.

/// Returns the offset up to which the text can be parsed. `from` is the start of the tail, and
/// `in_table` says whether the tail begins with a table row.
pub(super) fn parseable_end(text: &str, from: usize, in_table: bool) -> usize {
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
    // The line above may be the header of a table: the rest of this line decides.
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

/// Whether a text ends in a table: its last block has a delimiter row below another line.
fn follows_table(text: &str) -> bool {
    let mut block = Vec::new();
    for line in text.lines().rev() {
        let words = content(line);
        if words.trim().is_empty() {
            break;
        }
        block.push(words);
        // A list item begins a block of its own.
        if line.trim_start_matches([' ', '\t', '>']).len() != words.len() {
            break;
        }
    }
    let is_ruled =
        |line: &&str| line.contains('-') && line.contains(['|', ':']) && is_underline(line);
    // A delimiter row needs a header above it, so the first line of the block is none.
    block.iter().rev().skip(1).any(is_ruled)
}

fn is_underline(line: &str) -> bool {
    line.bytes().all(|byte| b"|-: \t".contains(&byte))
}

/// Returns the line without the markers of its containers: `>`, bullets, list numbers.
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

/// Whether more text may turn an unfinished line into another construct than it looks like now.
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
        // A fence is held until its line ends, since the info string names the language.
        b'`' => rest.is_empty() || (run >= 3 && !rest.contains('`')),
        b'~' => rest.is_empty() || run >= 3,
        b'|' if in_table => rest.is_empty(),
        b'|' => true,
        b':' => is_underline(line),
        // An autolink, or the name of a tag.
        b'<' => !line.contains(['>', ' ', '\t']) && line.len() < 32,
        // A link definition, an alert, the checkbox of a task.
        b'[' => match line.find(']') {
            None => true,
            Some(end) => match line.as_bytes().get(end + 1) {
                None => true,
                // A footnote's text shows as it comes; a link definition would show half a URL.
                Some(b':') => !line.starts_with("[^") || line[end + 2..].trim().is_empty(),
                Some(_) => false,
            },
        },
        _ => false,
    }
}
