//! The text that is not read yet, as far as a token may look ahead.

use std::cell::Cell;

use super::Scope;

/// How far a token may look ahead, in bytes. What is longer is not worth waiting for.
pub(super) const WINDOW: usize = 64;

/// The length of a piece of text in bytes, and its scope.
pub(super) type Token = (usize, Option<Scope>);

/// The next [`WINDOW`] bytes.
///
/// It notes when a token looks behind the end of what came. Such a token is forgotten and read
/// again when more has come, so the scopes cannot depend on the cuts.
pub(super) struct Rest<'a> {
    pub(super) bytes: &'a [u8],
    /// The text goes on behind the window, and tokens do not look there.
    pub(super) full: bool,
    /// More may come.
    open: bool,
    looked_behind: Cell<bool>,
}

impl<'a> Rest<'a> {
    pub(super) fn new(text: &'a str, end: bool) -> Self {
        let full = text.len() >= WINDOW;
        let mut length = text.len().min(WINDOW);
        while !text.is_char_boundary(length) {
            length -= 1;
        }
        Self {
            bytes: text.as_bytes().get(..length).unwrap_or_default(),
            full,
            open: !full && !end,
            looked_behind: Cell::new(false),
        }
    }

    /// Whether a token depends on what has not come.
    pub(super) fn is_short(&self) -> bool {
        self.open && self.looked_behind.get()
    }

    /// The byte at `index`, zero behind the end.
    #[inline(never)]
    pub(super) fn at(&self, index: usize) -> u8 {
        let byte = self.bytes.get(index);
        if byte.is_none() {
            self.looked_behind.set(true);
        }
        byte.copied().unwrap_or_default()
    }

    #[inline(never)]
    pub(super) fn starts_with(&self, from: usize, start: &str) -> bool {
        let mut bytes = start.bytes().enumerate();
        bytes.all(|(index, byte)| self.at(from + index) == byte)
    }

    /// Where the bytes from `from` on end that `is` accepts.
    #[inline(never)]
    pub(super) fn end_of(&self, from: usize, is: &dyn Fn(u8) -> bool) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        let end = from + rest.iter().take_while(|byte| is(**byte)).count();
        // To note it where the end has not come.
        self.at(end);
        end
    }

    pub(super) fn part(&self, from: usize, to: usize) -> &'a [u8] {
        self.bytes.get(from..to).unwrap_or_default()
    }

    /// How many bytes belong to the character in front and to those behind it that `is` accepts,
    /// as far as they have come.
    #[inline(never)]
    pub(super) fn run(&self, is: &dyn Fn(u8) -> bool) -> usize {
        let rest = self.bytes.iter().skip(1);
        1 + rest
            .take_while(|byte| **byte & 0xC0 == 0x80 || is(**byte))
            .count()
    }

    /// The length of the character in front.
    pub(super) fn character(&self) -> usize {
        self.run(&|_| false)
    }
}

/// Letters, digits, the underscore and everything that is not ASCII: which letters Unicode has
/// would be a table larger than this whole layer.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

pub(super) fn is_letter(byte: u8) -> bool {
    is_word(byte) && !byte.is_ascii_digit()
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r')
}
