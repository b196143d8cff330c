//! What there is to know of a language, and how it is written down.
//!
//! A description is text, a line for each fact: a table of structs would take more room in a wasm
//! module than all the words in it.

use super::{
    Scope,
    languages::LANGUAGES,
    rest::{Rest, has_sign},
};

/// A language. Its description has these lines in this order; those with words and quotes may be
/// repeated:
///
/// | line | what it has |
/// |---|---|
/// | `n` | names of the language |
/// | `p` | names of its plain variant, for which `K` does not count |
/// | `k`, `K` | keywords |
/// | `s` | words that are keywords if a name or a bracket follows in the same line |
/// | `t` | types |
/// | `c` | constants |
/// | `x` | what is part of a word besides letters, digits and `_` |
/// | `h` | habits, a letter for each |
/// | a sign | a kind of text, `open~close~escape~hole`, the longer ones first; a close that is left out is the open, and then `\` escapes |
///
/// The signs:
///
/// | sign | what it is |
/// |---|---|
/// | `-`, `=` | a string of one line, of many |
/// | `/`, `*`, `+` | a comment up to the end of the line, one with an end, one that nests |
/// | `@`, `!`, `#` | about the code: the rest of the line, with an end, one that nests |
/// | `$` | a variable that nests |
/// | `>`, `<` | a line that was added, taken away |
/// | `_`, `;` | nothing in particular, with an end, the rest of the line |
/// | `%`, `&`, `^` | a regular expression, a file that is included, a character with `\`, all begun elsewhere |
#[derive(Default)]
pub(super) struct Language {
    /// The lines of the description behind the names, and those behind the habits.
    words: &'static str,
    quotes: &'static str,
    plain: bool,
    pub(super) extra: &'static str,
    habits: u32,
}

/// What all languages have behind their own quotes.
const COMMON: &str = ";\n%~/~\\\n&~>~\\";

const fn habit(letter: u8) -> u32 {
    1 << (letter & 31)
}

/// `SELECT` and `select` are the same.
pub(super) const CASELESS: u32 = habit(b'I');
/// A name with a capital is a type, one in capitals a constant.
pub(super) const CAPITALS: u32 = habit(b'C');
/// A type is called to make one: `Point(1, 2)`.
pub(super) const CALLS_TYPES: u32 = habit(b'T');
/// `$name` is a variable.
pub(super) const DOLLAR: u32 = habit(b'D');
/// `@name` says something about what follows.
pub(super) const DECORATORS: u32 = habit(b'A');
/// `#name` at the start of a line is for the preprocessor.
pub(super) const PREPROCESSOR: u32 = habit(b'P');
/// `'x'` is a character and `'x` something else.
pub(super) const CHARACTERS: u32 = habit(b'H');
/// `/…/` where a value may stand.
pub(super) const REGEX: u32 = habit(b'R');
/// Tags where a value may stand.
pub(super) const JSX: u32 = habit(b'X');
/// `{name: …`.
pub(super) const KEYS_IN_BRACES: u32 = habit(b'K');
/// `(name: …`.
pub(super) const KEYS_IN_PARENS: u32 = habit(b'N');
/// `{"name": …`.
pub(super) const QUOTED_KEYS: u32 = habit(b'Q');
/// `name = …` or `name: …` at the start of a line.
pub(super) const ASSIGNED_KEYS: u32 = habit(b'E');
/// Commands with their arguments.
pub(super) const SHELL: u32 = habit(b'S');
/// The end of a line ends a statement.
pub(super) const LINES: u32 = habit(b'L');
/// `name!` calls a macro.
pub(super) const MACROS: u32 = habit(b'M');
/// `:name`, `@name`.
pub(super) const SYMBOLS: u32 = habit(b'Y');
/// In a word, `#` and `//` begin no comment, and quotes no string.
pub(super) const LOOSE: u32 = habit(b'O');
/// `<<END`.
pub(super) const HEREDOCS: u32 = habit(b'W');
/// `Get-Item`.
pub(super) const VERBS: u32 = habit(b'V');
/// What follows `->` is a member.
pub(super) const ARROWS: u32 = habit(b'G');
/// Tags around it, and code between `<?php` and `?>`.
pub(super) const PHP: u32 = habit(b'F');
/// A `'` may stand between two digits.
pub(super) const QUOTED_DIGITS: u32 = habit(b'J');
/// Tags with text between them.
pub(super) const MARKUP: u32 = habit(b'U');
/// Lists and texts by their indentation.
pub(super) const YAML: u32 = habit(b'[');
/// Selectors and declarations.
pub(super) const STYLE: u32 = habit(b'Z');
/// The start of a line says what the line is.
pub(super) const DIFF: u32 = habit(b'B');

/// The languages in a block in `language`, its own first, if that is known.
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

    /// The letter of the line that `word` stands in, zero if there is none.
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

    /// The kind of text that begins here.
    pub(super) fn quote(&self, rest: &Rest<'_>) -> Option<Quote> {
        self.look(Some(rest), 0, u8::MAX)
    }

    /// The one that was found before.
    pub(super) fn quote_at(&self, index: u8) -> Option<Quote> {
        self.look(None, 0, index)
    }

    /// The first one with this sign.
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

/// One kind of text up to an end.
pub(super) struct Quote {
    pub(super) kind: u8,
    /// Its place among those of the language.
    pub(super) index: u8,
    /// What makes the character behind it part of the text; zero if nothing does.
    pub(super) escape: u8,
    pub(super) open: &'static str,
    /// Empty if only the end of the line ends it.
    pub(super) close: &'static str,
    /// What begins code in it.
    pub(super) hole: &'static str,
}

impl Quote {
    /// The end of the line ends it too.
    pub(super) fn is_line(&self) -> bool {
        has_sign("-/@><;%&^", self.kind)
    }

    /// It may stand in itself.
    pub(super) fn nests(&self) -> bool {
        has_sign("+#$", self.kind)
    }

    /// What begins it once more in itself: of `#[` and `${` only the bracket.
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

/// Takes what stands before the first `sign`, or all.
///
/// One function instead of the iterators of the standard library, whose code is larger than what
/// they would save here.
#[inline(never)]
fn cut(text: &mut &'static str, sign: u8) -> &'static str {
    let at = text.bytes().take_while(|byte| *byte != sign).count();
    let before = text.get(..at).unwrap_or_default();
    *text = text.get(at + 1..).unwrap_or_default();
    before
}

/// Takes a line and cuts its first letter off.
#[inline(never)]
fn line(text: &mut &'static str) -> (u8, &'static str) {
    let line = cut(text, b'\n');
    let kind = line.bytes().next().unwrap_or_default();
    (kind, line.get(1..).unwrap_or_default())
}

/// Whether `word` stands in `list`, whose words have one space between them; in any case, if they
/// are small letters.
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
            // Behind the end of any word.
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
