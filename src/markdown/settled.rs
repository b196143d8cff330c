//! Finds which part of a parse result no later text can change.
//!
//! Block structure is decided line by line: a block that a line has ended stays ended. So these are
//! final: all blocks before one whose first line is complete, or can begin nothing else; all but
//! the last two items of a list; all but the last row of a table; and the words of a long paragraph
//! before a place that no delimiter can reach across.
//!
//! Invariant: the text from each place found here on can be parsed on its own.

use std::ops::Range;

use super::{draft::Draft, labels::Definition, parse::Parsed, patch::Final, tree::Kind};

/// The length from which a paragraph is searched for a place to cut, in bytes.
const LONG: usize = 1024;

/// Where the tail of a text begins next.
#[derive(Debug)]
pub(super) struct Next {
    /// The source of each group of blocks that became final, and the number of its blocks: 1 unless
    /// they can only be parsed together, such as nested footnote definitions.
    pub(super) blocks: Vec<(Range<usize>, usize)>,
    /// Where the first block that is not final begins. Not set if the open block just goes on.
    pub(super) block: usize,
    /// Where the part of that block begins that is not final.
    pub(super) start: usize,
    pub(super) done: Final,
    pub(super) head: Option<Range<usize>>,
    /// The last words of a paragraph: those behind the place where it was cut.
    words: Option<String>,
}

/// A code block whose fence may still be open.
#[derive(Clone, Debug)]
pub(super) struct OpenFence {
    pub(super) source: Range<usize>,
    pub(super) in_list: bool,
}

/// Finds what became final, if anything. `from` is where parsing began. `is_inside` says that the
/// first block continues one with a final part; `head` is its header if it is a table.
pub(super) fn find(
    text: &str,
    from: usize,
    parsed: &Parsed,
    is_inside: bool,
    head: Option<Range<usize>>,
) -> Option<Next> {
    let mut next = Next {
        blocks: Vec::new(),
        block: 0,
        start: 0,
        done: Final::default(),
        head: None,
        words: None,
    };
    if let Some(start) = last_definition(text, from, parsed) {
        // A definition begins as plain text does, and all blocks before it have ended.
        let groups = groups(text, from, &parsed.blocks);
        next.blocks = ranges(&groups, start);
        next.block = start;
        next.start = start;
        return Some(next);
    }
    let blocks = certain(text, &parsed.blocks);
    let last = blocks.last()?;
    let goes_on = is_inside && blocks.len() == 1;
    if !goes_on {
        let groups = groups(text, from, blocks);
        let (start, size) = *groups.last()?;
        next.blocks = ranges(&groups[..groups.len() - 1], start);
        next.block = start;
        next.start = start;
        if size > 1 {
            return (!next.blocks.is_empty()).then_some(next);
        }
    }
    let is_inner = match &last.kind {
        // The block that follows may still become a part of this one.
        _ if blocks.len() < parsed.blocks.len() => false,
        Kind::List { .. } => items(text, last, &mut next),
        Kind::Table => rows(text, last, head.filter(|_| goes_on), &mut next),
        Kind::Paragraph => words(text, last, &mut next),
        _ => false,
    };
    (is_inner || !next.blocks.is_empty()).then_some(next)
}

/// Translates what became final into positions in the tree, once the drafts are completed and
/// linked. `done` is what was final of the open block before.
pub(super) fn place(mut next: Next, blocks: &[Draft], done: Final) -> Option<Next> {
    let before = if next.blocks.is_empty() {
        done
    } else {
        Final::default()
    };
    let Some(words) = next.words.take() else {
        let last = blocks.last();
        if next.done.children > 0 {
            next.done.children += before.children;
            // The header is parsed each time, and counted once.
            if last.is_some_and(|last| last.kind == Kind::Table) && before.children > 0 {
                next.done.children -= 1;
            }
        }
        return Some(next);
    };
    let last = blocks.last()?;
    // Completion may have changed the text, or made a link of it.
    let count = last.children.len();
    let kept = last.children.last().and_then(|text| {
        let is_text = text.kind == Kind::Text && text.text.ends_with(&words);
        is_text.then(|| text.text.len() - words.len())
    });
    let first_is_text = last.children.first().is_some_and(|c| c.kind == Kind::Text);
    match kept {
        Some(kept) if kept > 0 => {
            let shift = usize::from(before.text > 0 && !first_is_text);
            let joins = count == 1 && before.text > 0;
            next.done = Final {
                children: before.children + count - 1 + shift,
                text: kept + if joins { before.text } else { 0 },
            };
        }
        _ if next.blocks.is_empty() => return None,
        _ => next.start = next.block,
    }
    Some(next)
}

/// Returns the definitions that no later line can change: those before the start of the tail, and
/// those that a blank line or another definition ends.
pub(super) fn definitions<'a>(
    parsed: &'a Parsed,
    text: &'a str,
    settled: usize,
) -> impl Iterator<Item = &'a Definition> {
    let all = &parsed.definitions;
    all.iter().enumerate().filter_map(move |(index, one)| {
        let after = &text[one.source.end.min(text.len())..];
        let line_end = after.find('\n').map_or(after.len(), |at| at + 1);
        let next_line = after[line_end..].trim_start_matches([' ', '\t', '>']);
        let is_followed = all.get(index + 1).is_some_and(|next| {
            let between = one.source.end..next.source.start.max(one.source.end);
            text[between].trim().is_empty()
        });
        let is_ended = one.source.start < settled || next_line.starts_with('\n') || is_followed;
        is_ended.then_some(one)
    })
}

/// Returns the labels within a part of the source. Those of footnotes have a `^` in front.
pub(super) fn labels(
    unknown: &[(String, usize)],
    footnotes: &[(String, usize)],
    source: &Range<usize>,
) -> Vec<String> {
    let links = unknown
        .iter()
        .filter(|(_, at)| source.contains(at))
        .map(|(label, _)| label.clone());
    let notes = footnotes
        .iter()
        .filter(|(_, at)| source.contains(at))
        .map(|(label, _)| format!("^{label}"));
    links.chain(notes).collect()
}

/// Returns the fenced code block that `block` is or ends in, if there is one.
pub(super) fn open_fence(block: &Draft) -> Option<OpenFence> {
    let mut block = block;
    let mut in_list = false;
    loop {
        match &block.kind {
            Kind::CodeBlock { info: Some(_) } => {
                return Some(OpenFence {
                    source: block.source.clone(),
                    in_list,
                });
            }
            Kind::List { .. } | Kind::Item { .. } | Kind::FootnoteDefinition(_) => in_list = true,
            _ => return None,
        }
        block = block.children.last()?;
    }
}

/// Turns the starts of groups into ranges, of which the last one ends at `end`.
fn ranges(groups: &[(usize, usize)], end: usize) -> Vec<(Range<usize>, usize)> {
    let ends = groups.iter().skip(1).map(|(start, _)| *start);
    let ends = ends.chain([end]);
    groups
        .iter()
        .zip(ends)
        .map(|((start, size), end)| (*start..end, *size))
        .collect()
}

/// Returns the blocks that are certain to begin where they do: all but a last one, if not the only
/// one, that more text can turn into something else. The last one returned may not have ended.
fn certain<'a>(text: &str, blocks: &'a [Draft]) -> &'a [Draft] {
    match blocks {
        [before @ .., last] if !before.is_empty() && !is_certain(text, last) => before,
        _ => blocks,
    }
}

/// Whether no more text can make this last block a block of another kind.
fn is_certain(text: &str, block: &Draft) -> bool {
    let mut lines = text[block.source.start..].split('\n');
    let first = lines.next().unwrap_or_default();
    match block.kind {
        // It takes two complete lines to make a table.
        Kind::Table => lines.nth(1).is_some(),
        // No block marker begins with a letter, whatever follows it.
        Kind::Paragraph => lines.next().is_some() || begins_words(first),
        _ => lines.next().is_some(),
    }
}

/// Whether a line begins with what can begin only a paragraph.
fn begins_words(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '_', '"', '\'', '(']);
    line.starts_with(char::is_alphabetic)
}

/// Groups the blocks that can only be parsed together, as pairs of start and number of blocks.
/// Blocks that begin on one line share a group, and so does a block indented as deep as code with
/// the one before it: a footnote definition nested in another, which it ended.
fn groups(text: &str, from: usize, blocks: &[Draft]) -> Vec<(usize, usize)> {
    let mut groups: Vec<(usize, usize)> = Vec::new();
    let mut before = from;
    let mut line = None;
    for block in blocks {
        let start = safe_start(text, before, block.source.start);
        before = end(block);
        let above = line.replace(line_start(text, block.source.start));
        let is_code = block.kind == Kind::CodeBlock { info: None };
        match groups.last_mut() {
            Some((last, size))
                if start <= *last
                    || line <= above
                    || (!is_code && indentation(&text[start..]) >= 4) =>
            {
                *size += 1;
            }
            _ => groups.push((start, 1)),
        }
    }
    groups
}

/// Returns where a block ends. The parser's range of a list includes link definitions behind it;
/// that of its last item does not.
fn end(block: &Draft) -> usize {
    let last_item = block.children.last();
    match (&block.kind, last_item) {
        (Kind::List { .. }, Some(item)) => item.source.end,
        _ => block.source.end,
    }
}

/// Returns the start of the last definition, if that is behind all blocks and begins a line.
fn last_definition(text: &str, from: usize, parsed: &Parsed) -> Option<usize> {
    let start = parsed.definitions.last()?.source.start;
    let is_behind = parsed.blocks.last().is_none_or(|last| end(last) <= start);
    (is_behind && start > from && text[..start].ends_with('\n')).then_some(start)
}

/// Returns the start of a block's first line, or of the definitions directly above it: the parser
/// reads a line below one like the next of a paragraph. It reports only the first definition of a
/// label, so lines of no block are taken for definitions. `before` is where the last block ended.
fn safe_start(text: &str, before: usize, start: usize) -> usize {
    let mut start = line_start(text, start);
    while start > before {
        let above = line_start(text, start - 1);
        if above < before || text[above..start].trim().is_empty() {
            break;
        }
        start = above;
    }
    start
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |at| at + 1)
}

fn indentation(line: &str) -> usize {
    let blank = line.bytes().take_while(|byte| b" \t".contains(byte));
    blank.map(|byte| if byte == b'\t' { 4 } else { 1 }).sum()
}

/// Finds the final items of a list: those before the last item that has a paragraph and is followed
/// by another. Only paragraphs tell whether a list is loose, so the tail must contain one.
fn items(text: &str, list: &Draft, next: &mut Next) -> bool {
    let Some((last, before)) = list.children.split_last() else {
        return false;
    };
    let has_words = |item: &Draft| item.children.iter().any(|c| c.kind == Kind::Paragraph);
    let kept = before.iter().rposition(has_words).unwrap_or(0);
    if kept == 0 || !text[last.source.start..].contains('\n') {
        return false;
    }
    next.start = line_start(text, before[kept].source.start);
    next.done.children = kept;
    true
}

/// Finds the final rows of a table: all but the last. `head` is its header, if known already.
fn rows(text: &str, table: &Draft, head: Option<Range<usize>>, next: &mut Next) -> bool {
    let [_, first, .., last] = table.children.as_slice() else {
        return false;
    };
    let head = head.unwrap_or_else(|| next.block..line_start(text, first.source.start));
    next.start = line_start(text, last.source.start);
    next.head = Some(head);
    next.done.children = table.children.len() - 1;
    true
}

/// Finds a place in a paragraph that no delimiter can reach across: before a word of the last text,
/// if no text has an unmatched delimiter left over.
fn words(text: &str, paragraph: &Draft, next: &mut Next) -> bool {
    let source = &paragraph.source;
    let Some(last) = paragraph.children.last() else {
        return false;
    };
    let (Kind::Text, start) = (&last.kind, last.source.start) else {
        return false;
    };
    if start.saturating_sub(source.start) + last.text.len() < LONG || last.source.is_empty() {
        return false;
    }
    let is_mark = |c: char| "*_~`[]<$|{}^".contains(c);
    if paragraph.children.iter().any(|child| has(child, &is_mark))
        // Formulas count braces, and a pipe may make the line a table row.
        || text[source.start..last.source.end].contains(['{', '}', '|'])
    {
        return false;
    }
    let words = last.text.as_str();
    let is_start = |at: &usize| {
        words.as_bytes()[at + 1..]
            .first()
            .is_some_and(u8::is_ascii_alphabetic)
    };
    let Some(space) = words.rmatch_indices(' ').map(|(at, _)| at).find(is_start) else {
        return false;
    };
    next.start = start + space + 1;
    next.words = Some(words[space + 1..].to_owned());
    true
}

fn has(draft: &Draft, is_mark: &impl Fn(char) -> bool) -> bool {
    (draft.kind == Kind::Text && draft.text.contains(is_mark))
        || draft.children.iter().any(|child| has(child, is_mark))
}
