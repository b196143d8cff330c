//! The description of a language, and the format that it is written in.
//!
//! A description is text with one fact per line: a table of structs would take more room in a wasm
//! module than all the words in it.

use super::{
    Scope,
    languages::LANGUAGES,
    rest::{Rest, has_sign},
};

/// A language. Its description has these lines in this order; those with words and quotes may be
/// repeated:
///
/// | line | content |
/// |---|---|
/// | `n` | names of the language |
/// | `p` | names of its plain variant, without the keywords in `K` |
/// | `k`, `K` | keywords |
/// | `s` | contextual keywords: only if a name or a bracket follows on the same line |
/// | `t` | types |
/// | `c` | constants |
/// | `x` | characters of a word besides letters, digits and `_` |
/// | `h` | habits, a letter for each |
/// | a sign | a quote, `open~close~escape~hole`, longer ones first; `close` defaults to `open`, with `\` as escape |
///
/// The signs:
///
/// | sign | kind of quote |
/// |---|---|
/// | `-`, `=` | a one-line string, a multi-line string |
/// | `/`, `*`, `+` | a line comment, a block comment, one that nests |
/// | `@`, `!`, `#` | about the code: the rest of the line, with a terminator, one that nests |
/// | `$` | a variable that nests |
/// | `>`, `<` | an added line, a removed line |
/// | `_`, `;` | without a scope: with a terminator, the rest of the line |
/// | `%`, `&`, `^` | regular expression, included file, character with `\`: see `begin_common` |
#[derive(Default)]
pub(super) struct Language {
    /// The description from behind the names on, and from behind the habits on.
    words: &'static str,
    quotes: &'static str,
    plain: bool,
    pub(super) extra: &'static str,
    habits: u32,
}

/// The quotes of all languages, which come after their own.
const COMMON: &str = ";\n%~/~\\\n&~>~\\";

const fn habit(letter: u8) -> u32 {
    1 << (letter & 31)
}

/// Keywords are case-insensitive: `SELECT`, `select`.
pub(super) const CASELESS: u32 = habit(b'I');
/// A capitalised name is a type, one all in capitals a constant.
pub(super) const CAPITALS: u32 = habit(b'C');
/// Types are called to construct values: `Point(1, 2)`.
pub(super) const CALLS_TYPES: u32 = habit(b'T');
/// `$name` is a variable.
pub(super) const DOLLAR: u32 = habit(b'D');
/// `@name` is a decorator.
pub(super) const DECORATORS: u32 = habit(b'A');
/// `#name` at the start of a line is a preprocessor directive.
pub(super) const PREPROCESSOR: u32 = habit(b'P');
/// `'x'` is a character, `'x` a lifetime.
pub(super) const CHARACTERS: u32 = habit(b'H');
/// `/…/` is a regular expression where a value is expected.
pub(super) const REGEX: u32 = habit(b'R');
/// Tags are JSX where a value is expected.
pub(super) const JSX: u32 = habit(b'X');
/// `{name: …`.
pub(super) const KEYS_IN_BRACES: u32 = habit(b'K');
/// `(name: …`.
pub(super) const KEYS_IN_PARENS: u32 = habit(b'N');
/// `{"name": …`.
pub(super) const QUOTED_KEYS: u32 = habit(b'Q');
/// `name = …` or `name: …` at the start of a line.
pub(super) const ASSIGNED_KEYS: u32 = habit(b'E');
/// Statements are commands with arguments.
pub(super) const SHELL: u32 = habit(b'S');
/// The end of a line ends a statement.
pub(super) const LINES: u32 = habit(b'L');
/// `name!` calls a macro.
pub(super) const MACROS: u32 = habit(b'M');
/// `:name` is a symbol, `@name` an instance variable.
pub(super) const SYMBOLS: u32 = habit(b'Y');
/// Within a word, `#` and `//` begin no comment, and `'` no string.
pub(super) const LOOSE: u32 = habit(b'O');
/// `<<END`.
pub(super) const HEREDOCS: u32 = habit(b'W');
/// A name with a hyphen is a function: `Get-Item`.
pub(super) const VERBS: u32 = habit(b'V');
/// `->` accesses a member, and a name in `_t` is a type.
pub(super) const ARROWS: u32 = habit(b'G');
/// Markup with code between `<?php` and `?>`.
pub(super) const PHP: u32 = habit(b'F');
/// A `'` may separate digits.
pub(super) const QUOTED_DIGITS: u32 = habit(b'J');
/// Tags with text between them.
pub(super) const MARKUP: u32 = habit(b'U');
/// Lists and block scalars, structured by indentation.
pub(super) const YAML: u32 = habit(b'[');
/// Selectors and declarations.
pub(super) const STYLE: u32 = habit(b'Z');
/// The start of a line tells what the line is.
pub(super) const DIFF: u32 = habit(b'B');

/// Returns the languages in a code block, its own first, then those embedded in it; `None` if its
/// own is not known.
pub(super) fn find(language: &str) -> Option<[Language; 3]> {
    // `rust,ignore`, `{.python}`, `js:main.js`
    let mut name = language.as_bytes();
    while let [b'{' | b'.', rest @ ..] = name {
        name = rest;
    }
    let mut end = name;
    while let [rest @ .., last] = end {
        if has_sign(",:{} ", *last) {
            name = rest;
        }
        end = rest;
    }
    let first = Language::named(name)?;
    let (second, third) = match () {
        () if first.is(MARKUP) => ("js", "css"),
        () if first.is(PHP) => ("xml", ""),
        () => ("", ""),
    };
    let other = |name: &str| Language::named(name.as_bytes()).unwrap_or_default();
    Some([first, other(second), other(third)])
}

impl Language {
    #[inline(never)]
    fn named(name: &[u8]) -> Option<Self> {
        let mut language = Self::default();
        let mut found = false;
        let mut text = LANGUAGES;
        while !text.is_empty() {
            let (kind, facts) = line(&mut text);
            match kind {
                b'n' if found => break,
                b'n' | b'p' if has(facts, name, true) => {
                    found = true;
                    language.plain = kind == b'p';
                    language.words = text;
                }
                b'x' if found => language.extra = facts,
                b'h' if found => {
                    language.habits = facts.bytes().fold(0, |sum, letter| sum | habit(letter));
                    language.quotes = text;
                }
                _ => {}
            }
        }
        if matches!(name, b"ts" | b"typescript") {
            language.habits &= !JSX;
        }
        found.then_some(language)
    }

    pub(super) fn is(&self, habit: u32) -> bool {
        self.habits & habit != 0
    }

    /// Returns the letter of the line that lists `word`, in lower case; zero if there is none.
    #[inline(never)]
    pub(super) fn kind(&self, word: &[u8]) -> u8 {
        let mut text = self.words;
        loop {
            let (kind, facts) = line(&mut text);
            match kind {
                b'k' | b's' | b't' | b'c' => {}
                b'K' if !self.plain => {}
                b'K' | b'p' => continue,
                _ => return 0,
            }
            if has(facts, word, self.is(CASELESS)) {
                return kind | 0x20;
            }
        }
    }

    /// Returns the quote that begins at the start of `rest`.
    pub(super) fn quote(&self, rest: &Rest<'_>) -> Option<Quote> {
        self.look(Some(rest), 0, u8::MAX)
    }

    /// Returns the quote with this index.
    pub(super) fn quote_at(&self, index: u8) -> Option<Quote> {
        self.look(None, 0, index)
    }

    /// Returns the first quote with this sign.
    pub(super) fn common(&self, kind: u8) -> Option<Quote> {
        self.look(None, kind, u8::MAX)
    }

    #[inline(never)]
    fn look(&self, rest: Option<&Rest<'_>>, wanted: u8, place: u8) -> Option<Quote> {
        let (mut text, mut common) = (self.quotes, COMMON);
        let mut index = 0;
        loop {
            let (mut kind, mut facts) = line(&mut text);
            if matches!(kind, 0 | b'n') {
                (text, common) = (common, "");
                (kind, facts) = line(&mut text);
                if kind == 0 {
                    return None;
                }
            }
            let open = cut(&mut facts, b'~');
            let begins = rest.is_some_and(|rest| rest.starts_with(0, open));
            if begins || kind == wanted || index == place {
                let short = facts.is_empty() && matches!(kind, b'-' | b'=');
                let close = cut(&mut facts, b'~');
                let escape = cut(&mut facts, b'~').bytes().next().unwrap_or_default();
                return Some(Quote {
                    kind,
                    index,
                    escape: if short { b'\\' } else { escape },
                    open,
                    close: if short { open } else { close },
                    hole: facts,
                });
            }
            index += 1;
        }
    }
}

/// A kind of span with a terminator: a string, a comment and the like.
pub(super) struct Quote {
    pub(super) kind: u8,
    /// Its index among the quotes of the language.
    pub(super) index: u8,
    /// The escape character; zero if there is none.
    pub(super) escape: u8,
    pub(super) open: &'static str,
    /// The terminator. Empty if only the end of the line ends it.
    pub(super) close: &'static str,
    /// What begins interpolated code in it.
    pub(super) hole: &'static str,
}

impl Quote {
    /// Whether the end of the line ends it too.
    pub(super) fn is_line(&self) -> bool {
        has_sign("-/@><;%&^", self.kind)
    }

    /// Whether it may nest in itself.
    pub(super) fn nests(&self) -> bool {
        has_sign("+#$", self.kind)
    }

    /// Returns what opens a nested one: of `#[` and `${` only the bracket.
    pub(super) fn opens_again(&self) -> &'static str {
        let whole = self.kind == b'+';
        let from = if whole {
            0
        } else {
            self.open.len().saturating_sub(1)
        };
        self.open.get(from..).unwrap_or_default()
    }

    pub(super) fn scope(&self) -> Option<Scope> {
        Some(match self.kind {
            b'/' | b'*' | b'+' => Scope::Comment,
            b'@' | b'!' | b'#' => Scope::Meta,
            b'$' => Scope::Property,
            b'>' => Scope::Inserted,
            b'<' => Scope::Deleted,
            b'_' | b';' => return None,
            _ => Scope::String,
        })
    }
}

/// Takes the text before the first `sign`, or all of it.
///
/// The iterators of the standard library would add more code than they save here.
#[inline(never)]
fn cut(text: &mut &'static str, sign: u8) -> &'static str {
    let at = text.bytes().take_while(|byte| *byte != sign).count();
    let before = text.get(..at).unwrap_or_default();
    *text = text.get(at + 1..).unwrap_or_default();
    before
}

/// Takes a line and splits its first letter off.
#[inline(never)]
fn line(text: &mut &'static str) -> (u8, &'static str) {
    let line = cut(text, b'\n');
    let kind = line.bytes().next().unwrap_or_default();
    (kind, line.get(1..).unwrap_or_default())
}

/// Whether `word` is in `list`, whose words are separated by one space. If `caseless`, they must be
/// in lower case.
#[inline(never)]
pub(super) fn has(list: &str, word: &[u8], caseless: bool) -> bool {
    let mut at = 0;
    for byte in list.bytes() {
        if byte == b' ' {
            if at == word.len() {
                break;
            }
            at = 0;
            continue;
        }
        match word.get(at) {
            Some(same) if *same == byte || caseless && same.to_ascii_lowercase() == byte => at += 1,
            // Past the end of any word, so that nothing matches up to the next space.
            _ => at = usize::MAX,
        }
    }
    at == word.len() && at > 0
}

#[cfg(test)]
mod tests {
    use super::has;

    #[test]
    fn finds_each_word_and_no_other() {
        let list = "as async await break case do";
        for word in list.split(' ') {
            assert!(has(list, word.as_bytes(), false), "{word}");
        }
        for word in [
            "a",
            "asy",
            "asyncs",
            "cas",
            "doo",
            "zz",
            "async await",
            "",
            "Do",
        ] {
            assert!(!has(list, word.as_bytes(), false), "{word}");
        }
        assert!(!has("", b"x", false));
        assert!(has("x y", b"X", true));
    }
}
