//! Text cut at blank lines while it arrives.
//!
//! What was given out is never taken back: the answer only grows, in its last paragraph or by a
//! new one. So line breaks are held until it is known what they are. They are not missed, because
//! nobody can see them.

use std::sync::Arc;

use leptos::prelude::*;

/// A paragraph of a message. Its text grows at the end while it is the last one, and is final as
/// soon as another follows.
#[derive(Clone, Debug)]
pub struct Paragraph {
    index: usize,
    text: ArcRwSignal<String>,
}

impl Paragraph {
    /// Its place in the message: a key for keyed lists.
    pub fn index(&self) -> usize {
        self.index
    }

    /// The text so far. Tracked.
    pub fn text(&self) -> String {
        self.text.get()
    }

    /// Reads the text so far without copying it. Tracked.
    pub fn with_text<T>(&self, read: impl FnOnce(&str) -> T) -> T {
        self.text.with(|text| read(text))
    }
}

/// The paragraphs of one message.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraphs {
    list: Arc<Vec<Paragraph>>,
    /// The line breaks after the last text, and any blanks that follow them.
    gap: String,
}

impl Paragraphs {
    pub(super) fn list(&self) -> &Arc<Vec<Paragraph>> {
        &self.list
    }

    /// Takes in the next piece of the text, and says whether it began a paragraph.
    pub(super) fn push(&mut self, text: &str) -> bool {
        let before = self.list.len();
        // Joined, so that a piece of several lines is one change of the page.
        let mut tail = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            if self.gap.is_empty() && !(self.list.is_empty() && tail.is_empty()) {
                let line = rest.find('\n').unwrap_or(rest.len());
                tail.push_str(&rest[..line]);
                rest = &rest[line..];
                if !rest.is_empty() {
                    self.gap.push('\n');
                    rest = &rest[1..];
                }
                continue;
            }
            let blanks = rest
                .find(|c: char| !c.is_whitespace())
                .unwrap_or(rest.len());
            self.gap.push_str(&rest[..blanks]);
            rest = &rest[blanks..];
            if rest.is_empty() {
                break;
            }
            let gap = std::mem::take(&mut self.gap);
            if !self.list.is_empty() && gap.matches('\n').count() < 2 {
                tail.push_str(&gap);
            } else {
                self.grow(&std::mem::take(&mut tail));
                // The indentation of the first line belongs to the paragraph.
                self.begin(gap.rsplit('\n').next().unwrap_or_default());
            }
        }
        self.grow(&tail);
        self.list.len() > before
    }

    fn begin(&mut self, text: &str) {
        let index = self.list.len();
        Arc::make_mut(&mut self.list).push(Paragraph {
            index,
            text: ArcRwSignal::new(text.to_owned()),
        });
    }

    fn grow(&self, text: &str) {
        if let Some(last) = self.list.last()
            && !text.is_empty()
        {
            last.text.update(|all| all.push_str(text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let whole = read([text]);
        assert_eq!(whole, expected, "read whole");
        let by_character = text
            .char_indices()
            .map(|(at, c)| &text[at..at + c.len_utf8()]);
        assert_eq!(read(by_character), expected, "read by character");
        for (cut, _) in text.char_indices() {
            assert_eq!(read([&text[..cut], &text[cut..]]), expected, "cut at {cut}");
        }
    }

    fn read<'a>(pieces: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        let mut paragraphs = Paragraphs::default();
        let mut begun = 0;
        for piece in pieces {
            let before = paragraphs.list.len();
            let begins = paragraphs.push(piece);
            assert_eq!(begins, paragraphs.list.len() > before);
            begun += paragraphs.list.len() - before;
        }
        assert_eq!(begun, paragraphs.list.len());
        let texts = paragraphs.list.iter().map(|one| one.text.get_untracked());
        texts.collect()
    }

    #[test]
    fn paragraphs_end_at_blank_lines() {
        check("", &[]);
        check("one", &["one"]);
        check("one\n\ntwo", &["one", "two"]);
        check("one\n \t\ntwo\n\n\n\nthree", &["one", "two", "three"]);
        check("one\r\n\r\ntwo", &["one\r", "two"]);
    }

    #[test]
    fn a_line_break_stays() {
        check("one\ntwo", &["one\ntwo"]);
        check("one\n  two\n\nthree\nfour", &["one\n  two", "three\nfour"]);
    }

    #[test]
    fn blanks_around_the_text_are_dropped() {
        check("\n\none\n\n", &["one"]);
        check(" \n", &[]);
    }

    #[test]
    fn indentation_stays() {
        check("  one", &["  one"]);
        check("one\n\n    two\n    three", &["one", "    two\n    three"]);
        check("\u{3000}朝\n\n\u{3000}夜", &["\u{3000}朝", "\u{3000}夜"]);
    }
}
