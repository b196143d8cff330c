//! The state of the lexer between tokens, and its main loop.

use super::{
    Scope,
    language::{Language, MARKUP, PHP, Quote},
    rest::{Rest, Token, is_word},
};

/// The capacity of the stack: how deep strings in code in strings are told apart.
const MAX_DEPTH: usize = 48;

/// The mode of the lexer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Code,
    /// Text up to a known terminator: strings, comments.
    Span,
    /// Text up to a line with the word that the heredoc began with.
    Heredoc,
    /// The rest of a word longer than the lookahead window, or the flags of a regular expression.
    Word,
    /// The text between tags.
    Markup,
    Tag,
}

/// An entry of the stack: a mode and its state.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) mode: Mode,
    /// The index among the languages of the block.
    pub(super) language: u8,
    /// Code: what ends it if it is embedded, `}` or `)` in a string, `<` in a page, `?` for `?>`;
    /// zero if nothing does. A span: the index of its quote. A tag and the text behind it: `j` in
    /// JSX, `/` for a closing tag there, `1` and `2` before a script and a style.
    pub(super) what: u8,
    /// The end of the line ends it.
    pub(super) one_line: bool,
    pub(super) scope: Option<Scope>,
    /// How many brackets are open in code, or how deep a span nests in itself.
    pub(super) depth: u32,
    /// One bit for each open bracket, the innermost lowest: whether it is a brace.
    pub(super) braces: u32,
}

/// What the next name is, by the keyword before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Any,
    Function,
    Type,
}

/// The state of the lexer between two tokens.
pub(super) struct Lexer {
    pub(super) at: Place,
    /// The stack: the frames to return to when the current mode ends.
    outer: [Frame; MAX_DEPTH],
}

/// The state but for the stack: small enough to be copied, so that a token that turns out to depend
/// on text still to come is undone by restoring it.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) frame: Frame,
    /// How many frames are on the stack.
    level: usize,
    /// Only white space came in this line so far.
    pub(super) line_start: bool,
    /// No white space came since the last token.
    pub(super) glued: bool,
    /// The kind of the last token: `a` for a name, `k` for a keyword, `0` for a number, `"` for a
    /// string, or the character itself; zero at the start.
    pub(super) last: u8,
    /// The kind of the token before that.
    pub(super) before: u8,
    pub(super) next: Next,
    /// This line includes a file, whose name may be between `<` and `>`.
    pub(super) includes: bool,
    /// The column, as far as only white space and YAML list markers are before it.
    pub(super) indent: u32,
    /// In the value of a declaration in a style sheet.
    pub(super) value: bool,
    /// A heredoc begins in the next line: the hash of the word that ends it or, in YAML, the
    /// indentation that its lines must exceed; all bits are set if there is none.
    pub(super) heredoc: u32,
}

impl Lexer {
    pub(super) fn new(language: &Language) -> Self {
        let frame = Frame {
            mode: Mode::Code,
            language: 0,
            what: 0,
            one_line: false,
            scope: None,
            depth: 0,
            braces: 0,
        };
        let at = Place {
            frame,
            level: 0,
            line_start: true,
            glued: false,
            last: 0,
            before: 0,
            next: Next::Any,
            includes: false,
            indent: 0,
            value: false,
            heredoc: u32::MAX,
        };
        let outer = [frame; MAX_DEPTH];
        let mut lexer = Self { at, outer };
        if language.is(MARKUP) {
            lexer.at.frame.mode = Mode::Markup;
        } else if language.is(PHP) {
            lexer.at.frame.mode = Mode::Markup;
            lexer.at.frame.language = 1;
            lexer.push(Mode::Code, b'?');
            lexer.at.frame.language = 0;
        }
        lexer
    }

    /// Passes the runs of `text` that are certain to `run`. Returns how many bytes those are.
    pub(super) fn read(
        &mut self,
        languages: &[Language],
        text: &str,
        end: bool,
        run: &mut dyn FnMut(Option<Scope>, &str),
    ) -> usize {
        let (mut start, mut at, mut scope) = (0, 0, None);
        loop {
            let left = text.as_bytes().get(at..).unwrap_or_default();
            let rest = Rest::new(left, end);
            let before = self.at;
            let language = languages.get(usize::from(before.frame.language));
            let token = match language {
                Some(language) if !left.is_empty() => self.step(language, &rest),
                _ => (0, None),
            };
            let is_end = left.is_empty() || rest.is_short();
            if is_end || token.1 != scope && token.0 > 0 {
                if let Some(text) = text.get(start..at)
                    && !text.is_empty()
                {
                    run(scope, text);
                }
                (start, scope) = (at, token.1);
            }
            if is_end {
                self.at = before;
                return at;
            }
            at += token.0;
        }
    }

    /// Reads the next token. Invariant: its length is zero only if the mode changed.
    fn step(&mut self, language: &Language, rest: &Rest<'_>) -> Token {
        match self.at.frame.mode {
            Mode::Code => self.code(language, rest),
            Mode::Span => self.span(language, rest),
            Mode::Heredoc => self.heredoc(rest),
            Mode::Word => {
                let bytes = rest.text.iter();
                let length = bytes.take_while(|byte| is_word(**byte)).count();
                let scope = self.at.frame.scope;
                if length < rest.text.len() {
                    self.pop();
                }
                (length, scope)
            }
            Mode::Markup => self.markup(language, rest),
            Mode::Tag => self.tag(language, rest),
        }
    }

    /// Enters a mode, unless the stack is full. Returns whether it did.
    #[inline(never)]
    pub(super) fn push(&mut self, mode: Mode, what: u8) -> bool {
        let place = self.outer.get_mut(self.at.level);
        let fits = place.is_some();
        if let Some(place) = place {
            let frame = &mut self.at.frame;
            *place = *frame;
            *frame = Frame {
                mode,
                what,
                language: frame.language,
                one_line: false,
                scope: None,
                depth: 0,
                braces: 0,
            };
            self.at.level += 1;
        }
        fits
    }

    #[inline(never)]
    pub(super) fn pop(&mut self) {
        let level = self.at.level.wrapping_sub(1);
        if let Some(frame) = self.outer.get(level) {
            self.at.frame = *frame;
            self.at.level = level;
        }
    }

    /// Begins the span that `quote` describes.
    #[inline(never)]
    pub(super) fn begin(&mut self, quote: &Quote, length: usize) -> Token {
        let scope = quote.scope();
        if scope != Some(Scope::Comment) {
            self.saw(b'"');
        }
        if self.push(Mode::Span, quote.index) {
            self.at.frame.scope = scope;
            self.at.frame.one_line = quote.is_line();
        }
        (length, scope)
    }

    /// At the end of a line, leaves code that is embedded in a one-line string, and the string.
    pub(super) fn leave_line(&mut self) {
        while self
            .outer
            .get(self.at.level.wrapping_sub(1))
            .is_some_and(|frame| frame.one_line)
        {
            self.pop();
            self.pop();
        }
    }

    /// Records the kind of a token.
    #[inline(never)]
    pub(super) fn saw(&mut self, kind: u8) {
        self.at.before = self.at.last;
        self.at.last = kind;
    }
}
