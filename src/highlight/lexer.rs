//! Where in the code we are, and the loop that reads on from there.

use super::{
    Scope,
    language::{Language, MARKUP, PHP, Quote},
    rest::{Rest, Token, is_word},
};

/// How many strings in code in strings are told apart.
const DEEPEST: usize = 48;

/// What is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Code,
    /// Up to an end that is known: strings, comments.
    Span,
    /// Up to a line that was chosen before.
    Heredoc,
    /// The rest of a word.
    Word,
    /// The text between tags.
    Markup,
    Tag,
}

/// What is read, and what has to be known of it.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) mode: Mode,
    /// Which of the languages of the block.
    pub(super) language: u8,
    /// Code: what ends it where it stands in something else, `}` or `)` in a string, `<` in a
    /// page, `?` for `?>`; zero if nothing does. A span: which of the quotes. A tag and the text
    /// behind it: `j` in JavaScript, `/` for a second tag there, `1` and `2` before code.
    pub(super) what: u8,
    /// The end of the line ends it.
    pub(super) one_line: bool,
    pub(super) scope: Option<Scope>,
    /// How many brackets are open, or how often a span stands in itself.
    pub(super) depth: u32,
    /// One bit for each open bracket, the latest lowest: whether it is a brace.
    pub(super) braces: u32,
}

/// What the next name is going to be, by the keyword before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Any,
    Function,
    Type,
}

/// Where we are between two tokens.
pub(super) struct Lexer {
    pub(super) at: Place,
    /// What is read again when the mode ends.
    outer: [Frame; DEEPEST],
}

/// All of it but what lies around. A token that turns out to depend on what has not come gets
/// back the place it had.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) frame: Frame,
    /// How many frames lie around.
    level: usize,
    /// Nothing but space came in this line.
    pub(super) line_start: bool,
    /// No space came since the last token.
    pub(super) glued: bool,
    /// The kind of the last token: `a` for a name, `k` for a keyword, `0` for a number, `"` for a
    /// string, or the sign itself; zero at the start.
    pub(super) last: u8,
    /// The one before.
    pub(super) before: u8,
    pub(super) next: Next,
    /// This line includes a file, whose name may stand between `<` and `>`.
    pub(super) includes: bool,
    /// The column, as far as only space and signs of a list stand before it.
    pub(super) indent: u32,
    /// The right side of a declaration in a style sheet.
    pub(super) value: bool,
    /// A text begins in the next line, up to a line with a word that has this sum, or, in
    /// YAML, one that is not deeper than this; all bits are set if there is none.
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
        let outer = [frame; DEEPEST];
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

    /// Hands out the runs of `text` as far as they are certain, and says how far that is.
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

    /// The next token. Its length is zero only if the mode changed.
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

    /// Reads something else until that ends. Too deep, the code stays what it is.
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

    /// Begins a text that `quote` describes.
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

    /// Ends code in a string of one line together with the string.
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

    /// Remembers the kind of a token.
    #[inline(never)]
    pub(super) fn saw(&mut self, kind: u8) {
        self.at.before = self.at.last;
        self.at.last = kind;
    }
}
