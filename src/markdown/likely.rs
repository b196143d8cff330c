//! Speculative completion: shows an unfinished line as what it will most likely become.
//!
//! The parser reads an opening delimiter without a closer as a literal character. At the end of a
//! growing text, the closer usually follows. So the delimiters left over in the last leaf block are
//! judged once more, and what follows one is shown as the construct that it would open. The source
//! is never changed for that. Invariant: the nodes built here, out of the parser's own, are those
//! that the parser makes itself once the construct is closed.
//!
//! | the text ends in | what is shown |
//! |---|---|
//! | `*`, `_`, `~`, a backtick, `\`, `!`, `$` | the text before it |
//! | `**bo`, `_bo`, `~~bo` | *bo*, emphasised as it will be |
//! | a backtick and code | the code |
//! | `[te`, `[text]`, `[text](htt` | the text, as a link without a destination |
//! | `![te`, `[^1`, `$x`, `$$x` | nothing of it |
//! | `<htt` | nothing of it; from the colon on, a link without a destination |
//! | `&am` | nothing of it |
//! | `https://exa` | a link without a destination (see `bare`) |

use super::{
    draft::Draft,
    tree::{Kind, Link},
};

/// How long unfinished inline math stays hidden, in bytes. Beyond that, `$` is a currency sign.
const MAX_FORMULA: usize = 200;

/// Completes unfinished syntax in the leaf block that the text ends in.
pub(super) fn complete(leaf: &mut Draft, text: &str) {
    let end = if leaf.kind.is_cell() {
        leaf.source.end.min(text.len())
    } else {
        text.len()
    };
    let ending = Ending {
        text: &text[..end],
        depth: 0,
    };
    ending.complete(&mut leaf.children);
}

/// Returns the leaf block that the next character of the text would belong to.
pub(super) fn open_leaf<'a>(blocks: &'a mut [Draft], text: &str) -> Option<&'a mut Draft> {
    let last = blocks.last_mut()?;
    match &last.kind {
        Kind::Paragraph => {
            // A blank line ends it, even one with block quote markers.
            let blank = |c: char| matches!(c, ' ' | '\t' | '>');
            let ends_before = text.trim_end_matches(blank).strip_suffix('\n');
            let ended = ends_before.is_some_and(|text| {
                text.trim_end_matches(['\r', ' ', '\t', '>'])
                    .ends_with('\n')
            });
            (!ended).then_some(last)
        }
        Kind::Heading(_) => (!text.ends_with('\n')).then_some(last),
        Kind::Table | Kind::TableHead | Kind::TableRow if text.ends_with('\n') => None,
        Kind::TableRow | Kind::TableHead => {
            // The parser adds the cells that a row lacks, empty.
            let written = last
                .children
                .iter()
                .rposition(|cell| !cell.children.is_empty())?;
            let cell = last.children.get_mut(written)?;
            let rest = &text[cell.source.end.min(text.len())..];
            (!rest.contains('|')).then_some(cell)
        }
        Kind::Document
        | Kind::BlockQuote(_)
        | Kind::List { .. }
        | Kind::Item { .. }
        | Kind::Table
        | Kind::FootnoteDefinition(_) => open_leaf(&mut last.children, text),
        _ => None,
    }
}

impl Kind {
    fn is_cell(&self) -> bool {
        matches!(self, Self::TableCell(_))
    }
}

/// The end of a leaf block.
struct Ending<'a> {
    /// The document up to the end of the block.
    text: &'a str,
    depth: usize,
}

/// What an unmatched delimiter most likely is.
enum Likely {
    /// A literal character.
    Literal,
    /// The beginning of a construct that stays hidden until it is complete.
    Hidden,
    /// The opener, of so many bytes, of a node around all that follows.
    Wrap(Kind, usize),
    /// A link, with its text between two places in the source.
    LinkText(usize, usize),
    /// Inline code that begins at this place in the source.
    Code(usize),
}

impl Ending<'_> {
    fn complete(&self, list: &mut Vec<Draft>) {
        // Where in the source judging goes on: a run of delimiters may span several texts.
        let mut judged = 0;
        for index in 0..list.len() {
            if let Some((at, likely)) = self.first_mark(&list[index..], &mut judged) {
                self.apply(list, index, at, likely);
                return;
            }
        }
    }

    /// Finds the first delimiter in the first text of `list` that is more than a literal character.
    fn first_mark(&self, list: &[Draft], judged: &mut usize) -> Option<(usize, Likely)> {
        let [draft, ..] = list else {
            return None;
        };
        if draft.kind != Kind::Text || draft.source.is_empty() {
            return None;
        }
        let bytes = draft.text.as_bytes();
        let mut at = judged.saturating_sub(draft.source.start);
        while at < bytes.len() {
            let byte = bytes[at];
            if !b"*_~`[!<$\\&".contains(&byte) {
                at += 1;
                continue;
            }
            let run = if b"[!<\\&".contains(&byte) {
                1
            } else {
                run(list, at, byte)
            };
            match self.judge(byte, run, draft.source.start + at) {
                Likely::Literal => at += run,
                likely => return Some((at, likely)),
            }
        }
        *judged = draft.source.start + at;
        None
    }

    fn judge(&self, mark: u8, run: usize, place: usize) -> Likely {
        let after = self.text.get(place + run..).unwrap_or_default();
        match mark {
            // It depends on the next character: an escape, or a hard line break.
            b'\\' if after.trim_matches([' ', '\t', '>', '\n']).is_empty() => Likely::Hidden,
            b'\\' => Likely::Literal,
            // The next character may close it, or lengthen the run.
            b'*' | b'_' | b'~' | b'`' | b'$' if after.is_empty() => Likely::Hidden,
            b'!' if after.is_empty() => Likely::Hidden,
            b'!' if after.starts_with('[') => match bracket(&after[1..], place + 1) {
                Likely::Literal => Likely::Literal,
                _ => Likely::Hidden,
            },
            b'*' | b'_' => self.emphasis(mark, run, place, after),
            b'~' if run == 2 && !after.starts_with(char::is_whitespace) => {
                Likely::Wrap(Kind::Strikethrough, run)
            }
            b'`' => Likely::Code(place + run),
            b'[' => bracket(after, place),
            b'<' => address(after),
            b'$' => formula(run, after),
            b'&' => {
                let name = after.trim_start_matches('#');
                let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric());
                if is_name && after.len() < 8 {
                    Likely::Hidden
                } else {
                    Likely::Literal
                }
            }
            _ => Likely::Literal,
        }
    }

    /// Applies CommonMark's rules for left-flanking delimiter runs.
    fn emphasis(&self, mark: u8, run: usize, place: usize, after: &str) -> Likely {
        let before = self.text[..place].chars().next_back();
        let next = after.chars().next();
        let opens = next.is_some_and(|next| {
            !next.is_whitespace()
                && (next.is_alphanumeric()
                    || !next.is_ascii_punctuation()
                    || before.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation()))
        }) && (mark == b'*' || before.is_none_or(|c| !c.is_alphanumeric()));
        match run {
            _ if !opens => Likely::Literal,
            1 => Likely::Wrap(Kind::Emphasis, 1),
            2 => Likely::Wrap(Kind::Strong, 2),
            // The inner delimiter is found when the inside is completed.
            3 => Likely::Wrap(Kind::Emphasis, 1),
            _ => Likely::Literal,
        }
    }

    fn apply(&self, list: &mut Vec<Draft>, index: usize, at: usize, likely: Likely) {
        // The rest keeps its allocation: copying it at each level of nesting would be quadratic.
        let before = list.drain(..index).collect();
        let mut rest = std::mem::replace(list, before);
        let first = &mut rest[0];
        let behind = first.text.split_off(at);
        let place = first.source.start + at;
        let first_end = std::mem::replace(&mut first.source.end, place);
        list.push(first.clone());
        match likely {
            Likely::Literal | Likely::Hidden => {}
            Likely::Wrap(kind, marker) => {
                rest[0] = Draft::new(Kind::Text, &behind, place..first_end);
                let mut inside = between(rest, place + marker, usize::MAX);
                if inside.iter().filter(|node| has_words(node)).take(2).count() == 1 {
                    inside.retain(has_words);
                }
                match (marker, inside.as_mut_slice()) {
                    // `**bo*`, `***bo*`: the rest of the closing run follows.
                    (1, [inner]) if self.is_half_closed(inner, place + marker) => {
                        inner.kind = Kind::Strong;
                        list.append(&mut inside);
                    }
                    (2, [inner]) if self.is_half_closed(inner, place + marker) => {
                        inner.kind = Kind::Strong;
                        self.put_in(list, Kind::Emphasis, place, inside);
                    }
                    _ => self.put_in(list, kind, place, inside),
                }
            }
            Likely::LinkText(start, end) => {
                rest[0] = Draft::new(Kind::Text, &behind, place..first_end);
                let kind = Kind::Link(Link {
                    destination: None,
                    title: "".into(),
                    bare: false,
                });
                self.put_in(list, kind, place, between(rest, start, end));
            }
            Likely::Code(start) => {
                let code = self.text.get(start..).unwrap_or_default();
                // The container markers at the start of a line are not code.
                let lines = code
                    .split('\n')
                    .enumerate()
                    .map(|(number, line)| match number {
                        0 => line,
                        _ => line.trim_start_matches([' ', '\t', '>']),
                    });
                let code = lines.collect::<Vec<_>>().join(" ");
                let code = code.trim_end_matches('`').trim();
                if !code.is_empty() {
                    list.push(Draft::new(Kind::Code, code, start..start));
                }
            }
        }
    }

    /// Whether `inner` is emphasis that reaches to the end of the text and opens, at `start`, with
    /// a delimiter of the run before it: the rest of the closing run is still to come.
    fn is_half_closed(&self, inner: &Draft, start: usize) -> bool {
        let marks = self.text.as_bytes();
        inner.kind == Kind::Emphasis
            && inner.source == (start..marks.len())
            && marks[start] == marks[start - 1]
    }

    fn put_in(&self, list: &mut Vec<Draft>, kind: Kind, place: usize, mut inside: Vec<Draft>) {
        if self.depth < 16 {
            Ending {
                text: self.text,
                depth: self.depth + 1,
            }
            .complete(&mut inside);
        }
        if inside.iter().any(has_words) {
            let mut around = Draft::new(kind, "", place..self.text.len());
            around.children = inside;
            list.push(around);
        }
    }
}

/// Whether a node is anything but an empty text.
fn has_words(node: &Draft) -> bool {
    node.kind != Kind::Text || !node.text.is_empty()
}

/// Returns the length of the delimiter run at `at`, which the parser may split into several texts.
fn run(list: &[Draft], at: usize, mark: u8) -> usize {
    let (mut run, mut from, mut end) = (0, at, list[0].source.end);
    for (index, text) in list.iter().enumerate() {
        if text.kind != Kind::Text || (index > 0 && text.source.start != end) {
            break;
        }
        let bytes = &text.text.as_bytes()[from..];
        let here = bytes.iter().take_while(|byte| **byte == mark).count();
        run += here;
        if here < bytes.len() {
            break;
        }
        (from, end) = (0, text.source.end);
    }
    run
}

/// Cuts a list down to its part between two places of the source.
fn between(mut list: Vec<Draft>, start: usize, end: usize) -> Vec<Draft> {
    if end < usize::MAX {
        list.retain_mut(|node| cut(node, start, end));
        return list;
    }
    // All nodes behind the start stay whole. There may be many, so they are not visited.
    let mut index = 0;
    while let Some(node) = list.get_mut(index)
        && node.source.start < start
    {
        if cut(node, start, end) {
            index += 1;
        } else {
            list.remove(index);
        }
    }
    list
}

/// Cuts a node down to its part between two places of the source. Returns whether any is left.
fn cut(node: &mut Draft, start: usize, end: usize) -> bool {
    let source = node.source.clone();
    if node.kind != Kind::Text || source.is_empty() {
        return source.start >= start && source.start < end;
    }
    let from = start.clamp(source.start, source.end);
    let to = end.clamp(from, source.end);
    let range = from - source.start..to - source.start;
    node.text = node.text.get(range).unwrap_or_default().into();
    node.source = from..to;
    !node.text.is_empty()
}

fn bracket(after: &str, place: usize) -> Likely {
    if after.starts_with('^') && !is_closed(after) {
        return Likely::Hidden;
    }
    let start = place + 1;
    let Some(close) = closing(after) else {
        return Likely::LinkText(start, usize::MAX);
    };
    let text = Likely::LinkText(start, start + close);
    let behind = &after[close + 1..];
    match behind.as_bytes().first() {
        None => text,
        Some(b'(') if may_be_target(&behind[1..]) => text,
        Some(b'[') if closing(&behind[1..]).is_none() => text,
        Some(_) => Likely::Literal,
    }
}

fn is_closed(text: &str) -> bool {
    closing(text).is_some()
}

/// Returns where the bracket is closed that is open at the start of a text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next();
            }
            b'[' => depth += 1,
            b']' if depth == 0 => return Some(at),
            b']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether the text behind `](` may still become a destination and a title.
fn may_be_target(text: &str) -> bool {
    let text = text.trim_start();
    let (address, title) = if let Some(inside) = text.strip_prefix('<') {
        match inside.find(['<', '>', '\n']) {
            None => return true,
            Some(end) if inside.as_bytes()[end] == b'>' => inside.split_at(end + 1),
            Some(_) => return false,
        }
    } else {
        text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
    };
    // An unbalanced `)` ends the target; as the parser made no link of it, there was none.
    let opened = address.matches('(').count();
    let closed = address.matches(')').count();
    closed <= opened
        && (title.trim_start().is_empty() || title.trim_start().starts_with(['"', '\'', '(']))
}

/// Judges what follows a `<`: an autolink, or a tag, which is shown as it is.
fn address(after: &str) -> Likely {
    if after.contains(|c: char| c.is_whitespace() || c == '<' || c == '>') {
        return Likely::Literal;
    }
    if after.is_empty() {
        return Likely::Hidden;
    }
    let leads_nowhere = || {
        Likely::Wrap(
            Kind::Link(Link {
                destination: None,
                title: "".into(),
                bare: false,
            }),
            1,
        )
    };
    let in_name = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let in_host = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
    if let Some((name, host)) = after.split_once('@')
        && name.chars().all(in_name)
        && host.chars().all(in_host)
    {
        return leads_nowhere();
    }
    let scheme_end = after.find(|c: char| !(c.is_ascii_alphanumeric() || "+.-".contains(c)));
    match scheme_end {
        None => Likely::Hidden,
        Some(at) if at >= 2 && after[at..].starts_with(':') => leads_nowhere(),
        Some(_) => Likely::Literal,
    }
}

fn formula(run: usize, after: &str) -> Likely {
    let money = |c: char| c.is_ascii_digit() || c.is_whitespace();
    match run {
        1 if after.starts_with(money) || after.len() > MAX_FORMULA || after.contains('\n') => {
            Likely::Literal
        }
        1 | 2 => Likely::Hidden,
        _ => Likely::Literal,
    }
}
