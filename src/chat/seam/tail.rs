//! What is kept of the text that broke off.

use super::{
    folded::{Folded, is_word},
    place::{self, Place},
};

/// How much is kept, in bytes: more than a paragraph that a model may repeat.
const KEPT: usize = 3 << 10;

/// How long the words are that the model shall repeat, in characters.
const ANCHOR: usize = 60;

/// The end of a text, and what is open there.
#[derive(Clone, Debug)]
pub(super) struct Tail {
    text: String,
    /// The text without the blanks at its end.
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
        // A word that is cut in two would begin where no word does.
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

    /// The blanks that the text ends with.
    pub(super) fn blanks(&self) -> &str {
        &self.text[self.text.trim_end().len()..]
    }

    /// The last line, empty if the text ends with a line break.
    pub(super) fn line(&self) -> &str {
        &self.text[line_start(&self.text)..]
    }

    /// What stands before this place on its line.
    pub(super) fn before(&self, byte: usize) -> &str {
        let before = &self.text[..byte];
        &before[line_start(before)..]
    }

    /// The last words: up to [`ANCHOR`] characters of one line, from a word's start on. `None` if
    /// there is no letter or digit in them.
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
