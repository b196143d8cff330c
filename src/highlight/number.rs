//! Numbers: other bases, fractions, exponents, separators, suffixes.

use super::{
    Scope,
    language::{Language, QUOTED_DIGITS},
    lexer::{Lexer, Mode},
    rest::{Rest, Token, is_letter, is_word},
};

pub(super) fn step(lexer: &mut Lexer, language: &Language, rest: &Rest<'_>) -> Token {
    let scope = Some(Scope::Number);
    let hexadecimal = rest.at(0) == b'0' && rest.at(1) | 0x20 == b'x';
    let exponent = if hexadecimal { b'p' } else { b'e' };
    let mut end = 1;
    loop {
        let goes_on = match rest.at(end) {
            b'+' | b'-' => rest.at(end - 1) | 0x20 == exponent && rest.at(end + 1).is_ascii_digit(),
            // Neither a range, `1..2`, nor a method, `1.abs()`.
            b'.' => {
                let next = rest.at(end + 1);
                next != b'.' && !is_letter(next)
            }
            b'\'' => language.is(QUOTED_DIGITS) && rest.at(end + 1).is_ascii_alphanumeric(),
            byte => is_word(byte),
        };
        if !goes_on {
            break;
        }
        end += 1;
    }
    lexer.saw(b'0');
    if rest.full && end == rest.bytes.len() {
        lexer.push(Mode::Word(scope));
    }
    (end, scope)
}
