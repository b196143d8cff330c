//! YAML: keys, plain and quoted values, and texts that their indentation ends.

use super::{
    Scope,
    lexer::{Lexer, Mode},
    rest::{Rest, Token, is_space},
    span::{self, COMMENT, PLAIN, Quote},
    words::has,
};

#[derive(Clone, Copy)]
pub(super) struct Yaml {
    /// The column of the latest key.
    indent: usize,
    /// A value comes, no key.
    value: bool,
    /// How many brackets are open.
    flow: u32,
    text: Text,
}

/// A text behind `|` or `>`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Text {
    None,
    /// Begins in the next line.
    Next,
    /// Goes on while lines are indented deeper than the key.
    Lines,
    /// In one of these lines.
    Line,
}

impl Yaml {
    pub(super) const NEW: Self = Self {
        indent: 0,
        value: false,
        flow: 0,
        text: Text::None,
    };
}

pub(super) fn step(lexer: &mut Lexer, before: &Yaml, text: &str, rest: &Rest<'_>) -> Token {
    let mut yaml = *before;
    let token = yaml.step(lexer, text, rest);
    // Where a string or a comment began, the state is below it and has not changed.
    if let Mode::Yaml(now) = &mut lexer.at.mode {
        *now = yaml;
    }
    token
}

impl Yaml {
    fn step(&mut self, lexer: &mut Lexer, text: &str, rest: &Rest<'_>) -> Token {
        let byte = rest.at(0);
        if byte == b'\n' {
            lexer.at.line_start = true;
            lexer.at.glued = false;
            self.value = false;
            if self.text != Text::None {
                self.text = Text::Lines;
            }
            return (1, None);
        }
        if self.text == Text::Line {
            let line = text.bytes().position(|byte| byte == b'\n');
            return (line.unwrap_or(text.len()), Some(Scope::String));
        }
        if lexer.at.line_start && byte != b'\r' {
            return self.indentation(lexer, rest);
        }
        if is_space(byte) {
            lexer.at.glued = false;
            return (1, None);
        }
        let glued = lexer.at.glued;
        let token = self.token(lexer, byte, glued, rest);
        lexer.at.glued = !(self.flow > 0 && b"[{,".contains(&byte)) && token.0 > 0;
        token
    }

    fn indentation(&mut self, lexer: &mut Lexer, rest: &Rest<'_>) -> Token {
        let indent = rest.end_of(0, &|byte| byte == b' ');
        let empty = matches!(rest.at(indent), b'\n' | b'\r') && indent > 0;
        if empty {
            return (indent, None);
        }
        lexer.at.line_start = false;
        if self.text == Text::Lines && indent > self.indent {
            self.text = Text::Line;
        } else {
            self.text = Text::None;
            self.indent = indent;
        }
        (indent, None)
    }

    fn token(&mut self, lexer: &mut Lexer, byte: u8, glued: bool, rest: &Rest<'_>) -> Token {
        match byte {
            b'[' | b'{' if !glued || self.flow > 0 => {
                self.flow = self.flow.saturating_add(1);
                self.value = false;
                return (1, None);
            }
            b']' | b'}' if self.flow > 0 => {
                self.flow -= 1;
                return (1, None);
            }
            b',' if self.flow > 0 => {
                self.value = false;
                return (1, None);
            }
            b':' => {
                self.value = true;
                return (1, None);
            }
            _ if glued => {}
            b'#' => return span::begin(lexer, &COMMENT, 1),
            b'"' | b'\'' => {
                let quote = if byte == b'"' {
                    &DOUBLE_QUOTED
                } else {
                    &SINGLE_QUOTED
                };
                return span::begin(lexer, quote, 1);
            }
            b'-' if self.indent == 0 && rest.starts_with(0, "---") => {
                return (3, Some(Scope::Meta));
            }
            b'-' if !self.value && is_gap(rest.at(1)) => {
                let end = rest.end_of(1, &|byte| byte == b' ');
                self.indent += end;
                return (1, None);
            }
            b'&' | b'*' | b'!' => {
                let end = rest.end_of(1, &|byte| !is_gap(byte) && !b",]}".contains(&byte));
                return (end, Some(Scope::Meta));
            }
            b'|' | b'>' if self.value => {
                let end = rest.end_of(1, &|byte| b"+-0123456789".contains(&byte));
                if is_gap(rest.at(end)) {
                    self.text = Text::Next;
                    return (end, None);
                }
            }
            _ => {}
        }
        self.scalar(lexer, rest)
    }

    /// A plain word or sentence: a key if a colon follows.
    fn scalar(&self, lexer: &mut Lexer, rest: &Rest<'_>) -> Token {
        let mut end = 0;
        let mut length = 0;
        loop {
            let byte = rest.at(end);
            if end == rest.bytes.len() && rest.full {
                return span::begin(lexer, &PLAIN, end);
            }
            let ends = match byte {
                b'\n' | 0 => true,
                b'#' => length < end,
                b',' | b']' | b'}' | b'[' | b'{' => self.flow > 0,
                b':' if !self.value => {
                    let next = rest.at(end + 1);
                    if is_gap(next) && length > 0 {
                        return (length, Some(Scope::Property));
                    }
                    false
                }
                _ => false,
            };
            if ends {
                break;
            }
            end += 1;
            if !is_space(byte) {
                length = end;
            }
        }
        let word = rest.part(0, length);
        let scope = if is_number(word) {
            Some(Scope::Number)
        } else if has("false no null off on true yes ~", word) {
            Some(Scope::Constant)
        } else {
            None
        };
        (length.max(rest.character()), scope)
    }
}

/// Space, or the end.
fn is_gap(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'\n' | 0)
}

fn is_number(word: &[u8]) -> bool {
    let digits = word.strip_prefix(b"-").unwrap_or(word);
    digits.first().is_some_and(u8::is_ascii_digit)
        && digits
            .iter()
            .all(|byte| byte.is_ascii_hexdigit() || b"._+-xo".contains(byte))
}

static DOUBLE_QUOTED: Quote = Quote::text("\"", "\"", b'\\', "");
/// Written twice, the quote is text.
static SINGLE_QUOTED: Quote = Quote::text("'", "'", b'\'', "");
