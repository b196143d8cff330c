//! What of a reading will not change any more.
//!
//! Blocks are read line by line: what a line ends is ended for good. So all blocks before one are
//! final whose first line is complete or can begin nothing else, and so are the items of a list
//! before such an item and the one above it, the rows of a table before the last, and the words of a long paragraph
//! before a place that no mark reaches over.

use std::ops::Range;

use super::{
    labels::Definition,
    patch::Final,
    sketch::{Reading, Sketch},
    tree::Kind,
};

/// A paragraph is looked at for a place to cut if it is longer than this, in bytes.
const LONG: usize = 1024;

/// From where on a text is to be read again.
#[derive(Debug)]
pub(super) struct Next {
    /// Where the blocks stand that became final, and how many stand there: one, but for notes that
    /// are written inside of one another.
    pub(super) blocks: Vec<(Range<usize>, usize)>,
    /// Where the first block that is not final begins.
    pub(super) block: usize,
    /// Where the part of it begins that is not.
    pub(super) start: usize,
    pub(super) done: Final,
    pub(super) head: Option<Range<usize>>,
    /// The end of the text of a paragraph, behind the place where it was cut.
    words: Option<String>,
}

/// A code block whose fence may still be open.
#[derive(Clone, Debug)]
pub(super) struct OpenFence {
    pub(super) source: Range<usize>,
    pub(super) in_list: bool,
}

/// Looks for what became final. `from` is where the reading began, `is_inside` says that the first block is one of which a part was
/// final before, `head` are the first lines of it if it is a table.
pub(super) fn find(
    text: &str,
    from: usize,
    reading: &Reading,
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
    if let Some(start) = last_definition(text, from, reading) {
        // A definition begins as words do, and ends what stands before it.
        let groups = groups(text, from, &reading.blocks);
        next.blocks = ranges(&groups, start);
        next.block = start;
        next.start = start;
        return Some(next);
    }
    let blocks = certain(text, &reading.blocks);
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
        // Its end is certain, and the next block is not.
        _ if blocks.len() < reading.blocks.len() => false,
        Kind::List { .. } => items(text, last, &mut next),
        Kind::Table => rows(text, last, head.filter(|_| goes_on), &mut next),
        Kind::Paragraph => words(text, last, &mut next),
        _ => false,
    };
    (is_inner || !next.blocks.is_empty()).then_some(next)
}

/// Says where in the tree the parts are that became final, when the sketches are complete. `done`
/// is what was final before of the block that goes on.
pub(super) fn place(mut next: Next, blocks: &[Sketch], done: Final) -> Option<Next> {
    let before = if next.blocks.is_empty() {
        done
    } else {
        Final::default()
    };
    let Some(words) = next.words.take() else {
        let last = blocks.last();
        if next.done.children > 0 {
            next.done.children += before.children;
            // The header is read again each time, and counted once.
            if last.is_some_and(|last| last.kind == Kind::Table) && before.children > 0 {
                next.done.children -= 1;
            }
        }
        return Some(next);
    };
    let last = blocks.last()?;
    // The text may have become a link meanwhile, or is shown as something else.
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

/// The definitions that no later line can change: those before the place from where on the text is
/// read again, and those that a blank line or another one ends.
pub(super) fn definitions<'a>(
    reading: &'a Reading,
    text: &'a str,
    settled: usize,
) -> impl Iterator<Item = &'a Definition> {
    let all = &reading.definitions;
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

/// The labels that stand in a part of the source. Those of footnotes have a `^` before them.
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

/// The code block at the end of a block, if it has a fence.
pub(super) fn open_fence(block: &Sketch) -> Option<OpenFence> {
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

/// Where groups of blocks stand, of which the last ends at a place.
fn ranges(groups: &[(usize, usize)], end: usize) -> Vec<(Range<usize>, usize)> {
    let ends = groups.iter().skip(1).map(|(start, _)| *start);
    let ends = ends.chain([end]);
    groups
        .iter()
        .zip(ends)
        .map(|((start, size), end)| (*start..end, *size))
        .collect()
}

/// The blocks that are there whatever follows. The one before the last is even where the last is
/// not: that it ended is not certain, but where it began.
fn certain<'a>(text: &str, blocks: &'a [Sketch]) -> &'a [Sketch] {
    match blocks {
        [before @ .., last] if !before.is_empty() && !is_certain(text, last) => before,
        _ => blocks,
    }
}

/// Whether no more text makes another block of this one that is the last.
fn is_certain(text: &str, block: &Sketch) -> bool {
    let mut lines = text[block.source.start..].split('\n');
    let first = lines.next().unwrap_or_default();
    match block.kind {
        // It takes two lines to tell one.
        Kind::Table => lines.nth(1).is_some(),
        // Words are no marker, whatever comes after them.
        Kind::Paragraph => lines.next().is_some() || begins_words(first),
        _ => lines.next().is_some(),
    }
}

/// Whether a line begins with what begins nothing but a paragraph.
fn begins_words(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '_', '"', '\'', '(']);
    line.starts_with(char::is_alphabetic)
}

/// Where blocks begin that can be read on their own, and how many are to be read together: those
/// that begin in one line, and one that stands as deep as code with what it was in before it ended
/// that, a note inside of a note.
fn groups(text: &str, from: usize, blocks: &[Sketch]) -> Vec<(usize, usize)> {
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

/// Where a block ends. A list reaches over the definitions behind it, and its last item does not.
fn end(block: &Sketch) -> usize {
    let last_item = block.children.last();
    match (&block.kind, last_item) {
        (Kind::List { .. }, Some(item)) => item.source.end,
        _ => block.source.end,
    }
}

/// The place of a definition in which nothing stands around it and nothing but others before it,
/// if it is behind all blocks.
fn last_definition(text: &str, from: usize, reading: &Reading) -> Option<usize> {
    let start = reading.definitions.last()?.source.start;
    let is_behind = reading.blocks.last().is_none_or(|last| end(last) <= start);
    (is_behind && start > from && text[..start].ends_with('\n')).then_some(start)
}

/// Where the line begins in which a block begins, and the definitions directly above it: what
/// follows one is read as if a paragraph went on. The parser tells only the first definition of a
/// label, so they are known by belonging to no block. `before` is where the last one ended.
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

/// Items are final before one that is followed by another and has words: whether a list is loose is
/// told by its paragraphs alone, so there has to be one in what is read again.
fn items(text: &str, list: &Sketch, next: &mut Next) -> bool {
    let Some((last, before)) = list.children.split_last() else {
        return false;
    };
    let has_words = |item: &Sketch| item.children.iter().any(|c| c.kind == Kind::Paragraph);
    let kept = before.iter().rposition(has_words).unwrap_or(0);
    if kept == 0 || !text[last.source.start..].contains('\n') {
        return false;
    }
    next.start = line_start(text, before[kept].source.start);
    next.done.children = kept;
    true
}

fn rows(text: &str, table: &Sketch, head: Option<Range<usize>>, next: &mut Next) -> bool {
    let [_, first, .., last] = table.children.as_slice() else {
        return false;
    };
    let head = head.unwrap_or_else(|| next.block..line_start(text, first.source.start));
    next.start = line_start(text, last.source.start);
    next.head = Some(head);
    next.done.children = table.children.len() - 1;
    true
}

/// Looks for a place in a paragraph that no mark reaches over: before a word, with nothing before it
/// that waits for a counterpart.
fn words(text: &str, paragraph: &Sketch, next: &mut Next) -> bool {
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
        // Braces count in formulas, and pipes make a line a row.
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

fn has(sketch: &Sketch, is_mark: &impl Fn(char) -> bool) -> bool {
    (sketch.kind == Kind::Text && sketch.text.contains(is_mark))
        || sketch.children.iter().any(|child| has(child, is_mark))
}
