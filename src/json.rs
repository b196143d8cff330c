//! A pull parser for JSON: one pass over the text, which reads known fields and skips the rest.
//!
//! Deserializers derived by serde for each type would be most of the code that a page downloads for
//! reading. So there is one parser that is not generic, and reading a type takes a few lines more.
//! `None` is the only error: the text is no JSON, or not of the shape that was asked for. How
//! lenient to be is up to the caller.

// Named by path, since a fuzz target takes this file in from elsewhere.
#[path = "json/value.rs"]
mod value;
#[path = "json/writer.rs"]
mod writer;

#[cfg(test)]
#[path = "json/agreement.rs"]
mod agreement;
#[cfg(test)]
#[path = "json/tests.rs"]
mod tests;

use std::borrow::Cow;

pub(crate) use value::{Value, seconds};
pub(crate) use writer::{Fields, list, object, push_quoted};

/// A cursor in a JSON text. A method that reads moves it past what it has read; after `None`, its
/// position is unspecified.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Walk<'a> {
    text: &'a str,
    at: usize,
}

/// Reads a text that is one JSON value and nothing else.
pub(crate) fn read<'a, T>(
    text: &'a str,
    read: impl FnOnce(&mut Walk<'a>) -> Option<T>,
) -> Option<T> {
    let mut walk = Walk::new(text);
    let value = read(&mut walk)?;
    walk.blanks();
    (walk.at == text.len()).then_some(value)
}

impl<'a> Walk<'a> {
    /// Creates a cursor at the start of a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Returns the first byte of the next token, without consuming it.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        self.blanks();
        self.byte()
    }

    /// Reads the next value and returns its JSON unchanged.
    pub(crate) fn raw(&mut self) -> Option<&'a str> {
        self.blanks();
        let start = self.at;
        self.skip()?;
        self.text.get(start..self.at)
    }

    /// Reads `null` as `Some(None)`, and anything else with `read`.
    #[expect(
        clippy::option_option,
        reason = "nothing there is something else than nothing that can be read"
    )]
    pub(crate) fn option<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<Option<T>> {
        if self.peek()? == b'n' {
            self.word("null")?;
            return Some(None);
        }
        read(self).map(Some)
    }

    /// Reads a string. A lone surrogate in it becomes U+FFFD, as in a page: relays that cut text by
    /// UTF-16 code units send `"\ud83d"`, and one character must not cost a whole chunk of text.
    pub(crate) fn text(&mut self) -> Option<Cow<'a, str>> {
        self.expect(b'"')?;
        let start = self.at;
        self.plain();
        if self.byte()? == b'"' {
            self.at += 1;
            return self.text.get(start..self.at - 1).map(Cow::Borrowed);
        }
        self.at = start;
        self.escaped().map(Cow::Owned)
    }

    /// Reads a string as an owned one.
    pub(crate) fn string(&mut self) -> Option<String> {
        self.text().map(Cow::into_owned)
    }

    /// Reads `true` or `false`.
    pub(crate) fn bool(&mut self) -> Option<bool> {
        let is_true = self.peek()? == b't';
        self.word(if is_true { "true" } else { "false" })?;
        Some(is_true)
    }

    /// Reads an object: `each` gets the name of each field and must read its value.
    pub(crate) fn fields(
        &mut self,
        each: &mut dyn FnMut(&str, &mut Self) -> Option<()>,
    ) -> Option<()> {
        self.expect(b'{')?;
        if self.eat(b'}') {
            return Some(());
        }
        loop {
            let name = self.text()?;
            self.expect(b':')?;
            each(&name, self)?;
            if !self.eat(b',') {
                return self.expect(b'}');
            }
        }
    }

    /// Reads an array: `each` must read each item.
    pub(crate) fn items(&mut self, each: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.expect(b'[')?;
        if self.eat(b']') {
            return Some(());
        }
        loop {
            each(self)?;
            if !self.eat(b',') {
                return self.expect(b']');
            }
        }
    }

    /// Skips a value of any depth, without recursion.
    pub(crate) fn skip(&mut self) -> Option<()> {
        let mut open = Vec::new();
        loop {
            match self.peek()? {
                b'{' => {
                    self.at += 1;
                    if !self.eat(b'}') {
                        self.name()?;
                        open.push(b'}');
                        continue;
                    }
                }
                b'[' => {
                    self.at += 1;
                    if !self.eat(b']') {
                        open.push(b']');
                        continue;
                    }
                }
                b'"' => self.skip_text()?,
                b't' => self.word("true")?,
                b'f' => self.word("false")?,
                b'n' => self.word("null")?,
                _ => self.skip_number()?,
            }
            loop {
                let Some(&close) = open.last() else {
                    return Some(());
                };
                if self.eat(b',') {
                    if close == b'}' {
                        self.name()?;
                    }
                    break;
                }
                self.expect(close)?;
                open.pop();
            }
        }
    }

    fn name(&mut self) -> Option<()> {
        self.blanks();
        self.skip_text()?;
        self.expect(b':')
    }

    fn skip_text(&mut self) -> Option<()> {
        self.expect(b'"')?;
        loop {
            self.plain();
            match self.byte()? {
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                b'\\' => {
                    self.escape()?;
                }
                _ => return None,
            }
        }
    }

    /// Reads the rest of a string that contains escapes.
    fn escaped(&mut self) -> Option<String> {
        let mut out = String::new();
        loop {
            let start = self.at;
            self.plain();
            out.push_str(self.text.get(start..self.at)?);
            match self.byte()? {
                b'"' => {
                    self.at += 1;
                    return Some(out);
                }
                b'\\' => out.push(self.escape()?),
                _ => return None,
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        self.at += 1;
        let byte = self.byte()?;
        self.at += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.unit()?;
                let behind = self.at;
                let first = unit.wrapping_sub(0xd800);
                if first < 0x400
                    && self
                        .text
                        .get(behind..)
                        .is_some_and(|it| it.starts_with("\\u"))
                {
                    self.at += 2;
                    let second = self.unit()?.wrapping_sub(0xdc00);
                    if second < 0x400 {
                        return char::from_u32(0x1_0000 + (first << 10) + second);
                    }
                    // The second escape is a character of its own.
                    self.at = behind;
                }
                char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => return None,
        })
    }

    /// Reads four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        let mut unit = 0;
        for digit in digits.chars() {
            unit = unit << 4 | digit.to_digit(16)?;
        }
        Some(unit)
    }

    fn skip_number(&mut self) -> Option<()> {
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Some(())
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn word(&mut self, word: &str) -> Option<()> {
        let rest = self.text.get(self.at..)?;
        self.at += word.len();
        rest.starts_with(word).then_some(())
    }

    /// Moves to the next quotation mark, backslash or control character of a string.
    fn plain(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let stops = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
        self.at += rest.iter().position(stops).unwrap_or(rest.len());
    }

    fn blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        self.eat(byte).then_some(())
    }

    fn eat(&mut self, byte: u8) -> bool {
        self.blanks();
        self.take(byte)
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_there = self.byte() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }
}
