//! Colours for code that is still being written: text in, runs of text with their scope out.
//!
//! It reads each character once, remembers where it is in the language, and never takes back what
//! it handed out, so a block costs the same whether it comes at once or in a thousand pieces. What
//! it knows of a language is a short description: words, quotes, comments and a few habits. It
//! refuses to parse: a scope is what a reader sees at a glance, not what a compiler would say.

mod code;
mod language;
mod languages;
mod lexer;
mod markup;
mod rest;
mod span;
mod word;

use std::fmt;

use language::Language;
use lexer::Lexer;

/// What a piece of code is, for colouring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// A remark for people.
    Comment,
    /// A word of the language.
    Keyword,
    /// Text, characters, regular expressions.
    String,
    /// A number with its sign of base, exponent and unit.
    Number,
    /// The name of a type.
    Type,
    /// The name of a function where it is made or called.
    Function,
    /// `true`, `null`, `None`, `MAX_SIZE`.
    Constant,
    /// A key, an attribute, a variable of a shell.
    Property,
    /// An element of markup.
    Tag,
    /// Decorators, directives, selectors: what is about the code around it.
    Meta,
    /// A line that a diff adds.
    Inserted,
    /// A line that a diff takes away.
    Deleted,
}

impl Scope {
    /// The scope's name in style sheets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Keyword => "keyword",
            Self::String => "string",
            Self::Number => "number",
            Self::Type => "type",
            Self::Function => "function",
            Self::Constant => "constant",
            Self::Property => "property",
            Self::Tag => "tag",
            Self::Meta => "meta",
            Self::Inserted => "inserted",
            Self::Deleted => "deleted",
        }
    }
}

/// Colours one block of code, in whatever pieces it comes.
///
/// The runs of all calls, put one behind the other, and then [`Self::pending`] are the text that
/// was pushed. Where a piece ends makes no difference to the scopes.
///
/// ```
/// use rill_chat::highlight::{Highlighter, Scope};
///
/// let mut runs = Vec::new();
/// let mut run = |scope: Option<Scope>, text: &str| runs.push((scope, text.to_owned()));
/// let mut code = Highlighter::new("rust").ok_or("not known")?;
/// code.push("le", &mut run);
/// assert_eq!(code.pending(), "le");
/// code.push("t x", &mut run);
/// code.finish(&mut run);
/// assert_eq!(runs[0], (Some(Scope::Keyword), "let".to_owned()));
/// # Ok::<(), &str>(())
/// ```
pub struct Highlighter {
    lexer: Lexer,
    languages: [Language; 3],
    pending: String,
}

impl Highlighter {
    /// A highlighter for the language of a code block, `None` if it is not known. `language` is
    /// the first word behind the fence, in any case, also an alias: `rs`, `C++`, `sh`, `yml`.
    pub fn new(language: &str) -> Option<Self> {
        let languages = language::find(language)?;
        Some(Self {
            lexer: Lexer::new(&languages[0]),
            languages,
            pending: String::new(),
        })
    }

    /// Takes the next piece of the code and hands out, in order, the text that is certain, with
    /// its scope.
    pub fn push(&mut self, text: &str, mut run: impl FnMut(Option<Scope>, &str)) {
        self.read(text, false, &mut run);
    }

    /// The end of what came, whose scope is not known yet: a word that may grow into a keyword, a
    /// `/` that may begin a comment. It is shorter than 64 bytes.
    pub fn pending(&self) -> &str {
        &self.pending
    }

    /// No more will come: hands out what is pending.
    pub fn finish(&mut self, mut run: impl FnMut(Option<Scope>, &str)) {
        self.read("", true, &mut run);
    }

    fn read(&mut self, text: &str, end: bool, run: &mut dyn FnMut(Option<Scope>, &str)) {
        let all = [self.pending.as_str(), text].concat();
        let read = self.lexer.read(&self.languages, &all, end, run);
        all.get(read..)
            .unwrap_or_default()
            .clone_into(&mut self.pending);
    }
}

impl fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Highlighter")
            .field("pending", &self.pending)
            .finish_non_exhaustive()
    }
}
