//! Incremental syntax highlighting: code in, runs of text with their scope out.
//!
//! A resumable lexer: it keeps its state between chunks, reads fewer than 64 pending bytes again
//! with each, and never takes back a run. So a block costs about the same whether it comes at once
//! or in a thousand chunks. A language is a short description: words, quotes, comments and a few
//! habits. There is no parser: a scope is what a reader sees at a glance, not a compiler's verdict.

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

/// What a run of code is, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// A comment.
    Comment,
    /// A keyword.
    Keyword,
    /// A string, a character or a regular expression.
    String,
    /// A number with its base prefix, exponent and suffix.
    Number,
    /// The name of a type.
    Type,
    /// The name of a function where it is defined or called.
    Function,
    /// `true`, `null`, `None`, `MAX_SIZE`.
    Constant,
    /// A key, an attribute, a variable of a shell.
    Property,
    /// The name of an element in markup.
    Tag,
    /// Decorators, directives, selectors: code about the code around it.
    Meta,
    /// A line that a diff adds.
    Inserted,
    /// A line that a diff removes.
    Deleted,
}

impl Scope {
    /// Returns the scope's name in style sheets.
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

/// A highlighter for one block of code that arrives in chunks.
///
/// Invariant: the runs of all calls, concatenated, and [`Self::pending`] are the text that was
/// pushed. The scopes do not depend on the chunk boundaries.
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
    /// Creates a highlighter; `None` if the language is not known. `language` is the first word of
    /// the info string, in any case, and may be an alias: `rs`, `C++`, `sh`, `yml`.
    pub fn new(language: &str) -> Option<Self> {
        let languages = language::find(language)?;
        Some(Self {
            lexer: Lexer::new(&languages[0]),
            languages,
            pending: String::new(),
        })
    }

    /// Reads the next chunk of the code and passes the runs that are certain to `run`, in order.
    pub fn push(&mut self, text: &str, mut run: impl FnMut(Option<Scope>, &str)) {
        self.read(text, false, &mut run);
    }

    /// Returns the end of the text so far whose scope is not certain yet: a word that may grow into
    /// a keyword, a `/` that may begin a comment. It is shorter than 64 bytes.
    pub fn pending(&self) -> &str {
        &self.pending
    }

    /// Ends the code, and passes the pending text to `run`.
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
