//! Line breaks: all are one to Markdown, and here from the start.

/// Writes every line break as `\n`, also one that is cut between its two characters.
#[derive(Clone, Debug, Default)]
pub(super) struct LineBreaks {
    /// Whether a line feed that comes next belongs to a line break that is there already.
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
