//! What there is to know of a language, and how it is written down.
//!
//! A description is text, a line for each fact: a table of structs would take more room in a wasm
//! module than all the words in it.

use super::{
    Scope,
    languages::LANGUAGES,
    lexer::{Code, Lexer, Mode},
    more_languages::MORE_LANGUAGES,
    rest::{Rest, Token},
    span::{COMMENT, Quote, begin_silently},
    style::Style,
    words::{cut, has},
    yaml::Yaml,
};

/// A language that looks like code. Its description has these lines; those with words may be
/// repeated, and each is sorted:
///
/// | line | what it has |
/// |---|---|
/// | `n` | names of the language |
/// | `p` | names of its plain variant, for which `+` and `*` do not count |
/// | `k`, `+` | keywords |
/// | `s` | words that are keywords if a name or a bracket follows in the same line |
/// | `t`, `*` | types |
/// | `c` | constants |
/// | `l` | what begins a comment up to the end of the line |
/// | `b` | both ends of the other comments |
/// | `q` | quotes, the longer ones first: `=` if they may hold many lines, or else `-`, and then `open~close~escape~hole`; what is left out is what most quotes have |
/// | `x` | what is part of a word besides letters, digits and `_` |
/// | `h` | habits, a letter for each |
#[derive(Default)]
pub(super) struct Language {
    words: Vec<(u8, &'static str)>,
    line: &'static str,
    block: Option<Quote>,
    quotes: Vec<Quote>,
    pub(super) extra: &'static str,
    habits: u32,
}

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
/// `#[…]` says something about what follows.
pub(super) const ATTRIBUTES: u32 = habit(b'B');
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
/// `name = …` at the start of a line, `[section]`.
pub(super) const ASSIGNED_KEYS: u32 = habit(b'E');
/// Commands with their arguments.
pub(super) const SHELL: u32 = habit(b'S');
/// The end of a line ends a statement.
pub(super) const LINES: u32 = habit(b'L');
/// `name!` calls a macro.
pub(super) const MACROS: u32 = habit(b'M');
/// `:name`, `@name`.
pub(super) const SYMBOLS: u32 = habit(b'Y');
/// `name_t` is a type.
pub(super) const T_TYPES: u32 = habit(b'U');
/// `#` in a word begins no comment.
pub(super) const LOOSE_HASH: u32 = habit(b'O');
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
/// Comments stand in comments.
const NESTED_COMMENTS: u32 = habit(b'Z');
/// `f"{x}"`, `rb""`.
pub(super) const PYTHON_QUOTES: u32 = habit(b'[');
/// `r#""#`.
pub(super) const RUST_QUOTES: u32 = habit(b']');
/// `R"x()x"`.
pub(super) const CPP_QUOTES: u32 = habit(b'^');
/// `r""`.
pub(super) const RAW_QUOTES: u32 = habit(b'_');

/// What a block in `language` begins with and the languages in it, those of scripts last; `None`
/// if it is not known.
pub(super) fn find(language: &str) -> Option<(Mode, Vec<Language>)> {
    // `rust,ignore`, `{.python}`, `js:main.js`
    let mut name = language
        .bytes()
        .skip_while(|byte| matches!(byte, b'{' | b'.'));
    let mut lower = [0; 16];
    let mut length = 0;
    while let Some(byte) = name.next().filter(|byte| !b",:{} ".contains(byte)) {
        *lower.get_mut(length)? = byte.to_ascii_lowercase();
        length += 1;
    }
    let name = lower.get(..length)?;
    if name.is_empty() {
        return None;
    }
    let is = |names| has(names, name);
    let script = |mode| Some((mode, Language::named(b"js").into_iter().collect()));
    if let Some(language) = Language::named(name) {
        let php = language.is(PHP);
        let mode = Mode::Code(Code::new(0, if php { b'?' } else { 0 }));
        let mut languages = vec![language];
        languages.extend(Language::named(b"js").filter(|_| php));
        Some((mode, languages))
    } else if is(
        "astro atom ejs erb hbs htm html jinja plist rss svelte svg vue xaml xhtml xml xsl",
    ) {
        script(Mode::Markup { php: false })
    } else if is("css") {
        Some((Mode::Style(Style::CSS), Vec::new()))
    } else if is("less postcss sass scss") {
        Some((Mode::Style(Style::SCSS), Vec::new()))
    } else if is("yaml yml") {
        Some((Mode::Yaml(Yaml::NEW), Vec::new()))
    } else if is("diff patch") {
        Some((Mode::Diff, Vec::new()))
    } else {
        None
    }
}

impl Language {
    fn named(name: &[u8]) -> Option<Self> {
        Self::described(LANGUAGES, name).or_else(|| Self::described(MORE_LANGUAGES, name))
    }

    fn described(mut text: &'static str, name: &[u8]) -> Option<Self> {
        let mut found = None;
        let mut plain = false;
        while !text.is_empty() {
            let (line, rest) = cut(text, b'\n');
            text = rest;
            let (kind, facts) = cut(line, b' ');
            let kind = kind.bytes().next().unwrap_or_default();
            match (kind, &mut found) {
                (b'n', Some(_)) => break,
                (b'n', None) => found = has(facts, name).then(Self::default),
                (b'p', _) if has(facts, name) => {
                    plain = true;
                    found = Some(Self::default());
                }
                (b'+' | b'*', Some(_)) if plain => {}
                (_, Some(language)) => language.learn(kind, facts),
                _ => {}
            }
        }
        let mut language = found?;
        if has("cts mts ts typescript", name) {
            language.habits &= !JSX;
        }
        Some(language)
    }

    fn learn(&mut self, kind: u8, facts: &'static str) {
        match kind {
            b'l' => self.line = facts,
            b'b' => {
                let (open, close) = cut(facts, b' ');
                self.block = Some(Quote::between(open, close, Some(Scope::Comment)));
            }
            b'q' => {
                let mut facts = facts;
                while !facts.is_empty() {
                    let (quote, rest) = cut(facts, b' ');
                    self.quotes.push(Quote::described(quote));
                    facts = rest;
                }
            }
            b'x' => self.extra = facts,
            b'h' => {
                self.habits = facts.bytes().fold(0, |sum, letter| sum | habit(letter));
                let nests = self.is(NESTED_COMMENTS);
                self.block = self.block.map(|block| Quote { nests, ..block });
            }
            b'+' => self.words.push((b'k', facts)),
            b'*' => self.words.push((b't', facts)),
            _ => self.words.push((kind, facts)),
        }
    }

    pub(super) fn is(&self, habit: u32) -> bool {
        self.habits & habit != 0
    }

    /// Whether the language has a word of this kind.
    pub(super) fn has(&self, kind: u8, word: &[u8]) -> bool {
        let mut words = self.words.iter();
        words.any(|(which, list)| *which == kind && has(list, word))
    }

    /// The comment that begins here.
    pub(super) fn comment(&self, lexer: &mut Lexer, byte: u8, rest: &Rest<'_>) -> Option<Token> {
        if let Some(block) = self.block
            && rest.starts_with(0, block.open)
        {
            return Some(begin_silently(lexer, &block, block.open.len()));
        }
        let glued = lexer.at.glued && self.is(LOOSE_HASH);
        if byte == b'#' && (glued || self.is(ATTRIBUTES) && rest.at(1) == b'[') {
            return None;
        }
        let mut line = self.line;
        while !line.is_empty() {
            let (open, rest_of_line) = cut(line, b' ');
            if rest.starts_with(0, open) {
                return Some(begin_silently(lexer, &COMMENT, open.len()));
            }
            line = rest_of_line;
        }
        None
    }

    /// The kind of string that begins at `from`.
    pub(super) fn quote(&self, rest: &Rest<'_>, from: usize) -> Option<Quote> {
        let mut quotes = self.quotes.iter();
        let quote = quotes.find(|quote| rest.starts_with(from, quote.open));
        quote.copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, MORE_LANGUAGES};

    /// Words are searched for by halves.
    #[test]
    fn words_are_sorted() {
        for line in LANGUAGES.lines().chain(MORE_LANGUAGES.lines()) {
            let Some((kind, words)) = line.split_at_checked(2) else {
                continue;
            };
            let words: Vec<_> = words.split(' ').collect();
            let is_sorted = words.is_sorted() || "lbqxh".contains(kind.trim());
            assert!(is_sorted, "{line}");
        }
    }
}
