//! Continues a broken answer: the instruction for the model, and the join of the two texts.
//!
//! A model that is asked to go on may repeat a little, a lot or nothing, reopen the code block, or
//! write the table's header again. The start of the second text is held back until it can be
//! classified; everything after it passes through as it arrives. The result does not depend on how
//! the text was split into pieces.
//!
//! The first matching row applies, and within it the longest overlap:
//!
//! | the second text begins with | what happens to it |
//! |---|---|
//! | the end of the first, from the start of a line or word on | dropped |
//! | the same in quotes, or after `…` | dropped with the quotes or dots |
//! | the same after a different list marker than in the first | dropped with the marker |
//! | a fence's opening line, inside an open code block | dropped, then what is repeated after it |
//! | a closing fence, where the first ends within a line of that block | begins a line |
//! | the open table's header and delimiter row | dropped, then what is repeated after them |
//! | `…` before a word | dropped |
//! | a row, where the first ends with a complete row | begins a line |
//! | a list item, where the first ends inside one | begins a line |
//! | a list item, heading or fence, after a sentence or a colon | begins a paragraph |
//! | a space, where the first ends with one | that space dropped |
//! | a word after a sentence or a clause, or a capital after a lowercase word | a space inserted |
//! | anything else | appended as it is |
//!
//! An overlap of at least twelve characters with a letter in it is accepted, unless it is a line
//! that comes with a line break of its own, as a refrain does. No overlap ends inside a word if the
//! first text ends with whitespace. For shorter ones the first matching row applies:
//!
//! | a shorter one | is accepted |
//! |---|---|
//! | that ends a line in the first text but not in the second | no: "Hello", then "Hello again" |
//! | that is all that the model was asked to repeat, at least two words | yes |
//! | in a code block | from a line's start on, with a letter, and indented like it or not at all |
//! | after whitespace of its own | no: the model goes on, and the word occurs twice |
//! | in a script without spaces | from two characters on |
//! | with a letter | yes |
//! | of digits without a letter | from six on |
//! | that is all of a line: the marker of a list, heading or fence | yes |
//! | of a table row, from its start on | yes |
//! | of other punctuation or whitespace | no: a rule, a brace and a blank line may occur twice |
//!
//! If the second text breaks off before its repetition does, all of it is dropped: a part of what
//! the model was asked to repeat, from the start of a word on, with a letter in it, that reaches into
//! a second word or has at least twelve characters. A line with a line break of its own is kept.
//!
//! Within an overlap any whitespace equals any other. Of the whitespace after it, only what the
//! first text lacks is added.

mod folded;
mod join;
mod overlap;
mod place;
mod tail;

use join::{Join, Rest};
use overlap::Match;
use tail::Tail;

/// The maximum length of the held-back text, in bytes. More than [`Tail`] keeps of the first text,
/// so that all of it can be repeated after a fence's opening line or a table's header.
const HELD: usize = 4 << 10;

/// Joins the text of a broken answer and the text of the request that continues it.
///
/// ```
/// use rill_chat::chat::Seam;
///
/// let old = "The brave kni";
/// let mut seam = Seam::after(old);
/// let joined = [seam.push("brave "), seam.push("knight rode"), seam.push(" on."), seam.finish()];
/// assert_eq!(format!("{old}{}", joined.concat()), "The brave knight rode on.");
/// ```
#[derive(Clone, Debug)]
pub struct Seam {
    tail: Tail,
    /// Text that has arrived and is not classified yet.
    held: String,
    /// The length of `held` at which it is examined again, in bytes.
    next_look: usize,
    decided: bool,
}

impl Seam {
    /// Creates a seam after this text, Markdown that may stop anywhere. Reads it once and keeps its
    /// last few kilobytes.
    pub fn after(old: &str) -> Self {
        Self {
            tail: Tail::of(old),
            held: String::new(),
            next_look: 1,
            decided: false,
        }
    }

    /// Returns the text of a user turn that asks for the rest, to be sent after the broken answer
    /// as the model's turn. It is in English, which models follow in any language.
    pub fn instruction(&self) -> String {
        let mut text = "Your answer was cut off. Go on exactly from where it stopped, \
            in the language of the answer."
            .to_owned();
        match self.tail.anchor() {
            Some(anchor) => {
                text.push_str(" Begin by repeating its last words exactly, «");
                text.push_str(anchor);
                text.push_str("», without these quotation marks, then go on.");
            }
            None => text.push_str(" Begin with what comes next."),
        }
        text.push_str(" No comment, no greeting, nothing else that you wrote already.");
        if self.tail.place.fence().is_some() {
            text.push_str(" A code block is open: stay inside of it and do not open a new one.");
        }
        if self.tail.place.table().is_some() {
            text.push_str(" A table is open: go on with its rows and do not repeat its header.");
        }
        text
    }

    /// Takes the next piece of the second text and returns what to append to the first. That is
    /// empty as long as it is undecided how the two join.
    pub fn push(&mut self, piece: &str) -> String {
        if self.decided {
            return piece.to_owned();
        }
        // One character at a time, so that how the text was split does not affect the decision.
        for (at, c) in piece.char_indices() {
            self.held.push(c);
            if self.held.len() < self.next_look {
                continue;
            }
            let length = self.held.len();
            self.next_look = length + 1 + length / 16;
            let rest = if length < HELD {
                Rest::Open
            } else {
                Rest::None
            };
            if let Some(join) = join::judge(&self.tail, &self.held, rest) {
                let mut text = self.joined(join);
                text.push_str(&piece[at + c.len_utf8()..]);
                return text;
            }
        }
        String::new()
    }

    /// Ends a complete second text and returns what was still held back. Anything pushed afterwards
    /// passes through.
    pub fn finish(&mut self) -> String {
        self.end(Rest::None)
    }

    /// Does the same for a second text that broke off, which may have been in the middle of
    /// repeating the first.
    pub fn break_off(&mut self) -> String {
        self.end(Rest::Lost)
    }

    /// Returns whether text is held back that is not, so far, a repetition of the first.
    pub fn holds_new_text(&self) -> bool {
        let text = self.held.trim_start_matches(|c: char| !c.is_alphanumeric());
        let found = overlap::longest(&self.tail, text, false, &|_| true);
        !text.is_empty() && !matches!(found, Match::Open)
    }

    fn end(&mut self, rest: Rest) -> String {
        if self.decided {
            return String::new();
        }
        let join = join::judge(&self.tail, &self.held, rest).unwrap_or_default();
        self.joined(join)
    }

    fn joined(&mut self, join: Join) -> String {
        self.decided = true;
        let held = std::mem::take(&mut self.held);
        let rest = held.get(join.dropped..).unwrap_or_default();
        [join.inserted, rest].concat()
    }
}
