//! Splits bytes into lines: byte order mark, CR, LF and CR LF, across chunk boundaries.

use memchr::memchr2;

use super::TooLong;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Splits a body into lines without their terminators.
///
/// A CR ends a line at once; an LF that follows is skipped when it comes. Waiting for it would hold
/// an event back until the next chunk, which may be seconds away.
#[derive(Debug)]
pub(super) struct Lines {
    /// The start of a line whose end has not arrived.
    partial: Vec<u8>,
    /// The last byte was a CR: an LF at the start of the next chunk belongs to it.
    after_cr: bool,
    /// No line is complete yet: the first may begin with a byte order mark.
    at_start: bool,
    limit: usize,
}

impl Lines {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            partial: Vec::new(),
            after_cr: false,
            at_start: true,
            limit,
        }
    }

    pub(super) fn push(
        &mut self,
        mut bytes: &[u8],
        sink: &mut impl FnMut(&[u8]) -> Result<(), TooLong>,
    ) -> Result<(), TooLong> {
        if self.after_cr && !bytes.is_empty() {
            bytes = bytes.strip_prefix(b"\n").unwrap_or(bytes);
            self.after_cr = false;
        }
        while let Some(end) = memchr2(b'\r', b'\n', bytes) {
            let (head, rest) = (&bytes[..end], &bytes[end + 1..]);
            if self.partial.is_empty() {
                self.check(head.len())?;
                sink(Self::without_mark(&mut self.at_start, head))?;
            } else {
                self.extend(head)?;
                sink(Self::without_mark(&mut self.at_start, &self.partial))?;
                self.partial.clear();
            }
            self.after_cr = bytes[end] == b'\r';
            bytes = rest;
            if self.after_cr && !bytes.is_empty() {
                bytes = bytes.strip_prefix(b"\n").unwrap_or(bytes);
                self.after_cr = false;
            }
        }
        self.extend(bytes)
    }

    pub(super) fn finish(
        &mut self,
        sink: &mut impl FnMut(&[u8]) -> Result<(), TooLong>,
    ) -> Result<(), TooLong> {
        match Self::without_mark(&mut self.at_start, &self.partial) {
            [] => Ok(()),
            line => sink(line),
        }
    }

    fn extend(&mut self, bytes: &[u8]) -> Result<(), TooLong> {
        self.check(self.partial.len() + bytes.len())?;
        self.partial.extend_from_slice(bytes);
        Ok(())
    }

    fn check(&self, len: usize) -> Result<(), TooLong> {
        if len > self.limit {
            Err(TooLong { limit: self.limit })
        } else {
            Ok(())
        }
    }

    fn without_mark<'a>(at_start: &mut bool, line: &'a [u8]) -> &'a [u8] {
        if std::mem::take(at_start) {
            line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line)
        } else {
            line
        }
    }
}
