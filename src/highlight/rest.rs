//! The text that is not read yet, as far as a token may look ahead.

use std::cell::Cell;

use super::Scope;

/// How far a token may look ahead, in bytes. What is longer is not worth waiting for.
const WINDOW: usize = 64;

/// The length of a piece of text in bytes, and its scope.
pub(super) type Token = (usize, Option<Scope>);

/// The text that has come, of which a token sees [`WINDOW`] bytes.
///
/// It notes when a token looks behind the end of what came. Such a token is forgotten and read
/// again when more has come, so the scopes cannot depend on the cuts.
pub(super) struct Rest<'a> {
    /// All of it.
    pub(super) text: &'a [u8],
    bytes: &'a [u8],
    /// More may come.
    open: bool,
    looked_behind: Cell<bool>,
}

impl<'a> Rest<'a> {
    pub(super) fn new(text: &'a [u8], end: bool) -> Self {
        let mut length = text.len().min(WINDOW);
        // The window ends between two characters.
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

    /// Whether a token depends on what has not come.
    pub(super) fn is_short(&self) -> bool {
        self.open && self.looked_behind.get()
    }

    /// Whether `end` is where the window ends though the text goes on.
    pub(super) fn is_cut(&self, end: usize) -> bool {
        end == self.bytes.len() && self.text.len() >= WINDOW
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

    /// Whether `start` stands there; nothing stands nowhere.
    #[inline(never)]
    pub(super) fn starts_with(&self, from: usize, start: &str) -> bool {
        let mut bytes = start.bytes().enumerate();
        !start.is_empty() && bytes.all(|(index, byte)| self.at(from + index) == byte)
    }

    /// Where the letters, the digits and the signs in `extra` end that stand from `from` on.
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

    /// Where the spaces end.
    pub(super) fn spaces(&self, mut from: usize) -> usize {
        while is_space(self.at(from)) {
            from += 1;
        }
        from
    }

    pub(super) fn part(&self, from: usize, to: usize) -> &'a [u8] {
        self.bytes.get(from..to).unwrap_or_default()
    }

    /// How many bytes belong to the character in front and to those behind it up to one in
    /// `stop`, as far as they have come.
    #[inline(never)]
    pub(super) fn until(&self, stop: &str) -> usize {
        let rest = self.text.iter().skip(1);
        1 + rest.take_while(|byte| !has_sign(stop, **byte)).count()
    }

    /// The length of the character in front.
    #[inline(never)]
    pub(super) fn character(&self) -> usize {
        let rest = self.text.iter().skip(1);
        1 + rest.take_while(|byte| **byte & 0xC0 == 0x80).count()
    }
}

/// Whether one of the `signs` is `byte`.
#[inline(never)]
pub(super) fn has_sign(signs: &str, byte: u8) -> bool {
    signs.bytes().any(|sign| sign == byte)
}

/// Letters, digits, the underscore and everything that is not ASCII: which letters Unicode has
/// would be a table larger than this whole layer.
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
