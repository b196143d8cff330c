//! Finds the end of one text that another begins with.

use super::{
    folded::{Folded, is_spaceless, is_word},
    place,
    tail::Tail,
};

/// The number of characters from which a repetition with a letter in it is no coincidence.
const SURE: usize = 12;

/// The number of digits from which a repetition is no coincidence.
const SURE_DIGITS: usize = 6;

/// The result of examining the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match<T> {
    Yes(T),
    No,
    /// Undecided until more of the text arrives.
    Open,
}

/// A repetition: the end of the first text, from `start` on, is the start of the second.
#[derive(Clone, Copy, Debug)]
pub(super) struct Overlap {
    /// Where it starts in the first text, as an index into its folded characters.
    pub(super) start: usize,
    /// Where it ends in the second text, in bytes, without the whitespace after it.
    pub(super) end: usize,
}

/// Returns the longest repetition that `accepts` accepts. `last`: the second text is complete.
pub(super) fn longest(
    tail: &Tail,
    new: &str,
    last: bool,
    accepts: &dyn Fn(Overlap) -> bool,
) -> Match<Overlap> {
    let old = &tail.folded.chars;
    let folded = Folded::of(new);
    let new_chars = &folded.chars;
    let failure = failure(new_chars);
    // Knuth-Morris-Pratt: searches the first text for the second. The match length at its end is
    // that of the longest prefix of the second text that the first ends with.
    let mut length = 0;
    for (index, c) in old.iter().enumerate() {
        while length > 0 && new_chars.get(length) != Some(c) {
            length = failure[length - 1];
        }
        if new_chars.get(length) == Some(c) {
            length += 1;
        }
        if length == new_chars.len() && length > 0 {
            let ends = index + 1 == old.len();
            if !last && tail.folded.is_start(index + 1 - length) {
                return Match::Open;
            }
            if !ends {
                length = failure[length - 1];
            }
        }
    }
    while length > 0 {
        let overlap = Overlap {
            start: old.len() - length,
            end: folded.byte(length),
        };
        if tail.folded.is_start(overlap.start) {
            // What follows is needed to judge the overlap and to know which whitespace is missing.
            if !last && new[overlap.end..].trim_start().is_empty() {
                return Match::Open;
            }
            if accepts(overlap) {
                return Match::Yes(overlap);
            }
        }
        length = failure[length - 1];
    }
    Match::No
}

/// Returns whether a text is a part of what the model was asked to repeat, and too long to be that
/// by coincidence. `lead` is the whitespace before it.
pub(super) fn is_part_of_anchor(tail: &Tail, lead: &str, text: &str) -> bool {
    let part = Folded::of(text.trim()).chars;
    let Some(anchor) = tail.anchor().map(Folded::of) else {
        return false;
    };
    let is_part = |(at, window): (usize, &[char])| anchor.is_start(at) && window == part;
    part.iter().any(|c| c.is_alphabetic())
        && (lead.is_empty() && part.contains(&' ') || part.len() >= SURE)
        && anchor.chars.windows(part.len()).enumerate().any(is_part)
}

/// For each prefix of a pattern, the length of its longest proper prefix that is also its suffix.
fn failure(pattern: &[char]) -> Vec<usize> {
    let mut failure = vec![0; pattern.len()];
    let mut length = 0;
    for index in 1..pattern.len() {
        while length > 0 && pattern[index] != pattern[length] {
            length = failure[length - 1];
        }
        if pattern[index] == pattern[length] {
            length += 1;
        }
        failure[index] = length;
    }
    failure
}

impl Overlap {
    /// Returns whether this is a repetition and not a coincidence. `lead` is the whitespace that
    /// the second text begins with, `rest` is what follows the overlap.
    pub(super) fn is_plausible(&self, tail: &Tail, lead: &str, rest: &str) -> bool {
        let chars = &tail.folded.chars[self.start..];
        let letters = chars.iter().filter(|c| c.is_alphabetic()).count();
        let byte = tail.folded.byte(self.start);
        let text = &tail.text().trim_end()[byte..];
        let (before, blanks) = (tail.before(byte), tail.blanks());
        let begins_line = before.len() == place::marks(before);
        let next = &rest[..rest.len() - rest.trim_start().len()];
        // The first text ends with "the" and a space, and the second goes on with "then".
        let shows_words = |c: &char| is_word(*c) && !is_spaceless(*c);
        let in_word = chars.last().is_some_and(shows_words) && rest.starts_with(is_word);
        if in_word && !blanks.is_empty() {
            return false;
        }
        if letters > 0 && chars.len() >= SURE {
            // A line that comes with its own break is a new one: a refrain, a statement.
            let lacks_break = lead.contains('\n') && !blanks.contains('\n');
            return !(lacks_break && begins_line && !text.contains('\n'));
        }
        // "Hello", a blank line, and "Hello again" are two paragraphs.
        if blanks.contains('\n') && !next.contains('\n') && !rest.is_empty() {
            return false;
        }
        // The model was asked to repeat these words.
        let is_anchor = tail.anchor() == Some(text) && text.contains(' ');
        if is_anchor && lead.is_empty() {
            return true;
        }
        if tail.place.fence().is_some_and(|fence| !fence.opening) {
            let indented = before.trim_start_matches([' ', '\t', '>']).is_empty();
            let as_before = lead.is_empty() || lead == before;
            return indented && as_before && letters > 0;
        }
        if !lead.is_empty() {
            return false;
        }
        if letters > 0 {
            return tail.folded.is_sure_start(self.start) || letters > 1;
        }
        let digits = chars.iter().filter(|c| c.is_numeric()).count();
        if digits >= SURE_DIGITS {
            return true;
        }
        if !begins_line {
            return false;
        }
        match text.as_bytes() {
            [b'|', ..] if tail.place.table().is_some() => true,
            _ if text.contains('\n') => false,
            [b'`' | b'~', ..] => blanks.is_empty(),
            [b'|', _, ..] => true,
            _ => is_block_mark(text) && !(blanks.is_empty() && next.is_empty()),
        }
    }

    /// Returns the length in characters. A run of whitespace counts once.
    pub(super) fn length(&self, tail: &Tail) -> usize {
        tail.folded.chars.len() - self.start
    }

    /// Returns whether the overlap has a letter or a digit, and more than a single character of a
    /// script without spaces.
    pub(super) fn says_something(&self, tail: &Tail) -> bool {
        let chars = &tail.folded.chars[self.start..];
        let single = chars.len() == 1 && chars.iter().all(|c| is_spaceless(*c));
        chars.iter().any(|c| c.is_alphanumeric()) && !single
    }
}

/// Returns how many bytes of the whitespace that `rest`, the text after an overlap, begins with are
/// already at the end of the first text, in the same form or another.
pub(super) fn known_blanks(tail: &Tail, rest: &str) -> usize {
    let old = tail.blanks();
    let new = &rest[..rest.len() - rest.trim_start().len()];
    if new.starts_with(old) {
        return old.len();
    }
    let breaks = old.matches('\n').count();
    let Some(missing) = breaks.checked_sub(1).map_or(Some(0), |skip| {
        new.match_indices('\n').nth(skip).map(|(at, _)| at + 1)
    }) else {
        return new.len();
    };
    if breaks == 0 {
        // A line break is more than the space that is there.
        return if new.contains('\n') { 0 } else { new.len() };
    }
    let more = &new[missing..];
    if more.contains('\n') {
        return missing;
    }
    // The indentation of the next line, of which the first text has some.
    let indent = old.rsplit('\n').next().unwrap_or_default();
    missing + indent.len().min(more.len())
}

/// Returns whether a text is nothing but the marker of a list, a heading or a quote.
fn is_block_mark(text: &str) -> bool {
    let heading = text.bytes().all(|byte| byte == b'#');
    let quote = text.bytes().all(|byte| byte == b'>');
    heading || quote || place::list_mark(&format!("{text} ")) == text.len()
}
