//! The rows of the parent module's first table: how a text begins and is joined.

use super::{
    overlap::{self, Match, Overlap, known_blanks},
    place::{self, Fence},
    tail::Tail,
};

/// The minimum number of bytes that show what a text begins with.
const SHOWN: usize = 8;

/// How many characters of code must be repeated after a fence that could also close the block.
const NOT_CLOSED: usize = 6;

/// How to append the second text to the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Join {
    /// How many bytes to drop from its start.
    pub(super) dropped: usize,
    /// The text to insert in their place.
    pub(super) inserted: &'static str,
}

/// What comes after a part of the second text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// Perhaps more of it.
    Open,
    /// Nothing: it is complete, or long enough to decide.
    None,
    /// Nothing, because it broke off.
    Lost,
}

/// Decides how to join a second text that begins with `new`. Returns `None` if more of it is
/// needed.
pub(super) fn judge(tail: &Tail, new: &str, rest: Rest) -> Option<Join> {
    let last = rest != Rest::Open;
    let text = new.trim_start();
    if text.is_empty() {
        return last.then(Join::default);
    }
    let lead = &new[..new.len() - text.len()];
    let second = Second {
        tail,
        new,
        lead,
        text,
        last,
        is_cut: rest == Rest::Lost,
    };
    let rows = [
        Second::repeated,
        Second::quoted,
        Second::marked,
        Second::fenced,
        Second::headed,
        Second::shortened,
        Second::begins_line,
    ];
    for row in rows {
        match row(&second) {
            Match::Yes(join) => return Some(join),
            Match::Open => return None,
            Match::No => {}
        }
    }
    (last || text.len() >= SHOWN).then(|| second.spaced())
}

/// The second text, as far as it has arrived.
struct Second<'a> {
    tail: &'a Tail,
    new: &'a str,
    /// The whitespace that it begins with.
    lead: &'a str,
    /// The text after that whitespace.
    text: &'a str,
    /// Whether no more of it will come, and whether that is because it broke off.
    last: bool,
    is_cut: bool,
}

impl Second<'_> {
    /// Matches the end of the first text.
    fn repeated(&self) -> Match<Join> {
        self.repeated_or_cut(self.lead.len(), self.lead, &|overlap| {
            // A lone `|` may begin the header as well as a row.
            let header = self.tail.place.table().is_some() && self.headed() != Match::No;
            overlap.length(self.tail) > 1 || !header
        })
    }

    /// Matches the same from byte `from` on, after the whitespace `lead`.
    fn repeated_from(
        &self,
        from: usize,
        lead: &str,
        accepts: &dyn Fn(Overlap) -> bool,
    ) -> Match<Join> {
        let text = &self.new[from..];
        let found = overlap::longest(self.tail, text, self.last, &|overlap| {
            accepts(overlap) && overlap.is_plausible(self.tail, lead, &text[overlap.end..])
        });
        match found {
            Match::Yes(overlap) => Match::Yes(self.dropped_with_blanks(from + overlap.end)),
            Match::No => Match::No,
            Match::Open => Match::Open,
        }
    }

    /// Matches the same, or a repetition that the second text broke off in.
    fn repeated_or_cut(
        &self,
        from: usize,
        lead: &str,
        accepts: &dyn Fn(Overlap) -> bool,
    ) -> Match<Join> {
        match self.repeated_from(from, lead, accepts) {
            Match::No => self.cut_off(lead, &self.new[from..]),
            found => found,
        }
    }

    /// Matches a repetition that the second text broke off in: nothing of it is new.
    fn cut_off(&self, lead: &str, text: &str) -> Match<Join> {
        // A line that comes with a line break of its own is a refrain.
        let is_line = lead.contains('\n') && !self.tail.blanks().contains('\n');
        if self.is_cut && !is_line && overlap::is_part_of_anchor(self.tail, lead, text) {
            Match::Yes(Join {
                dropped: self.new.len(),
                inserted: "",
            })
        } else {
            Match::No
        }
    }

    /// Matches the end of the first text in quotes, or after an ellipsis.
    fn quoted(&self) -> Match<Join> {
        let (close, opened) = match self.text.chars().next() {
            Some('"') => (Some(&['"'][..]), 1),
            Some('“' | '„') => (Some(&['”', '“'][..]), '“'.len_utf8()),
            Some('«') => (Some(&['»'][..]), '«'.len_utf8()),
            Some('»') => (Some(&['«'][..]), '»'.len_utf8()),
            _ => (None, 0),
        };
        let from = self.lead.len() + opened;
        let from = match self.dots(from) {
            Match::Yes(length) => from + length,
            Match::No if opened == 0 => return Match::No,
            Match::No => from,
            Match::Open => return Match::Open,
        };
        let text = &self.new[from..];
        let from = from + text.len() - text.trim_start_matches(' ').len();
        let text = &self.new[from..];
        if text.is_empty() && !self.last {
            return Match::Open;
        }
        let Some(close) = close else {
            return self.repeated_or_cut(from, "", &|_| true);
        };
        // Where the quotation ends, if the closing quote follows the overlap.
        let closes = |end: usize| {
            let rest = &text[end..];
            let dots = rest.trim_start_matches(['…', '.']);
            let after = dots.strip_prefix(close)?;
            Some(text.len() - after.len())
        };
        let found = overlap::longest(self.tail, text, self.last, &|overlap| {
            let dots = text[overlap.end..].trim_start_matches(['…', '.']);
            overlap.says_something(self.tail) && (dots.is_empty() || closes(overlap.end).is_some())
        });
        match found {
            Match::Yes(overlap) => match closes(overlap.end) {
                Some(end) if text[end..].trim_start().is_empty() && !self.last => Match::Open,
                Some(end) => Match::Yes(self.dropped_with_blanks(from + end)),
                None if self.last => self.cut_off("", text),
                None => Match::Open,
            },
            Match::No => self.cut_off("", text),
            Match::Open => Match::Open,
        }
    }

    /// Matches the last line, or several, after a different list marker than in the first text.
    fn marked(&self) -> Match<Join> {
        let mark = place::marks(self.text);
        if mark == 0 {
            return Match::No;
        }
        let tail = self.tail;
        self.repeated_or_cut(self.lead.len() + mark, "", &|overlap| {
            let before = tail.before(tail.folded.byte(overlap.start));
            !before.trim().is_empty() && place::marks(before) == before.len()
        })
    }

    /// Matches a fence line inside an open code block.
    fn fenced(&self) -> Match<Join> {
        let Some(open) = self.tail.place.fence().filter(|fence| !fence.opening) else {
            return Match::No;
        };
        let marks = self.text.trim_start_matches(['>', ' ', '\t']);
        if !marks.starts_with(['`', '~']) {
            return if marks.is_empty() {
                self.unless_last()
            } else {
                Match::No
            };
        }
        let Some(line) = self.text.find('\n').map(|end| end + 1).or(self.all()) else {
            let opens = marks.len() < 3 || Fence::opened_by(self.text, false).is_some();
            return if opens { Match::Open } else { Match::No };
        };
        let Some(fence) = Fence::opened_by(&self.text[..line], true) else {
            return Match::No;
        };
        let from = self.lead.len() + line;
        let behind = &self.new[from..];
        let content = behind.trim_start();
        if content.is_empty() && !self.last {
            return Match::Open;
        }
        // A line that may close the block is not dropped because one word after it is repeated.
        let closes = open.is_closed_by(self.text[..line].trim_end());
        let indent = behind[..behind.len() - content.len()].rsplit('\n').next();
        match self.repeated_from(
            self.new.len() - content.len(),
            indent.unwrap_or_default(),
            &|overlap| !closes || open.empty || overlap.length(self.tail) >= NOT_CLOSED,
        ) {
            Match::No if closes && !open.empty => {}
            Match::No => match self.cut_off(indent.unwrap_or_default(), content) {
                Match::No => {}
                found => return found,
            },
            found => return found,
        }
        if !closes && open.is_like(&fence) || closes && open.empty {
            return Match::Yes(Join {
                dropped: from,
                inserted: "",
            });
        }
        if closes && self.is_in_line() {
            return self.on_a_line_of_its_own("\n");
        }
        Match::No
    }

    /// Matches the header and the delimiter row of the open table.
    fn headed(&self) -> Match<Join> {
        let Some(table) = self.tail.place.table() else {
            return Match::No;
        };
        let mut lines = self.text.split_inclusive('\n');
        let header = lines.next().unwrap_or_default();
        if !header.ends_with('\n') {
            let may = table.may_become_header(header);
            return if may { self.unless_last() } else { Match::No };
        }
        if !table.is_header(header) {
            return Match::No;
        }
        let delimiter = lines.next().unwrap_or_default();
        if !delimiter.ends_with('\n') && !self.last {
            let may = place::may_become_delimiter(delimiter);
            return if may { Match::Open } else { Match::No };
        }
        if !place::is_delimiter(delimiter) {
            return Match::No;
        }
        let from = self.lead.len() + header.len() + delimiter.len();
        let row = self.new[from..].trim_start();
        if row.is_empty() && !self.last {
            return Match::Open;
        }
        let from = self.new.len() - row.len();
        match self.repeated_or_cut(from, "", &|_| true) {
            Match::No => {}
            found => return found,
        }
        let full = self.is_in_line() && table.is_full(self.tail.line());
        Match::Yes(Join {
            dropped: from,
            inserted: if full { "\n" } else { "" },
        })
    }

    /// Matches an ellipsis before a word, written in place of repeated text.
    fn shortened(&self) -> Match<Join> {
        let from = self.lead.len();
        let length = match self.dots(from) {
            Match::Yes(length) if !self.is_code() => length,
            Match::Open if !self.is_code() => return Match::Open,
            _ => return Match::No,
        };
        let rest = &self.new[from + length..];
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        if rest.len() == blanks && !self.last {
            return Match::Open;
        }
        if !rest[blanks..].starts_with(char::is_alphabetic) {
            return Match::No;
        }
        let needs_space = self.tail.blanks().is_empty();
        Match::Yes(Join {
            dropped: from + length + if needs_space { 0 } else { blanks },
            inserted: if needs_space && blanks == 0 && !self.lead.is_empty() {
                " "
            } else {
                ""
            },
        })
    }

    /// Matches what must begin a line, where the first text lacks only the line break.
    fn begins_line(&self) -> Match<Join> {
        if self.text.len() < SHOWN && !self.last {
            return Match::Open;
        }
        if !self.lead.is_empty() || !self.is_in_line() || self.is_code() {
            return Match::No;
        }
        let line = self.tail.line();
        if let Some(table) = self.tail.place.table() {
            let row = self.text.starts_with('|') && table.is_full(line);
            return if row {
                self.on_a_line_of_its_own("\n")
            } else {
                Match::No
            };
        }
        let is_item = place::list_mark(self.text) > 0;
        if is_item && place::list_mark(line.trim_start()) > 0 {
            return self.on_a_line_of_its_own("\n");
        }
        let level = self.text.bytes().take_while(|byte| *byte == b'#').count();
        let is_heading = (1..=6).contains(&level) && self.text[level..].starts_with(' ');
        let is_fence =
            self.text.starts_with(['`', '~']) && Fence::opened_by(self.text, true).is_some();
        if (is_item || is_heading || is_fence) && line.ends_with(['.', '!', '?', ':', '。', '：'])
        {
            return self.on_a_line_of_its_own("\n\n");
        }
        Match::No
    }

    /// Fixes a surplus or missing space, where that is certain, if no other row matches.
    fn spaced(&self) -> Join {
        let mut join = Join::default();
        if self.is_code() {
            return join;
        }
        let line = self.tail.line();
        let lead = self.lead.trim_start_matches(' ');
        if line.ends_with(' ') && !line.trim().is_empty() && lead.is_empty() {
            join.dropped = self.lead.len();
        } else if self.lead.is_empty() && lacks_space(line, self.text) {
            join.inserted = " ";
        }
        join
    }

    /// Drops the text up to `end`, and the whitespace after it that the first text already has.
    fn dropped_with_blanks(&self, end: usize) -> Join {
        Join {
            dropped: end + known_blanks(self.tail, &self.new[end..]),
            inserted: "",
        }
    }

    fn on_a_line_of_its_own(&self, breaks: &'static str) -> Match<Join> {
        let broken = self.lead.contains('\n');
        Match::Yes(Join {
            dropped: if broken { 0 } else { self.lead.len() },
            inserted: if broken { "" } else { breaks },
        })
    }

    /// Returns the length of an ellipsis at byte `at`, unless the first text ends with a dot.
    fn dots(&self, at: usize) -> Match<usize> {
        let text = &self.new[at..];
        if self.tail.text().trim_end().ends_with(['.', '…']) {
            return Match::No;
        }
        if text.starts_with('…') {
            return Match::Yes('…'.len_utf8());
        }
        let rest = text.trim_start_matches('.');
        match text.len() - rest.len() {
            3 if !rest.is_empty() || self.last => Match::Yes(3),
            1..=3 if rest.is_empty() && !self.last => Match::Open,
            _ if text.is_empty() && !self.last => Match::Open,
            _ => Match::No,
        }
    }

    /// Returns whether the first text ends within a line, without trailing whitespace.
    fn is_in_line(&self) -> bool {
        self.tail.blanks().is_empty() && !self.tail.text().is_empty()
    }

    /// Returns whether the first text ends in code, where punctuation and spaces are literal.
    fn is_code(&self) -> bool {
        let marks = self.tail.line().matches('`').count();
        self.tail.place.fence().is_some() || marks % 2 == 1
    }

    fn all(&self) -> Option<usize> {
        self.last.then_some(self.text.len())
    }

    fn unless_last(&self) -> Match<Join> {
        if self.last { Match::No } else { Match::Open }
    }
}

/// Returns whether a space is certainly missing between this line and the next text: after a
/// sentence or a clause, or between a lowercase word and a capital. Names and addresses need none.
fn lacks_space(line: &str, next: &str) -> bool {
    let word = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let mut following = next.chars();
    let first = following.next().unwrap_or_default();
    let is_name = first.is_uppercase() && following.next().is_none_or(char::is_lowercase);
    let is_plain = |word: &str| word.chars().all(char::is_alphabetic);
    let is_small = |word: &str| word.chars().all(char::is_lowercase) && word.chars().count() > 1;
    if let Some(word) = word.strip_suffix(['.', '!', '?']) {
        return is_name && is_plain(word) && word.ends_with(char::is_lowercase);
    }
    if let Some(word) = word.strip_suffix([',', ';']) {
        return first.is_alphabetic() && is_plain(word) && word.ends_with(char::is_alphabetic);
    }
    is_name && is_small(word)
}
