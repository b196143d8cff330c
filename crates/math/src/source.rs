//! LaTeX prepared for the parser: within limits, and without constructs that the parser mishandles.
//!
//! The parser recurses on bare arguments, reads a group once for each group around it, and can
//! panic on numbers and on spaces beyond ASCII. A panic would end the module, so each of these is
//! stopped here. Commands that models write and the parser lacks are rewritten as ones that it has.

mod environment;
mod text;
mod word;

/// The maximum length of a formula, in bytes. A page full of formulas has a few thousand.
const MAX_LENGTH: usize = 20 * 1024;
/// The maximum nesting depth of groups.
const MAX_DEPTH: usize = 40;
/// The maximum number of commands in a cell of a group: each may be an argument of the last.
const MAX_COMMANDS: usize = 200;

/// A box around its base. This sign and the next four stand for decorations that the parser lacks,
/// and `\overset` puts them over their base.
pub(crate) const BOX: char = '\u{E000}';
/// Hides its base, but keeps its space.
pub(crate) const PHANTOM: char = '\u{E001}';
/// An upward stroke through its base.
pub(crate) const CANCEL: char = '\u{E002}';
/// A downward stroke.
pub(crate) const CANCEL_DOWN: char = '\u{E003}';
/// Both strokes.
pub(crate) const CANCEL_BOTH: char = '\u{E004}';
/// Stand-ins, in text, for the characters that the parser would not take as text.
pub(crate) const ESCAPED: [(char, char); 5] = [
    ('\u{E010}', '{'),
    ('\u{E011}', '}'),
    ('\u{E012}', '\\'),
    ('\u{E013}', '%'),
    ('\u{E014}', '&'),
];
/// One prime, two, three and four.
pub(crate) const PRIMES: &str = "′″‴⁗";
/// The range of the stand-ins, which input must not contain.
const RESERVED: std::ops::RangeInclusive<char> = '\u{E000}'..='\u{E01F}';

/// Returns the LaTeX for the parser, or `None` if the parser must not see it.
pub(crate) fn prepare(latex: &str, display: bool) -> Option<String> {
    if latex.len() > MAX_LENGTH {
        return None;
    }
    let mut source = Source::new(latex, display, 0)?;
    source.rewrite()?;
    let out = source.finish()?;
    // People and models write line breaks outside of environments, which the parser does not know.
    Some(if source.has_top_line_break {
        format!(r"\begin{{gathered}}{out}\end{{gathered}}")
    } else {
        out
    })
}

/// What opened a nesting level.
#[derive(Clone, Copy, PartialEq)]
enum Opener {
    Top,
    Brace,
    Left,
    Environment,
}

struct Level {
    opener: Opener,
    /// The offset in the output where its content starts.
    start: usize,
    /// Whether an `\over` has split it.
    is_fraction: bool,
    commands: usize,
}

struct Source<'a> {
    rest: &'a str,
    out: String,
    display: bool,
    /// The nesting depth of this source inside another.
    depth: usize,
    levels: Vec<Level>,
    has_top_line_break: bool,
}

impl<'a> Source<'a> {
    fn new(latex: &'a str, display: bool, depth: usize) -> Option<Self> {
        let mut source = Self {
            rest: latex.trim(),
            out: String::with_capacity(latex.len() + 16),
            display,
            depth,
            levels: Vec::new(),
            has_top_line_break: false,
        };
        source.open(Opener::Top)?;
        Some(source)
    }

    fn finish(&mut self) -> Option<String> {
        self.close(Opener::Top)?;
        Some(std::mem::take(&mut self.out))
    }

    fn rewrite(&mut self) -> Option<()> {
        while let Some(c) = self.next() {
            match c {
                '\\' => self.command()?,
                '%' => self.comment(),
                '{' => {
                    self.out.push('{');
                    self.open(Opener::Brace)?;
                }
                '}' => {
                    self.close(Opener::Brace)?;
                    self.out.push('}');
                }
                '&' => {
                    self.out.push('&');
                    self.reset();
                }
                '^' | '_' => self.script(c),
                '\'' | '’' => self.primes()?,
                '−' => self.out.push('-'),
                // The parser slices one byte off a space, and panics if the space is wider.
                c if c.is_whitespace() => self.out.push(' '),
                c if c.is_control() || RESERVED.contains(&c) => {}
                c => self.out.push(c),
            }
        }
        Some(())
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn peek(&mut self) -> Option<char> {
        self.rest.chars().next()
    }

    fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn open(&mut self, opener: Opener) -> Option<()> {
        self.levels.push(Level {
            opener,
            start: self.out.len(),
            is_fraction: false,
            commands: 0,
        });
        (self.depth + self.levels.len() <= MAX_DEPTH).then_some(())
    }

    /// Closes a level, which must be the one opened last.
    fn close(&mut self, opener: Opener) -> Option<()> {
        let level = self.levels.pop()?;
        if level.is_fraction {
            self.out.push('}');
        }
        (level.opener == opener).then_some(())
    }

    /// Counts a command, which may be an argument of the one before it.
    fn count(&mut self) -> Option<()> {
        let level = self.levels.last_mut()?;
        level.commands += 1;
        (level.commands <= MAX_COMMANDS).then_some(())
    }

    /// Resets the count at the edge of a cell, which no argument crosses.
    fn reset(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            level.commands = 0;
        }
    }

    fn command(&mut self) -> Option<()> {
        self.count()?;
        let letters = self
            .rest
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(letters);
        if !word.is_empty() {
            self.rest = rest;
            return self.word(word);
        }
        match self.next()? {
            '\\' => self.line_break(),
            '/' | '-' => {}
            c if c.is_whitespace() => self.out.push_str("\\ "),
            c if RESERVED.contains(&c) => return None,
            c => {
                self.out.push('\\');
                self.out.push(c);
            }
        }
        Some(())
    }

    fn line_break(&mut self) {
        self.out.push_str(r"\\");
        self.reset();
        if let [level] = self.levels.as_slice()
            && level.opener == Opener::Top
        {
            self.has_top_line_break = true;
        }
        self.rest = self.rest.strip_prefix('*').unwrap_or(self.rest);
        // A bracket after a space opens an interval and does not give a height.
        if self.rest.starts_with(char::is_whitespace) && self.rest.trim_start().starts_with('[') {
            self.out.push_str("{}");
        }
    }

    /// Skips a comment. On the last line, where a comment makes no sense, `%` is a percent sign.
    fn comment(&mut self) {
        match self.rest.split_once('\n') {
            Some((_, rest)) => {
                self.rest = rest;
                self.out.push(' ');
            }
            None => self.out.push_str(r"\%"),
        }
    }

    /// Writes `^` or `_` without spaces around it, since the parser allows none before it.
    fn script(&mut self, c: char) {
        if !self.out.ends_with("\\ ") {
            self.out.truncate(self.out.trim_end_matches(' ').len());
        }
        self.out.push(c);
        self.skip_spaces();
    }

    /// Writes primes as a superscript, merged with the one that may follow.
    fn primes(&mut self) -> Option<()> {
        self.script('^');
        self.out.push('{');
        let rest = self.rest.trim_start_matches(['\'', '’']);
        let more = self.rest[..self.rest.len() - rest.len()].chars().count();
        self.rest = rest;
        // One character for up to four primes: separate ones would stand too far apart.
        match PRIMES.chars().nth(more) {
            Some(sign) => self.out.push(sign),
            None => self.out.extend(std::iter::repeat_n('′', more + 1)),
        }
        if let Some(rest) = self.rest.trim_start().strip_prefix('^') {
            self.rest = rest;
            let argument = self.argument()?;
            self.out.push_str(&argument);
        }
        self.out.push('}');
        Some(())
    }

    /// Reads an argument and returns it rewritten, in braces.
    fn argument(&mut self) -> Option<String> {
        let raw = self.raw_argument()?;
        Some(format!("{{{}}}", self.inner(raw)?))
    }

    /// Reads an argument verbatim, without its braces.
    fn raw_argument(&mut self) -> Option<&'a str> {
        self.skip_spaces();
        if let Some(group) = self.group('{', '}')? {
            return Some(group);
        }
        let whole = self.rest;
        if self.next()? == '\\' {
            let letters = self.rest.find(|c: char| !c.is_ascii_alphabetic());
            match letters.unwrap_or(self.rest.len()) {
                0 => drop(self.next()?),
                letters => self.rest = &self.rest[letters..],
            }
        }
        Some(&whole[..whole.len() - self.rest.len()])
    }

    /// Reads an optional argument verbatim.
    #[expect(
        clippy::option_option,
        reason = "an absent argument is not an unreadable one"
    )]
    fn raw_option(&mut self) -> Option<Option<&'a str>> {
        self.skip_spaces();
        self.group('[', ']')
    }

    /// Rewrites a part of this source on its own.
    fn inner(&self, latex: &str) -> Option<String> {
        let depth = self.depth + self.levels.len();
        let mut source = Source::new(latex, self.display, depth)?;
        source.rewrite()?;
        source.finish()
    }

    /// Reads a group if one starts here. Fails if the group does not end.
    #[expect(
        clippy::option_option,
        reason = "an absent argument is not an unreadable one"
    )]
    fn group(&mut self, open: char, close: char) -> Option<Option<&'a str>> {
        let Some(inside) = self.rest.strip_prefix(open) else {
            return Some(None);
        };
        let mut braces = 0_usize;
        let mut is_escaped = false;
        for (at, c) in inside.char_indices() {
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                c if c == close && braces == 0 => {
                    self.rest = &inside[at + c.len_utf8()..];
                    return Some(Some(&inside[..at]));
                }
                '{' => braces += 1,
                '}' => braces = braces.checked_sub(1)?,
                _ => {}
            }
        }
        None
    }
}
