//! What is read line by line: diffs.

use super::{
    Scope,
    lexer::Lexer,
    rest::{Rest, Token},
    span::{self, PLAIN, Quote},
};

/// What lines about the files start with. A line that was taken away may look the same, but then
/// it began with `-- `.
const ABOUT: [&str; 5] = ["+++ ", "--- ", "@@", "diff ", "index "];

pub(super) fn diff(lexer: &mut Lexer, rest: &Rest<'_>) -> Token {
    let byte = rest.at(0);
    if byte == b'\n' {
        return (1, None);
    }
    let mut quote = match byte {
        b'+' | b'>' => &INSERTED,
        b'-' | b'<' => &DELETED,
        _ => &PLAIN,
    };
    if ABOUT.iter().any(|start| rest.starts_with(0, start)) {
        quote = &HEADER;
    }
    span::begin(lexer, quote, rest.character())
}

static INSERTED: Quote = Quote::rest(Some(Scope::Inserted));
static DELETED: Quote = Quote::rest(Some(Scope::Deleted));
static HEADER: Quote = Quote::rest(Some(Scope::Meta));
