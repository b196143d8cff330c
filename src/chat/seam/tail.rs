//! The end of the text that broke off.

use super::{
    folded::{Folded, is_word},
    place::{self, Place},
};

/// How much to keep, in bytes: more than a paragraph that a model may repeat.
const KEPT: usize = 3 << 10;

/// How much the model is asked to repeat at most, in characters.
const ANCHOR: usize = 60;

/// The end of a text, and the block that is open there.
#[derive(Clone, Debug)]
pub(super) struct Tail {
    text: String,
    /// The text without trailing whitespace.
    pub(super) folded: Folded,
    pub(super) place: Place,
}

impl Tail {
    pub(super) fn of(old: &str) -> Self {
        let mut start = old.len().saturating_sub(KEPT);
        while !old.is_char_boundary(start) {
            start += 1;
        }
        let text = &old[start..];
        // A word cut in two would start where no word does.
        let word = if start == 0 {
            Some(0)
        } else {
            text.find(char::is_whitespace)
        };
        let text = word.map_or(text, |at| &text[at..]);
        Self {
            folded: Folded::of(text.trim_end()),
            text: text.to_owned(),
            place: Place::at_end(old),
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the trailing whitespace.
    pub(super) fn blanks(&self) -> &str {
        &self.text[self.text.trim_end().len()..]
    }

    /// Returns the last line, empty if the text ends with a line break.
    pub(super) fn line(&self) -> &str {
        &self.text[line_start(&self.text)..]
    }

    /// Returns the text before this byte on its line.
    pub(super) fn before(&self, byte: usize) -> &str {
        let before = &self.text[..byte];
        &before[line_start(before)..]
    }

    /// Returns the last words: up to [`ANCHOR`] characters of one line, from the start of a word
    /// on. Returns `None` if there is no letter or digit in them.
    pub(super) fn anchor(&self) -> Option<&str> {
        let text = self.text.trim_end();
        let line = line_start(text);
        let line = line + place::marks(&text[line..]);
        let folded = &self.folded;
        let first = folded.chars.len().saturating_sub(ANCHOR);
        let mut starts = (first..folded.chars.len()).filter(|index| {
            folded.byte(*index) >= line
                && folded.is_start(*index)
                && folded.chars.get(*index).copied().is_some_and(is_word)
        });
        starts.next().map(|index| &text[folded.byte(index)..])
    }
}

fn line_start(text: &str) -> usize {
    text.rfind('\n').map_or(0, |at| at + 1)
}
