//! Where a broken answer is continued: what the model is asked for, and how its two texts become
//! one.
//!
//! A model that is asked to go on repeats a little or a lot, or nothing, opens the code block once
//! more, or writes the table's header again. The first characters of the second text are held back
//! until it is clear what they are; everything behind them passes through as it comes. How the text
//! was cut into pieces changes nothing.
//!
//! The first row that fits counts, and in it the longest overlap:
//!
//! | the second text begins with | what becomes of it |
//! |---|---|
//! | the end of the first, from a line's or a word's start on | dropped |
//! | the same in quotes, or after `…` | dropped with its marks |
//! | the same after another list mark than the first has there | dropped with the mark |
//! | a fence's opening line, where a block of code is open | dropped, then what is repeated after it |
//! | a closing fence, where the first ends inside of a line of that block | begins a line |
//! | the open table's header and delimiter row | dropped, then what is repeated after them |
//! | `…` before a word | dropped |
//! | a row, where the first ends with a whole row | begins a line |
//! | an item, where the first ends inside of one | begins a line |
//! | an item, a heading or a fence, where the first ends with a sentence or a colon | begins a paragraph |
//! | a blank, where the first ends with one | that blank dropped |
//! | a word, where a sentence or a clause ends, or a capital after a small word | a space put before |
//! | anything else | nothing, it goes on in place |
//!
//! An overlap of twelve characters with a letter is believed, unless it is a line that comes with a
//! line break of its own, as a refrain does. None ends inside of a word where the first text has a
//! blank. Of shorter ones the first row that fits counts:
//!
//! | a shorter one | is believed |
//! |---|---|
//! | that ends a line in the first text, and goes on in the second | no: "Hello", and then "Hello again" |
//! | that is all that the model was asked to repeat, two words at least | yes |
//! | in a block of code | from a line's start on, with a letter, and indented as that line or not at all |
//! | behind a blank or a line break of its own | no: the model goes on, and the word comes twice |
//! | in a script without spaces | from two characters on |
//! | with a letter | yes |
//! | of digits without a letter | from six on |
//! | that is all of a line: a list's, heading's or fence's mark | yes |
//! | of a table's row, from its start on | yes |
//! | of other marks, or blanks | no: a rule, a brace and a blank line may stand twice |
//!
//! Inside of an overlap any blanks are equal to any others. Of those behind it the second text adds
//! what the first does not have yet.

mod folded;
mod join;
mod overlap;
mod place;
mod tail;

use join::Join;
use tail::Tail;

/// How much of the second text is held back at most, in bytes. More than [`Tail`] keeps of the
/// first, so that all of that can be repeated behind a fence's opening line or a table's header.
const HELD: usize = 4 << 10;

/// Joins the text of a broken answer and that of the request that continues it.
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
    /// What came and is not decided yet.
    held: String,
    /// How long that has to be before it is looked at again, in bytes.
    next_look: usize,
    decided: bool,
}

impl Seam {
    /// A seam behind this text, Markdown that stops anywhere. Reads it once and keeps its last few
    /// kilobytes.
    pub fn after(old: &str) -> Self {
        Self {
            tail: Tail::of(old),
            held: String::new(),
            next_look: 1,
            decided: false,
        }
    }

    /// The text of the user's turn that asks for the rest, to be sent after the broken answer as the
    /// model's turn. In English, which models follow in any language.
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

    /// Takes the next piece of the second text. What comes back may be appended to the first now;
    /// it is empty as long as it is open how the two go together.
    pub fn push(&mut self, piece: &str) -> String {
        if self.decided {
            return piece.to_owned();
        }
        // One character at a time, so that each look is at a text that no cut depends on.
        for (at, c) in piece.char_indices() {
            self.held.push(c);
            if self.held.len() < self.next_look {
                continue;
            }
            let length = self.held.len();
            self.next_look = length + 1 + length / 16;
            if let Some(join) = join::judge(&self.tail, &self.held, length >= HELD) {
                let mut text = self.joined(join);
                text.push_str(&piece[at + c.len_utf8()..]);
                return text;
            }
        }
        String::new()
    }

    /// Ends the second text, and gives what was still held back. Whatever is pushed afterwards
    /// passes through.
    pub fn finish(&mut self) -> String {
        if self.decided {
            return String::new();
        }
        let join = join::judge(&self.tail, &self.held, true).unwrap_or_default();
        self.joined(join)
    }

    fn joined(&mut self, join: Join) -> String {
        self.decided = true;
        let held = std::mem::take(&mut self.held);
        let rest = held.get(join.dropped..).unwrap_or_default();
        [join.inserted, rest].concat()
    }
}
