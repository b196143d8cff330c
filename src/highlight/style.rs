//! Style sheets: CSS, SCSS, Less.

use super::{
    Scope,
    lexer::{Lexer, Mode},
    rest::{Rest, Token, is_letter, is_word},
    span::{self, COMMENT, DOUBLE, Quote, SINGLE, SLASH_STAR},
};

#[derive(Clone, Copy)]
pub(super) struct Style {
    /// How many braces are open.
    depth: u32,
    /// The right side of a declaration, or what follows `@media`.
    value: bool,
    /// Ends with `</style`.
    in_page: bool,
    /// `//` begins a comment.
    remarks: bool,
}

impl Style {
    pub(super) const CSS: Self = Self {
        depth: 0,
        value: false,
        in_page: false,
        remarks: false,
    };
    pub(super) const SCSS: Self = Self {
        remarks: true,
        ..Self::CSS
    };
    pub(super) const IN_PAGE: Self = Self {
        in_page: true,
        ..Self::CSS
    };
}

fn is_name(byte: u8) -> bool {
    is_word(byte) || byte == b'-'
}

pub(super) fn step(lexer: &mut Lexer, style: &Style, rest: &Rest<'_>) -> Token {
    let byte = rest.at(0);
    let next = match byte {
        b' ' | b'\t' | b'\r' | b'\n' => return (1, None),
        b'a'..=b'z' | b'A'..=b'Z' => 0,
        _ => rest.at(1),
    };
    let name = |from| rest.end_of(from, &is_name);
    let (length, scope) = match byte {
        b'/' if next == b'*' => return span::begin(lexer, &SLASH_STAR, 2),
        b'/' if next == b'/' && style.remarks => {
            return span::begin(lexer, &COMMENT, 2);
        }
        b'"' | b'\'' => {
            let quote = if byte == b'"' { &DOUBLE } else { &SINGLE };
            return span::begin(lexer, quote, 1);
        }
        b'<' if style.in_page && rest.starts_with(1, "/style") => {
            lexer.pop();
            return (0, None);
        }
        b'{' | b'}' | b';' => {
            change(lexer, |style| {
                style.value = false;
                style.depth = match byte {
                    b'{' => style.depth.saturating_add(1),
                    b'}' => style.depth.saturating_sub(1),
                    _ => style.depth,
                };
            });
            (1, None)
        }
        b'@' if is_letter(next) || next == b'-' => {
            let end = name(1);
            change(lexer, |style| style.value = true);
            (end, Some(Scope::Keyword))
        }
        b'$' if is_letter(next) => {
            let end = name(1);
            change(lexer, |style| style.value = true);
            (end, Some(Scope::Property))
        }
        b'!' if is_letter(next) => (name(1), Some(Scope::Keyword)),
        b'#' if is_name(next) => {
            let scope = if style.value {
                Scope::Number
            } else {
                Scope::Meta
            };
            (name(1), Some(scope))
        }
        b'.' if is_letter(next) || next == b'-' => (name(1), (!style.value).then_some(Scope::Meta)),
        b':' | b'&' if !style.value => {
            let end = rest.end_of(1, &|byte| is_name(byte) || byte == b':');
            (end, Some(Scope::Meta))
        }
        b'0'..=b'9' => number(rest),
        b'.' if next.is_ascii_digit() => number(rest),
        _ if is_letter(byte) || byte == b'-' && (is_letter(next) || next == b'-') => {
            return word(lexer, style, rest);
        }
        _ => (rest.character(), None),
    };
    lexer.saw(byte);
    (length, scope)
}

fn change(lexer: &mut Lexer, change: impl Fn(&mut Style)) {
    if let Mode::Style(style) = &mut lexer.at.mode {
        change(style);
    }
}

fn number(rest: &Rest<'_>) -> Token {
    let end = rest.end_of(1, &|byte| is_word(byte) || matches!(byte, b'.' | b'%'));
    (end, Some(Scope::Number))
}

/// What stands behind `url` without quotes.
static ADDRESS: Quote = Quote {
    close: ")",
    ..Quote::line("", "")
};

fn word(lexer: &mut Lexer, style: &Style, rest: &Rest<'_>) -> Token {
    let end = rest.end_of(0, &is_name);
    let next = rest.at(end);
    let word = rest.part(0, end);
    let custom = word.starts_with(b"--");
    let last = lexer.at.last;
    let mut scope = None;
    if style.value {
        if custom || next == b':' && matches!(last, b'(' | b',') {
            scope = Some(Scope::Property);
        } else if next == b'(' {
            scope = Some(Scope::Function);
            if word == b"url" && !matches!(rest.at(end + 1), b'"' | b'\'') {
                span::begin(lexer, &ADDRESS, 0);
            }
        }
    } else if last == b'[' {
        scope = Some(Scope::Property);
    } else if (style.depth > 0 || custom) && next == b':' && !is_selector(rest, end) {
        scope = Some(Scope::Property);
        change(lexer, |style| style.value = true);
    } else {
        scope = Some(Scope::Tag);
    }
    lexer.saw(b'a');
    (end, scope)
}

/// Whether `a:hover` is a selector among declarations and not one of them: a brace follows.
fn is_selector(rest: &Rest<'_>, colon: usize) -> bool {
    if !is_letter(rest.at(colon + 1)) && rest.at(colon + 1) != b':' {
        return false;
    }
    let end = rest.end_of(colon, &|byte| !matches!(byte, b'{' | b';' | b'}' | b'\n'));
    rest.at(end) == b'{'
}
