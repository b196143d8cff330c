//! Text up to an end that is known: strings, comments, regular expressions.
//!
//! What is inside is handed out as it comes, however far away the end is.

use super::{
    Scope,
    lexer::{Code, Lexer, Mode},
    rest::{Rest, Token, is_space, is_word},
    words::cut,
};

/// What ends a span. Raw strings and heredocs choose it themselves, so it is not in a table.
#[derive(Clone, Copy)]
pub(super) struct Close {
    bytes: [u8; 24],
    length: usize,
}

impl Close {
    pub(super) const NONE: Self = Self {
        bytes: [0; 24],
        length: 0,
    };

    /// The parts, one behind the other; `None` if that is too long.
    pub(super) fn new(parts: &[&[u8]]) -> Option<Self> {
        let mut close = Self::NONE;
        for part in parts {
            let end = close.length + part.len();
            let room = close.bytes.get_mut(close.length..end)?;
            room.copy_from_slice(part);
            close.length = end;
        }
        Some(close)
    }

    fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        str::from_utf8(bytes).unwrap_or_default()
    }
}

/// One kind of text up to an end.
#[derive(Clone, Copy)]
pub(super) struct Quote {
    pub(super) open: &'static str,
    /// Empty if only the end of the line ends it.
    pub(super) close: &'static str,
    /// What begins code in it.
    pub(super) hole: &'static str,
    /// What makes the character behind it part of the text; zero if nothing does.
    pub(super) escape: u8,
    /// The end of the line ends it too.
    pub(super) one_line: bool,
    /// It may stand in itself.
    pub(super) nests: bool,
    /// A `/` in brackets does not end it, and flags follow the end.
    pub(super) regex: bool,
    pub(super) scope: Option<Scope>,
}

impl Quote {
    /// A string of one line with `\` before what is not meant.
    pub(super) const fn line(open: &'static str, hole: &'static str) -> Self {
        Self {
            open,
            close: open,
            hole,
            escape: b'\\',
            one_line: true,
            nests: false,
            regex: false,
            scope: Some(Scope::String),
        }
    }

    /// A string of many lines.
    pub(super) const fn text(
        open: &'static str,
        close: &'static str,
        escape: u8,
        hole: &'static str,
    ) -> Self {
        Self {
            close,
            escape,
            one_line: false,
            ..Self::line(open, hole)
        }
    }

    /// A quote of a language: see [`Language`](super::language::Language).
    pub(super) fn described(text: &'static str) -> Self {
        let (open, more) = cut(text.get(1..).unwrap_or_default(), b'~');
        let (close, more) = cut(more, b'~');
        let (escape, hole) = cut(more, b'~');
        let short = close.is_empty();
        let close = if short { open } else { close };
        let escape = if short { "\\" } else { escape };
        Self {
            one_line: text.starts_with('-'),
            ..Self::text(open, close, escape.bytes().next().unwrap_or_default(), hole)
        }
    }

    /// What is no string, from `open` to `close`.
    pub(super) const fn between(
        open: &'static str,
        close: &'static str,
        scope: Option<Scope>,
    ) -> Self {
        Self {
            scope,
            ..Self::text(open, close, 0, "")
        }
    }

    /// The rest of a line.
    pub(super) const fn rest(scope: Option<Scope>) -> Self {
        Self {
            one_line: true,
            ..Self::between("", "", scope)
        }
    }
}

pub(super) static COMMENT: Quote = Quote::rest(Some(Scope::Comment));
pub(super) static SLASH_STAR: Quote = Quote::between("/*", "*/", Some(Scope::Comment));
pub(super) static PLAIN: Quote = Quote::rest(None);
pub(super) static BRACKETS: Quote = Quote {
    nests: true,
    ..Quote::between("[", "]", Some(Scope::Meta))
};
pub(super) static DOUBLE: Quote = Quote::line("\"", "");
pub(super) static SINGLE: Quote = Quote::line("'", "");
/// Strings without escapes, in tags.
pub(super) static DOUBLE_TEXT: Quote = Quote::text("\"", "\"", 0, "");
pub(super) static SINGLE_TEXT: Quote = Quote::text("'", "'", 0, "");

/// Where in such a text we are.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) quote: Quote,
    /// The end is the one that the text chose, in [`Place::close`](super::lexer::Place).
    pub(super) raw: bool,
    /// How often it stands in itself. In a regular expression, whether a class is open.
    pub(super) depth: u32,
}

impl Span {
    pub(super) fn of(quote: Quote) -> Self {
        Self {
            quote,
            raw: false,
            depth: 0,
        }
    }

    /// Whether a byte may be anything but text.
    fn is_special(&self, close: &str, byte: u8) -> bool {
        let starts = |text: &str| text.as_bytes().first() == Some(&byte);
        byte == self.quote.escape
            || byte == b'\n' && self.quote.one_line
            || matches!(byte, b'[' | b']') && self.quote.regex
            || byte == b'"' && self.quote.scope == Some(Scope::Meta)
            || starts(close)
            || starts(self.quote.hole)
            || self.quote.nests && starts(self.quote.open)
    }
}

/// Begins a text without code in it.
pub(super) fn begin(lexer: &mut Lexer, quote: &Quote, length: usize) -> Token {
    lexer.saw(b'"');
    begin_silently(lexer, quote, length)
}

/// The same, but what follows need not know: a comment.
#[inline(never)]
pub(super) fn begin_silently(lexer: &mut Lexer, quote: &Quote, length: usize) -> Token {
    lexer.push(Mode::Span(Span::of(*quote)));
    (length, quote.scope)
}

pub(super) fn step(lexer: &mut Lexer, span: &Span, text: &str, rest: &Rest<'_>) -> Token {
    let chosen = lexer.at.close;
    let close = if span.raw {
        chosen.as_str()
    } else {
        span.quote.close
    };
    let next = text.bytes().position(|byte| span.is_special(close, byte));
    match next {
        Some(0) => special(lexer, span, close, rest),
        next => (next.unwrap_or(text.len()), span.quote.scope),
    }
}

/// What may be more than text.
fn special(lexer: &mut Lexer, span: &Span, close: &str, rest: &Rest<'_>) -> Token {
    let scope = span.quote.scope;
    let byte = rest.at(0);
    if byte == b'\n' && span.quote.one_line {
        lexer.pop();
        return (0, scope);
    }
    let hole = span.quote.hole;
    if !hole.is_empty() && rest.starts_with(0, hole) {
        // Two braces are one brace of the text.
        if hole == "{" && rest.at(1) == b'{' {
            return (2, scope);
        }
        let language = match lexer.around() {
            Some(Mode::Code(code)) => code.language,
            _ => 0,
        };
        let until = if hole.ends_with('(') { b')' } else { b'}' };
        if lexer.push(Mode::Code(Code::new(language, until))) {
            lexer.saw(b'(');
            return (hole.len(), None);
        }
    }
    let closes = !close.is_empty() && rest.starts_with(0, close);
    // A quote that is written twice is text, where it escapes itself.
    if byte == span.quote.escape && (!closes || rest.at(1) == byte) {
        let escaped = rest.at(1);
        return (1 + usize::from(escaped.is_ascii() && escaped != 0), scope);
    }
    let mut depth = span.depth;
    let mut length = 1;
    if span.quote.regex && byte != b'/' {
        depth = u32::from(byte == b'[');
    } else if closes && depth == 0 {
        if span.quote.regex {
            lexer.at.mode = Mode::Word(span.quote.scope);
        } else {
            lexer.pop();
        }
        return (close.len(), scope);
    } else if span.quote.regex {
    } else if closes {
        depth -= 1;
        length = close.len();
    } else if span.quote.nests && rest.starts_with(0, span.quote.open) {
        depth = depth.saturating_add(1);
        length = span.quote.open.len();
    } else if byte == b'"' && scope == Some(Scope::Meta) {
        return begin(lexer, &DOUBLE, 1);
    }
    if let Mode::Span(span) = &mut lexer.at.mode {
        span.depth = depth;
    }
    (length, scope)
}

/// The length of what begins a text in the next line, which ends with a line of its own; zero if
/// nothing does.
///
/// In PHP it is `<<<`, which has a string behind it in shells.
pub(super) fn begin_heredoc(lexer: &mut Lexer, rest: &Rest<'_>, php: bool) -> usize {
    let mut at = 2;
    if (rest.at(at) == b'<') != php {
        return 0;
    }
    if matches!(rest.at(at), b'-' | b'~' | b'<') {
        at += 1;
    }
    let mut sure = at > 2;
    while rest.at(at) == b' ' && at < 5 {
        at += 1;
    }
    let quote = rest.at(at);
    let quoted = matches!(quote, b'"' | b'\'');
    at += usize::from(quoted);
    sure |= quoted;
    let end = rest.end_of(at, &is_word);
    let word = rest.part(at, end);
    let capital = word.first().is_some_and(u8::is_ascii_uppercase);
    if word.is_empty() || !(sure || capital) || quoted && rest.at(end) != quote {
        return 0;
    }
    let Some(close) = Close::new(&[word]) else {
        return 0;
    };
    lexer.at.close = close;
    lexer.at.heredoc = true;
    end + usize::from(quoted)
}

pub(super) fn heredoc(lexer: &mut Lexer, text: &str, rest: &Rest<'_>) -> Token {
    let scope = Some(Scope::String);
    if lexer.at.line_start {
        let start = rest.end_of(0, &is_space);
        let close = lexer.at.close;
        let end = start + close.as_str().len();
        if rest.starts_with(start, close.as_str()) && !is_word(rest.at(end)) {
            lexer.at.line_start = false;
            lexer.pop();
            return (end, scope);
        }
    }
    let line = text.bytes().position(|byte| byte == b'\n');
    lexer.at.line_start = line.is_some();
    (line.map_or(text.len(), |end| end + 1), scope)
}
