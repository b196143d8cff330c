//! Where in the code we are, and the loop that reads on from there.

use super::{
    Scope, code, jsx,
    language::Language,
    lines, markup,
    rest::{Rest, Token, is_word},
    span::{self, Close, Span},
    style::{self, Style},
    yaml::{self, Yaml},
};

/// How many strings in code in strings are told apart.
const DEEPEST: usize = 64;

/// What is being read.
#[derive(Clone, Copy)]
pub(super) enum Mode {
    Code(Code),
    /// Up to an end that is known: strings, comments.
    Span(Span),
    /// Up to a line that was chosen before.
    Heredoc,
    /// The rest of a word that is longer than the window.
    Word(Option<Scope>),
    /// The text between tags; with code of PHP in it or not.
    Markup {
        php: bool,
    },
    Tag(markup::Tag),
    /// The text between tags that stand in JavaScript.
    Children,
    Style(Style),
    Yaml(Yaml),
    Diff,
}

/// Code in one of the languages that are only described.
#[derive(Clone, Copy)]
pub(super) struct Code {
    /// Which of the languages of the block.
    pub(super) language: usize,
    /// What ends it where it stands in something else: `}` or `)` in a string, `<` in a page, `?`
    /// for `?>`; zero if nothing does.
    pub(super) until: u8,
    /// How many brackets are open.
    pub(super) depth: u32,
    /// One bit for each open bracket, the latest lowest: whether it is a brace.
    pub(super) braces: u64,
}

impl Code {
    pub(super) const fn new(language: usize, until: u8) -> Self {
        Self {
            language,
            until,
            depth: 0,
            braces: 0,
        }
    }
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
    outer: Vec<Mode>,
    /// Which of the languages scripts in tags have, and code in tags in code.
    pub(super) script: usize,
}

/// All of it but what lies around. A token that turns out to depend on what has not come gets
/// back the place it had.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) mode: Mode,
    /// A mode that this token puts around the new one.
    pushed: Option<Mode>,
    /// How many modes this token ends.
    popped: usize,
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
    /// A text begins in the next line.
    pub(super) heredoc: bool,
    /// What ends the string or the text that chose it itself.
    pub(super) close: Close,
    /// The lines that people typed are marked, so the others are output.
    pub(super) prompted: bool,
}

impl Lexer {
    pub(super) fn new(mode: Mode, languages: usize) -> Self {
        let is_php = matches!(mode, Mode::Code(Code { until: b'?', .. }));
        let outer = if is_php {
            vec![Mode::Markup { php: true }]
        } else {
            Vec::new()
        };
        let at = Place {
            mode,
            pushed: None,
            popped: 0,
            line_start: true,
            glued: false,
            last: 0,
            before: 0,
            next: Next::Any,
            includes: false,
            heredoc: false,
            close: Close::NONE,
            prompted: false,
        };
        Self {
            at,
            outer,
            script: languages.saturating_sub(1),
        }
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
        let mut hand_out = |scope, start, end| {
            if let Some(text) = text.get(start..end)
                && start < end
            {
                run(scope, text);
            }
        };
        while let Some(left) = text.get(at..)
            && !left.is_empty()
        {
            let rest = Rest::new(left, end);
            let before = self.at;
            let (length, next) = self.step(languages, left, &rest);
            if rest.is_short() {
                self.at = before;
                break;
            }
            self.settle();
            if next != scope && length > 0 {
                hand_out(scope, start, at);
                (start, scope) = (at, next);
            }
            at += length;
        }
        hand_out(scope, start, at);
        at
    }

    /// The next token. Its length is zero only if the mode changed.
    fn step(&mut self, languages: &[Language], text: &str, rest: &Rest<'_>) -> Token {
        match self.at.mode {
            Mode::Code(code) => match languages.get(code.language) {
                Some(language) => code::step(self, &code, language, rest),
                None => (rest.character(), None),
            },
            Mode::Span(span) => span::step(self, &span, text, rest),
            Mode::Heredoc => span::heredoc(self, text, rest),
            Mode::Word(scope) => {
                let bytes = text.bytes();
                let length = bytes.take_while(|byte| is_word(*byte)).count();
                if length < text.len() {
                    self.pop();
                }
                (length, scope)
            }
            Mode::Markup { php } => markup::step(self, php, rest),
            Mode::Tag(tag) => tag.step(self, rest),
            Mode::Children => jsx::children(self, rest),
            Mode::Style(style) => style::step(self, &style, rest),
            Mode::Yaml(yaml) => yaml::step(self, &yaml, text, rest),
            Mode::Diff => lines::diff(self, rest),
        }
    }

    /// Makes the changes of a token last.
    fn settle(&mut self) {
        self.outer.truncate(self.outer.len() - self.at.popped);
        self.at.popped = 0;
        self.outer.extend(self.at.pushed.take());
    }

    /// The mode around this one.
    pub(super) fn around(&self) -> Option<&Mode> {
        let outer = self.outer.iter().rev();
        outer.skip(self.at.popped).find(|_| true)
    }

    /// Reads something else until that ends, once in a token. Too deep, the code stays what it is.
    #[inline(never)]
    pub(super) fn push(&mut self, mode: Mode) -> bool {
        let fits = self.outer.len() < DEEPEST;
        if fits {
            self.at.pushed = Some(std::mem::replace(&mut self.at.mode, mode));
        }
        fits
    }

    #[inline(never)]
    pub(super) fn pop(&mut self) {
        if let Some(mode) = self.around() {
            self.at.mode = *mode;
            self.at.popped += 1;
        }
    }

    /// Ends code in a string of one line together with the string.
    pub(super) fn leave_line(&mut self) {
        while let Some(Mode::Span(span)) = self.around() {
            if !span.quote.one_line {
                break;
            }
            self.pop();
            self.pop();
        }
    }

    /// Remembers the kind of a token.
    pub(super) fn saw(&mut self, kind: u8) {
        self.at.before = self.at.last;
        self.at.last = kind;
    }
}
