//! The unread text, with bounded lookahead.

use std::cell::Cell;

use super::Scope;

/// The lookahead of a token, in bytes. A longer one is not worth waiting for.
const WINDOW: usize = 64;

/// The length of a token in bytes, and its scope.
pub(super) type Token = (usize, Option<Scope>);

/// The text that has arrived, of which a token sees [`WINDOW`] bytes.
///
/// It records when a token looks past the end of the text. Such a token is undone and read again
/// when more text has arrived. Invariant: the scopes do not depend on the chunk boundaries.
pub(super) struct Rest<'a> {
    /// All of the text.
    pub(super) text: &'a [u8],
    bytes: &'a [u8],
    /// More may come.
    open: bool,
    looked_behind: Cell<bool>,
}

impl<'a> Rest<'a> {
    pub(super) fn new(text: &'a [u8], end: bool) -> Self {
        let mut length = text.len().min(WINDOW);
        // The window must end on a character boundary.
        while text.get(length).is_some_and(|byte| byte & 0xC0 == 0x80) {
            length -= 1;
        }
        Self {
            text,
            bytes: text.get(..length).unwrap_or_default(),
            open: text.len() < WINDOW && !end,
            looked_behind: Cell::new(false),
        }
    }

    /// Whether the token depends on text that has not arrived.
    pub(super) fn is_short(&self) -> bool {
        self.open && self.looked_behind.get()
    }

    /// Whether `end` is the end of the window rather than of the text.
    pub(super) fn is_cut(&self, end: usize) -> bool {
        end == self.bytes.len() && self.text.len() >= WINDOW
    }

    /// Returns the byte at `index`, zero past the end.
    #[inline(never)]
    pub(super) fn at(&self, index: usize) -> u8 {
        let byte = self.bytes.get(index);
        if byte.is_none() {
            self.looked_behind.set(true);
        }
        byte.copied().unwrap_or_default()
    }

    /// Whether the text at `from` starts with `start`; never if that is empty.
    #[inline(never)]
    pub(super) fn starts_with(&self, from: usize, start: &str) -> bool {
        let mut bytes = start.bytes().enumerate();
        !start.is_empty() && bytes.all(|(index, byte)| self.at(from + index) == byte)
    }

    /// Returns the end of the word at `from`, which may also contain the characters in `extra`.
    #[inline(never)]
    pub(super) fn end_of(&self, from: usize, extra: &str) -> usize {
        let mut end = from;
        loop {
            let byte = self.at(end);
            if !is_word(byte) && !has_sign(extra, byte) {
                return end;
            }
            end += 1;
        }
    }

    /// Returns the end of the white space at `from`.
    pub(super) fn spaces(&self, mut from: usize) -> usize {
        while is_space(self.at(from)) {
            from += 1;
        }
        from
    }

    pub(super) fn part(&self, from: usize, to: usize) -> &'a [u8] {
        self.bytes.get(from..to).unwrap_or_default()
    }

    /// Returns the length of the text up to the next character in `stop` behind the first byte.
    #[inline(never)]
    pub(super) fn until(&self, stop: &str) -> usize {
        let rest = self.text.iter().skip(1);
        1 + rest.take_while(|byte| !has_sign(stop, **byte)).count()
    }

    /// Returns the length of the first character.
    #[inline(never)]
    pub(super) fn character(&self) -> usize {
        let rest = self.text.iter().skip(1);
        1 + rest.take_while(|byte| **byte & 0xC0 == 0x80).count()
    }
}

/// Whether `byte` is one of the `signs`.
#[inline(never)]
pub(super) fn has_sign(signs: &str, byte: u8) -> bool {
    signs.bytes().any(|sign| sign == byte)
}

/// Whether this is a letter, a digit, an underscore or not ASCII: a table of all letters in Unicode
/// would be larger than this whole layer.
#[inline(never)]
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

#[inline(never)]
pub(super) fn is_letter(byte: u8) -> bool {
    is_word(byte) && !byte.is_ascii_digit()
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r')
}
