//! Finds the JSON objects in a body as it arrives: in an array `[{…},{…}]`, or standing alone.

use memchr::memchr3;

/// Extracts the top-level objects from a byte stream by balancing braces outside strings.
///
/// Anything between objects is skipped: an array's brackets and commas, and text such as an HTML
/// page.
#[derive(Debug)]
pub(super) struct Elements {
    /// The object under construction; empty between objects.
    object: Vec<u8>,
    depth: usize,
    in_string: bool,
    /// The last byte was a backslash in a string, so the next one is literal.
    escaped: bool,
    limit: usize,
}

impl Elements {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            object: Vec::new(),
            depth: 0,
            in_string: false,
            escaped: false,
            limit,
        }
    }

    /// Passes on each object that `bytes` complete. Returns `false` if one exceeds the limit.
    #[must_use]
    pub(super) fn push(&mut self, mut bytes: &[u8], sink: &mut impl FnMut(&[u8])) -> bool {
        loop {
            if self.depth == 0 {
                let Some(start) = memchr::memchr(b'{', bytes) else {
                    return true;
                };
                bytes = &bytes[start..];
            }
            let end = self.scan(bytes);
            let (head, rest) = bytes.split_at(end.unwrap_or(bytes.len()));
            if self.object.len() + head.len() > self.limit {
                return false;
            }
            if end.is_none() {
                self.object.extend_from_slice(head);
                return true;
            }
            if self.object.is_empty() {
                sink(head);
            } else {
                self.object.extend_from_slice(head);
                sink(&self.object);
                self.object.clear();
            }
            bytes = rest;
        }
    }

    /// Returns whether an object has started and not ended.
    pub(super) fn is_open(&self) -> bool {
        self.depth > 0
    }

    /// Returns where the current object ends in `bytes`, if it does.
    fn scan(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < bytes.len() {
            if std::mem::take(&mut self.escaped) {
                at += 1;
                continue;
            }
            let step = if self.in_string {
                memchr::memchr2(b'"', b'\\', &bytes[at..])
            } else {
                memchr3(b'"', b'{', b'}', &bytes[at..])
            };
            at += step?;
            match bytes[at] {
                b'"' => self.in_string = !self.in_string,
                b'\\' => self.escaped = true,
                b'{' => self.depth += 1,
                _ => self.depth -= 1,
            }
            at += 1;
            if self.depth == 0 {
                return Some(at);
            }
        }
        None
    }
}
