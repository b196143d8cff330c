//! Line breaks, which are all alike to Markdown: each one becomes a `\n`.

/// Writes every line break as `\n`, even a `\r\n` that is split between two chunks.
#[derive(Clone, Debug, Default)]
pub(super) struct LineBreaks {
    /// Whether the last chunk ended in `\r`, so that a `\n` at the start of the next is dropped.
    ends_in_return: bool,
}

impl LineBreaks {
    pub(super) fn write(&mut self, to: &mut String, text: &str) {
        let mut lines = text.split('\r');
        let first = lines.next().unwrap_or_default();
        let cut = std::mem::take(&mut self.ends_in_return);
        to.push_str(if cut {
            first.strip_prefix('\n').unwrap_or(first)
        } else {
            first
        });
        for line in lines {
            to.push('\n');
            to.push_str(line.strip_prefix('\n').unwrap_or(line));
        }
        self.ends_in_return = text.ends_with('\r');
    }
}
