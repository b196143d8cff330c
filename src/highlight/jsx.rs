//! Tags in JavaScript.

use super::{
    Scope,
    lexer::{Code, Lexer, Mode},
    markup::{Tag, is_name},
    rest::{Rest, Token, is_letter},
};

/// What `<` begins where a value may stand: an element, or the parameters of a type.
pub(super) fn begin(lexer: &mut Lexer, rest: &Rest<'_>) -> Option<Token> {
    let next = rest.at(1);
    if next != b'>' && !is_letter(next) {
        return None;
    }
    let end = rest.end_of(1, &is_name);
    let types = rest.at(end) == b',' || rest.starts_with(end, " extends ");
    (!types).then(|| open(lexer, end))
}

fn open(lexer: &mut Lexer, length: usize) -> Token {
    lexer.saw(b'"');
    lexer.push(Mode::Tag(Tag {
        jsx: true,
        ..Tag::OPEN
    }));
    (length, Some(Scope::Tag))
}

/// The text between two tags, and what stands in braces there.
pub(super) fn children(lexer: &mut Lexer, rest: &Rest<'_>) -> Token {
    match rest.at(0) {
        b'{' => {
            lexer.push(Mode::Code(Code::new(lexer.script, b'}')));
            lexer.saw(b'(');
            (1, None)
        }
        b'<' if rest.at(1) == b'/' => {
            let end = rest.end_of(2, &is_name);
            lexer.pop();
            lexer.push(Mode::Tag(Tag {
                jsx: true,
                closes: true,
                ..Tag::OPEN
            }));
            (end, Some(Scope::Tag))
        }
        b'<' if rest.at(1) == b'>' || is_letter(rest.at(1)) => {
            let end = rest.end_of(1, &is_name);
            open(lexer, end)
        }
        _ => {
            let text = rest.run(&|byte| !matches!(byte, b'{' | b'<'));
            (text, None)
        }
    }
}
